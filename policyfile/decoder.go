package policyfile

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// decoder turns the nodes of one file into data of package mandat, and collects
// everything that is wrong. It notes where each value comes from, by the path
// that leads to it from the Rules or the OrgData ("Roles[3].Can[0]").
type decoder struct {
	file string
	errs Errors
	// places holds the position of each path that was read.
	places map[string]position
	// faults holds each path that was not read properly, incomplete these and
	// all paths above them.
	faults, incomplete map[string]bool
	// declares names the fields of the data that declare names; in those of
	// nested, the entries declare names as well.
	declares, nested []string
	// lost tells that declarations may be missing, so that to look for unknown
	// names would mislead.
	lost bool
}

func newDecoder(file string, errs Errors) *decoder {
	return &decoder{
		file: file, errs: errs,
		places: map[string]position{"": {1, 1}}, faults: make(map[string]bool), incomplete: make(map[string]bool),
	}
}

// mark notes where a path comes from.
func (d *decoder) mark(path string, n *node) { d.places[path] = n.position }

// fail reports what is wrong with the value of a path.
func (d *decoder) fail(path string, n *node, format string, args ...any) {
	d.report(n, format, args...)
	d.fault(path)
}

// report reports what is wrong with a value that was read all the same.
func (d *decoder) report(n *node, format string, args ...any) {
	d.errs = append(d.errs, Error{d.file, n.line, n.column, fmt.Sprintf(format, args...)})
}

// fault notes that a path was not read properly.
func (d *decoder) fault(path string) {
	d.faults[path] = true
	for !d.incomplete[path] {
		d.incomplete[path] = true
		path = above(path)
	}
}

// above returns the path that a path continues, "" for a first step.
func above(path string) string { return path[:max(0, strings.LastIndexAny(path, ".["))] }

// lose notes that something of a list or mapping could not be read.
func (d *decoder) lose(path string) {
	d.fault(path)
	d.lost = d.lost || slices.Contains(d.declares, path) || d.isNested(path)
}

// isNested reports whether names may be declared anywhere below a path.
func (d *decoder) isNested(path string) bool {
	section, _, _ := strings.Cut(path, "[")
	return path == "" || slices.Contains(d.nested, section)
}

// is reports whether a list or mapping is of the kind that is expected, and
// fails if not.
func (d *decoder) is(path string, n *node, k kind, expected string) bool {
	if n.kind != k {
		d.unexpected(path, n, expected)
		d.lose(path)
		return false
	}
	if n.maimed {
		d.lose(path)
	}
	d.lost = d.lost || n.doubled && d.isNested(path)
	return true
}

// check adds what package mandat finds wrong with the data, each problem at the
// place of its path, with the name that is meant. What only follows from an error
// in the file is left out.
func (d *decoder) check(err error, declared *vocabulary) {
	if err == nil {
		return
	}
	var invalid *mandat.InvalidError
	if !errors.As(err, &invalid) {
		d.errs = append(d.errs, Error{d.file, 1, 1, err.Error()})
		return
	}
	wrong := make(map[position]bool)
	for _, e := range d.errs {
		wrong[position{e.Line, e.Column}] = true
	}
	for _, p := range invalid.Problems {
		place, known := d.place(p.Path)
		if !wrong[place] && !d.follows(p.Path, known) {
			d.errs = append(d.errs, Error{d.file, place.line, place.column, declared.meant(p)})
		}
	}
}

// place returns the position of a path, or of the nearest one above it that was
// read, and that path.
func (d *decoder) place(path string) (p position, known string) {
	for {
		if p, ok := d.places[path]; ok || path == "" {
			return p, path
		}
		path = above(path)
	}
}

// follows reports whether a problem may only follow from a fault: what has it
// below it is incomplete, and so is what should stand where it is.
func (d *decoder) follows(path, known string) bool {
	return d.incomplete[path] || d.faults[known] && path != known
}

package policyfile

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// fields says what to do with the value of each key that a mapping may have.
type fields map[string]func(*node)

// names returns the keys, sorted.
func (f fields) names() []string { return slices.Sorted(maps.Keys(f)) }

// record reads a mapping whose keys are known, and of which it must have some.
func (d *decoder) record(path string, n *node, f fields, must ...string) {
	if !d.is(path, n, mapping, "a mapping with the keys "+strings.Join(f.names(), ", ")) {
		return
	}
	for _, e := range n.entries {
		key := d.key(path, n, e.key, f.names())
		if read := f[key]; read != nil {
			read(e.value)
		}
		must = slices.DeleteFunc(slices.Clone(must), func(m string) bool { return m == key })
	}
	d.need(path, n, must)
}

// need reports the keys that are missing.
func (d *decoder) need(path string, n *node, missing []string) {
	switch {
	case n.maimed:
	case len(missing) == 1:
		d.fail(path, n, "key %q is missing", missing[0])
	case len(missing) > 1:
		d.fail(path, n, "keys %s are missing", and(missing))
	}
}

// body reads a mapping whose keys are known, or nothing.
func (d *decoder) body(path string, n *node, f fields) {
	if n.kind != nothing {
		d.record(path, n, f)
	}
}

// key returns the known key that a key stands for: itself, or the one that is
// obviously meant, so that what stands there is looked at too.
func (d *decoder) key(path string, n, key *node, known []string) string {
	if slices.Contains(known, key.text) {
		return key.text
	}
	meant := near(key.text, known)
	d.fail(path, key, "unknown key %q%s; the keys here are %s", key.text, perhaps(meant), strings.Join(known, ", "))
	if n.value(meant) != nil {
		return ""
	}
	return meant
}

// perhaps words a suggestion.
func perhaps(name string) string {
	if name == "" {
		return ""
	}
	return fmt.Sprintf(", perhaps %q", name)
}

// declarations reads a mapping of names that the file declares, in its order.
// Path is that of the slice they go to.
func (d *decoder) declarations(path string, n *node, what string, read func(path string, key, value *node)) {
	d.mark(path, n)
	if !d.is(path, n, mapping, "a mapping of "+what) {
		return
	}
	for i, e := range n.entries {
		d.declare(fmt.Sprintf("%s[%d]", path, i), e, read)
	}
}

func (d *decoder) declare(path string, e entry, read func(path string, key, value *node)) {
	d.mark(path, e.key)
	if e.key.text == "" {
		d.fail(path, e.key, "the name is empty")
	}
	read(path, e.key, e.value)
}

// sequence reads a list of mappings. Path is that of the slice they go to.
func (d *decoder) sequence(path string, n *node, what string, read func(path string, item *node)) {
	d.mark(path, n)
	if !d.is(path, n, list, "a list of "+what) {
		return
	}
	for i, item := range n.items {
		at := fmt.Sprintf("%s[%d]", path, i)
		d.mark(at, item)
		read(at, item)
	}
}

// oneOrMore returns the items of a list, or the value itself where a single one
// stands. An empty list is an error: it looks like "none" and would mean "not
// said".
func (d *decoder) oneOrMore(path string, n *node, expected string) []*node {
	if n.kind != list {
		return []*node{n}
	}
	if len(n.items) == 0 {
		d.fail(path, n, "an empty list says nothing: expected %s, or leave the key out", expected)
	}
	return n.items
}

package main

import (
	"fmt"
	"io"
	"strings"
)

// table holds the figures of every lane at every size.
type table struct {
	sizes []string
	lines []*line
}

type line struct {
	engine, way, list string
	figures           map[string]figure // by size; a lane that was not run has none
}

// figure is what one decision takes: nanoseconds, how many times the floor with
// the same list, and allocations.
type figure struct{ ns, ratio, allocs float64 }

// add takes the medians of what was measured at a size.
func (t *table) add(size string, measured []*runner) {
	t.sizes = append(t.sizes, size)
	floors := map[string]float64{}
	for _, r := range measured {
		if r.engine == "floor" {
			floors[r.list.name] = median(r.ns)
		}
	}
	for _, r := range measured {
		ns := median(r.ns)
		t.line(r).figures[size] = figure{ns, ns / floors[r.list.name], median(r.allocs)}
	}
}

func (t *table) line(r *runner) *line {
	for _, l := range t.lines {
		if l.engine == r.engine && l.way == r.way && l.list == r.list.name {
			return l
		}
	}
	added := &line{r.engine, r.way, r.list.name, map[string]figure{}}
	t.lines = append(t.lines, added)
	return added
}

// write writes the table as Markdown.
func (t *table) write(out io.Writer) {
	head, rule := "| engine | requests |", "|---|---|"
	for _, s := range t.sizes {
		head += fmt.Sprintf(" %s: ns | × floor | allocations |", s)
		rule += "--:|--:|--:|"
	}
	fmt.Fprintln(out, head)
	fmt.Fprintln(out, rule)
	for _, l := range t.lines {
		fmt.Fprintf(out, "| %s | %s |", strings.TrimSpace(l.engine+" "+l.way), l.list)
		for _, s := range t.sizes {
			if f, ok := l.figures[s]; ok {
				fmt.Fprintf(out, " %s | %s | %.0f |", short(f.ns), short(f.ratio), f.allocs)
			} else {
				fmt.Fprint(out, " not run | | |")
			}
		}
		fmt.Fprintln(out)
	}
}

// short writes a figure with about three digits.
func short(f float64) string {
	if f < 10 {
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.0f", f)
}

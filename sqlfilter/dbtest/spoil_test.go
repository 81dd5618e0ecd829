package dbtest

import (
	"strings"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// spoil puts one thing wrong with a row, or with what it is part of: or makes of a
// name one that a careless comparison takes for the same.
func spoil(t *rapid.T, r *row) {
	if r.whole != nil && rapid.IntRange(0, 2).Draw(t, "above") == 0 {
		spoil(t, r.whole)
		return
	}
	switch rapid.IntRange(0, 8).Draw(t, "what") {
	case 0:
		r.org = another(t, r.org, "other")
	case 1:
		for _, st := range r.typ.Structures {
			r.units[st] = another(t, r.units[st], "gone")
		}
	case 2:
		for i, st := range r.typ.Structures {
			r.units[st] = r.units[r.typ.Structures[(i+1)%len(r.typ.Structures)]]
		}
	case 3:
		r.status = another(t, r.status, "burnt")
	case 4:
		r.blurred = true
		spoilLabels(t, r)
	case 5:
		for _, rel := range r.typ.Relations {
			spoilAll(t, r.people[rel.Name])
		}
	case 6:
		spoilLists(t, r)
	case 7:
		r.whole, r.dangling = nil, r.whole != nil
	case 8:
		for _, rel := range r.typ.Relations {
			r.people[rel.Name] = append(r.people[rel.Name], "")
		}
	}
}

func spoilLabels(t *rapid.T, r *row) {
	for i, l := range r.labels {
		r.labels[i] = mandat.Label(*another(t, some(l), "sticky", ""))
	}
	if len(r.labels) > 0 && rapid.Bool().Draw(t, "twice") {
		r.labels = append(r.labels, r.labels[0])
	}
}

func spoilLists(t *rapid.T, r *row) {
	for _, a := range r.typ.Lists {
		l := r.lists[a]
		if rapid.Bool().Draw(t, "unstated") {
			l.has = nil
			continue
		}
		for i := range l.entries {
			l.entries[i].kind = *another(t, &l.entries[i].kind, "person")
			l.entries[i].name = *another(t, &l.entries[i].name, "anna")
		}
	}
}

func spoilAll(t *rapid.T, names []string) {
	for i := range names {
		names[i] = *another(t, &names[i], "stranger")
	}
}

// another makes another text, or NULL if the text may be that.
func another(t *rapid.T, s *string, others ...string) *string {
	k := rapid.IntRange(0, 3+len(others)).Draw(t, "another")
	switch {
	case s == nil || k == 0:
		return some(others[0])
	case k == 1:
		return some(strings.ToUpper(*s))
	case k == 2:
		return some(*s + " ")
	case k == 3:
		return s
	}
	return some(others[k-4])
}

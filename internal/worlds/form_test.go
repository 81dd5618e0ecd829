package worlds_test

import (
	"slices"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// TestFormsAgree: a resource that states every fact once, of those that its type
// has, and fits the form of a filter is well formed for the reference, and one that
// does not fit is malformed.
func TestFormsAgree(t *testing.T) {
	var fit, unfit atomic.Int64
	setChecks(t, 300)
	rapid.Check(t, func(t *rapid.T) {
		w := worlds.Draw(perWorld).Draw(t, "world")
		org := build(t, w)
		for _, q := range w.Questions {
			form, err := org.As(q.Subject).Filter(q.Resource.Type, q.Action).Form()
			if err != nil || !states(&form, &q.Resource) {
				continue
			}
			want := ask(w, q)
			fits := fits(&form, &q.Resource)
			if fits == (want.Reason == mandat.Malformed) {
				t.Fatalf("fits the form: %v\n%+v\nthe reference answers %s\n%v%v", fits, form, code(want), w, q)
			}
			if fits {
				fit.Add(1)
			} else {
				unfit.Add(1)
			}
		}
	})
	t.Log(fit.Load(), unfit.Load())
	assert.Greater(t, fit.Load(), int64(1000))
	assert.Greater(t, unfit.Load(), int64(200))
}

// states reports whether a resource states no fact that the form does not have, and
// none twice.
func states(f *mandat.Form, r *mandat.Resource) bool {
	seen := map[any]bool{}
	once := func(stated bool, name any, known bool) bool {
		twice := stated && seen[name]
		seen[name] = seen[name] || stated
		return !stated || known && !twice
	}
	for _, u := range r.Units {
		_, stated := u.Place.Unit()
		if !once(stated, u.Structure, slices.ContainsFunc(f.Places, func(p mandat.FormPlace) bool { return p.Structure == u.Structure })) {
			return false
		}
	}
	for _, p := range r.Relations {
		if !once(p.People.Stated(), p.Relation, slices.Contains(f.Relations, p.Relation)) {
			return false
		}
	}
	labels, _ := r.Labels.List()
	for _, l := range labels {
		if !once(true, l, true) {
			return false
		}
	}
	return true
}

func fits(f *mandat.Form, r *mandat.Resource) bool {
	if r.Org != f.Org || r.Type != f.Type {
		return false
	}
	for _, p := range f.Places {
		if !fitsPlace(p, r) {
			return false
		}
	}
	if r.Status == "" && f.StatusNeeded || r.Status != "" && !slices.Contains(f.Statuses, r.Status) {
		return false
	}
	labels, stated := r.Labels.List()
	if f.LabelsNeeded && !stated || slices.ContainsFunc(labels, func(l mandat.Label) bool { return !slices.Contains(f.Labels, l) }) {
		return false
	}
	for _, name := range f.RelationsNeeded {
		if !slices.ContainsFunc(r.Relations[:], func(fact mandat.RelationFact) bool { return fact.Relation == name && fact.People.Stated() }) {
			return false
		}
	}
	return fitLevels(f, r)
}

func fitsPlace(p mandat.FormPlace, r *mandat.Resource) bool {
	for _, u := range r.Units {
		if unit, stated := u.Place.Unit(); stated && u.Structure == p.Structure {
			return unit == "" || slices.Contains(p.Units, unit)
		}
	}
	return false
}

// fitLevels goes up; where the levels end, a type that is part of itself begins
// again.
func fitLevels(f *mandat.Form, r *mandat.Resource) bool {
	for depth, typ := 0, f.Type; depth <= mandat.MaxDepth; depth++ {
		i := slices.IndexFunc(f.Levels, func(l mandat.FormLevel) bool { return l.Type == typ })
		if i < 0 || r.Type != typ || r.Org != f.Org || !fitLists(f.Levels[i], r) {
			return false
		}
		whole, stated := r.PartOf.Resource()
		if whole == nil {
			return stated || !f.Levels[i].WholeNeeded
		}
		r, typ = whole, f.Levels[i].PartOf
	}
	return false
}

func fitLists(l mandat.FormLevel, r *mandat.Resource) bool {
	seen := map[mandat.Action]bool{}
	for _, a := range r.ACLs {
		if !a.ACL.Stated() {
			continue
		}
		if seen[a.Action] || !slices.Contains(l.Lists, a.Action) {
			return false
		}
		seen[a.Action] = true
	}
	return !slices.ContainsFunc(l.ListsNeeded, func(a mandat.Action) bool { return !seen[a] })
}

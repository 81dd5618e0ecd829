package mandat_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// archive is a service's table, with an index by unit and one by responsible.
type archive struct {
	rows   []row
	byUnit map[mandat.UnitID][]int
	byWhom map[mandat.PersonID][]int
	found  int // rows that the index gave
}

// newArchive makes contracts at the units of a world, each the responsibility of a
// member.
func newArchive(w *world, members, rows int) *archive {
	a := &archive{byUnit: make(map[mandat.UnitID][]int), byWhom: make(map[mandat.PersonID][]int)}
	var units []mandat.UnitID
	for u := range w.org.Units() {
		units = append(units, u.ID)
	}
	for i := range rows {
		unit, whom := units[i%len(units)], mandat.PersonID(fmt.Sprint("person-", i%members))
		a.rows = append(a.rows, row{id: mandat.ResourceID(fmt.Sprintf("c-%07d", i)), org: "acme", unit: mandat.At(unit), status: "valid", responsible: mandat.One(whom)})
		a.byUnit[unit] = append(a.byUnit[unit], i)
		a.byWhom[whom] = append(a.byWhom[whom], i)
	}
	return a
}

func (a *archive) all() iter.Seq2[*row, error] {
	return func(yield func(*row, error) bool) {
		for i := range a.rows {
			if !yield(&a.rows[i], nil) {
				return
			}
		}
	}
}

func (a *archive) find(e mandat.Expr, after mandat.ResourceID) iter.Seq2[*row, error] {
	var at []int
	switch e.Op {
	case mandat.ExprAlways:
		return a.all()
	case mandat.ExprPlace:
		for _, u := range e.Units {
			at = append(at, a.byUnit[u]...)
		}
	case mandat.ExprRelation:
		at = a.byWhom[e.Person]
	case mandat.ExprListed: // no contract has a list
	default:
		return nil
	}
	at = slices.Sorted(slices.Values(at))
	return func(yield func(*row, error) bool) {
		for _, i := range at {
			a.found++
			if a.rows[i].id > after && !yield(&a.rows[i], nil) {
				return
			}
		}
	}
}

// BenchmarkResources lists what somebody may read and edit in a table of a million
// rows: by asking of each, by a filter, and by an index.
func BenchmarkResources(b *testing.B) {
	const members = 1000
	w := newWorld(b, members)
	a := newArchive(w, members, 1_000_000)
	for _, action := range []mandat.Action{"read", "edit"} {
		s := mandat.Subject{Person: "person-7", Channel: "web", At: benchTime}
		v := w.org.As(s)
		f := v.Filter("contract", action)
		want := 0
		for i := range a.rows {
			if f.Decide(a.rows[i].Resource()).Allowed() {
				want++
			}
		}
		count := func(b *testing.B, rows func() int) {
			for b.Loop() {
				if got := rows(); got != want {
					b.Fatalf("%d rows; want %d", got, want)
				}
			}
			b.ReportMetric(float64(want), "rows")
		}
		b.Run(fmt.Sprintf("%s/decide", action), func(b *testing.B) {
			count(b, func() (n int) {
				for i := range a.rows {
					if w.org.Decide(s, action, a.rows[i].Resource()).Allowed() {
						n++
					}
				}
				return n
			})
		})
		b.Run(fmt.Sprintf("%s/filter", action), func(b *testing.B) {
			count(b, func() (n int) {
				for range mandat.Resources(f, a.all(), (*row).Resource) {
					n++
				}
				return n
			})
		})
		b.Run(fmt.Sprintf("%s/index", action), func(b *testing.B) {
			count(b, func() (n int) {
				for range mandat.ResourcesIn(v.Filter("contract", action), a.find, (*row).Resource, "") {
					n++
				}
				return n
			})
		})
	}
}

// TestResourcesInCostsWhatItReturns: the index gives a row or two for each that is
// listed, however many rows there are.
func TestResourcesInCostsWhatItReturns(t *testing.T) {
	const members = 100
	w := newWorld(t, members)
	for _, rows := range []int{1000, 10_000} {
		a := newArchive(w, members, rows)
		for _, p := range []mandat.PersonID{"person-7", "person-8", "person-9"} {
			a.found = 0
			n := 0
			for _, err := range mandat.ResourcesIn(w.org.As(mandat.Subject{Person: p, Channel: "web", At: benchTime}).Filter("contract", "edit"), a.find, (*row).Resource, "") {
				assert.NoError(t, err)
				n++
			}
			assert.NotZero(t, n)
			assert.LessOrEqual(t, a.found, 2*n)
		}
	}
}

// BenchmarkSubjects asks who may edit a contract, of organisations of several sizes.
func BenchmarkSubjects(b *testing.B) {
	for _, members := range []int{1000, 10_000, 100_000} {
		w := newWorld(b, members)
		r := (&row{id: "c-1", org: "acme", unit: mandat.At("unit-40"), status: "valid", responsible: mandat.One("person-1")}).Resource()
		s := mandat.Subject{Channel: "web", At: benchTime}
		b.Run(fmt.Sprintf("members=%d", members), func(b *testing.B) {
			var all []mandat.Access
			for b.Loop() {
				var err error
				if all, err = w.org.Subjects(s, "edit", r); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(len(all)), "subjects")
		})
	}
}

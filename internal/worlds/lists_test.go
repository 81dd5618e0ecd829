package worlds_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/reference"
	"github.com/mandat-go/mandat/internal/worlds"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// TestListsAgree: what is listed is what the reference allows one by one, whether the
// rows come all or by an index; and whoever may is found.
func TestListsAgree(t *testing.T) {
	var listed, leftOut, subjects, narrow int
	setChecks(t, max(*worldCount/100, 50))
	rapid.Check(t, func(t *rapid.T) {
		w := worlds.Draw(perWorld).Draw(t, "world")
		org := build(t, w)
		for _, q := range w.Questions {
			if isBuiltin(w, q.Resource.Type) {
				continue
			}
			f := org.As(q.Subject).Filter(q.Resource.Type, q.Action)
			rows, want := rowsFor(w, q)
			listed, leftOut = listed+len(want), leftOut+len(rows)-len(want)
			got, err := ids(mandat.Resources(f, each(rows), itself))
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("Resources gives %v, %v\nthe reference allows %v\n%v%v", got, err, want, w, q)
			}
			asked := 0
			got, err = ids(mandat.ResourcesIn(f, indexOf(rows, &asked), itself, ""))
			if _, none := f.Expr(); none != nil {
				assert.Empty(t, want)
			} else if err != nil || !slices.Equal(got, want) {
				t.Fatalf("ResourcesIn gives %v, %v\nthe reference allows %v\n%v%v", got, err, want, w, q)
			}
			if len(want) > 0 && asked < len(rows) {
				narrow++
			}
		}
		for _, q := range w.Questions {
			subjects += compareSubjects(t, w, q, org)
		}
	})
	t.Logf("%d rows listed, %d left out; %d lists by less than all rows; %d subjects", listed, leftOut, narrow, subjects)
	assert.True(t, listed > 0 && leftOut > 0 && narrow > 0 && subjects > 0)
}

// rowsFor returns the resources of the type that are asked about as rows of one table,
// without those that would end the list with an error; and the ids of those that the
// reference allows.
func rowsFor(w worlds.World, q worlds.Question) (rows []mandat.Resource, allowed []mandat.ResourceID) {
	for i, other := range w.Questions {
		r := other.Resource
		if r.Type != q.Resource.Type {
			continue
		}
		r.ID = mandat.ResourceID(fmt.Sprintf("x-%02d", i))
		a := reference.Decide(w.Rules, w.Data, q.Subject, q.Action, r)
		if a.Reason == mandat.Malformed && a.Detail != mandat.OrgForeign && a.Detail != mandat.UnitUnknown {
			continue
		}
		rows = append(rows, r)
		if a.Outcome == mandat.Allowed {
			allowed = append(allowed, r.ID)
		}
	}
	return rows, allowed
}

func itself(r mandat.Resource) mandat.Resource { return r }

func each(rows []mandat.Resource) iter.Seq2[mandat.Resource, error] {
	return func(yield func(mandat.Resource, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// indexOf is an index that has everything; it counts the rows that it is asked for.
func indexOf(rows []mandat.Resource, asked *int) mandat.Index[mandat.Resource] {
	return func(e mandat.Expr, after mandat.ResourceID) iter.Seq2[mandat.Resource, error] {
		var some []mandat.Resource
		for _, r := range rows {
			if r.ID > after && e.Holds(r) {
				some = append(some, r)
			}
		}
		*asked += len(some)
		return each(some)
	}
}

func ids(rows iter.Seq2[mandat.Resource, error]) (all []mandat.ResourceID, err error) {
	for r, err := range rows {
		if err != nil {
			return nil, err
		}
		all = append(all, r.ID)
	}
	return all, nil
}

// compareSubjects compares those who may with asking about each member.
func compareSubjects(t *rapid.T, w worlds.World, q worlds.Question, org *mandat.Org) int {
	var want []mandat.PersonID
	malformed := false
	for _, m := range w.Data.Members {
		s := q.Subject
		s.Person = m.Person
		a := reference.DecideValue(w.Rules, w.Data, s, q.Action, q.Resource, q.Value)
		malformed = malformed || a.Reason == mandat.Malformed
		if a.Outcome == mandat.Allowed {
			want = append(want, m.Person)
		}
	}
	slices.Sort(want)
	all, err := org.Subjects(q.Subject, q.Action, q.Resource)
	var got []mandat.PersonID
	for _, one := range all {
		got = append(got, one.Person)
		if !one.Explain().Decision().Allowed() {
			t.Fatalf("%s may, and the explanation says otherwise\n%v%v", one.Person, w, q)
		}
	}
	if malformed != (err != nil) || !slices.Equal(got, want) {
		t.Fatalf("Subjects gives %v, %v\nthe reference allows %v\n%v%v", got, err, want, w, q)
	}
	return len(want)
}

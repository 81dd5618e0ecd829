package mandat

import (
	"cmp"
	"fmt"
	"slices"
)

// Access is somebody who may do something. It is immutable and safe for concurrent
// use.
type Access struct {
	Person PersonID
	asked  *asking
}

// asking is a question that is put to many.
type asking struct {
	org      *Org
	as       Subject
	action   Action
	resource Resource
}

// Explain tells why they may. It names grants and groups, also such as a viewer may not
// read: it is for the service itself.
func (a Access) Explain() Explanation {
	if a.asked == nil {
		return Explanation{}
	}
	return a.asked.org.Explain(a.asked.by(a.Person), a.asked.action, a.asked.resource)
}

func (a *asking) by(p PersonID) Subject {
	s := a.as
	s.Person = p
	return s
}

// Subjects returns all who may do the action to the resource, sorted by person: those
// for whom Decide answers allow when each of them asks as the given subject does,
// through its channel, at its time, with its session. The subject's own person is not
// looked at.
//
// It is complete, or an error: a question that is malformed is one, an ErrMalformed.
// It costs what those have who could have the right, and not what the organisation
// has. It names everybody, and is for the service itself: show a user View.Subjects.
func (o *Org) Subjects(as Subject, a Action, r Resource) ([]Access, error) {
	if o == nil || o.policy == nil {
		return nil, fmt.Errorf("mandat: subjects of %s: %s: %w", ActionRef{r.Type, a}, NoOrg, ErrMalformed)
	}
	asked := &asking{org: o, as: as, action: a, resource: r}
	v := o.As(asked.by(""))
	q := question{view: &v, resource: &asked.resource, now: o}
	known, d := q.pose(a)
	if d != NoDetail {
		return nil, q.isMalformed("subjects", a, known, d)
	}
	var all []Access
	for _, i := range q.mayHave(known) {
		p := o.member(i).person
		s := asked.by(p)
		if o.decide(&s, a, &asked.resource).Allowed() {
			all = append(all, Access{p, asked})
		}
	}
	slices.SortFunc(all, func(a, b Access) int { return cmp.Compare(a.Person, b.Person) })
	return all, nil
}

// Subjects returns those who may do the action to the resource as Org.Subjects does,
// as far as the view's own subject may know of them; and how many it leaves out. To
// somebody who may not see the resource, ErrNotFound is all that is said; a view of
// whose subject not enough is stated is an ErrMalformed.
func (v View) Subjects(as Subject, a Action, r Resource) (seen []Access, hidden int, err error) {
	if err := v.mayHear("subjects", a, &r); err != nil {
		return nil, 0, err
	}
	all, err := v.org.Subjects(as, a, r)
	for _, one := range all {
		if v.sees(one.Person) {
			seen = append(seen, one)
		}
	}
	return seen, len(all) - len(seen), err
}

// mayHear returns why the view's subject is not told about an action on a resource.
func (v View) mayHear(what string, a Action, r *Resource) error {
	if v.Explain(a, *r).NotFound() {
		return fmt.Errorf("mandat: %s of %s: %w", what, ActionRef{r.Type, a}, ErrNotFound)
	}
	if v.malformed != NoDetail { // it is not known what they may see
		return fmt.Errorf("mandat: %s of %s, shown to %q: %s: %w", what, ActionRef{r.Type, a}, v.subject.Person, v.malformed, ErrMalformed)
	}
	return nil
}

// mayHave returns the members among whom are all who have the right to an action, in
// their order.
func (q *question) mayHave(a *action) []int32 {
	l := a.own[0]
	if q.facts.typ.builtin || q.everybodyHas(l) {
		all := make([]int32, q.now.members.len())
		for i := range all {
			all[i] = int32(i)
		}
		return all
	}
	if q.hasLists {
		return q.holdersOf(l)
	}
	return q.candidates(l)
}

// everybodyHas reports whether the role that every member holds can give a leaf.
func (q *question) everybodyHas(l *leaf) bool {
	base := q.now.policy.base
	return base != nil && q.mayGive(q.now.role(int(base.role)), l)
}

// holdersOf returns the members who hold, anywhere, a role that has a leaf: where a
// list admits them, it does not matter where that is.
func (q *question) holdersOf(l *leaf) []int32 {
	var all []int32
	o := q.now
	for i := range o.holders {
		if !q.mayGive(o.role(i), l) {
			continue
		}
		for _, some := range o.holders[i].at.all() {
			all = o.appendHolders(all, *some)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

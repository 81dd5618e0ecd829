package mandat

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Notice tells that somebody is to be told of something, and why. The library
// computes it; the service sends it, to the address that it knows.
type Notice struct {
	To PersonID
	// Of is what was done, and ID to what: the member removed, the unit moved.
	// What is done to a grant has no id but Grant: as it is given, to whoever gets
	// it by a hand-over.
	Of    ActionRef
	ID    ResourceID
	Grant Grant
	// Step is the step of the change, from 1; 0 for what is no change.
	Step int
	// Role is why they are told: they hold it. "" for the member concerned.
	Role RoleID
	// Contact lists the contact details that come with the role.
	Contact []string
}

// Notices returns whom the policy wants told of the change, in the order of its
// steps and of the grants that one hands over, then by role in the order of the
// rule, then by person, and the member concerned at last. In a hand-over that is
// the one who has it afterwards.
func (c Change) Notices() []Notice {
	if c.made == nil {
		return nil
	}
	return cloneEach(c.made.notices, func(n *Notice) { n.Contact = slices.Clone(n.Contact) })
}

// tell returns whom to tell of what was planned. Holders are those of the
// organisation afterwards.
func (p *planner) tell(after *Org) []Notice {
	var all []Notice
	for _, n := range p.notices {
		for _, told := range after.recipients(p.before, n.action, &n.resource, p.view.subject.At, n.on) {
			told.Step = n.step
			all = append(all, told)
		}
	}
	return all
}

// Recipients returns whom the policy wants told when an action is done to a
// resource of a service's own (clauses J15, J25, K14): the holders of the roles
// that it names whose grant covers the resource, in the order of the rule, then
// by person. The resource states its units; nothing else of it is read. A
// question that is malformed is an error, an ErrMalformed, so that nobody is left
// out by a slip.
func (o *Org) Recipients(a Action, r Resource, at time.Time) ([]Notice, error) {
	v := o.As(Subject{At: at})
	q := question{view: &v, resource: &r, now: o}
	known, d := q.find(a)
	if d == NoDetail {
		d = q.locate(known)
	}
	if d != NoDetail {
		return nil, q.isMalformed("recipients", a, known, d)
	}
	return o.recipients(o, a, &r, at, nil), nil
}

// isMalformed is the error of a list about an action, for which the question is
// malformed.
func (q *question) isMalformed(list string, a Action, known *action, d Detail) error {
	problem := because(d, q.culprit(a, known, d)).problem()
	return fmt.Errorf("mandat: %s of %s: %w: %s", list, ActionRef{q.resource.Type, a}, ErrMalformed, problem)
}

// recipients returns who is to be told; of a vote, on is what it is about, nil for
// anything.
func (o *Org) recipients(before *Org, a Action, r *Resource, at time.Time, on *leaf) []Notice {
	ref := ActionRef{r.Type, a}
	i := slices.IndexFunc(o.policy.rules.Notices, func(n NoticeRule) bool { return n.Of == ref })
	if i < 0 {
		return nil
	}
	rule := &o.policy.rules.Notices[i]
	q := o.placed(before, a, r, at, on)
	told := Notice{Of: ref, ID: r.ID}
	if r.value != nil && r.value.grant != nil {
		told.Grant = r.value.grant.inUTC()
	}
	if len(rule.Roles) > 0 && !slices.Contains(rule.Roles, told.Grant.Role) {
		return nil
	}
	var all []Notice
	for _, id := range rule.Tell {
		for _, person := range q.holdersAround(o.policy.roleByID[id]) {
			told.To, told.Role, told.Contact = person, id, o.policy.roleByID[id].rule.Contact
			all = append(all, told)
		}
	}
	if person := q.concerned(a); rule.Target && person != "" {
		told.To, told.Role, told.Contact = person, "", nil
		all = append(all, told)
	}
	return all
}

// concerned returns the person whom an action concerns, "" for nobody: of a vote,
// the requester.
func (q *question) concerned(name Action) PersonID {
	if a := q.facts.typ.action(name); len(a.rule.Of) == 0 && len(a.own[0].ballots) > 0 {
		for i := range a.own[0].ballots {
			if approval := q.pendingOn(a.own[0].ballots[i]); approval != nil {
				return approval.By
			}
		}
	}
	if q.about == nil {
		return ""
	}
	return q.about.person
}

// placed returns a question about a resource as it was before a change or, where
// it names what was not there then, as it is, for the places where it lies.
func (o *Org) placed(before *Org, a Action, r *Resource, at time.Time, on *leaf) *question {
	v := o.As(Subject{At: at})
	v.on = on
	q := &question{view: &v, resource: r, now: before}
	if known, d := q.find(a); d == NoDetail {
		q.locate(known)
	}
	if q.about != nil && q.about.missing != NoDetail && before != o {
		return o.placed(o, a, r, at, on)
	}
	return q
}

// holdersAround returns those who hold a role in force at one of the places where
// the resource lies, sorted.
func (q *question) holdersAround(r *role) []PersonID {
	if q.about == nil || len(q.about.spots) == 0 {
		return q.holdersHere(r)
	}
	var all []PersonID
	for i := range q.about.spots {
		q.lieAtGrant(&q.about.spots[i], noUnit)
		all = append(all, q.holdersHere(r)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// holdersHere returns those who hold a role in force where the resource lies,
// sorted. Of a resource that lies nowhere they are all who hold it.
func (q *question) holdersHere(r *role) []PersonID {
	var all []PersonID
	o := q.view.org
	for s := range q.around(int32(r.index)) {
		some := o.holdersAt(s)
		for m := range some.members.all() {
			if q.heldByAny(o.member(m).grants, int32(r.index), m) {
				all = append(all, o.member(m).person)
			}
		}
		for g := range some.groups.all() {
			all = append(all, q.holdersThrough(o.group(g), int32(r.index))...)
		}
	}
	slices.SortFunc(all, cmp.Compare)
	return slices.Compact(all)
}

func (q *question) holdersThrough(g *group, role int32) []PersonID {
	o := q.view.org
	var all []PersonID
	if !q.mayCount(g.unit, Subtree) {
		return nil
	}
	for _, listing := range append([]int32{-1}, g.subs...) {
		by := g
		if listing >= 0 {
			by = o.group(listing)
		}
		for m := range by.listed.all() {
			if q.view.lies(o.member(m), o.member(m).status, g.unit) && q.heldByAny(g.grants, role, m) {
				all = append(all, o.member(m).person)
			}
		}
	}
	return all
}

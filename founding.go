package mandat

import (
	"maps"
	"slices"
)

// FoundOrg makes an organisation. The founder becomes an active member, with the
// roles that the policy gives to founders.
type FoundOrg struct {
	ID OrgID
	// Home is the home unit of the founder, one of Units; "" for none.
	Home UnitID
	// Units are there from the start, a parent before what lies below it. What the
	// policy gives at a creation comes with them, to the founder (Rules.Creation);
	// a unit with which somebody must be named is blocked, and made later.
	Units []Unit
	// Settings are what the organisation sets itself.
	Settings map[Setting]bool
}

// CommandName returns "found-org". FoundOrg is no Command: it is for Found, which
// asks the policy, and not for an organisation that is there already.
func (FoundOrg) CommandName() string { return "found-org" }

// founding is the one step of founding an organisation.
type founding struct{ FoundOrg }

// Found plans the founding of an organisation by a subject, which the policy
// must offer in their channel (JoiningRules.Founding). An error is an *Error.
func Found(p *Policy, s Subject, f FoundOrg) (Change, error) {
	refuse := func(d Decision, kind StepKind) (Change, error) {
		e := Explanation{decision: d, subject: s, action: Action(f.CommandName()), typ: OrgType, id: ResourceID(f.ID),
			steps: []Step{{Kind: kind, Detail: d.detail}}}
		if d.detail != NoOrg {
			e.words = &words{policy: p}
		}
		return Change{}, &Error{Op: f.CommandName(), Step: 1, Explanation: e}
	}
	malformed := func(d Detail) (Change, error) {
		return refuse(Decision{reason: Malformed, detail: d}, StepMalformed)
	}
	switch {
	case p == nil || p.types == nil:
		return malformed(NoOrg)
	case s.At.IsZero():
		return malformed(TimeNotStated)
	case f.ID == "":
		return malformed(OrgNotStated)
	case !tellable(s.At) || unreadable(f.ID).detail != NoDetail:
		return malformed(ValueInvalid)
	case !p.opens(&p.rules.Joining.Founding, s):
		return refuse(Decision{reason: NoStanding, detail: NotOffered}, StepNoStanding)
	}
	return founded(p, s, f)
}

func founded(p *Policy, s Subject, f FoundOrg) (Change, error) {
	first := OrgFounded{p.System(), p.Version()}
	empty, err := NewOrg(p, OrgData{ID: f.ID})
	if err != nil {
		return Change{}, err
	}
	pl := newPlanner(empty, s)
	pl.step, pl.op, pl.founding = 1, f.CommandName(), true // a founding is one step
	pl.takeOne(founding{f})
	if err := pl.refusal(); err != nil {
		return Change{}, err
	}
	pl.done = append([]Happening{first}, pl.done...)
	c := pl.change()
	c.made.before = nil
	return c, nil
}

func (f founding) plan(p *planner) {
	p.asked = asked{createAction, p.before.resource()}
	for _, s := range slices.Sorted(maps.Keys(f.Settings)) {
		p.happen(SettingChanged{s, f.Settings[s]})
	}
	for _, u := range f.Units {
		p.mayName(u.Structure, nil)
		p.happen(UnitAdded{p.before.policy.made(u)})
		p.makeGroups(u)
	}
	founder := p.view.subject.Person
	p.happen(MemberJoined{Member{Person: founder, Status: MemberActive, Home: f.Home}})
	p.comeAlong(founder, p.before.policy.rules.Joining.Founding.Roles)
	for _, u := range f.Units {
		p.comeWith(u, nil)
	}
}

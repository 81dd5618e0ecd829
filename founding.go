package mandat

import (
	"maps"
	"slices"
	"time"
)

// FoundOrg makes an organisation. The founder becomes an active member, with the
// roles that the policy gives to founders.
type FoundOrg struct {
	ID OrgID
	// Home is the home unit of the founder, one of Units; "" for none.
	Home UnitID
	// Units are there from the start, a parent before what lies below it.
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
	pl.step, pl.op = 1, f.CommandName() // a founding is one step
	pl.takeOne(founding{f})
	if pl.denied == nil && pl.blocked == nil {
		pl.checkInvariants()
	}
	for _, err := range []*Error{pl.denied, pl.blocked} {
		if err != nil {
			return Change{}, err
		}
	}
	pl.done = append([]Happening{first}, pl.done...)
	c := pl.change()
	c.made.before = nil
	return c, nil
}

func (f founding) plan(p *planner) {
	p.asked = asked{createAction, p.before.resource()}
	p.telling = []asked{p.asked}
	for _, s := range slices.Sorted(maps.Keys(f.Settings)) {
		p.happen(SettingChanged{s, f.Settings[s]})
	}
	for _, u := range f.Units {
		p.happen(UnitAdded{u})
	}
	founder := p.view.subject.Person
	p.happen(MemberJoined{Member{Person: founder, Status: MemberActive, Home: f.Home}})
	p.comeAlong(founder, p.before.policy.rules.Joining.Founding.Roles)
}

// Import makes an organisation of plain data, for a service that brings its
// organisations along. Nobody's authority is asked: it is for the service's own
// operators. What NewOrg would refuse is an error, an *InvalidError. What a member
// who was removed holds is left out.
func Import(p *Policy, data OrgData, at time.Time) (Change, error) {
	o, err := NewOrg(p, data)
	if err != nil {
		return Change{}, err
	}
	if at.IsZero() {
		return Change{}, &InvalidError{What: "organisation", Problems: []Problem{{"", "the time at which it is imported is not stated"}}}
	}
	for i := range o.members.len() {
		if o.member(i).status == MemberRemoved {
			o.clearMember(i) // data can say that somebody removed has something
		}
	}
	all := append([]Happening{OrgFounded{p.System(), p.Version()}}, o.happenings()...)
	m := &made{subject: Subject{At: at}}
	for i, h := range all {
		m.events = append(m.events, Event{Org: o.id, Version: 1, Step: i + 1, Of: len(all), At: at, What: h})
	}
	if m.after, err = Replay(m.events, p); err != nil {
		return Change{}, err
	}
	return Change{m}, nil
}

// happenings returns what makes an organisation of an empty one.
func (o *Org) happenings() []Happening {
	data := o.Data()
	var all []Happening
	if r := data.Retired; len(r.Units)+len(r.Groups)+len(r.Roles)+len(r.Invitations) > 0 {
		all = append(all, IDsRetired{r})
	}
	for _, s := range slices.Sorted(maps.Keys(data.Settings)) {
		all = append(all, SettingChanged{s, data.Settings[s]})
	}
	for i := range o.units.len() {
		all = o.addedUnits(all, i)
	}
	for _, m := range data.Members {
		all = append(all, MemberJoined{m})
	}
	for _, dynamic := range []bool{false, true} {
		for _, g := range data.Groups {
			if len(g.Groups) > 0 == dynamic {
				all = append(all, GroupAdded{g})
			}
		}
	}
	for _, r := range data.Roles {
		all = append(all, RoleAdded{r})
	}
	// Somebody invited can have been given since what the invitation carries.
	for _, in := range data.Invitations {
		all = append(all, InvitationSent{in})
	}
	for _, g := range data.Grants {
		all = append(all, RoleGranted{g})
	}
	return all
}

// addedUnits appends what adds a root, and then all that lies below it. Other
// units come with the root above them.
func (o *Org) addedUnits(all []Happening, i int32) []Happening {
	u := o.unit(i)
	if u.gone || len(u.path) > 1 {
		return all
	}
	var add func(i int32)
	add = func(i int32) {
		all = append(all, UnitAdded{o.plainUnit(i)})
		for _, child := range o.unit(i).children.sorted() {
			add(child)
		}
	}
	add(i)
	return all
}

package mandat

import (
	"maps"
	"slices"
)

// touched are the members whose roles a change may alter, and where the numbers
// of holders may.
type touched struct {
	planner *planner
	members map[int32]bool
	units   map[spot]bool
}

// spots returns where holders are counted, sorted.
func (t *touched) spots() []spot { return slices.SortedFunc(maps.Keys(t.units), compareSpots) }

// touched finds out what the change has touched.
func (p *planner) touched() *touched {
	t := &touched{p, make(map[int32]bool), make(map[spot]bool)}
	if p.founding {
		t.everywhere(func(*role) bool { return true })
	}
	for _, h := range p.done {
		by := affectedBy(h)
		by.tell(t)
		if _, moved := h.(UnitMoved); moved {
			t.everywhere(func(*role) bool { return true })
		}
	}
	return t
}

// both calls a function with the organisation before the change, and after.
func (t *touched) both(f func(o *Org)) {
	f(t.planner.before)
	f(t.planner.now())
}

func (t *touched) person(p PersonID) {
	t.both(func(o *Org) {
		i, ok := o.memberNamed(p)
		if !ok {
			return
		}
		t.members[i] = true
		m := o.member(i)
		t.held(o, m.grants, m.home)
		for _, g := range m.groups {
			t.held(o, o.group(g).grants, m.home)
		}
	})
}

// held notes where the grants of somebody with a home count.
func (t *touched) held(o *Org, grants []grant, home int32) {
	for i := range grants {
		g := &grants[i]
		if o.role(int(g.role)).rule.Enforced {
			t.units[spot{g.role, g.firstUnit(home)}] = true
		}
	}
}

func (t *touched) grant(g Grant) {
	if g.Group != "" {
		t.group(g.Group)
		return
	}
	t.person(g.Member)
	t.both(func(o *Org) {
		r, ok := o.roleNamed(g.Role)
		i, known := o.memberNamed(g.Member)
		if ok && known && r.rule.Enforced {
			compiled := o.compileGrant(g, r.index)
			t.units[spot{int32(r.index), compiled.firstUnit(o.member(i).home)}] = true
		}
	})
}

func (t *touched) group(id GroupID) {
	t.both(func(o *Org) {
		i, ok := o.groupNamed(id)
		if !ok {
			return
		}
		g := o.group(i)
		t.listed(o, g)
		for _, sub := range g.subs {
			t.listed(o, o.group(sub))
		}
	})
}

func (t *touched) listed(o *Org, g *group) {
	for m := range g.listed.all() {
		t.person(o.member(m).person)
	}
}

func (t *touched) invitation(id InvitationID) {
	if i, ok := t.planner.now().invitationByID.get(id); ok && i != nobody {
		t.person(t.planner.now().member(i).person)
	}
}

// role notes all who hold a custom role: it may include others now.
func (t *touched) role(id RoleID) {
	o := t.planner.now()
	r, ok := o.roleNamed(id)
	if !ok {
		return
	}
	for _, some := range o.holders[r.index].at.all() {
		for m := range some.members.all() {
			t.person(o.member(m).person)
		}
		for g := range some.groups.all() {
			t.group(o.group(g).id)
		}
	}
}

// unit notes a new unit: the roles that are given at units are short there.
func (t *touched) unit(id UnitID) {
	i, ok := t.planner.now().unitNamed(id)
	if !ok {
		return
	}
	for _, r := range t.planner.now().policy.roles {
		if r.rule.Enforced && r.structure(t.planner.now().policy) == t.planner.now().unit(i).structure {
			t.units[spot{int32(r.index), i}] = true
		}
	}
}

// setting notes the roles that hang on settings: one that was off asks for holders.
func (t *touched) setting(Setting) {
	t.everywhere(func(r *role) bool { return r.settings != 0 })
}

// everywhere notes all units for some roles: a unit that moves comes below others,
// and its members into other groups.
func (t *touched) everywhere(concerns func(*role) bool) {
	for _, r := range t.planner.now().policy.roles {
		if r.rule.Enforced && concerns(r) {
			t.units[spot{int32(r.index), noUnit}] = true
		}
	}
}

package mandat

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"
)

// checkInvariants blocks a change that would break what always holds: the
// numbers of holders that the policy enforces, and exclusive roles. What was
// wrong before, and is no worse, blocks nothing.
func (p *planner) checkInvariants() {
	if p.view.org == nil || len(p.done) == 0 || p.adopted != nil {
		return
	}
	t := p.touched()
	for _, s := range t.spots() {
		p.checkHolders(s)
	}
	for _, m := range slices.Sorted(maps.Keys(t.members)) {
		p.checkExclusive(m)
	}
}

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
	for _, h := range p.done {
		switch e := h.(type) {
		case RoleGranted:
			t.grant(e.Grant)
		case RoleRevoked:
			t.grant(e.Grant)
		case RoleHandedOver:
			t.grant(e.Grant)
			t.person(e.To)
		case MemberJoined:
			t.person(e.Member.Person)
		case MemberMoved:
			t.person(e.Person)
		case MemberActivated:
			t.person(e.Person)
		case MemberDeactivated:
			t.person(e.Person)
		case MemberLeft:
			t.person(e.Person)
		case InvitationSent:
			t.person(e.Invitation.Person)
		case InvitationAnswered:
			t.invitation(e.Invitation)
		case GroupJoined:
			t.joined(e.Person, e.Sub)
		case GroupLeft:
			t.joined(e.Person, e.Sub)
		case GroupRemoved:
			t.group(e.Group)
		case UnitMoved:
			t.everywhere()
		case UnitAdded:
			t.unit(e.Unit.ID)
		case RoleEdited:
			t.role(e.Role.ID)
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

func (t *touched) joined(p PersonID, sub GroupID) {
	if sub != "" {
		t.group(sub)
		return
	}
	t.person(p)
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

// everywhere notes every unit, because a unit that moves comes below others, and
// its members into other groups.
func (t *touched) everywhere() {
	for _, r := range t.planner.now().policy.roles {
		if r.rule.Enforced {
			t.units[spot{int32(r.index), noUnit}] = true
		}
	}
}

// structure returns the structure at whose units the holders of a role are
// counted, -1 for a role that is given for the whole organisation alone.
func (r *role) structure(p *Policy) int {
	for _, w := range r.at {
		for s := range w {
			return p.structure(s)
		}
	}
	return -1
}

// checkHolders checks the number of holders at a spot, and at what lies below
// it.
func (p *planner) checkHolders(s spot) {
	r := p.now().role(int(s.role))
	structure := r.structure(p.now().policy)
	if structure < 0 {
		p.compareHolders(r, noUnit)
		return
	}
	for _, u := range p.now().countedAt(structure, s.unit) {
		p.compareHolders(r, u)
	}
}

// countedAt returns a unit and all below it; with noUnit all of the structure.
func (o *Org) countedAt(structure int, unit int32) []int32 {
	var all []int32
	if unit != noUnit {
		if o.unit(unit).gone {
			return nil
		}
		return o.subtree(all, unit)
	}
	for i := range o.units.len() {
		if u := o.unit(i); !u.gone && u.structure == structure {
			all = append(all, i)
		}
	}
	return all
}

func (o *Org) subtree(all []int32, unit int32) []int32 {
	all = append(all, unit)
	for _, child := range o.unit(unit).children.sorted() {
		all = o.subtree(all, child)
	}
	return all
}

// compareHolders blocks the change if it makes a number of holders worse.
func (p *planner) compareHolders(r *role, unit int32) {
	at := p.view.subject.At
	obstacle := Step{Kind: StepObstacle, Name: string(r.rule.ID), Role: r.rule.ID, Scope: WholeOrg()}
	known := unit == noUnit || unit < p.before.units.len()
	count := func(enough int) (after, before counts) {
		if known {
			before = p.before.countHolders(r, unit, at, enough)
		}
		return p.now().countHolders(r, unit, at, enough), before
	}
	after, before := count(r.enough())
	if r.rule.Most > 0 && before.any > r.rule.Most && after.any > r.rule.Most {
		after, before = count(math.MaxInt)
	}
	if unit != noUnit {
		obstacle.Scope = Exactly(p.now().unit(unit).id)
	}
	founding := p.before.members.len() == 0
	on := r.settings&^p.now().settings == 0 // a role that is off asks for nobody
	if on && after.lasting < r.rule.Least && (after.lasting < before.lasting || !known || founding) {
		obstacle.Detail = TooFewHolders
		p.blockBy(obstacle)
	}
	if r.rule.Most > 0 && after.any > r.rule.Most && after.any > before.any {
		obstacle.Detail = TooManyHolders
		p.blockBy(obstacle)
	}
}

// counts are how many hold a role: for good and in force, and by any grant that
// has not ended.
type counts struct{ lasting, any int }

// enough is how many holders tell whether there are too few or too many.
func (r *role) enough() int { return max(r.rule.Least, r.rule.Most+1) }

// countHolders counts who holds a role itself at a unit, with noUnit for the
// whole organisation, until there are enough.
func (o *Org) countHolders(r *role, unit int32, at time.Time, enough int) counts {
	v := o.As(Subject{At: at})
	q := question{view: &v, now: o}
	q.facts.typ = &resourceType{}
	if unit != noUnit {
		q.facts.put(place{structure: int32(o.unit(unit).structure), unit: unit})
	}
	c := counting{question: &q, role: int32(r.index), lasting: make(map[int32]bool), any: make(map[int32]bool), enough: enough}
	path := []int32{noUnit}
	if unit != noUnit {
		path = append(path, o.unit(unit).path...)
	}
	for _, above := range path {
		c.at(o.holdersAt(spot{int32(r.index), above}))
	}
	return counts{len(c.lasting), len(c.any)}
}

// counting counts distinct members.
type counting struct {
	question     *question
	role         int32
	lasting, any map[int32]bool
	enough       int
}

func (c *counting) at(some holderSet) {
	o := c.question.view.org
	for m := range some.members.all() {
		if c.member(m, o.member(m).grants) {
			return
		}
	}
	for i := range some.groups.all() {
		g := o.group(i)
		if !c.question.mayCount(g.unit, Subtree) {
			continue
		}
		for _, listing := range append([]int32{i}, g.subs...) {
			for m := range o.group(listing).listed.all() {
				if c.question.view.lies(o.member(m), o.member(m).status, g.unit) && c.member(m, g.grants) {
					return
				}
			}
		}
	}
}

// member counts a member by some grants. It reports whether enough are counted.
func (c *counting) member(index int32, grants []grant) bool {
	q := c.question
	m := q.view.org.member(index)
	for i := range grants {
		g := &grants[i]
		if g.role != c.role || g.endedAt(q.view.subject.At) || m.status == MemberRemoved || !q.heldThere(g, m) {
			continue
		}
		c.any[index] = true
		if q.view.effective(g, m.status) && (g.period == nil || g.period.until.IsZero()) {
			c.lasting[index] = true
		}
	}
	return len(c.lasting) >= c.enough && len(c.any) >= c.enough
}

// heldThere reports whether a grant does not rule the place out. One at the home
// of a member who has none is nowhere.
func (q *question) heldThere(g *grant, m *member) bool {
	for _, p := range g.at() {
		unit := p.unit
		if p.reach.atHome() {
			unit = m.home
		}
		if unit == noUnit || !q.mayCount(unit, p.reach) {
			return false
		}
	}
	return true
}

// checkExclusive blocks the change if a member holds more of some exclusive
// roles than they may, and more than before.
func (p *planner) checkExclusive(index int32) {
	for i := range p.now().policy.rules.Exclusive {
		rule := &p.now().policy.rules.Exclusive[i]
		after := p.now().heldOf(rule, index, p.view.subject.At)
		before := 0
		if index < p.before.members.len() {
			before = p.before.heldOf(rule, index, p.view.subject.At)
		}
		if after > rule.Most && after > before {
			p.block(RolesExclusive, string(p.now().member(index).person))
		}
	}
}

// heldOf returns how many of the exclusive roles a member holds.
func (o *Org) heldOf(rule *ExclusiveRule, index int32, at time.Time) int {
	m := o.member(index)
	if m.status == MemberRemoved {
		return 0
	}
	n := 0
	for _, id := range rule.Roles {
		r := o.policy.roleByID[id]
		held := func(grants []grant) bool {
			return slices.ContainsFunc(grants, func(g grant) bool {
				return !g.endedAt(at) && o.role(int(g.role)).includesRole(r)
			})
		}
		if held(m.grants) || slices.ContainsFunc(m.groups, func(g int32) bool { return held(o.group(g).grants) }) {
			n++
		}
	}
	return n
}

// Vacancy is a role that too few hold.
type Vacancy struct {
	Role RoleID
	// Unit is where, "" for the whole organisation.
	Unit UnitID
	// Holders is how many hold it in force, for good; Least how many should.
	Holders, Least int
}

// Vacancies returns the roles that too few hold at a moment, in the order of the
// policy and of the units: whether or not the policy enforces the number.
func (o *Org) Vacancies(at time.Time) []Vacancy {
	if o == nil || o.policy == nil {
		return nil
	}
	var all []Vacancy
	for _, r := range o.policy.roles {
		if r.rule.Least > 0 {
			all = append(all, o.vacanciesOf(r, at)...)
		}
	}
	return all
}

func (o *Org) vacanciesOf(r *role, at time.Time) []Vacancy {
	structure := r.structure(o.policy)
	units := []int32{noUnit}
	if structure >= 0 {
		units = o.countedAt(structure, noUnit)
	}
	var all []Vacancy
	for _, unit := range units {
		if c := o.countHolders(r, unit, at, r.enough()); c.lasting < r.rule.Least {
			v := Vacancy{Role: r.rule.ID, Holders: c.lasting, Least: r.rule.Least}
			if unit != noUnit {
				v.Unit = o.unit(unit).id
			}
			all = append(all, v)
		}
	}
	slices.SortStableFunc(all, func(a, b Vacancy) int { return cmp.Compare(a.Unit, b.Unit) })
	return all
}

package mandat

import (
	"cmp"
	"slices"
)

// touching collects those whose rights the change can have touched, by their
// indexes afterwards.
type touching struct {
	*comparison
	members []int32
	// everybody tells that no member is ruled out.
	everybody bool
	settings  [versions]uint64 // that were changed
	moved     bool             // that units were
}

// touched returns those whose rights the change can have touched, in the order
// in which they became members.
func (c *comparison) touched() []PersonID {
	t := &touching{comparison: c}
	for i := range c.events {
		t.event(c.events[i].What)
	}
	t.tidy()
	t.vacancies()
	t.bySettings()
	if t.everybody {
		t.members = t.members[:0]
		for i := range c.orgs[after].members.len() {
			t.members = append(t.members, i)
		}
	}
	t.tidy()
	var all []PersonID
	for _, i := range t.members {
		all = append(all, c.orgs[after].member(i).person)
	}
	return all
}

func (t *touching) tidy() {
	slices.Sort(t.members)
	t.members = slices.Compact(t.members)
}

func (t *touching) event(what Happening) {
	switch e := what.(type) {
	case OrgFounded, PolicyAdopted:
		t.everybody = true
	case SettingChanged:
		for version := range versions {
			if _, known := t.orgs[version].policy.settings[e.Setting]; known {
				t.settings[version] |= t.orgs[version].policy.settingBit(e.Setting)
			}
		}
	case UnitMoved:
		t.unit(e.Unit)
	case UnitSealed:
		t.unit(e.Unit)
	case RoleEdited:
		t.edited(e.Role.ID)
	case RoleGranted:
		t.holder(&e.Grant)
	case RoleRevoked:
		t.holder(&e.Grant)
	case RoleHandedOver:
		t.holder(&e.Grant)
		t.person(e.To)
	default:
		t.memberEvent(what)
	}
}

func (t *touching) memberEvent(what Happening) {
	switch e := what.(type) {
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
		t.invited(e.Invitation)
	case InvitationWithdrawn:
		t.invited(e.Invitation)
	case GroupAdded:
		t.group(e.Group.ID)
	case GroupRemoved:
		t.group(e.Group)
	case GroupJoined:
		t.person(e.Person)
		t.group(e.Sub)
	case GroupLeft:
		t.person(e.Person)
		t.group(e.Sub)
	}
}

func (t *touching) person(p PersonID) {
	if i := t.memberIn(after, p); i != nobody {
		t.members = append(t.members, i)
	}
}

func (t *touching) holder(g *Grant) {
	t.person(g.Member)
	t.group(g.Group)
}

func (t *touching) invited(id InvitationID) {
	if i, ok := t.orgs[after].invitationByID.get(id); ok && i != nobody {
		t.members = append(t.members, i)
	}
}

// group adds those who are in a group before or after.
func (t *touching) group(id GroupID) {
	for version := range versions {
		if i, ok := t.orgs[version].groupNamed(id); ok {
			t.inGroup(version, i)
		}
	}
}

func (t *touching) inGroup(version int, i int32) {
	for _, m := range t.orgs[version].membersOf(t.orgs[version].group(i)) {
		t.member(version, m)
	}
}

func (t *touching) member(version int, i int32) {
	if version == before && !t.same {
		t.person(t.orgs[version].member(i).person)
		return
	}
	t.members = append(t.members, i)
}

// held adds those who hold a role before or after, whether or not it is in
// force.
func (t *touching) heldBy(version int, some *holderSet) {
	for m := range some.members.all() {
		t.member(version, m)
	}
	for g := range some.groups.all() {
		t.inGroup(version, g)
	}
}

// having adds those who have a role of which something is true.
func (t *touching) having(is func(version int, r *role) bool) {
	for version, o := range t.orgs {
		if o.policy.base != nil && is(version, o.role(int(o.policy.base.role))) {
			t.everybody = true
		}
		for k := range o.holders {
			if !t.everybody && o.holders[k].at.len() > 0 && is(version, o.role(k)) {
				for _, some := range o.holders[k].at.all() {
					t.heldBy(version, some)
				}
			}
		}
	}
}

// edited adds those who hold a custom role, and those who may give such roles:
// they must hold all that it has.
func (t *touching) edited(id RoleID) {
	t.having(func(_ int, r *role) bool {
		return r.rule.ID == id || slices.ContainsFunc(r.perms, func(perms []permission) bool {
			return slices.ContainsFunc(perms, func(p permission) bool { return p.admin != nil && p.admin.custom })
		})
	})
}

// bySettings adds those who have something that hangs on a setting.
func (t *touching) bySettings() {
	if t.settings == [versions]uint64{} {
		return
	}
	t.having(func(version int, r *role) bool { return t.hangs(version, r, t.settings[version]) })
}

func (t *touching) hangs(version int, r *role, on uint64) bool {
	if r.settings&on != 0 || slices.ContainsFunc(r.openings, func(o opening) bool { return o.settings&on != 0 }) ||
		slices.ContainsFunc(r.includes, func(in included) bool { return in.settings&on != 0 }) {
		return true
	}
	return t.rulesSay(version, r, func(c *condition) bool { return c.asksSetting(on) }) ||
		slices.ContainsFunc(r.perms, func(perms []permission) bool {
			return slices.ContainsFunc(perms, func(p permission) bool { return p.settings&on != 0 })
		})
}

// rulesSay reports whether a condition of the role's permissions, or of the gates
// on what it gives, says something.
func (t *touching) rulesSay(version int, r *role, says func(*condition) bool) bool {
	for index, perms := range r.perms {
		if len(perms) == 0 {
			continue
		}
		if slices.ContainsFunc(perms, func(p permission) bool { return p.when != nil && says(p.when) }) {
			return true
		}
		l := t.orgs[version].policy.leaves[index]
		for _, needed := range l.typ.actions[l.action].leaves {
			if slices.ContainsFunc(needed.gates, func(g closer) bool { return says(g.open) }) {
				return true
			}
		}
	}
	return false
}

func (c *condition) asksSetting(on uint64) bool {
	return c.op == opSetting && c.mask&on != 0 || slices.ContainsFunc(c.kids, func(k condition) bool { return k.asksSetting(on) })
}

// vacancies adds those who have a right that depends on whether a role is vacant
// of which there are other holders now, or at other places.
func (t *touching) vacancies() {
	var turned [versions][]int
	for version, o := range t.orgs {
		for k := range o.policy.roles {
			if t.turned(version, k) {
				turned[version] = append(turned[version], k)
			}
		}
	}
	if len(turned[before])+len(turned[after]) == 0 {
		return
	}
	t.having(func(version int, r *role) bool {
		return t.rulesSay(version, r, func(c *condition) bool {
			return slices.ContainsFunc(c.addVacant(nil), func(k int) bool {
				id := t.orgs[version].role(k).rule.ID
				return slices.ContainsFunc([]int{before, after}, func(v int) bool {
					return slices.ContainsFunc(turned[v], func(k int) bool { return t.orgs[v].role(k).rule.ID == id })
				})
			})
		})
	})
}

// turned reports whether the holders of a role, or where they are, can have
// changed.
func (t *touching) turned(version, role int) bool {
	o := t.orgs[version]
	if o.role(role).settings&t.settings[version] != 0 {
		return true
	}
	if t.moved && slices.ContainsFunc(o.holders[role].in, func(units set) bool { return units.len() > 0 }) {
		return true
	}
	return slices.ContainsFunc(t.members, func(i int32) bool {
		k := t.memberIn(version, t.orgs[after].member(i).person)
		return k != nobody && o.hasRole(o.member(k), role)
	})
}

// hasRole reports whether a member has a grant of a role, in force or not.
func (o *Org) hasRole(m *member, role int) bool {
	is := func(g grant) bool { return int(g.role) == role }
	return slices.ContainsFunc(m.grants, is) ||
		slices.ContainsFunc(m.groups, func(k int32) bool { return slices.ContainsFunc(o.group(k).grants, is) })
}

// unit adds those whose rights can depend on where a unit lies, and on its seal.
func (t *touching) unit(id UnitID) {
	var seals [versions]UnitID
	for version, o := range t.orgs {
		i, ok := o.unitNamed(id)
		if !ok {
			return
		}
		u := o.unit(i)
		t.moved = true
		if u.seal != noUnit {
			seals[version] = o.unit(u.seal).id
		}
		t.around(version, u)
	}
	if seals[before] == seals[after] {
		return
	}
	for version, o := range t.orgs {
		if b := o.policy.base; b != nil && o.role(int(b.role)).givesAny() || o.policy.hasLists() {
			t.everybody = true
		}
		for k := range o.holders {
			some := o.holdersAt(spot{int32(k), noUnit})
			t.heldBy(version, &some)
		}
	}
}

// around adds those whose grants or groups are at a unit or above it.
func (t *touching) around(version int, u *unit) {
	o := t.orgs[version]
	atHome := o.policy.base != nil && o.policy.base.n > 0
	for k := range o.holders {
		for _, above := range u.path {
			some := o.holdersAt(spot{int32(k), above})
			t.heldBy(version, &some)
		}
		if o.role(k).givenAtSeveral() {
			for _, some := range o.holders[k].at.all() {
				t.heldBy(version, some)
			}
		}
		for g := range o.holdersAt(spot{int32(k), noUnit}).groups.all() {
			atHome = atHome || slices.ContainsFunc(o.group(g).grants, func(g grant) bool { return g.n > 0 && g.places[0].reach.atHome() })
		}
	}
	for i := range o.groups.len() {
		if slices.Contains(u.path, o.group(i).unit) {
			t.inGroup(version, i)
		}
	}
	if !atHome || u.structure != o.policy.home {
		return
	}
	for i := range o.members.len() {
		if slices.Contains(u.path, o.member(i).home) {
			t.member(version, i)
		}
	}
}

// givenAtSeveral reports whether a grant of the role can name several units: it
// is noted at the first one alone.
func (r *role) givenAtSeveral() bool {
	return slices.ContainsFunc(r.at, func(w Where) bool { return len(w) > 1 })
}

// lists returns which lists members may enter and leave: those of persons whose
// rights can have been touched, and of those whose home was moved along.
func (c *comparison) listEffects(touched []PersonID) []ListEffect {
	var all []ListEffect
	if !c.hasLists() {
		return nil
	}
	for _, p := range c.withMovedHomes(touched) {
		was, is := c.namesOn(before, p), c.namesOn(after, p)
		for _, n := range is {
			if !slices.Contains(was, n) {
				n.Enter = true
				all = append(all, n)
			}
		}
		for _, n := range was {
			if !slices.Contains(is, n) {
				all = append(all, n)
			}
		}
	}
	return all
}

func (c *comparison) hasLists() bool {
	return c.orgs[before].policy.hasLists() || c.orgs[after].policy.hasLists()
}

// hasLists reports whether access lists can govern anything.
func (p *Policy) hasLists() bool {
	return slices.ContainsFunc(p.leaves, func(l *leaf) bool { return l.lists != nil })
}

// givesAny reports whether the role has a permission.
func (r *role) givesAny() bool {
	return slices.ContainsFunc(r.perms, func(perms []permission) bool { return len(perms) > 0 })
}

// withMovedHomes adds those whose home lies at or below a unit that was moved.
func (c *comparison) withMovedHomes(persons []PersonID) []PersonID {
	o := c.orgs[after]
	if o.policy.home < 0 || !slices.ContainsFunc(c.cut, func(u int32) bool { return o.unit(u).structure == o.policy.home }) {
		return persons
	}
	var all []int32
	for _, p := range persons {
		all = append(all, c.memberIn(after, p))
	}
	for i := range o.members.len() {
		if slices.ContainsFunc(c.cut, func(u int32) bool { return o.within(o.member(i).home, u) }) {
			all = append(all, i)
		}
	}
	slices.SortFunc(all, cmp.Compare)
	persons = nil
	for _, i := range slices.Compact(all) {
		persons = append(persons, o.member(i).person)
	}
	return persons
}

// namesOn returns the groups and units by which a list can name a person who can
// have standing.
func (c *comparison) namesOn(version int, p PersonID) []ListEffect {
	o := c.orgs[version]
	i := c.memberIn(version, p)
	if i == nobody {
		return nil
	}
	v := c.standing(version, i, p, c.at).view
	m := o.member(i)
	if m.status != MemberActive && m.status != MemberInactive {
		return nil
	}
	var all []ListEffect
	for _, k := range m.groups {
		if v.inGroup(k) {
			all = append(all, ListEffect{Person: p, Group: o.group(k).id})
		}
	}
	if m.home != noUnit {
		for _, k := range o.unit(m.home).path {
			if c.shared(version, k) != noUnit {
				all = append(all, ListEffect{Person: p, Unit: o.unit(k).id})
			}
		}
	}
	return all
}

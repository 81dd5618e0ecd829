package mandat

import "slices"

// touching collects those whose rights one difference can have touched, by their
// indexes afterwards.
type touching struct {
	*comparison
	members []int32
	// everybody tells that no member is ruled out.
	everybody bool
	settings  [versions]uint64 // that were changed
	moved     bool             // that units were
}

// touched returns those whose rights the differences can have touched, in the
// order in which they became members, each with the differences that can have.
func (c *comparison) touched() []touchedBy {
	by := make(map[int32][]int)
	var everybody []int
	for k := range c.by {
		t := &touching{comparison: c, everybody: c.by[k].all}
		c.by[k].tell(t)
		t.tidy()
		t.vacancies()
		t.bySettings()
		if t.everybody {
			everybody = append(everybody, k)
			continue
		}
		t.tidy()
		for _, i := range t.members {
			by[i] = append(by[i], k)
		}
	}
	var all []touchedBy
	for i := range c.orgs[after].members.len() {
		if some := slices.Concat(everybody, by[i]); some != nil {
			slices.Sort(some)
			all = append(all, touchedBy{c.orgs[after].member(i).person, some})
		}
	}
	return all
}

// touchedBy is a member with the differences that can have touched their rights.
type touchedBy struct {
	person PersonID
	by     []int
}

func (t *touching) tidy() {
	slices.Sort(t.members)
	t.members = slices.Compact(t.members)
}

func (t *touching) grant(g Grant) {
	t.person(g.Member)
	t.group(g.Group)
}

// setting notes a setting that was changed.
func (t *touching) setting(s Setting) {
	for version, o := range t.orgs {
		if _, known := o.policy.settings[s]; known {
			t.settings[version] |= o.policy.settingBit(s)
		}
	}
}

func (t *touching) person(p PersonID) {
	if i := t.memberIn(after, p); i != nobody {
		t.members = append(t.members, i)
	}
}

func (t *touching) invitation(id InvitationID) {
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

// heldBy adds those who are noted as holders.
func (t *touching) heldBy(version int, some *holderSet) {
	for m := range some.members.all() {
		t.member(version, m)
	}
	for g := range some.groups.all() {
		t.inGroup(version, g)
	}
}

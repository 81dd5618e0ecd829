package mandat

import "slices"

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
	e, changed := what.(SettingChanged)
	if changed {
		t.setting(e.Setting)
		return
	}
	by := affectedBy(what)
	t.everybody = t.everybody || by.all
	by.tell(t)
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

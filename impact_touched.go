package mandat

import "slices"

// touched returns those whose rights the change can have touched, in the order
// in which they became members.
func (c *comparison) touched() []PersonID {
	t := &touching{comparison: c}
	for i := range c.events {
		t.event(c.events[i].What)
	}
	slices.Sort(t.members)
	var all []PersonID
	for _, i := range slices.Compact(t.members) {
		all = append(all, c.orgs[after].member(i).person)
	}
	return all
}

// touching collects members, by their indexes afterwards.
type touching struct {
	*comparison
	members []int32
}

func (t *touching) person(p PersonID) {
	if i := t.memberIn(after, p); i != nobody {
		t.members = append(t.members, i)
	}
}

func (t *touching) event(what Happening) {
	switch e := what.(type) {
	case RoleGranted:
		t.person(e.Grant.Member)
	case RoleRevoked:
		t.person(e.Grant.Member)
	}
}

package mandat

import (
	"fmt"
	"slices"
)

func (c *rulesCheck) roleNames() {
	names(c, "Roles", "role", maxRoles, c.rules.Roles, func(r Role) (RoleID, Title) { return r.ID, r.Title })
	for i, r := range c.rules.Roles {
		if r.ID == "target" {
			c.add(at("Roles", i), "role name %q is reserved: among those who are told it is the member concerned", r.ID)
		}
	}
}

func (c *rulesCheck) hasRole(id RoleID) bool { return c.roles[id] != nil }

func (c *rulesCheck) role(path string, r *Role) {
	unique(c, path+".Includes", "role", r.Includes, c.hasRole)
	c.places(path+".At", r)
	unique(c, path+".Opens", "channel", r.Opens, c.hasChannel)
	for i := range r.Can {
		c.permission(at(path+".Can", i), &r.Can[i])
	}
	c.numbers(path, r)
	c.setting(path+".Setting", r.Setting)
	for i, detail := range r.Contact {
		if detail == "" {
			c.add(at(path+".Contact", i), "a contact detail has no name")
		}
	}
}

// numbers checks how many holders a role shall have.
func (c *rulesCheck) numbers(path string, r *Role) {
	if r.Least < 0 || r.Most < 0 || r.Most > 0 && r.Least > r.Most {
		c.add(path+".Least", "role %q asks for at least %d and at most %d holders", r.ID, r.Least, r.Most)
	}
	counted := r.Least > 0 || r.Most > 0
	if r.Enforced && !counted {
		c.add(path+".Enforced", "role %q has no number of holders to enforce", r.ID)
	}
	if counted && r.ID == c.rules.Base {
		c.add(path+".Least", "everybody holds role %q: its holders are not counted", r.ID)
	}
	var in []Structure
	for _, w := range c.saidOf(r.ID, make(map[RoleID]bool)) {
		in = append(in, w.structures()...)
		if counted && len(w) > 1 {
			c.add(path+".Least", "role %q is given at several units at once: its holders cannot be counted at each", r.ID)
		}
	}
	slices.Sort(in)
	if counted && len(slices.Compact(in)) > 1 {
		c.add(path+".Least", "role %q is given in several structures: its holders cannot be counted at each unit", r.ID)
	}
}

func (c *rulesCheck) hasChannel(name Channel) bool {
	return slices.ContainsFunc(c.rules.Channels, func(r ChannelRule) bool { return r.Name == name })
}

func (c *rulesCheck) setting(path string, s Setting) {
	known := slices.ContainsFunc(c.rules.Settings, func(r SettingRule) bool { return r.Name == s })
	if s != "" && !known {
		c.add(path, "unknown setting %q", s)
	}
}

// places checks the alternatives for where a role may be given.
func (c *rulesCheck) places(path string, r *Role) {
	for i, w := range r.At {
		path := at(path, i)
		if len(w) > MaxUnits {
			c.add(path, "a grant would name %d units, at most %d are possible", len(w), MaxUnits)
		}
		for _, s := range w.structures() {
			c.reaches(path+"["+string(s)+"]", s, w[s])
		}
	}
}

// structures returns the structures of an alternative, sorted.
func (w Where) structures() []Structure {
	var list []Structure
	for s := range w {
		list = append(list, s)
	}
	slices.Sort(list)
	return list
}

func (c *rulesCheck) reaches(path string, s Structure, reaches []Reach) {
	if !c.hasStructure(s) {
		c.add(path, "unknown structure %q", s)
		return
	}
	if len(reaches) == 0 {
		c.add(path, "structure %q has no reach: expected exact, subtree, home or home-subtree", s)
	}
	for i, r := range reaches {
		switch {
		case r < Exact || r > HomeSubtree:
			c.add(at(path, i), "unknown reach: expected exact, subtree, home or home-subtree")
		case r.atHome() && (c.home < 0 || c.rules.Structures[c.home].Name != s):
			c.add(at(path, i), "reach %s: structure %q has no home units", r, s)
		case slices.Contains(reaches[:i], r):
			c.add(at(path, i), "reach %s stands here twice", r)
		}
	}
}

func (c *rulesCheck) permission(path string, p *Permission) {
	types := c.refs(path+".Do", p.Do)
	if p.When != nil {
		c.condition(path+".When", p.When, types)
	}
	if p.Past&^(PastLists|PastSeals) != 0 {
		c.add(path+".Past", "unknown barrier: expected lists or seals")
	}
	c.setting(path+".Setting", p.Setting)
	unique(c, path+".In", "structure", p.In, c.hasStructure)
	for i, ref := range p.Do {
		path := at(path+".Do", i)
		if len(p.In) > 0 && ref.Type != UnitType && ref.Type != GroupType && ref.Type != GrantType {
			c.add(path, "action %s is not limited to structures: only those on units, groups and grants are", ref)
		}
		if ref.Type == GrantType && ref.Action != readAction && ref.Action != approveAction {
			c.add(path, "%s is no permission of a role: who administers which roles is stated apart", ref)
		}
	}
}

// refs checks references to actions. It returns the types that they are of,
// each once.
func (c *rulesCheck) refs(path string, refs []ActionRef) []*TypeRule {
	if len(refs) == 0 {
		c.add(path, "no action is named")
	}
	var types []*TypeRule
	for i, ref := range refs {
		t := c.ref(at(path, i), ref)
		if slices.Contains(refs[:i], ref) {
			c.add(at(path, i), "action %s stands here twice", ref)
		}
		if t != nil && !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	return types
}

// ref checks a reference to an action. It returns its type, nil for an unknown
// one.
func (c *rulesCheck) ref(path string, ref ActionRef) *TypeRule {
	t := c.types[ref.Type]
	switch {
	case t == nil:
		c.add(path, "unknown type %q", ref.Type)
	case !t.hasAction(ref.Action):
		c.unknownAction(path, ref.Action, t)
	}
	return t
}

// unknownAction says that a type has no action of a name, and which it has: of
// many the first ones.
func (c *rulesCheck) unknownAction(path string, a Action, t *TypeRule) {
	const most = 12
	known := each(t.Actions, func(rule ActionRule) string { return bare(string(rule.Name)) })
	if n := len(known) - most; n > 0 {
		known = append(known[:most:most], fmt.Sprintf("one of %d more", n))
	}
	expected := ""
	if len(known) > 0 {
		expected = ": expected " + list(known, "or")
	}
	c.add(path, "unknown action %q of type %q%s", a, t.Name, expected)
}

func (c *rulesCheck) base() {
	if c.rules.Base == "" {
		return
	}
	r := c.roles[c.rules.Base]
	if r == nil {
		c.add("Base", "unknown role %q", c.rules.Base)
		return
	}
	if len(r.At) > 1 {
		c.add("Base", "everybody holds role %q: it has one place, not %d", r.ID, len(r.At))
		return
	}
	if len(r.At) == 0 && c.inheritsPlaces(r.ID, make(map[RoleID]bool)) {
		c.add("Base", "everybody holds role %q: say where, because what it includes says where it may be given", r.ID)
	}
	for _, w := range r.At {
		for _, s := range w.structures() {
			if len(w[s]) != 1 || !w[s][0].atHome() {
				c.add("Base", "everybody holds role %q: in structure %q its reach is home or home-subtree", r.ID, s)
			}
		}
	}
}

// inheritsPlaces reports whether a role that is included says where it may be
// given.
func (c *rulesCheck) inheritsPlaces(id RoleID, seen map[RoleID]bool) bool {
	if seen[id] {
		return false
	}
	seen[id] = true
	return slices.ContainsFunc(c.includesOf(id), func(in RoleID) bool {
		r := c.roles[in]
		return r != nil && (len(r.At) > 0 || c.inheritsPlaces(in, seen))
	})
}

func (c *rulesCheck) includeCycles() {
	for i := range c.rules.Roles {
		r := &c.rules.Roles[i]
		if loop := cycle(r.ID, c.includesOf); loop != nil {
			c.add(at("Roles", i)+".Includes", "role %q includes itself: %s", r.ID, arrows(loop))
		}
	}
}

func (c *rulesCheck) includesOf(id RoleID) []RoleID {
	if r := c.roles[id]; r != nil {
		return r.Includes
	}
	return nil
}

// idleRoles reports the roles that can never do anything. Designations need
// not, and the base role makes a member.
func (c *rulesCheck) idleRoles() {
	for i := range c.rules.Roles {
		r := &c.rules.Roles[i]
		if r.ID != c.rules.Base && !c.does(r.ID, make(map[RoleID]bool)) {
			c.add(at("Roles", i), "role %q can never do anything: it has no permission that can hold, opens no channel, administers and approves nothing, is told of nothing, no condition asks for it, and it has no contact details", r.ID)
		}
	}
}

// closedChannels reports a policy in which no role opens a channel. Whatever
// else is wrong may be the reason, and comes first.
func (c *rulesCheck) closedChannels() {
	opens := func(r Role) bool { return len(r.Opens) > 0 }
	if len(c.problems) == 0 && len(c.rules.Roles) > 0 && !slices.ContainsFunc(c.rules.Roles, opens) {
		c.add("Roles", "no role opens a channel: nobody can ever act")
	}
}

// does reports whether a role, or one that it includes, can do anything.
func (c *rulesCheck) does(id RoleID, seen map[RoleID]bool) bool {
	r := c.roles[id]
	if r == nil || seen[id] {
		return false
	}
	seen[id] = true
	if len(r.Contact) > 0 || len(r.Opens) > 0 || c.acts(id) || c.asked[id] || slices.ContainsFunc(r.Can, c.canHold) {
		return true
	}
	return slices.ContainsFunc(r.Includes, func(id RoleID) bool { return c.does(id, seen) })
}

// acts reports whether a role is named as one that administers or is told.
func (c *rulesCheck) acts(id RoleID) bool {
	return slices.ContainsFunc(c.rules.Administer, func(a AdminRule) bool { return slices.Contains(a.Who, id) }) ||
		slices.ContainsFunc(c.rules.Notices, func(n NoticeRule) bool { return slices.Contains(n.Tell, id) })
}

// canHold reports whether the condition of a permission can hold for one of its
// actions.
func (c *rulesCheck) canHold(p Permission) bool {
	return p.When == nil || slices.ContainsFunc(p.Do, func(ref ActionRef) bool {
		t := c.types[ref.Type]
		return t == nil || c.satisfiable(p.When, t)
	})
}

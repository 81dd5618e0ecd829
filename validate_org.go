package mandat

import (
	"maps"
	"slices"
	"time"
)

// orgCheck looks for everything that is wrong with the data of an organisation.
type orgCheck struct {
	problems
	policy  *Policy
	data    *OrgData
	units   map[UnitID]*Unit
	members map[PersonID]*Member
	groups  map[GroupID]*Group
	roles   map[RoleID]*Role // custom ones

	invitations map[InvitationID]*Invitation
	invited     map[PersonID]bool
	approvals   map[Request]bool
	places      map[*Role][]Where // of the roles that are given
}

func validateOrg(p *Policy, d *OrgData) error {
	if p == nil || p.types == nil {
		return &InvalidError{What: "organisation", Problems: []Problem{{"", "there is no policy to decide by"}}}
	}
	c := &orgCheck{policy: p, data: d, units: byID(d.Units, func(u *Unit) UnitID { return u.ID }),
		members:     byID(d.Members, func(m *Member) PersonID { return m.Person }),
		groups:      byID(d.Groups, func(g *Group) GroupID { return g.ID }),
		roles:       byID(d.Roles, func(r *Role) RoleID { return r.ID }),
		invitations: byID(d.Invitations, func(i *Invitation) InvitationID { return i.ID }), invited: make(map[PersonID]bool),
		approvals: make(map[Request]bool), places: make(map[*Role][]Where)}
	if d.ID == "" {
		c.add("ID", "the organisation has no id")
	}
	utf8Only(c, "ID", d.ID)
	c.settings()
	checkEach(c, "Units", d.Units, c.unit)
	checkEach(c, "Members", d.Members, c.member)
	for i := range d.Groups {
		c.group(at("Groups", i), &d.Groups[i])
	}
	for i := range d.Roles {
		c.role(at("Roles", i), &d.Roles[i])
	}
	checkEach(c, "Grants", d.Grants, c.grant)
	c.doubledGrants("Grants", d.Grants)
	for i := range d.Invitations {
		c.invitation(at("Invitations", i), &d.Invitations[i])
	}
	for i := range d.Approvals {
		c.approval(at("Approvals", i), &d.Approvals[i])
	}
	c.retired()
	return c.err("organisation")
}

// checkEach checks all of a list. Where each of them stands is said only if
// something is wrong with it, and then it is checked again: in a large organisation
// that saves half of the time.
func checkEach[E any](c *orgCheck, list string, all []E, check func(path string, e *E)) {
	for i := range all {
		before := len(c.problems)
		check("", &all[i])
		if len(c.problems) > before {
			c.problems = c.problems[:before]
			check(at(list, i), &all[i])
		}
	}
}

// byID indexes records; of several with one id, the first counts.
func byID[R any, ID comparable](list []R, id func(*R) ID) map[ID]*R {
	index := make(map[ID]*R, len(list))
	for i := range list {
		if index[id(&list[i])] == nil {
			index[id(&list[i])] = &list[i]
		}
	}
	return index
}

// utf8Only refuses text that could not be stored as it is.
func utf8Only[N ~string](c *orgCheck, path string, text N) {
	if unreadable(text).detail != NoDetail {
		c.add(path, "%q is not UTF-8", text)
	}
}

// moment refuses a time that could not be stored.
func (c *orgCheck) moment(path string, t time.Time) {
	if !tellable(t) {
		c.add(path, "the time is not in the years 0 to 9999")
	}
}

func (c *orgCheck) settings() {
	for _, s := range slices.Sorted(maps.Keys(c.data.Settings)) {
		if _, known := c.policy.settings[s]; !known {
			c.add("Settings["+string(s)+"]", "unknown setting %q", s)
		}
	}
}

func (c *orgCheck) unit(path string, u *Unit) {
	switch {
	case u.ID == "":
		c.add(path+".ID", "a unit has no id")
	case c.units[u.ID] != u:
		c.add(path+".ID", "unit %q stands here twice; ids are unique across structures", u.ID)
	}
	utf8Only(c, path+".ID", u.ID)
	if c.policy.structure(u.Structure) < 0 {
		c.add(path+".Structure", "unknown structure %q", u.Structure)
	}
	if u.Parent == "" {
		return
	}
	switch parent := c.units[u.Parent]; {
	case parent == nil:
		c.add(path+".Parent", "unknown unit %q", u.Parent)
	case parent.Structure != u.Structure:
		c.add(path+".Parent", "unit %q is of structure %q, not %q", u.Parent, parent.Structure, u.Structure)
	default:
		c.depth(path+".Parent", u)
	}
}

// depth checks that the way up from a unit ends, and is not too long.
func (c *orgCheck) depth(path string, u *Unit) {
	above := u
	for range MaxUnitDepth - 1 {
		above = c.units[above.Parent]
		if above == nil || above.Parent == "" {
			return
		}
		if above == u {
			c.add(path, "unit %q lies below itself", u.ID)
			return
		}
	}
	if above.Parent != "" {
		c.add(path, "unit %q lies more than %d units deep, or below units that lie below themselves", u.ID, MaxUnitDepth)
	}
}

func (c *orgCheck) member(path string, m *Member) {
	switch {
	case m.Person == "":
		c.add(path+".Person", "a member has no person id")
	case c.members[m.Person] != m:
		c.add(path+".Person", "person %q is a member twice", m.Person)
	}
	utf8Only(c, path+".Person", m.Person)
	switch {
	case m.Status == "":
		c.add(path+".Status", "member %q has no status", m.Person)
	case !m.Status.valid():
		c.add(path+".Status", "unknown status %q: expected invited, accepted, active, inactive or removed", m.Status)
	}
	c.home(path+".Home", m)
}

func (c *orgCheck) home(path string, m *Member) {
	home, rule := c.policy.home, NoHome
	if home >= 0 {
		rule = c.policy.rules.Structures[home].Home
	}
	switch u := c.units[m.Home]; {
	case m.Home == "":
		if rule == HomeRequired && m.Status != MemberRemoved {
			c.add(path, "member %q has no home unit", m.Person)
		}
	case u == nil:
		c.add(path, "unknown unit %q", m.Home)
	case rule == NoHome:
		c.add(path, "member %q has a home unit, and the policy has none", m.Person)
	case u.Structure != c.policy.rules.Structures[home].Name:
		c.add(path, "unit %q is of structure %q; home units are of %q", m.Home, u.Structure, c.policy.rules.Structures[home].Name)
	}
}

// present checks that a person is a member who was not removed: whoever was has
// nothing.
func (c *orgCheck) present(path string, person PersonID) {
	switch m := c.members[person]; {
	case m == nil:
		c.add(path, "%q is no member of the organisation", person)
	case m.Status == MemberRemoved:
		c.add(path, "%q was removed from the organisation", person)
	}
}

func (c *orgCheck) group(path string, g *Group) {
	switch {
	case g.ID == "":
		c.add(path+".ID", "a group has no id")
	case c.groups[g.ID] != g:
		c.add(path+".ID", "group %q stands here twice", g.ID)
	}
	utf8Only(c, path+".ID", g.ID)
	if g.Unit != "" && c.units[g.Unit] == nil {
		c.add(path+".Unit", "unknown unit %q", g.Unit)
	}
	checkEach(c, path+".Members", g.Members, func(path string, p *PersonID) { c.present(path, *p) })
	seen := make(map[PersonID]bool, len(g.Members))
	for i, person := range g.Members {
		if seen[person] {
			c.add(at(path+".Members", i), "member %q stands here twice", person)
		}
		seen[person] = true
	}
	if g.Predefined && len(g.Groups) > 0 {
		c.add(path+".Groups", "group %q is predefined, and so holds no groups", g.ID)
	}
	c.subgroups(path+".Groups", g)
}

func (c *orgCheck) subgroups(path string, g *Group) {
	for i, id := range g.Groups {
		sub := c.groups[id]
		switch {
		case sub == nil:
			c.add(at(path, i), "unknown group %q", id)
		case len(sub.Groups) > 0:
			c.add(at(path, i), "group %q holds groups itself: a dynamic group holds static ones only", id)
		case sub.Unit != "" && sub.Unit != g.Unit:
			c.add(at(path, i), "group %q belongs to unit %q: only a group of that unit can hold it", id, sub.Unit)
		case slices.Contains(g.Groups[:i], id):
			c.add(at(path, i), "group %q stands here twice", id)
		}
	}
}

func (c *orgCheck) grant(path string, g *Grant) {
	r := c.policy.ruleOf(g.Role)
	if r == nil {
		r = c.roles[g.Role]
	}
	if r == nil {
		c.add(path+".Role", "unknown role %q", g.Role)
	}
	c.grantee(path, g)
	if !g.From.IsZero() && !g.Until.IsZero() && !g.From.Before(g.Until) {
		c.add(path+".Until", "the grant ends before it begins")
	}
	c.moment(path+".From", g.From)
	c.moment(path+".Until", g.Until)
	if c.scope(path+".Scope", g) && r != nil {
		c.givable(path+".Scope", r, g)
	}
}

// ruleOf returns a built-in role's rule, nil for none.
func (p *Policy) ruleOf(id RoleID) *Role {
	if r := p.roleByID[id]; r != nil {
		return r.rule
	}
	return nil
}

func (c *orgCheck) grantee(path string, g *Grant) {
	switch {
	case (g.Member == "") == (g.Group == ""):
		c.add(path, "a grant is to a member or to a group, one of them")
	case g.Member != "":
		c.present(path+".Member", g.Member)
	case g.Group != "" && c.groups[g.Group] == nil:
		c.add(path+".Group", "unknown group %q", g.Group)
	case g.Group != "" && !c.policy.rules.GroupsHoldRoles:
		c.add(path+".Group", "groups hold no roles by this policy")
	}
}

// scope checks that the scope names existing units, one in each structure.
func (c *orgCheck) scope(path string, g *Grant) bool {
	before := len(c.problems)
	if places := g.Scope.named(); len(places) == 0 && !g.Scope.IsWholeOrg() {
		c.add(path, "no valid scope: expected WholeOrg, Exactly, Below, AtHome or BelowHome, of at most %d units", MaxUnits)
	}
	var room [MaxUnits]Structure
	seen := room[:0]
	for _, p := range g.Scope.named() {
		s, ok := c.structureOf(path, p)
		if ok && slices.Contains(seen, s) {
			c.add(path, "the scope names two units of structure %q", s)
		}
		seen = append(seen, s)
	}
	return len(c.problems) == before
}

// structureOf returns the structure in which a scope names a unit.
func (c *orgCheck) structureOf(path string, p ScopePlace) (Structure, bool) {
	if p.Reach.atHome() {
		if c.policy.home < 0 {
			c.add(path, "reach %s: the policy has no home units", p.Reach)
			return "", false
		}
		return c.policy.rules.Structures[c.policy.home].Name, true
	}
	if c.units[p.Unit] == nil {
		c.add(path, "unknown unit %q", p.Unit)
		return "", false
	}
	return c.units[p.Unit].Structure, true
}

// givable checks that the role may be given at the scope.
func (c *orgCheck) givable(path string, r *Role, g *Grant) {
	structureOf := func(p ScopePlace) Structure {
		s, _ := c.structureOf(path, p)
		return s
	}
	if _, known := c.places[r]; !known {
		c.places[r] = c.policy.placesOf(r)
	}
	if !fitsOne(c.places[r], &g.Scope, structureOf) {
		c.add(path, "role %q is not given there: expected %s", r.ID, whereText(c.places[r]))
	}
}

// whereText says where a role may be given: "org or subtree or home in
// organisation".
func whereText(alternatives []Where) string {
	return list(each(alternatives, func(w Where) string {
		if len(w) == 0 {
			return "org"
		}
		return list(each(w.structures(), func(s Structure) string {
			return list(each(w[s], Reach.String), "or") + " in " + string(s)
		}), "and")
	}), "or")
}

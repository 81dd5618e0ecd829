package mandat_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// adminRules are a policy with something of everything that can be said of what
// is built in. Members have home units, or none.
func adminRules(home mandat.HomeRule) mandat.Rules {
	org := []mandat.Reach{mandat.Subtree, mandat.Exact}
	if home != mandat.NoHome {
		org = append(org, mandat.HomeSubtree)
	}
	anywhere := []mandat.Where{{}, {"organisation": org}, {"folders": {mandat.Subtree, mandat.Exact}}}
	web := []mandat.Channel{"web"}
	// Ten roles are asked of the member concerned, in three sets.
	var offices []mandat.Role
	var most []mandat.RoleID
	for _, id := range []mandat.RoleID{"o-1", "o-2", "o-3", "o-4", "o-5", "o-6", "o-7"} {
		offices, most = append(offices, mandat.Role{ID: id, Can: []mandat.Permission{gives("role.read")}}), append(most, id)
	}
	give := []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminHandOver}
	when := func(c mandat.Condition, actions ...string) mandat.Permission {
		return mandat.Permission{Do: actionsOf(actions...), When: &c}
	}
	target := func(c mandat.Condition) mandat.Condition { return mandat.Condition{Target: &c} }
	inFolders := gives("unit.create", "unit.edit", "group.edit", "grant.read")
	inFolders.In = []mandat.Structure{"folders"}
	past := gives("unit.read", "member.read")
	past.Past = mandat.PastSeals
	ofRole := func(roles ...mandat.RoleID) *mandat.Condition { return &mandat.Condition{Role: roles} }
	return mandat.Rules{
		System: "admin", Version: "1",
		Structures:      []mandat.StructureRule{{Name: "organisation", Home: home}, {Name: "folders"}},
		Channels:        []mandat.ChannelRule{{Name: "web", Login: true}, {Name: "notice"}},
		Settings:        []mandat.SettingRule{{Name: "extra"}},
		GroupsHoldRoles: true,
		Types:           []mandat.TypeRule{{Name: "note", Structures: []mandat.Structure{"organisation"}, Actions: []mandat.ActionRule{{Name: "read"}}}},
		Base:            "everybody",
		Roles: append(offices, []mandat.Role{
			{ID: "everybody", Opens: []mandat.Channel{"web", "notice"}, Can: []mandat.Permission{when(hasRelation("self"), "member.read", "member.edit", "grant.read")}},
			{ID: "reader", At: anywhere, Opens: web, Can: []mandat.Permission{gives("note.read", "unit.read", "member.read")}},
			{ID: "filer", At: []mandat.Where{{"folders": {mandat.Exact}}, {"organisation": {mandat.Subtree}, "folders": {mandat.Subtree}}}, Opens: web, Can: []mandat.Permission{inFolders}},
			{ID: "auditor", At: anywhere, Opens: web, Can: []mandat.Permission{past}},
			{ID: "clerk", At: anywhere, Opens: web, Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{
				gives("unit.create", "unit.edit", "unit.seal", "unit.move", "unit.remove", "group.create", "group.edit", "member.create", "invitation.send"),
				when(target(mandat.Condition{Status: []mandat.Status{"active"}}), "member.remove"),
				when(not(target(holdsRole("reader"))), "member.deactivate", "grant.read"), when(*ofRole("clerk", "auditor"), "grant.read"), inFolders}},
			{ID: "chief", At: anywhere, Includes: []mandat.RoleID{"clerk", "filer"}, Can: []mandat.Permission{
				gives("member.remove", "org.edit", "role.read"), when(vacantRole("filer"), "group.remove"), when(hasStatus("inactive", "absent"), "member.activate")}},
		}...),
		Gates: []mandat.Gate{
			{Close: actionsOf("member.remove", "grant.revoke"), Unless: not(target(holdsRole("auditor", "chief")))},
			{Close: actionsOf("member.remove"), Unless: not(target(holdsRole(most...)))},
			{Close: actionsOf("member.deactivate"), Unless: not(target(holdsRole("o-7", "filer")))},
			{Close: actionsOf("unit.remove"), Unless: not(mandat.Condition{Setting: []mandat.Setting{"extra"}})},
			{Close: actionsOf("grant.hand-over"), Unless: not(*ofRole("filer"))},
			{Close: actionsOf("grant.read"), Unless: someOf(not(*ofRole("chief", "clerk")), holdsRole("chief"))},
			{Close: actionsOf("member.edit"), Unless: someOf(hasStatus("active"), holdsRole("chief"))},
		},
		Administer: []mandat.AdminRule{
			{Who: []mandat.RoleID{"clerk"}, May: give, Roles: []mandat.RoleID{"reader"}, Self: true},
			{Who: []mandat.RoleID{"clerk"}, May: give, Roles: []mandat.RoleID{"filer"}, In: []mandat.Structure{"folders"}},
			{Who: []mandat.RoleID{"chief"}, May: give, Roles: []mandat.RoleID{"clerk", "reader", "filer", "auditor"}, Custom: true},
			{Who: []mandat.RoleID{"clerk"}, May: give, Roles: []mandat.RoleID{"auditor"}, Past: mandat.PastSeals},
			{Who: []mandat.RoleID{"chief"}, May: give, Roles: []mandat.RoleID{"chief"}, Through: []mandat.Channel{"notice"}, When: &mandat.Condition{Vacant: []mandat.RoleID{"auditor"}}},
			{Who: []mandat.RoleID{"filer"}, May: give, Roles: []mandat.RoleID{"clerk", "reader", "filer", "auditor"}, When: ofRole("reader", "auditor")},
			{Who: []mandat.RoleID{"reader"}, May: []mandat.AdminAct{mandat.AdminRevoke}, Roles: []mandat.RoleID{"reader"},
				When: &mandat.Condition{Target: &mandat.Condition{Status: []mandat.Status{"inactive", "absent"}}}},
		},
	}
}

var adminRoles = []mandat.RoleID{"reader", "filer", "auditor", "clerk", "chief", "own"}

func adminData(home bool) mandat.OrgData {
	d := mandat.OrgData{ID: "acme-ltd",
		Units: []mandat.Unit{{ID: "acme", Structure: "organisation"}, {ID: "sales", Structure: "organisation", Parent: "acme"}, {ID: "north", Structure: "organisation", Parent: "sales"},
			{ID: "vault", Structure: "organisation", Parent: "acme", Sealed: true}, {ID: "box", Structure: "organisation", Parent: "vault"},
			{ID: "cabinet", Structure: "folders"}, {ID: "drawer", Structure: "folders", Parent: "cabinet"}},
		Members: []mandat.Member{{Person: "kalle", Status: "active", Home: "sales"}, {Person: "anna", Status: "active", Home: "north"}, {Person: "pia", Status: "active", Home: "vault"},
			{Person: "ida", Status: "inactive", Home: "acme"}, {Person: "nils", Status: "active"}, {Person: "rune", Status: "removed"}},
		Groups: []mandat.Group{{ID: "team", Members: []mandat.PersonID{"kalle", "anna"}}, {ID: "crew", Unit: "sales", Members: []mandat.PersonID{"anna", "nils"}}},
		Roles: []mandat.Role{{ID: "own", At: []mandat.Where{{}, {"organisation": {mandat.Subtree}}}, Includes: []mandat.RoleID{"reader"},
			Can: []mandat.Permission{gives("group.edit")}}},
	}
	if !home {
		for i := range d.Members {
			d.Members[i].Home = ""
		}
	}
	return d
}

func drawAdminGrant(t *rapid.T, home bool) mandat.Grant {
	g := mandat.Grant{Role: rapid.SampledFrom(adminRoles).Draw(t, "role"), Member: rapid.SampledFrom([]mandat.PersonID{"kalle", "kalle", "anna", "pia", "ida", "nils"}).Draw(t, "to")}
	scopes := []mandat.Scope{mandat.WholeOrg(), mandat.Below("acme"), mandat.Below("sales"), mandat.Exactly("sales"), mandat.Below("vault"), mandat.Below("cabinet"), mandat.Exactly("drawer"),
		mandat.Below("sales").And(mandat.Below("cabinet"))}
	if home {
		scopes = append(scopes, mandat.BelowHome())
	}
	g.Scope = rapid.SampledFrom(scopes).Draw(t, "scope")
	if rapid.IntRange(0, 4).Draw(t, "group") == 0 {
		g.Member, g.Group = "", rapid.SampledFrom([]mandat.GroupID{"team", "crew"}).Draw(t, "to group")
	}
	if rapid.IntRange(0, 3).Draw(t, "at a new unit") == 0 {
		g.Scope = rapid.SampledFrom([]mandat.Scope{mandat.Exactly("new"), mandat.Below("new"), mandat.Below("file")}).Draw(t, "at it")
	}
	if rapid.IntRange(0, 6).Draw(t, "an office") == 0 {
		g.Role, g.Scope = rapid.SampledFrom([]mandat.RoleID{"o-1", "o-7"}).Draw(t, "which office"), mandat.WholeOrg()
	}
	switch rapid.IntRange(0, 6).Draw(t, "ends") {
	case 0:
		g.Until = now.Add(time.Hour)
	case 1:
		g.From = now.Add(time.Hour)
	}
	return g
}

func drawAdminHappening(t *rapid.T, home bool, o *mandat.Org) mandat.Happening {
	unit := func(label string) mandat.UnitID {
		return rapid.SampledFrom([]mandat.UnitID{"sales", "north", "vault", "box", "drawer", "acme", "new"}).Draw(t, label)
	}
	person := rapid.SampledFrom([]mandat.PersonID{"kalle", "anna", "pia", "ida", "nils"}).Draw(t, "whom")
	switch rapid.IntRange(0, 12).Draw(t, "what happens") {
	case 0:
		return mandat.MemberDeactivated{Person: person}
	case 1:
		if home {
			return mandat.MemberMoved{Person: person, To: unit("home")}
		}
		return mandat.MemberLeft{Person: person}
	case 2:
		return mandat.UnitMoved{Unit: unit("moved"), To: unit("below")}
	case 3:
		return mandat.UnitSealed{Unit: unit("sealed"), Sealed: rapid.Bool().Draw(t, "seal")}
	case 4:
		return mandat.SettingChanged{Setting: "extra", On: rapid.Bool().Draw(t, "on")}
	case 5:
		return mandat.RoleEdited{Role: mandat.Role{ID: "own", At: []mandat.Where{{}, {"organisation": {mandat.Subtree}}}, Can: []mandat.Permission{gives("org.edit")}}}
	case 6:
		return rapid.SampledFrom([]mandat.Happening{mandat.UnitAdded{Unit: mandat.Unit{ID: "new", Structure: "organisation", Parent: "sales"}},
			mandat.UnitAdded{Unit: mandat.Unit{ID: "new", Structure: "organisation", Parent: "vault", Sealed: true}},
			mandat.UnitAdded{Unit: mandat.Unit{ID: "file", Structure: "folders"}}}).Draw(t, "made")
	case 7:
		return mandat.UnitRemoved{Unit: unit("removed")}
	case 8, 9:
		if all := slices.Collect(o.Grants()); len(all) > 0 {
			return mandat.RoleRevoked{Grant: rapid.SampledFrom(all).Draw(t, "which grant")}
		}
	}
	return mandat.RoleGranted{Grant: drawAdminGrant(t, home)}
}

// TestImpactOnBuiltinTypesIsExact asks about units, members, groups, grants and
// the organisation itself.
func TestImpactOnBuiltinTypesIsExact(t *testing.T) {
	t.Parallel()
	for name, home := range map[string]mandat.HomeRule{"home units": mandat.HomeOptional, "none": mandat.NoHome} {
		t.Run(name, func(t *testing.T) {
			p := mustPolicy(t, adminRules(home))
			flips := make(map[string]int)
			rapid.Check(t, func(rt *rapid.T) {
				c := drawAdminChange(rt, p, home != mandat.NoHome)
				w := &adminWorld{impactWorld: impactWorld{before: c.Before(), after: c.Org(), pick: rapid.IntRange(0, 2).Draw(rt, "questions"), impact: c.Impact(), was: unitsIn(c.Before()), is: unitsIn(c.Org())}, found: flips}
				if wrong := w.check(home != mandat.NoHome); wrong != "" {
					rt.Fatalf("%s\nevents: %s\nit says:\n%s", wrong, whatHappened(c), w.impact.Text("en"))
				}
			})
			t.Log(flips)
			for _, a := range actionsOf("unit.create", "unit.move", "member.read", "group.edit", "grant.give", "grant.revoke", "grant.read") {
				if inFull() && flips[a.String()] == 0 && !t.Failed() {
					t.Errorf("nobody gained or lost %s", a)
				}
			}
		})
	}
}

func drawAdminChange(t *rapid.T, p *mandat.Policy, home bool) mandat.Change {
	d := adminData(home)
	o := mustOrg(t, p, d)
	at := func(o *mandat.Org, h mandat.Happening) (*mandat.Org, mandat.Event, bool) {
		e := mandat.Event{Org: o.ID(), Version: o.Version() + 1, Step: 1, Of: 1, At: now, What: h}
		next, err := o.Apply([]mandat.Event{e})
		return next, e, err == nil
	}
	for range rapid.IntRange(0, 5).Draw(t, "grants") {
		if next, _, ok := at(o, mandat.RoleGranted{Grant: drawAdminGrant(t, home)}); ok {
			o = next
		}
	}
	reached, events := o, []mandat.Event(nil)
	for range rapid.IntRange(1, 4).Draw(t, "events") {
		if next, e, ok := at(reached, drawAdminHappening(t, home, reached)); ok {
			reached, events = next, append(events, e)
		}
	}
	return mandat.ChangeOf(o, reached, events, mandat.Subject{At: now})
}

// adminWorld asks everything about what is built in.
type adminWorld struct {
	impactWorld
	found map[string]int // flips by action
}

func (w *adminWorld) check(home bool) string {
	for _, m := range w.impactWorld.members() {
		for _, at := range []time.Time{now, now.Add(time.Hour)} {
			for _, channel := range []mandat.Channel{"web", "notice"} {
				p := impactPoint{person: m.Person, at: at, channel: channel, login: channel == "web"}
				for _, ask := range []func(impactPoint) string{w.org, w.units, w.groups, w.grants} {
					if wrong := ask(p); wrong != "" {
						return wrong
					}
				}
				if wrong := w.members(p, home); wrong != "" {
					return wrong
				}
			}
		}
	}
	return ""
}

func (w *adminWorld) put(p impactPoint, r mandat.Resource, actions ...mandat.Action) string {
	for _, a := range actions {
		if w.n++; w.n%3 != w.pick {
			continue
		}
		before := w.flips
		if wrong := w.ask(p, r, a); wrong != "" {
			return wrong
		}
		w.found[string(r.Type)+"."+string(a)] += w.flips - before
	}
	return ""
}

func (w *adminWorld) org(p impactPoint) string {
	if wrong := w.put(p, mandat.Resource{Type: "role", ID: "reader", Org: "acme-ltd"}, "read"); wrong != "" {
		return wrong
	}
	return w.put(p, mandat.Resource{Type: "org", Org: "acme-ltd"}, "edit")
}

func (w *adminWorld) units(p impactPoint) string {
	for _, s := range []mandat.Structure{"organisation", "folders"} {
		for _, u := range w.places(s) {
			p.units = map[mandat.Structure]mandat.UnitID{s: u}
			p.alone = true
			if wrong := w.put(p, mandat.Unit{Structure: s, Parent: u}.Resource("acme-ltd"), "create"); wrong != "" {
				return wrong
			}
			if u == "" {
				continue
			}
			// Where a unit is moved to.
			if wrong := w.put(p, mandat.Unit{Structure: s, Parent: u}.Resource("acme-ltd"), "move"); wrong != "" {
				return wrong
			}
			r := mandat.Resource{Type: "unit", ID: mandat.ResourceID(u), Org: "acme-ltd"}
			if wrong := w.put(p, r, "read"); wrong != "" {
				return wrong
			}
			p.alone = false
			if wrong := w.put(p, r, "edit", "move", "remove"); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

func (w *adminWorld) groups(p impactPoint) string {
	for _, s := range []mandat.Structure{"organisation", "folders"} {
		for _, u := range w.places(s) {
			p.units = map[mandat.Structure]mandat.UnitID{s: u}
			if u == "" {
				p.units = nil
			}
			if wrong := w.put(p, mandat.Group{Unit: u}.Resource("acme-ltd"), "create", "edit", "remove"); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

// unchanged reports whether the change has not touched a member's own record.
func (w *adminWorld) unchanged(m mandat.Member) bool {
	was, ok := w.before.Member(m.Person)
	return ok && was == m && slices.Equal(grantsHeld(w.before, m.Person), grantsHeld(w.after, m.Person))
}

// concerned adds what the rules can ask of the member concerned.
func (w *adminWorld) concerned(p *impactPoint, m mandat.Member) {
	o := w.after
	p.target, p.status, p.relations, p.holds = mandat.Status(m.Status), mandat.Status(m.Status), nil, nil
	if m.Person == p.person {
		p.relations = []mandat.Relation{"self"}
	}
	p.holds = rolesHeld(o, m.Person, p.at, func(mandat.Grant) bool { return true })
}

// rolesHeld returns the built-in roles that a member holds, by some of the grants
// that have not ended.
func rolesHeld(o *mandat.Org, who mandat.PersonID, at time.Time, by func(mandat.Grant) bool) (all []mandat.RoleID) {
	counts := map[mandat.RoleID][]mandat.RoleID{"clerk": {"reader"}, "chief": {"clerk", "filer", "reader"}}
	for _, g := range grantsHeld(o, who) {
		if (g.Until.IsZero() || at.Before(g.Until)) && g.Role != "own" && by(g) { // a grant that has not begun is held
			all = append(append(all, g.Role), counts[g.Role]...)
		}
	}
	return all
}

// holdsThere sets what the member concerned holds where a grant lies. It reports
// whether that is the same before and after: an impact tells of whom it is so.
func (w *adminWorld) holdsThere(p *impactPoint, who mandat.PersonID, scope mandat.Scope) bool {
	var held [2][]mandat.RoleID
	for i, o := range []*mandat.Org{w.before, w.after} {
		held[i] = rolesHeld(o, who, p.at, func(g mandat.Grant) bool { return reachesGrant(o, g, who, scope) })
	}
	p.holds = held[1]
	return slices.Equal(held[0], held[1])
}

// reachesGrant reports whether a grant that a member has covers another one's
// scope, inside its seals.
func reachesGrant(o *mandat.Org, g mandat.Grant, who mandat.PersonID, scope mandat.Scope) bool {
	m, _ := o.Member(who)
	path := func(id mandat.UnitID) (up []mandat.Unit) {
		for u, ok := o.Unit(id); ok; u, ok = o.Unit(u.Parent) {
			up = append(up, u)
		}
		return up
	}
	lies := func(id, top mandat.UnitID) bool {
		return slices.ContainsFunc(path(id), func(u mandat.Unit) bool { return u.ID == top })
	}
	named := func(p mandat.ScopePlace) mandat.UnitID {
		if p.Reach == mandat.HomeSubtree {
			return m.Home
		}
		return p.Unit
	}
	some := func(s mandat.Scope, is func(mandat.ScopePlace) bool) bool { return slices.ContainsFunc(s.Places(), is) }
	if group, ok := o.Group(g.Group); ok && group.Unit != "" && !some(scope, func(p mandat.ScopePlace) bool { return lies(named(p), group.Unit) }) {
		return false
	}
	covered := !some(g.Scope, func(own mandat.ScopePlace) bool {
		return !some(scope, func(p mandat.ScopePlace) bool {
			if own.Reach == mandat.Exact {
				return p.Reach == mandat.Exact && p.Unit == own.Unit
			}
			return lies(named(p), named(own))
		})
	})
	sealed := some(scope, func(p mandat.ScopePlace) bool {
		up := path(named(p))
		i := slices.IndexFunc(up, func(u mandat.Unit) bool { return u.Sealed })
		return i >= 0 && !some(g.Scope, func(own mandat.ScopePlace) bool { return lies(named(own), up[i].ID) })
	})
	return covered && !sealed
}

// grantsHeld returns the grants to a member and to the groups in which they are.
func grantsHeld(o *mandat.Org, p mandat.PersonID) []mandat.Grant {
	grants := o.GrantsOf(p)
	for g := range o.Groups() {
		if slices.Contains(g.Members, p) {
			grants = append(grants, o.GrantsOfGroup(g.ID)...)
		}
	}
	return grants
}

func (w *adminWorld) members(p impactPoint, home bool) string {
	for m := range w.after.Members() {
		if !w.unchanged(m) || m.Status == "removed" {
			continue
		}
		p.units, p.alone = nil, false
		grants := slices.DeleteFunc(grantsHeld(w.after, m.Person), func(g mandat.Grant) bool { return !g.Until.IsZero() && !p.at.Before(g.Until) })
		switch {
		case home && m.Home != "":
			p.units = map[mandat.Structure]mandat.UnitID{"organisation": m.Home}
		case !home && len(grants) == 1 && len(grants[0].Scope.Places()) <= 1:
			p.units, p.alone = w.scopeUnits(grants[0].Scope)
		case !home && len(grants) > 0:
			continue
		}
		w.concerned(&p, m)
		if wrong := w.put(p, mandat.Resource{Type: "member", ID: mandat.ResourceID(m.Person), Org: "acme-ltd"}, "read", "edit", "activate", "deactivate", "remove"); wrong != "" {
			return wrong
		}
	}
	if !home {
		return ""
	}
	p.relations, p.holds = nil, nil
	for _, u := range w.places("organisation") {
		p.units = map[mandat.Structure]mandat.UnitID{"organisation": u}
		if u == "" {
			p.units = nil
		}
		p.target, p.status = "absent", "active"
		if wrong := w.put(p, mandat.Member{Home: u}.Resource("acme-ltd"), "create"); wrong != "" {
			return wrong
		}
		if wrong := w.put(p, mandat.Invitation{Person: "newcomer", Home: u}.Resource("acme-ltd"), "send"); wrong != "" {
			return wrong
		}
	}
	return ""
}

func (w *adminWorld) structureOf(u mandat.UnitID) mandat.Structure {
	return cmp.Or(w.is[u].Structure, w.was[u].Structure)
}

func (w *adminWorld) scopeUnits(s mandat.Scope) (map[mandat.Structure]mandat.UnitID, bool) {
	units, alone := make(map[mandat.Structure]mandat.UnitID), false
	for _, p := range s.Places() {
		units[w.structureOf(p.Unit)] = p.Unit
		alone = alone || p.Reach == mandat.Exact
	}
	if s.IsWholeOrg() {
		return nil, false
	}
	return units, alone
}

func (w *adminWorld) grants(p impactPoint) string {
	scopes := []mandat.Scope{mandat.WholeOrg()}
	for _, u := range append(w.places("organisation"), w.places("folders")...) {
		if u != "" {
			scopes = append(scopes, mandat.Below(u), mandat.Exactly(u))
		}
	}
	scopes = append(scopes, mandat.Below("north").And(mandat.Below("drawer")), mandat.Below("sales").And(mandat.Below("cabinet")))
	for m := range w.after.Members() {
		if m.Status == "removed" || !w.unchanged(m) || m.Person == "nils" {
			continue
		}
		for _, role := range adminRoles {
			for _, scope := range scopes {
				if !w.adminGivable(role, scope) {
					continue
				}
				p.units, p.alone = w.scopeUnits(scope)
				w.concerned(&p, m)
				if !w.holdsThere(&p, m.Person, scope) {
					continue
				}
				p.self = m.Person == p.person
				r := mandat.Grant{Role: role, Member: m.Person, Scope: scope}.Resource("acme-ltd")
				p.role, p.of = role, role
				if wrong := w.put(p, r, "give", "revoke", "hand-over"); wrong != "" {
					return wrong
				}
				p.role = ""
				if len(scope.Places()) > 1 {
					continue
				}
				if wrong := w.put(p, r, "read"); wrong != "" {
					return wrong
				}
			}
		}
	}
	return ""
}

// adminGivable reports whether a role is given at such scopes.
func (w *adminWorld) adminGivable(role mandat.RoleID, scope mandat.Scope) bool {
	at := scope.Places()
	switch {
	case role == "filer":
		return len(at) == 2 || len(at) == 1 && at[0].Reach == mandat.Exact && w.structureOf(at[0].Unit) == "folders"
	case role == "own":
		return len(at) == 0 || len(at) == 1 && at[0].Reach == mandat.Subtree && w.structureOf(at[0].Unit) == "organisation"
	}
	return len(at) < 2
}

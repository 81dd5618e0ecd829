package mandat_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// orgPolicy is a policy with home units, rooms, groups that hold roles, and a
// role for each way of saying where.
func orgPolicy(change ...func(*mandat.Rules)) mandat.Rules {
	r := fullRules()
	r.Roles = append(r.Roles,
		mandat.Role{ID: "keeper", At: []mandat.Where{{"organisation": {mandat.Home}}, {"organisation": {mandat.Subtree}, "rooms": {mandat.Exact}}},
			Can: []mandat.Permission{{Do: refs([]string{"booking.read"})}}},
		mandat.Role{ID: "boss", Can: []mandat.Permission{{Do: refs([]string{"sign"})}}})
	for _, c := range change {
		c(&r)
	}
	return r
}

// fullData has something of everything, all valid.
func fullData() mandat.OrgData {
	d := standardData()
	d.Groups = []mandat.Group{{ID: "team", Members: []mandat.PersonID{"kalle", "anna"}}, {ID: "crew", Unit: "sales", Members: []mandat.PersonID{"kalle"}},
		{ID: "teams", Unit: "sales", Groups: []mandat.GroupID{"team", "crew"}}}
	d.Roles = []mandat.Role{{ID: "own", Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{{Do: refs([]string{"delete"}), When: &mandat.Condition{Status: []mandat.Status{"draft"}}}}}}
	d.Grants = []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.Below("sales")}, {Role: "boss", Group: "team", Scope: mandat.WholeOrg()},
		{Role: "own", Member: "anna", Scope: mandat.Exactly("sales")}, {Role: "keeper", Member: "kalle", Scope: mandat.AtHome()}}
	d.Settings = map[mandat.Setting]bool{"extra": true}
	return d
}

func TestTheFullDataAreValid(t *testing.T) {
	_, err := mandat.NewOrg(mustPolicy(t, orgPolicy()), fullData())
	wantEqual(t, problemsOf(t, err, "organisation"), nil)
}

func TestThereMustBeAPolicy(t *testing.T) {
	for _, p := range []*mandat.Policy{nil, {}} {
		_, err := mandat.NewOrg(p, fullData())
		wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{{Message: "there is no policy to decide by"}})
	}
}

// wrongData is one change of valid data, and the one problem that it makes.
type wrongData struct {
	change        func(*mandat.OrgData)
	path, message string
}

func TestEveryProblemOfAnOrganisationIsReported(t *testing.T) {
	p := mustPolicy(t, orgPolicy())
	for _, w := range wrongOrgs() {
		d := fullData()
		w.change(&d)
		_, err := mandat.NewOrg(p, d)
		wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{{Path: w.path, Message: w.message}})
	}
}

func wrongOrgs() []wrongData {
	type D = *mandat.OrgData
	grant := func(f func(*mandat.Grant)) func(D) { return func(d D) { f(&d.Grants[0]) } }
	own := func(f func(*mandat.Role)) func(D) { return func(d D) { f(&d.Roles[0]) } }
	const builtinOnly = `custom role "own" has contact details, numbers of holders, no account, a deprecation or a setting: only built-in roles have`
	const unasked = `custom role "own" asks for a fact that no rule of the policy on contract.delete names, so that services need not state it`
	return []wrongData{
		{func(d D) { d.ID = "" }, "ID", "the organisation has no id"},
		{func(d D) { d.Settings["moon"] = true }, "Settings[moon]", `unknown setting "moon"`},

		// Units.
		{func(d D) { d.Units = append(d.Units, mandat.Unit{Structure: "rooms"}) }, "Units[10].ID", "a unit has no id"},
		{func(d D) { d.Units = append(d.Units, mandat.Unit{ID: "sales", Structure: "rooms"}) }, "Units[10].ID", `unit "sales" stands here twice; ids are unique across structures`},
		{func(d D) { d.Units = append(d.Units, mandat.Unit{ID: "sky", Structure: "heaven"}) }, "Units[10].Structure", `unknown structure "heaven"`},
		{func(d D) { d.Units[9].Parent = "hall" }, "Units[9].Parent", `unknown unit "hall"`},
		{func(d D) { d.Units[9].Parent = "sales" }, "Units[9].Parent", `unit "sales" is of structure "organisation", not "rooms"`},
		{func(d D) { d.Units[9].Parent = "desk" }, "Units[9].Parent", `unit "desk" lies below itself`},

		// Members.
		{func(d D) { d.Members = append(d.Members, mandat.Member{Status: mandat.MemberActive}) }, "Members[7].Person", "a member has no person id"},
		{func(d D) {
			d.Members = append(d.Members, mandat.Member{Person: "kalle", Status: mandat.MemberRemoved})
		}, "Members[7].Person", `person "kalle" is a member twice`},
		{func(d D) { d.Members[2].Status = "" }, "Members[2].Status", `member "nils" has no status`},
		{func(d D) { d.Members[2].Status = "Active" }, "Members[2].Status", `unknown status "Active": expected invited, accepted, active, inactive or removed`},
		{func(d D) { d.Members[2].Status = "absent" }, "Members[2].Status", `unknown status "absent": expected invited, accepted, active, inactive or removed`},
		{func(d D) { d.Members[2].Home = "moon" }, "Members[2].Home", `unknown unit "moon"`},
		{func(d D) { d.Members[2].Home = "house" }, "Members[2].Home", `unit "house" is of structure "rooms"; home units are of "organisation"`},

		// Groups.
		{func(d D) { d.Groups = append(d.Groups, mandat.Group{}) }, "Groups[3].ID", "a group has no id"},
		{func(d D) { d.Groups = append(d.Groups, mandat.Group{ID: "team"}) }, "Groups[3].ID", `group "team" stands here twice`},
		{func(d D) { d.Groups[0].Unit = "moon"; d.Groups[2].Groups = nil }, "Groups[0].Unit", `unknown unit "moon"`},
		{func(d D) { d.Groups[0].Members[1] = "nobody" }, "Groups[0].Members[1]", `"nobody" is no member of the organisation`},
		{func(d D) { d.Groups[0].Members[1] = "rune" }, "Groups[0].Members[1]", `"rune" was removed from the organisation`},
		{func(d D) { d.Groups[0].Members[1] = "kalle" }, "Groups[0].Members[1]", `member "kalle" stands here twice`},
		{func(d D) { d.Groups[2].Groups[0] = "gang" }, "Groups[2].Groups[0]", `unknown group "gang"`},
		{func(d D) { d.Groups[2].Groups[1] = "team" }, "Groups[2].Groups[1]", `group "team" stands here twice`},
		{func(d D) { d.Groups[2].Groups[0] = "teams" }, "Groups[2].Groups[0]", `group "teams" holds groups itself: a dynamic group holds static ones only`},
		{func(d D) { d.Groups[2].Unit = "" }, "Groups[2].Groups[1]", `group "crew" belongs to unit "sales": only a group of that unit can hold it`},
		{func(d D) { d.Groups[2].Unit = "domestic" }, "Groups[2].Groups[1]", `group "crew" belongs to unit "sales": only a group of that unit can hold it`},

		// Custom roles.
		{func(d D) { d.Roles = append(d.Roles, mandat.Role{Includes: []mandat.RoleID{"boss"}}) }, "Roles[1].ID", "a custom role has no id"},
		{func(d D) {
			d.Roles = append(d.Roles, mandat.Role{ID: "reader", Includes: []mandat.RoleID{"boss"}})
		}, "Roles[1].ID", `role "reader" is built in`},
		{func(d D) {
			d.Roles = append(d.Roles, mandat.Role{ID: "own", Includes: []mandat.RoleID{"boss"}})
		}, "Roles[1].ID", `custom role "own" stands here twice`},
		{func(d D) { d.Roles = append(d.Roles, mandat.Role{ID: "two", Includes: []mandat.RoleID{"own"}}) }, "Roles[1].Includes[0]", `unknown role "own"`},
		{func(d D) {
			d.Roles = append(d.Roles, mandat.Role{ID: "two", Includes: []mandat.RoleID{"boss", "boss"}})
		}, "Roles[1].Includes[1]", `role "boss" stands here twice`},
		{func(d D) { d.Roles = append(d.Roles, mandat.Role{ID: "two"}) }, "Roles[1]", `custom role "two" can do nothing: it needs at least one permission`},
		{func(d D) { d.Roles = append(d.Roles, mandat.Role{ID: "two", Includes: []mandat.RoleID{"signer"}}) }, "Roles[1]", `custom role "two" can do nothing: it needs at least one permission`},
		{own(func(r *mandat.Role) { r.Title = mandat.Title{"en": "Own\n  Right: all"} }), "Roles[0].Title", `title "Own\n  Right: all" in language "en": expected one line of visible characters`},
		{own(func(r *mandat.Role) { r.Contact = []string{"name"} }), "Roles[0]", builtinOnly},
		{own(func(r *mandat.Role) { r.Least = 1 }), "Roles[0]", builtinOnly},
		{own(func(r *mandat.Role) { r.Most = 1 }), "Roles[0]", builtinOnly},
		{own(func(r *mandat.Role) { r.NoAccount = true }), "Roles[0]", builtinOnly},
		{own(func(r *mandat.Role) { r.Deprecated = true }), "Roles[0]", builtinOnly},
		{own(func(r *mandat.Role) { r.Setting = "extra" }), "Roles[0]", builtinOnly},
		{own(func(r *mandat.Role) { r.Can[0].Past = mandat.PastSeals }), "Roles[0].Can[0].Past", `custom role "own" passes lists or seals: only built-in roles do`},
		{own(func(r *mandat.Role) { r.At = []mandat.Where{{"organisation": {mandat.Exact, mandat.Exact}}} }), "Roles[0].At[0][organisation][1]", "reach exact stands here twice"},
		{own(func(r *mandat.Role) { r.Opens = []mandat.Channel{"fax"} }), "Roles[0].Opens[0]", `unknown channel "fax"`},
		{own(func(r *mandat.Role) { r.Can[0].Do[0].Action = "fly" }), "Roles[0].Can[0].Do[0]", `unknown action "fly" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{own(func(r *mandat.Role) { r.Can[0].When = &mandat.Condition{} }), "Roles[0].Can[0].When", "the condition says nothing: name at least one test"},
		{own(func(r *mandat.Role) { r.Can[0].When = &mandat.Condition{Label: []mandat.Label{"secret"}} }), "Roles[0].Can[0].When", unasked},
		{own(func(r *mandat.Role) { r.Can[0].When = &mandat.Condition{Relation: []mandat.Relation{"deputy"}} }), "Roles[0].Can[0].When", unasked},
		{own(func(r *mandat.Role) {
			r.Can[0].When = &mandat.Condition{Not: &mandat.Condition{LoggedOut: true}}
		}), "Roles[0].Can[0].When", unasked},

		{func(d D) {
			both := mandat.Below("sales").And(mandat.Exactly("room"))
			d.Grants = append(d.Grants, mandat.Grant{Role: "keeper", Member: "kalle", Scope: both}, mandat.Grant{Role: "keeper", Member: "kalle", Scope: mandat.Exactly("room").And(mandat.Below("sales"))})
		}, "Grants[5]", "the grant stands here twice"},

		// What could not be stored.
		{func(d D) { d.ID = "a\xff" }, "ID", `"a\xff" is not UTF-8`},
		{func(d D) { d.Units = append(d.Units, mandat.Unit{ID: "\xff", Structure: "rooms"}) }, "Units[10].ID", `"\xff" is not UTF-8`},
		{func(d D) { d.Members = append(d.Members, mandat.Member{Person: "\xff", Status: mandat.MemberActive}) }, "Members[7].Person", `"\xff" is not UTF-8`},
		{func(d D) { d.Groups = append(d.Groups, mandat.Group{ID: "\xff"}) }, "Groups[3].ID", `"\xff" is not UTF-8`},
		{own(func(r *mandat.Role) { r.Aliases = []string{"a", "\xff"} }), "Roles[0].Aliases[1]", `"\xff" is not UTF-8`},
		{func(d D) { d.Retired.Units = []mandat.UnitID{"\xff"} }, "Retired.Units[0]", `unit "\xff" is not UTF-8`},
		{grant(func(g *mandat.Grant) { g.Until = time.Date(9999, 12, 31, 23, 30, 0, 0, time.FixedZone("x", -3600)) }), "Grants[0].Until", "the time is not in the years 0 to 9999"},
		{grant(func(g *mandat.Grant) { g.From = time.Date(0, 1, 1, 0, 30, 0, 0, time.FixedZone("x", 3600)) }), "Grants[0].From", "the time is not in the years 0 to 9999"},

		// Retired ids.
		{func(d D) { d.Retired.Units = []mandat.UnitID{"old", "sales"} }, "Retired.Units[1]", `unit "sales" is retired, and stands among the others too`},
		{func(d D) { d.Retired.Units = []mandat.UnitID{"old", "old"} }, "Retired.Units[1]", `unit "old" stands here twice`},
		{func(d D) { d.Retired.Groups = []mandat.GroupID{"team"} }, "Retired.Groups[0]", `group "team" is retired, and stands among the others too`},
		{func(d D) { d.Retired.Groups = []mandat.GroupID{""} }, "Retired.Groups[0]", "a group that is retired has no id"},
		{func(d D) { d.Retired.Roles = []mandat.RoleID{"own"} }, "Retired.Roles[0]", `custom role "own" is retired, and stands among the others too`},

		// Grants.
		{grant(func(g *mandat.Grant) { g.Role = "king" }), "Grants[0].Role", `unknown role "king"`},
		{grant(func(g *mandat.Grant) { g.Member = "" }), "Grants[0]", "a grant is to a member or to a group, one of them"},
		{grant(func(g *mandat.Grant) { g.Group = "team" }), "Grants[0]", "a grant is to a member or to a group, one of them"},
		{grant(func(g *mandat.Grant) { g.Member = "rune" }), "Grants[0].Member", `"rune" was removed from the organisation`},
		{grant(func(g *mandat.Grant) { g.Member = "nobody" }), "Grants[0].Member", `"nobody" is no member of the organisation`},
		{grant(func(g *mandat.Grant) { g.Member, g.Group = "", "gang" }), "Grants[0].Group", `unknown group "gang"`},
		{grant(func(g *mandat.Grant) { g.From, g.Until = now, now }), "Grants[0].Until", "the grant ends before it begins"},
		{grant(func(g *mandat.Grant) { g.From, g.Until = now, now.Add(-time.Hour) }), "Grants[0].Until", "the grant ends before it begins"},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.Scope{} }), "Grants[0].Scope", "no valid scope: expected WholeOrg, Exactly, Below, AtHome or BelowHome, of at most 3 units"},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.Below("") }), "Grants[0].Scope", "no valid scope: expected WholeOrg, Exactly, Below, AtHome or BelowHome, of at most 3 units"},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.Below("moon") }), "Grants[0].Scope", `unknown unit "moon"`},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.Below("sales").And(mandat.Exactly("acme")) }), "Grants[0].Scope", `the scope names two units of structure "organisation"`},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.Below("sales").And(mandat.AtHome()) }), "Grants[0].Scope", `the scope names two units of structure "organisation"`},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.WholeOrg() }), "Grants[0].Scope", `role "reader" is not given there: expected exact or subtree in organisation`},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.BelowHome() }), "Grants[0].Scope", `role "reader" is not given there: expected exact or subtree in organisation`},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.Exactly("room") }), "Grants[0].Scope", `role "reader" is not given there: expected exact or subtree in organisation`},
		{grant(func(g *mandat.Grant) { g.Scope = mandat.Below("sales").And(mandat.Exactly("room")) }), "Grants[0].Scope", `role "reader" is not given there: expected exact or subtree in organisation`},
		{grant(func(g *mandat.Grant) { g.Role, g.Scope = "boss", mandat.Below("sales") }), "Grants[0].Scope", `role "boss" is not given there: expected org`},
		{grant(func(g *mandat.Grant) { g.Role, g.Scope = "own", mandat.WholeOrg() }), "Grants[0].Scope", `role "own" is not given there: expected exact or subtree in organisation`},
		{grant(func(g *mandat.Grant) { g.Role, g.Scope = "keeper", mandat.Below("sales") }), "Grants[0].Scope", `role "keeper" is not given there: expected home in organisation or subtree in organisation and exact in rooms`},
	}
}

func TestARoleIsGivenByAnyOfItsAlternatives(t *testing.T) {
	p := mustPolicy(t, orgPolicy())
	for _, at := range []mandat.Scope{mandat.AtHome(), mandat.Below("sales").And(mandat.Exactly("room")), mandat.Exactly("room").And(mandat.Below("sales"))} {
		d := fullData()
		d.Grants = []mandat.Grant{{Role: "keeper", Member: "kalle", Scope: at}}
		_, err := mandat.NewOrg(p, d)
		wantEqual(t, problemsOf(t, err, "organisation"), nil)
	}
}

func TestEveryMistakeInAnOrganisationIsReportedInTheOrderOfTheData(t *testing.T) {
	d := fullData()
	d.ID = ""
	d.Settings = map[mandat.Setting]bool{"b": true, "a": true}
	d.Units[9].Structure = "heaven"
	d.Members[0].Status = ""
	d.Groups[0].Members[1] = "nobody"
	d.Roles[0].Can[0].Past = mandat.PastLists
	d.Roles[0].Can[0].Do[0].Action = "fly"
	d.Grants[0] = mandat.Grant{Role: "king", From: now, Until: now}
	_, err := mandat.NewOrg(mustPolicy(t, orgPolicy()), d)
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{
		{Path: "ID", Message: "the organisation has no id"},
		{Path: "Settings[a]", Message: `unknown setting "a"`},
		{Path: "Settings[b]", Message: `unknown setting "b"`},
		{Path: "Units[9].Structure", Message: `unknown structure "heaven"`},
		{Path: "Units[9].Parent", Message: `unit "room" is of structure "rooms", not "heaven"`},
		{Path: "Members[0].Status", Message: `member "kalle" has no status`},
		{Path: "Groups[0].Members[1]", Message: `"nobody" is no member of the organisation`},
		{Path: "Roles[0].Can[0].Past", Message: `custom role "own" passes lists or seals: only built-in roles do`},
		{Path: "Roles[0].Can[0].Do[0]", Message: `unknown action "fly" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{Path: "Grants[0].Role", Message: `unknown role "king"`},
		{Path: "Grants[0]", Message: "a grant is to a member or to a group, one of them"},
		{Path: "Grants[0].Until", Message: "the grant ends before it begins"},
		{Path: "Grants[0].Scope", Message: "no valid scope: expected WholeOrg, Exactly, Below, AtHome or BelowHome, of at most 3 units"},
	})
}

func TestWhatAPolicyWithoutHomesOrWithoutRolesOfGroupsRefuses(t *testing.T) {
	none := orgPolicy(func(r *mandat.Rules) {
		r.Structures[0].Home, r.GroupsHoldRoles = mandat.NoHome, false
		r.Roles[5].At[0] = mandat.Where{"organisation": {mandat.Exact}}
	})
	d := fullData()
	d.Members = d.Members[:3]
	_, err := mandat.NewOrg(mustPolicy(t, none), d)
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{
		{Path: "Members[0].Home", Message: `member "kalle" has a home unit, and the policy has none`},
		{Path: "Members[1].Home", Message: `member "anna" has a home unit, and the policy has none`},
		{Path: "Grants[1].Group", Message: "groups hold no roles by this policy"},
		{Path: "Grants[3].Scope", Message: "reach home: the policy has no home units"},
	})
}

func TestARequiredHomeIsAskedOfEveryoneButTheRemoved(t *testing.T) {
	d := fullData()
	d.Members[6].Home = "" // rune, removed
	_, err := mandat.NewOrg(mustPolicy(t, orgPolicy(func(r *mandat.Rules) { r.Structures[0].Home = mandat.HomeRequired })), d)
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{{Path: "Members[2].Home", Message: `member "nils" has no home unit`}})
}

func TestAGrantOfACustomRoleThatIncludesWhatThereIsNot(t *testing.T) {
	d := fullData()
	d.Roles = append(d.Roles, mandat.Role{ID: "two", Includes: []mandat.RoleID{"king"}})
	d.Grants = append(d.Grants, mandat.Grant{Role: "two", Member: "kalle", Scope: mandat.WholeOrg()})
	_, err := mandat.NewOrg(mustPolicy(t, orgPolicy()), d)
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{{Path: "Roles[1].Includes[0]", Message: `unknown role "king"`}})
}

// deep is a chain of units, the first one the root.
func deep(n int) mandat.OrgData {
	d := mandat.OrgData{ID: "deep"}
	for i := range n {
		u := mandat.Unit{ID: mandat.UnitID(fmt.Sprint("u-", i)), Structure: "rooms"}
		if i > 0 {
			u.Parent = d.Units[i-1].ID
		}
		d.Units = append(d.Units, u)
	}
	return d
}

func TestUnitsLieAtMostMaxUnitDepthDeep(t *testing.T) {
	p := mustPolicy(t, orgPolicy())
	_, err := mandat.NewOrg(p, deep(mandat.MaxUnitDepth))
	wantEqual(t, problemsOf(t, err, "organisation"), nil)
	_, err = mandat.NewOrg(p, deep(mandat.MaxUnitDepth+1))
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{
		{Path: "Units[128].Parent", Message: `unit "u-128" lies more than 128 units deep, or below units that lie below themselves`}})
}

func TestUnitsBelowALoopAreRefused(t *testing.T) {
	d := deep(3)
	d.Units[0].Parent = "u-1"
	_, err := mandat.NewOrg(mustPolicy(t, orgPolicy()), d)
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{
		{Path: "Units[0].Parent", Message: `unit "u-0" lies below itself`},
		{Path: "Units[1].Parent", Message: `unit "u-1" lies below itself`},
		{Path: "Units[2].Parent", Message: `unit "u-2" lies more than 128 units deep, or below units that lie below themselves`}})
}

// Two roles in each of twelve layers, each with a setting of its own and both
// of the next layer in it: the lowest hang on thousands of combinations.
func TestACustomRoleThatIncludesTooMuchIsRefused(t *testing.T) {
	r, d := standardRules(), standardData()
	const layers = 12
	name := func(side string, layer int) string { return fmt.Sprintf("%s-%d", side, layer) }
	for i := range layers {
		for _, side := range []string{"a", "b"} {
			n := name(side, i)
			r.Settings = append(r.Settings, mandat.SettingRule{Name: mandat.Setting(n)})
			one := mandat.Role{ID: mandat.RoleID(n), Setting: mandat.Setting(n), Can: []mandat.Permission{{Do: refs([]string{"read"})}}}
			if i < layers-1 {
				one.Includes = []mandat.RoleID{mandat.RoleID(name("a", i+1)), mandat.RoleID(name("b", i+1))}
			}
			r.Roles = append(r.Roles, one)
		}
	}
	d.Roles = []mandat.Role{{ID: "own", Includes: []mandat.RoleID{"a-0", "b-0"}}}
	_, err := mandat.NewOrg(mustPolicy(t, r), d)
	wantEqual(t, problemsOf(t, err, "organisation"), []mandat.Problem{{Path: "Roles[0].Includes", Message: `role "own" includes too many roles, or by too many combinations of settings`}})
}

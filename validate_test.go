package mandat_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/mandat-go/mandat"
)

// fullRules are the standard rules with something of everything, all valid.
func fullRules() mandat.Rules {
	r := standardRules()
	r.Roles = append(r.Roles,
		mandat.Role{ID: "reader", At: []mandat.Where{{"organisation": {mandat.Exact, mandat.Subtree}}},
			Can: []mandat.Permission{{Do: refs([]string{"read", "folder.read"})}}},
		mandat.Role{ID: "admin", Includes: []mandat.RoleID{"reader"}, Opens: []mandat.Channel{"web"},
			Can: []mandat.Permission{{Do: refs([]string{"delete"}), When: &mandat.Condition{Status: []mandat.Status{"draft"}}}}},
		mandat.Role{ID: "signer", Contact: []string{"name"}},
		mandat.Role{ID: "voter", Can: []mandat.Permission{{Do: refs([]string{"vote", "org.approve", "grant.approve"})}}})
	r.Gates = []mandat.Gate{{Close: refs([]string{"delete"}), Unless: hasStatus("draft")}}
	r.Guards = []mandat.Guard{{Before: refs([]string{"member.remove"}), Needs: mandat.Condition{Target: &mandat.Condition{Status: []mandat.Status{"inactive"}}}}}
	r.Approvals = []mandat.ApprovalRule{{Of: refs([]string{"sign"}), By: "vote", Votes: 1}}
	r.Administer = []mandat.AdminRule{{Who: []mandat.RoleID{"admin"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"reader"},
		In: []mandat.Structure{"organisation"}, Through: []mandat.Channel{"web"}, When: &mandat.Condition{Vacant: []mandat.RoleID{"signer"}}}}
	r.Notices = []mandat.NoticeRule{{Of: mandat.ActionRef{Type: "contract", Action: "sign"}, Tell: []mandat.RoleID{"signer"}}}
	return r
}

// Where things stand in fullRules.
const (
	contractType = 1
	readerRole   = 1
	adminRole    = 2
)

func problemsOf(t *testing.T, err error, what string) []mandat.Problem {
	t.Helper()
	if err == nil {
		return nil
	}
	var invalid *mandat.InvalidError
	if !errors.As(err, &invalid) {
		t.Fatalf("%v is no *InvalidError", err)
	}
	wantEqual(t, invalid.What, what)
	return invalid.Problems
}

func TestTheFullRulesAreValid(t *testing.T) {
	_, err := mandat.NewPolicy(fullRules())
	wantEqual(t, problemsOf(t, err, "policy"), nil)
}

// wrong is one change of valid rules, and the one problem that it makes.
type wrong struct {
	change        func(*mandat.Rules)
	path, message string
}

func TestEveryProblemOfRulesIsReported(t *testing.T) {
	for _, w := range wrongRules() {
		r := fullRules()
		w.change(&r)
		_, err := mandat.NewPolicy(r)
		wantEqual(t, problemsOf(t, err, "policy"), []mandat.Problem{{Path: w.path, Message: w.message}})
	}
}

func TestEveryMistakeIsReportedInTheOrderOfTheData(t *testing.T) {
	r := fullRules()
	r.System = ""
	r.Settings[1].Name = "archive"
	r.Types[contractType].Seen = "look"
	r.Roles[readerRole].Can[0].Do[0].Action = "reed"
	r.Gates[0].Unless = mandat.Condition{}
	r.Notices[0].Tell = nil
	_, err := mandat.NewPolicy(r)
	wantEqual(t, problemsOf(t, err, "policy"), []mandat.Problem{
		{Path: "System", Message: "the policy names no system"},
		{Path: "Settings[1]", Message: `setting "archive" is declared twice`},
		{Path: "Types[1].Seen", Message: `unknown action "look" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{Path: "Roles[1].Can[0].Do[0]", Message: `unknown action "reed" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{Path: "Gates[0].Unless", Message: "the condition says nothing: name at least one test"},
		{Path: "Notices[0].Tell", Message: "no role is told"},
	})
	const text = "mandat: invalid policy\n\tSystem: the policy names no system\n\tSettings[1]: setting \"archive\" is declared twice"
	wantEqual(t, err.Error()[:len(text)], text)
}

// many makes n declarations from their names.
func many[D any](n int, declare func(name string) D) []D {
	var list []D
	for i := range n {
		list = append(list, declare(fmt.Sprintf("n-%d", i)))
	}
	return list
}

func condition(c mandat.Condition) func(*mandat.Rules) {
	return func(r *mandat.Rules) { r.Roles[adminRole].Can[0].When = &c }
}

func wrongRules() []wrong {
	typ := func(f func(*mandat.TypeRule)) func(*mandat.Rules) {
		return func(r *mandat.Rules) { f(&r.Types[contractType]) }
	}
	folder := func(f func(*mandat.TypeRule)) func(*mandat.Rules) { return func(r *mandat.Rules) { f(&r.Types[0]) } }
	reader := func(f func(*mandat.Role)) func(*mandat.Rules) {
		return func(r *mandat.Rules) { f(&r.Roles[readerRole]) }
	}
	everyone := func(f func(*mandat.Role)) func(*mandat.Rules) { return func(r *mandat.Rules) { f(&r.Roles[0]) } }
	gate := func(c mandat.Condition) func(*mandat.Rules) {
		return func(r *mandat.Rules) { r.Gates[0].Unless = c }
	}
	admin := func(f func(*mandat.AdminRule)) func(*mandat.Rules) {
		return func(r *mandat.Rules) { f(&r.Administer[0]) }
	}
	approval := func(f func(*mandat.ApprovalRule)) func(*mandat.Rules) {
		return func(r *mandat.Rules) { f(&r.Approvals[0]) }
	}
	noticeOf := func(action string, roles ...mandat.RoleID) func(*mandat.Rules) {
		return func(r *mandat.Rules) {
			r.Notices[0].Of, r.Notices[0].Roles = actionsOf(action)[0], append([]mandat.RoleID{}, roles...)
		}
	}
	guardOn := func(action string, c mandat.Condition) func(*mandat.Rules) {
		return func(r *mandat.Rules) { r.Guards[0] = mandat.Guard{Before: actionsOf(action), Needs: c} }
	}
	target := func(c mandat.Condition) func(*mandat.Rules) {
		return func(r *mandat.Rules) { r.Guards[0].Needs.Target = &c }
	}
	const when = "Roles[2].Can[0].When"
	const tooFewTests = "the condition says nothing: name at least one test"
	const badTitle = "expected one line of visible characters"
	const badName = "expected lower-case letters, digits and hyphens, beginning with a letter"
	return []wrong{
		// Header, structures, channels, settings.
		{func(r *mandat.Rules) { r.System = "" }, "System", "the policy names no system"},
		{func(r *mandat.Rules) { r.Version = "" }, "Version", "the policy has no version"},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: "Rooms"}) }, "Structures[2]", `structure name "Rooms": ` + badName},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: ""}) }, "Structures[2]", `structure name "": ` + badName},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: "rum-å"}) }, "Structures[2]", `structure name "rum-å": ` + badName},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: "-rooms"}) }, "Structures[2]", `structure name "-rooms": ` + badName},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: "2nd"}) }, "Structures[2]", `structure name "2nd": ` + badName},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: "none"}) }, "Structures[2]", `structure name "none" is reserved`},
		{func(r *mandat.Rules) { r.Roles = append(r.Roles, mandat.Role{ID: "target", Contact: []string{"name"}}) }, "Roles[5]", `role name "target" is reserved: among those who are told it is the member concerned`},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: "org"}) }, "Structures[2]", `structure name "org" is reserved`},
		{func(r *mandat.Rules) { r.Structures = append(r.Structures, mandat.StructureRule{Name: "rooms"}) }, "Structures[2]", `structure "rooms" is declared twice`},
		{func(r *mandat.Rules) {
			r.Structures = append(r.Structures, many(63, func(n string) mandat.StructureRule { return mandat.StructureRule{Name: mandat.Structure(n)} })...)
		}, "Structures", "65 structures are declared, at most 64 are possible"},
		{func(r *mandat.Rules) { r.Structures[0].Home = 9 }, "Structures[0]", `structure "organisation" has an unknown rule for home units`},
		{func(r *mandat.Rules) { r.Structures[1].Home = mandat.HomeRequired }, "Structures[1]", `structure "rooms" has home units, and "organisation" has them already: only one structure can`},
		{func(r *mandat.Rules) { r.Channels[0].Login, r.Channels[0].Bearer = true, true }, "Channels[0]", `channel "web" is for logged-in sessions and for bearers of a link: it can be one of them`},
		{func(r *mandat.Rules) { r.Channels = append(r.Channels, mandat.ChannelRule{Name: "web"}) }, "Channels[3]", `channel "web" is declared twice`},
		{func(r *mandat.Rules) {
			r.Channels = append(r.Channels, many(62, func(n string) mandat.ChannelRule { return mandat.ChannelRule{Name: mandat.Channel(n)} })...)
		}, "Channels", "65 channels are declared, at most 64 are possible"},
		{func(r *mandat.Rules) {
			r.Settings = append(r.Settings, many(63, func(n string) mandat.SettingRule { return mandat.SettingRule{Name: mandat.Setting(n)} })...)
		}, "Settings", "65 settings are declared, at most 64 are possible"},

		{func(r *mandat.Rules) { r.Settings[1].Title = mandat.Title{"en": "Extra\nSetting: all"} }, "Settings[1].Title", `title "Extra\nSetting: all" in language "en": ` + badTitle},

		// Types.
		{typ(func(t *mandat.TypeRule) { t.Title = mandat.Title{"en": "Contract", "sv": ""} }), "Types[1].Title", `title "" in language "sv": ` + badTitle},
		{typ(func(t *mandat.TypeRule) { t.Statuses[0].Title = mandat.Title{"en": "a\u202eb"} }), "Types[1].Statuses[0].Title", `title "a\u202eb" in language "en": ` + badTitle},
		{typ(func(t *mandat.TypeRule) { t.Actions[0].Title = mandat.Title{"en": "\xff"} }), "Types[1].Actions[0].Title", `title "\xff" in language "en": ` + badTitle},
		{reader(func(r *mandat.Role) { r.Title = mandat.Title{"e\n": "Reader"} }), "Roles[1].Title", `title "Reader" in language "e\n": ` + badTitle},
		{func(r *mandat.Rules) { r.Types[2].Name = "Booking" }, "Types[2]", `type name "Booking": ` + badName},
		{func(r *mandat.Rules) { r.Types[2].Name = "grant" }, "Types[2]", `type "grant" is built in`},
		{func(r *mandat.Rules) { r.Types[2].Name = "folder" }, "Types[2]", `type "folder" is declared twice`},
		{typ(func(t *mandat.TypeRule) { t.Structures[0] = "cellar" }), "Types[1].Structures[0]", `unknown structure "cellar"`},
		{typ(func(t *mandat.TypeRule) { t.Structures = []mandat.Structure{"rooms", "rooms"} }), "Types[1].Structures[1]", `structure "rooms" stands here twice`},
		{func(r *mandat.Rules) {
			r.Structures = append(r.Structures, mandat.StructureRule{Name: "a"}, mandat.StructureRule{Name: "b"})
			r.Types[1].Structures = []mandat.Structure{"organisation", "rooms", "a", "b"}
		}, "Types[1].Structures", `type "contract" has 4 structures, at most 3 are possible`},
		{typ(func(t *mandat.TypeRule) { t.PartOf = "binder" }), "Types[1].PartOf", `unknown type "binder"`},
		{typ(func(t *mandat.TypeRule) { t.PartOf = "unit" }), "Types[1].PartOf", `unknown type "unit"`},
		{typ(func(t *mandat.TypeRule) { t.Statuses[2].Name = "draft" }), "Types[1].Statuses[2]", `status "draft" is declared twice`},
		{typ(func(t *mandat.TypeRule) {
			t.Statuses = append(t.Statuses, many(62, func(n string) mandat.StatusRule { return mandat.StatusRule{Name: mandat.Status(n)} })...)
		}), "Types[1].Statuses", "65 statuses are declared, at most 64 are possible"},
		{typ(func(t *mandat.TypeRule) {
			t.Statuses = append(t.Statuses, many(62, func(n string) mandat.StatusRule { return mandat.StatusRule{Name: mandat.Status(n)} })...)
		}), "Types[1].Statuses", "65 statuses are declared, at most 64 are possible"},
		{typ(func(t *mandat.TypeRule) {
			t.Labels = append(t.Labels, many(3, func(n string) mandat.LabelRule { return mandat.LabelRule{Name: mandat.Label(n)} })...)
		}), "Types[1].Labels", "5 labels are declared, at most 4 are possible"},
		{typ(func(t *mandat.TypeRule) {
			t.Relations = append(t.Relations, many(3, func(n string) mandat.RelationRule { return mandat.RelationRule{Name: mandat.Relation(n)} })...)
		}), "Types[1].Relations", "5 relations are declared, at most 4 are possible"},
		{typ(func(t *mandat.TypeRule) { t.Lists[0] = "fly" }), "Types[1].Lists[0]", `unknown action "fly"`},
		{typ(func(t *mandat.TypeRule) { t.Lists = []mandat.Action{"read", "read"} }), "Types[1].Lists[1]", `action "read" stands here twice`},
		{typ(func(t *mandat.TypeRule) { t.Lists = []mandat.Action{"read", "edit", "delete", "sign", "edit-name"} }), "Types[1].Lists", `type "contract" has 5 lists, at most 4 are possible`},
		{typ(func(t *mandat.TypeRule) { t.Seen = "look" }), "Types[1].Seen", `unknown action "look" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},

		// Actions.
		{func(r *mandat.Rules) { r.Types[2].Actions = nil }, "Types[2].Actions", `type "booking" has no actions`},
		{func(r *mandat.Rules) { r.Types[2].Actions[1].Name = "read" }, "Types[2].Actions[1]", `action "read" is declared twice`},
		{typ(func(t *mandat.TypeRule) {
			t.Seen = "look"
			t.Actions = append(t.Actions, many(10, func(name string) mandat.ActionRule { return mandat.ActionRule{Name: mandat.Action(name)} })...)
		}), "Types[1].Seen", `unknown action "look" of type "contract": expected read, edit, edit-name, edit-period, delete, sign, vote, n-0, n-1, n-2, n-3, n-4 or one of 5 more`},
		{typ(func(t *mandat.TypeRule) { t.Actions[1].Of[0] = "edit-all" }), "Types[1].Actions[1].Of[0]", `unknown action "edit-all"`},
		{typ(func(t *mandat.TypeRule) { t.Actions[1].Of[1] = "edit-name" }), "Types[1].Actions[1].Of[1]", `action "edit-name" stands here twice`},
		{typ(func(t *mandat.TypeRule) { t.Actions[1].Needs[0] = "see" }), "Types[1].Actions[1].Needs[0]", `unknown action "see"`},
		{folder(func(t *mandat.TypeRule) { t.Actions[0].Needs = []mandat.Action{"read"} }), "Types[0].Actions[0].Needs", `action "read" needs itself`},
		{folder(func(t *mandat.TypeRule) { t.Actions[1].Of = []mandat.Action{"edit"} }), "Types[0].Actions[1].Of", `action "edit" is a group of itself: edit → edit`},

		// Roles.
		{func(r *mandat.Rules) { r.Roles = append(r.Roles, mandat.Role{ID: "signer", Contact: []string{"name"}}) }, "Roles[5]", `role "signer" is declared twice`},
		{func(r *mandat.Rules) {
			r.Roles = append(r.Roles, mandat.Role{ID: "the boss", Contact: []string{"name"}})
		}, "Roles[5]", `role name "the boss": ` + badName},
		{func(r *mandat.Rules) { r.Roles[adminRole].Includes = []mandat.RoleID{"reader", "boss"} }, "Roles[2].Includes[1]", `unknown role "boss"`},
		{func(r *mandat.Rules) { r.Roles[adminRole].Includes = []mandat.RoleID{"reader", "reader"} }, "Roles[2].Includes[1]", `role "reader" stands here twice`},
		{reader(func(r *mandat.Role) { r.Includes = []mandat.RoleID{"reader"} }), "Roles[1].Includes", `role "reader" includes itself: reader → reader`},
		{reader(func(r *mandat.Role) { r.At = []mandat.Where{{"cellar": {mandat.Exact}}} }), "Roles[1].At[0][cellar]", `unknown structure "cellar"`},
		{reader(func(r *mandat.Role) { r.At = []mandat.Where{{"rooms": nil}} }), "Roles[1].At[0][rooms]", `structure "rooms" has no reach: expected exact, subtree, home or home-subtree`},
		{reader(func(r *mandat.Role) { r.At = []mandat.Where{{"rooms": {0}}} }), "Roles[1].At[0][rooms][0]", "unknown reach: expected exact, subtree, home or home-subtree"},
		{reader(func(r *mandat.Role) { r.At = []mandat.Where{{"rooms": {9}}} }), "Roles[1].At[0][rooms][0]", "unknown reach: expected exact, subtree, home or home-subtree"},
		{reader(func(r *mandat.Role) { r.At = []mandat.Where{{"rooms": {mandat.Home}}} }), "Roles[1].At[0][rooms][0]", `reach home: structure "rooms" has no home units`},
		{reader(func(r *mandat.Role) { r.At = []mandat.Where{{"rooms": {mandat.Exact, mandat.Exact}}} }), "Roles[1].At[0][rooms][1]", "reach exact stands here twice"},
		{func(r *mandat.Rules) {
			r.Structures = append(r.Structures, mandat.StructureRule{Name: "a"}, mandat.StructureRule{Name: "b"})
			r.Roles[1].At = []mandat.Where{{"organisation": {mandat.Exact}, "rooms": {mandat.Exact}, "a": {mandat.Exact}, "b": {mandat.Exact}}}
		}, "Roles[1].At[0]", "a grant would name 4 units, at most 3 are possible"},
		{reader(func(r *mandat.Role) { r.Opens = []mandat.Channel{"fax"} }), "Roles[1].Opens[0]", `unknown channel "fax"`},
		{reader(func(r *mandat.Role) { r.Opens = []mandat.Channel{"web", "web"} }), "Roles[1].Opens[1]", `channel "web" stands here twice`},
		{reader(func(r *mandat.Role) { r.Least = -1 }), "Roles[1].Least", `role "reader" asks for at least -1 and at most 0 holders`},
		{reader(func(r *mandat.Role) { r.Most = -1 }), "Roles[1].Least", `role "reader" asks for at least 0 and at most -1 holders`},
		{reader(func(r *mandat.Role) { r.Least, r.Most = 3, 2 }), "Roles[1].Least", `role "reader" asks for at least 3 and at most 2 holders`},
		{reader(func(r *mandat.Role) { r.Setting = "moon" }), "Roles[1].Setting", `unknown setting "moon"`},
		{reader(func(r *mandat.Role) { r.Contact = []string{"name", ""} }), "Roles[1].Contact[1]", "a contact detail has no name"},
		{reader(func(r *mandat.Role) { r.Can = append(r.Can, mandat.Permission{}) }), "Roles[1].Can[1].Do", "no action is named"},
		{reader(func(r *mandat.Role) { r.Can[0].Do[0].Type = "binder" }), "Roles[1].Can[0].Do[0]", `unknown type "binder"`},
		{reader(func(r *mandat.Role) { r.Can[0].Do[0].Action = "reed" }), "Roles[1].Can[0].Do[0]", `unknown action "reed" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{reader(func(r *mandat.Role) { r.Can[0].Do[1] = r.Can[0].Do[0] }), "Roles[1].Can[0].Do[1]", "action contract.read stands here twice"},
		{reader(func(r *mandat.Role) { r.Can[0].Past = 4 }), "Roles[1].Can[0].Past", "unknown barrier: expected lists or seals"},
		{reader(func(r *mandat.Role) { r.Can[0].Setting = "moon" }), "Roles[1].Can[0].Setting", `unknown setting "moon"`},
		{func(r *mandat.Rules) { r.Roles = append(r.Roles, mandat.Role{ID: "idle"}) }, "Roles[5]",
			`role "idle" can never do anything: it has no permission that can hold, opens no channel, administers and approves nothing, is told of nothing, no condition asks for it, and it has no contact details`},
		{func(r *mandat.Rules) {
			never := everyOf(hasStatus("draft"), hasStatus("valid"))
			r.Roles = append(r.Roles, mandat.Role{ID: "idle", Can: []mandat.Permission{{Do: refs([]string{"read"}), When: &never}}})
		}, "Roles[5]", `role "idle" can never do anything: it has no permission that can hold, opens no channel, administers and approves nothing, is told of nothing, no condition asks for it, and it has no contact details`},

		// The base role.
		{func(r *mandat.Rules) { r.Base = "all" }, "Base", `unknown role "all"`},
		{everyone(func(r *mandat.Role) { r.At = []mandat.Where{{}, {}} }), "Base", `everybody holds role "everyone": it has one place, not 2`},
		{everyone(func(r *mandat.Role) { r.Includes = []mandat.RoleID{"reader"} }), "Base", `everybody holds role "everyone": say where, because what it includes says where it may be given`},
		{everyone(func(r *mandat.Role) { r.At = []mandat.Where{{"organisation": {mandat.Exact}}} }), "Base", `everybody holds role "everyone": in structure "organisation" its reach is home or home-subtree`},
		{everyone(func(r *mandat.Role) { r.At = []mandat.Where{{"organisation": {mandat.Home, mandat.HomeSubtree}}} }), "Base", `everybody holds role "everyone": in structure "organisation" its reach is home or home-subtree`},

		// Conditions.
		{condition(mandat.Condition{}), when, tooFewTests},
		{condition(mandat.Condition{All: []mandat.Condition{}}), when + ".All", "the list of conditions is empty"},
		{condition(mandat.Condition{Any: []mandat.Condition{}}), when + ".Any", "the list of conditions is empty"},
		{condition(negated(mandat.MaxConditionDepth)), when + strings.Repeat(".Not", mandat.MaxConditionDepth), "the conditions are nested more than 64 deep"},
		{condition(mandat.Condition{Any: []mandat.Condition{hasStatus("draft"), {}}}), when + ".Any[1]", tooFewTests},
		{condition(mandat.Condition{All: []mandat.Condition{hasStatus("draft"), {}}}), when + ".All[1]", tooFewTests},
		{condition(mandat.Condition{Not: &mandat.Condition{}}), when + ".Not", tooFewTests},
		{condition(hasRelation("owner")), when + ".Relation[0]", `unknown relation "owner" of type "contract"`},
		{condition(mandat.Condition{Relation: []mandat.Relation{}}), when + ".Relation", "the list is empty"},
		{condition(hasStatus("draft", "gone")), when + ".Status[1]", `unknown status "gone" of type "contract"`},
		{condition(mandat.Condition{Status: []mandat.Status{}}), when + ".Status", "the list is empty"},
		{condition(hasLabel("blue")), when + ".Label[0]", `unknown label "blue" of type "contract"`},
		{condition(mandat.Condition{Label: []mandat.Label{}}), when + ".Label", "the list is empty"},
		{condition(mandat.Condition{Channel: []mandat.Channel{"fax"}}), when + ".Channel[0]", `unknown channel "fax"`},
		{condition(mandat.Condition{Channel: []mandat.Channel{}}), when + ".Channel", "the list is empty"},
		{condition(mandat.Condition{Setting: []mandat.Setting{"moon"}}), when + ".Setting[0]", `unknown setting "moon"`},
		{condition(mandat.Condition{Setting: []mandat.Setting{""}}), when + ".Setting[0]", `unknown setting ""`},
		{condition(mandat.Condition{Setting: []mandat.Setting{}}), when + ".Setting", "the list is empty"},
		{condition(vacantRole("boss")), when + ".Vacant[0]", `unknown role "boss"`},
		{condition(vacantRole("everyone")), when + ".Vacant[0]", `role "everyone" is never vacant: everybody holds it`},
		{condition(mandat.Condition{Vacant: []mandat.RoleID{}}), when + ".Vacant", "the list is empty"},
		{condition(holdsRole("boss")), when + ".Holds[0]", `unknown role "boss"`},
		{condition(holdsRole("admin", "admin")), when + ".Holds[1]", `role "admin" stands here twice`},
		{condition(mandat.Condition{Holds: []mandat.RoleID{}}), when + ".Holds", "the list is empty"},
		{condition(mandat.Condition{Target: &mandat.Condition{Status: []mandat.Status{"active"}}}), when + ".Target", `type "contract" has no target: only actions on members, invitations and grants have`},
		{condition(ofRole("admin")), when + ".Role", `type "contract" has no role: only actions on grants have`},
		{guardOn("grant.give", ofRole("boss")), "Guards[0].Needs.Role[0]", `unknown role "boss"`},
		{guardOn("grant.give", ofRole("admin", "admin")), "Guards[0].Needs.Role[1]", `role "admin" stands here twice`},
		{guardOn("grant.give", mandat.Condition{Role: []mandat.RoleID{}}), "Guards[0].Needs.Role", "the list is empty"},
		{guardOn("grant.give", everyOf(ofRole("admin"), ofRole("reader"))), "Guards[0].Needs", `nothing opens the guard on type "grant": no combination of declared facts meets its condition`},
		{guardOn("member.remove", ofRole("admin")), "Guards[0].Needs.Role", `type "member" has no role: only actions on grants have`},
		{guardOn("invitation.send", ofRole("admin")), "Guards[0].Needs.Role", `type "invitation" has no role: only actions on grants have`},
		{target(ofRole("admin")), "Guards[0].Needs.Target", "a target has a status and holds roles: expected status, holds, all, any or not"},
		{target(mandat.Condition{}), "Guards[0].Needs.Target", tooFewTests},
		{target(mandat.Condition{LoggedOut: true}), "Guards[0].Needs.Target", "a target has a status and holds roles: expected status, holds, all, any or not"},
		{target(mandat.Condition{Any: []mandat.Condition{vacantRole("admin")}}), "Guards[0].Needs.Target.Any[0]", "a target has a status and holds roles: expected status, holds, all, any or not"},
		{target(hasStatus("dead")), "Guards[0].Needs.Target.Status[0]", `unknown status "dead" of type "member"`},
		{target(not(holdsRole("boss"))), "Guards[0].Needs.Target.Not.Holds[0]", `unknown role "boss"`},
		{target(mandat.Condition{Holds: []mandat.RoleID{}}), "Guards[0].Needs.Target.Holds", "the list is empty"},

		// Gates, guards, approvals, statements, notices.
		{func(r *mandat.Rules) { r.Gates[0].Close = nil }, "Gates[0].Close", "no action is named"},
		{gate(hasStatus("gone")), "Gates[0].Unless.Status[0]", `unknown status "gone" of type "contract"`},
		{gate(everyOf(hasStatus("draft"), hasStatus("valid"))), "Gates[0].Unless", `nothing opens the gate on type "contract": no combination of declared facts meets its condition`},
		{func(r *mandat.Rules) { r.Guards[0].Before[0].Action = "destroy" }, "Guards[0].Before[0]", `unknown action "destroy" of type "member": expected read, edit, create, activate, deactivate, remove, move or approve`},
		{target(everyOf(hasStatus("active"), hasStatus("inactive"))), "Guards[0].Needs", `nothing opens the guard on type "member": no combination of declared facts meets its condition`},
		{approval(func(a *mandat.ApprovalRule) { a.Of = nil }), "Approvals[0].Of", "no action is named"},
		{approval(func(a *mandat.ApprovalRule) { a.By = "" }), "Approvals[0].By", `no action of type "contract" is the vote`},
		{approval(func(a *mandat.ApprovalRule) { a.By = "boss" }), "Approvals[0].By", `unknown action "boss" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{approval(func(a *mandat.ApprovalRule) { a.By = "edit" }), "Approvals[0].By", "action contract.edit is a group of others: expected one that stands for itself"},
		{approval(func(a *mandat.ApprovalRule) { a.By = "edit-name" }), "Approvals[0].By", "no role has contract.edit-name: nobody could approve"},
		{approval(func(a *mandat.ApprovalRule) { a.By = "sign" }), "Approvals[0].By", "action contract.sign is under approval itself"},
		{approval(func(a *mandat.ApprovalRule) { a.Of, a.By = refs([]string{"grant.give"}), "revoke" }), "Approvals[0].By", "action grant.revoke does something of its own: expected grant.approve"},
		{approval(func(a *mandat.ApprovalRule) { a.Of = refs([]string{"edit"}) }), "Approvals[0].Of[0]", "action contract.edit is a group of others: expected each of them that is to be approved"},
		{approval(func(a *mandat.ApprovalRule) { a.Of, a.By = refs([]string{"approval.withdraw"}), "approve" }), "Approvals[0].Of[0]", "what is done by approval.withdraw is not part of the question: it cannot be put under approval"},
		{approval(func(a *mandat.ApprovalRule) { a.Of, a.By = refs([]string{"org.edit"}), "approve" }), "Approvals[0].Of[0]", "what is done by org.edit is not part of the question: it cannot be put under approval"},
		{func(r *mandat.Rules) {
			r.Roles[readerRole].Can = append(r.Roles[readerRole].Can, mandat.Permission{Do: refs([]string{"group.approve"})})
			r.Approvals = append(r.Approvals, mandat.ApprovalRule{Of: refs([]string{"group.edit"}), By: "approve", Votes: 1})
		}, "Approvals[1].Of[0]", "what is done by group.edit is not part of the question: it cannot be put under approval"},
		{approval(func(a *mandat.ApprovalRule) { a.Of, a.By = refs([]string{"grant.burn"}), "approve" }), "Approvals[0].Of[0]", `unknown action "burn" of type "grant": expected read, give, revoke, invite, hand-over or approve`},
		{approval(func(a *mandat.ApprovalRule) { a.Of, a.By = refs([]string{"grant.hand-over"}), "approve" }), "Approvals[0].Of[0]", "what is done by grant.hand-over is not part of the question: it cannot be put under approval"},
		{func(r *mandat.Rules) { r.Types[contractType].Actions[4].Needs = []mandat.Action{"sign"} }, "Types[1].Actions[4].Needs", `action "delete" needs "sign", which is under approval: it could never be done`},
		{func(r *mandat.Rules) { r.Types[contractType].Actions[6].Needs = []mandat.Action{"sign"} }, "Types[1].Actions[6].Needs", `action "vote" needs "sign", which is under approval: it could never be done`},
		{func(r *mandat.Rules) { r.Approvals = append(r.Approvals, r.Approvals[0]) }, "Approvals[1].Of[0]", "action contract.sign is under approval already"},
		{approval(func(a *mandat.ApprovalRule) { a.Lasts = -1 }), "Approvals[0].Lasts", "an approval lasts -1ns: expected no less than nothing"},
		{approval(func(a *mandat.ApprovalRule) { a.Votes = 0 }), "Approvals[0].Votes", "an approval needs at least one vote, not 0"},
		{approval(func(a *mandat.ApprovalRule) { a.Requester = 9 }), "Approvals[0].Requester", "unknown rule for the requester: expected never, logged-out or other-session"},
		{admin(func(a *mandat.AdminRule) { a.Who = nil }), "Administer[0].Who", "no role administers"},
		{admin(func(a *mandat.AdminRule) { a.Roles = nil }), "Administer[0].Roles", "no role is administered"},
		{admin(func(a *mandat.AdminRule) { a.Roles[0] = "boss" }), "Administer[0].Roles[0]", `unknown role "boss"`},
		{admin(func(a *mandat.AdminRule) { a.May = nil }), "Administer[0].May", "nothing is permitted: expected grant, revoke, invite or hand-over"},
		{admin(func(a *mandat.AdminRule) { a.May[0] = 0 }), "Administer[0].May[0]", "unknown act: expected grant, revoke, invite or hand-over"},
		{admin(func(a *mandat.AdminRule) { a.Past = mandat.PastLists }), "Administer[0].Past", "a statement passes seals or nothing: no access lists stand on grants"},
		{admin(func(a *mandat.AdminRule) { a.In[0] = "cellar" }), "Administer[0].In[0]", `unknown structure "cellar"`},
		{admin(func(a *mandat.AdminRule) { a.Through[0] = "fax" }), "Administer[0].Through[0]", `unknown channel "fax"`},
		{admin(func(a *mandat.AdminRule) { a.When = &mandat.Condition{Status: []mandat.Status{"draft"}} }), "Administer[0].When.Status[0]", `unknown status "draft" of type "grant"`},
		{func(r *mandat.Rules) { r.Notices[0].Of.Action = "fly" }, "Notices[0].Of", `unknown action "fly" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{func(r *mandat.Rules) { r.Notices[0].Of.Type = "plane" }, "Notices[0].Of", `unknown type "plane"`},
		{func(r *mandat.Rules) { r.Notices[0].Of.Action = "fly" }, "Notices[0].Of", `unknown action "fly" of type "contract": expected read, edit, edit-name, edit-period, delete, sign or vote`},
		{func(r *mandat.Rules) { r.Notices[0].Of.Type = "plane" }, "Notices[0].Of", `unknown type "plane"`},
		{func(r *mandat.Rules) { r.Notices[0].Roles = []mandat.RoleID{"admin"} }, "Notices[0].Roles", `type "contract" has no role: only actions on grants have`},
		{noticeOf("grant.give"), "Notices[0].Roles", "the list is empty"},
		{noticeOf("grant.give", "admin", "boss"), "Notices[0].Roles[1]", `unknown role "boss"`},
		{noticeOf("grant.give", "admin", "admin"), "Notices[0].Roles[1]", `role "admin" stands here twice`},
		{func(r *mandat.Rules) { r.Notices[0].Tell = nil }, "Notices[0].Tell", "no role is told"},
		{func(r *mandat.Rules) { r.Notices = append(r.Notices, r.Notices[0]) }, "Notices[1].Of", "who is told of contract.sign is said twice"},
	}
}

func TestAMistakeInALoopIsReportedForEachOfItsMembers(t *testing.T) {
	r := fullRules()
	r.Roles[readerRole].Includes = []mandat.RoleID{"admin"}
	r.Types[contractType].Actions[2].Of = []mandat.Action{"edit"}
	_, err := mandat.NewPolicy(r)
	wantEqual(t, problemsOf(t, err, "policy"), []mandat.Problem{
		{Path: "Types[1].Actions[1].Of", Message: `action "edit" is a group of itself: edit → edit-name → edit`},
		{Path: "Types[1].Actions[2].Of", Message: `action "edit-name" is a group of itself: edit-name → edit → edit-name`},
		{Path: "Roles[1].Includes", Message: `role "reader" includes itself: reader → admin → reader`},
		{Path: "Roles[2].Includes", Message: `role "admin" includes itself: admin → reader → admin`},
	})
}

func TestRolesThatIncludeTooMuchAreRefused(t *testing.T) {
	r := standardRules()
	for i := range 26 { // two roles at each level, each hanging on a setting, and including both below
		name := fmt.Sprintf("r-%d", i)
		one := mandat.Role{ID: mandat.RoleID(name), Setting: mandat.Setting(name), At: []mandat.Where{{}}, Can: []mandat.Permission{{Do: refs([]string{"read"})}}}
		if below := i - i%2; below > 0 {
			one.Includes = []mandat.RoleID{mandat.RoleID(fmt.Sprint("r-", below-2)), mandat.RoleID(fmt.Sprint("r-", below-1))}
		}
		r.Settings, r.Roles = append(r.Settings, mandat.SettingRule{Name: mandat.Setting(name)}), append(r.Roles, one)
	}
	_, err := mandat.NewPolicy(r)
	wantEqual(t, problemsOf(t, err, "policy"), []mandat.Problem{
		{Path: "Roles[25].Includes", Message: `role "r-24" includes too many roles, or by too many combinations of settings`},
		{Path: "Roles[26].Includes", Message: `role "r-25" includes too many roles, or by too many combinations of settings`},
	})
}

func TestADeclarationMayFillItsMask(t *testing.T) {
	r := fullRules()
	r.Channels = append(r.Channels, many(61, func(n string) mandat.ChannelRule { return mandat.ChannelRule{Name: mandat.Channel(n)} })...)
	r.Settings = append(r.Settings, many(62, func(n string) mandat.SettingRule { return mandat.SettingRule{Name: mandat.Setting(n)} })...)
	r.Types[contractType].Statuses = append(r.Types[contractType].Statuses, many(61, func(n string) mandat.StatusRule { return mandat.StatusRule{Name: mandat.Status(n)} })...)
	r.Gates[0].Unless = hasStatus("n-60") // the 64th
	r.Roles[0].Opens, r.Roles[0].Can = []mandat.Channel{"n-60"}, []mandat.Permission{{Do: refs([]string{"delete"}), Setting: "n-61"}}
	d := standardData()
	d.Settings = map[mandat.Setting]bool{"n-61": true}
	o := testOrg{mustOrg(t, mustPolicy(t, r), d), t}
	o.allow(as("kalle", via("n-60")), "delete", contract("c-9", "sales", status("n-60")))
	o.want("deny: gate-closed", as("kalle", via("n-60")), "delete", contract("c-9", "sales", status("n-59")))
	o.want("deny: no-standing: channel-closed", as("kalle", via("n-59")), "delete", contract("c-9", "sales", status("n-60")))
}

// What a group contains is not walked once for every way to it.
func TestNestedGroupsOfActionsAreBuiltQuickly(t *testing.T) {
	const levels = 40
	r := standardRules()
	for i := range levels {
		for _, side := range []string{"a", "b"} {
			a := mandat.ActionRule{Name: mandat.Action(fmt.Sprintf("%s-%d", side, i))}
			if i > 0 {
				a.Of = []mandat.Action{mandat.Action(fmt.Sprintf("a-%d", i-1)), mandat.Action(fmt.Sprintf("b-%d", i-1))}
			}
			r.Types[0].Actions = append(r.Types[0].Actions, a)
		}
	}
	mustPolicy(t, r) // or never ends
}

// A role that a condition asks for, or that is told of something, does that.
func TestARoleThatIsAskedForIsNotIdle(t *testing.T) {
	r := standardRules()
	r.Roles = append(r.Roles, mandat.Role{ID: "cleared"}, mandat.Role{ID: "told"})
	r.Gates = append(r.Gates, mandat.Gate{Close: refs([]string{"sign"}), Unless: mandat.Condition{Holds: []mandat.RoleID{"cleared"}}})
	r.Notices = append(r.Notices, mandat.NoticeRule{Of: refs([]string{"sign"})[0], Tell: []mandat.RoleID{"told"}})
	mustPolicy(t, r)
}

// A policy in which no role opens a channel is refused: nobody can ever act.
func TestAPolicyInWhichNobodyCanActIsRefused(t *testing.T) {
	r := standardRules()
	for i := range r.Roles {
		r.Roles[i].Opens = nil
	}
	r.Roles = append(r.Roles, mandat.Role{ID: "clerk", Can: []mandat.Permission{{Do: refs([]string{"read"})}}})
	_, err := mandat.NewPolicy(r)
	wantEqual(t, problemsOf(t, err, "policy"), []mandat.Problem{{Path: "Roles", Message: "no role opens a channel: nobody can ever act"}})
}

// negated returns a condition with so many others in it.
func negated(times int) mandat.Condition {
	c := mandat.Condition{LoggedOut: true}
	for range times {
		c = mandat.Condition{Not: &c}
	}
	return c
}

package mandat_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// draws draws happenings of few ids, so that many of them are possible.
type draws struct{ *rapid.T }

func anyOf[V any](d draws, name string, of ...V) V { return rapid.SampledFrom(of).Draw(d.T, name) }

// odd draws something that is wrong everywhere, seldom.
func odd[V any](d draws, v V, wrong ...V) V {
	if rapid.IntRange(0, 24).Draw(d.T, "odd") != 13 {
		return v
	}
	return anyOf(d, "wrong", wrong...)
}

func (d draws) flag(name string) bool { return rapid.Bool().Draw(d.T, name) }

func (d draws) unit() mandat.UnitID {
	return odd(d, anyOf[mandat.UnitID](d, "unit", "head", "sales", "north", "purchasing", "f-1", "u-1", "u-2", "f-2"), "", "\xff")
}

// maybe draws a unit or none.
func (d draws) maybe() mandat.UnitID {
	if d.flag("none") {
		return ""
	}
	return d.unit()
}

func (d draws) person() mandat.PersonID {
	return odd(d, anyOf[mandat.PersonID](d, "person", "olga", "adam", "kalle", "pia", "eva", "bo", "cy"), "", "\xff")
}

func (d draws) group() mandat.GroupID {
	return odd(d, anyOf[mandat.GroupID](d, "group", "g-1", "g-2", "g-3", "g-4"), "", "\xff")
}

func (d draws) invitation() mandat.InvitationID {
	return odd(d, anyOf[mandat.InvitationID](d, "invitation", "i-1", "i-2", "i-3"), "", "\xff")
}

func (d draws) role() mandat.RoleID {
	return odd(d, anyOf[mandat.RoleID](d, "role", "reader", "writer", "filer", "owner", "auditor", "r-1", "r-3"), "", "\xff")
}

func (d draws) moment() time.Time {
	return odd(d, anyOf(d, "moment", time.Time{}, noon, noon.Add(time.Nanosecond), noon.In(time.FixedZone("x", 3600)), time.Time{}.In(time.FixedZone("y", 60))),
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("z", -7200)), time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC))
}

func (d draws) scope() mandat.Scope {
	u := d.unit()
	return odd(d, anyOf(d, "scope", mandat.WholeOrg(), mandat.Exactly(u), mandat.Below(u), mandat.BelowHome()), mandat.Scope{}, mandat.AtHome(),
		mandat.Exactly(u).And(mandat.Exactly("f-1")), mandat.Exactly("f-1").And(mandat.Exactly(u)))
}

func (d draws) grant() mandat.Grant {
	g := d.grantTo(d.person())
	if d.flag("to a group") {
		g.Member, g.Group = odd(d, "", g.Member), d.group()
	}
	return g
}

func (d draws) grantTo(p mandat.PersonID) mandat.Grant {
	g := mandat.Grant{Role: d.role(), Member: p, Scope: d.scope()}
	if d.flag("period") {
		g.From, g.Until = d.moment(), d.moment()
	}
	return g
}

func (d draws) customRole() mandat.Role {
	r := mandat.Role{ID: odd(d, anyOf[mandat.RoleID](d, "id", "r-1", "r-2", "r-3"), "reader", "", "\xff"), Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.read")}}
	if d.flag("at units") {
		r.At = []mandat.Where{{"organisation": {mandat.Subtree, mandat.Exact}}}
	}
	if d.flag("rich") {
		r.Title, r.Aliases, r.Includes = mandat.Title{"en": "Own"}, []string{odd(d, "a", "\xff")}, []mandat.RoleID{"reader"}
		r.Can[0].When, r.Can[0].Setting = &mandat.Condition{Setting: []mandat.Setting{"clerks"}}, "clerks"
	}
	return r
}

// happening draws any of the kinds.
func (d draws) happening() mandat.Happening {
	kind := anyOf(d, "kind", mandat.EventKinds()...)
	switch kind.(type) {
	case mandat.OrgFounded:
		return mandat.OrgFounded{System: "changes", Policy: "1"}
	case mandat.PolicyAdopted:
		return mandat.PolicyAdopted{Policy: odd(d, anyOf(d, "policy", "1", "2"), "3")}
	case mandat.IDsRetired:
		return mandat.IDsRetired{Retired: d.retired()}
	case mandat.SettingChanged:
		return mandat.SettingChanged{Setting: anyOf[mandat.Setting](d, "setting", "clerks", "odd"), On: d.flag("on")}
	case mandat.UnitAdded:
		return mandat.UnitAdded{Unit: mandat.Unit{ID: d.unit(), Structure: odd(d, anyOf[mandat.Structure](d, "structure", "organisation", "organisation", "folders"), "odd"), Parent: d.maybe(), Sealed: d.flag("sealed")}}
	case mandat.UnitMoved:
		return mandat.UnitMoved{Unit: d.unit(), To: d.maybe()}
	case mandat.UnitSealed:
		return mandat.UnitSealed{Unit: d.unit(), Sealed: d.flag("sealed")}
	case mandat.UnitRemoved:
		return mandat.UnitRemoved{Unit: d.unit()}
	}
	if h := d.memberHappening(kind); h != nil {
		return h
	}
	if h := d.approvalHappening(kind); h != nil {
		return h
	}
	switch kind.(type) {
	case mandat.GroupAdded:
		return mandat.GroupAdded{Group: mandat.Group{ID: d.group(), Unit: d.maybe(), Members: several(d, "members", draws.person), Groups: several(d, "groups", draws.group)}}
	case mandat.GroupJoined:
		return d.joins()
	case mandat.GroupLeft:
		return mandat.GroupLeft(d.joins())
	case mandat.GroupRemoved:
		return mandat.GroupRemoved{Group: d.group()}
	case mandat.RoleAdded:
		return mandat.RoleAdded{Role: d.customRole()}
	case mandat.RoleEdited:
		return mandat.RoleEdited{Role: d.customRole()}
	case mandat.RoleRemoved:
		return mandat.RoleRemoved{Role: d.role()}
	case mandat.RoleGranted:
		return mandat.RoleGranted{Grant: d.grant()}
	case mandat.RoleRevoked:
		return mandat.RoleRevoked{Grant: d.grant()}
	}
	return mandat.RoleHandedOver{Grant: d.grant(), To: d.person()}
}

// request draws what an approval is of.
func (d draws) request() mandat.Request {
	return odd(d, mandat.Request{Action: mandat.ActionRef{Type: "note", Action: "write"}, ID: anyOf[mandat.ResourceID](d, "note", "n-1", "n-2")}, mandat.Request{})
}

func (d draws) approvalHappening(kind mandat.Happening) mandat.Happening {
	switch kind.(type) {
	case mandat.ApprovalStarted:
		return mandat.ApprovalStarted{Approval: mandat.Approval{Request: d.request(), By: d.person(), At: noon, Until: d.moment(),
			Needed: anyOf(d, "needed", 1, 1, 2, 0), Status: odd(d, mandat.ApprovalPending, mandat.ApprovalApproved, "")}}
	case mandat.ApprovalVoted:
		return mandat.ApprovalVoted{Request: d.request(), Vote: mandat.Vote{By: d.person()}}
	case mandat.ApprovalDecided:
		return mandat.ApprovalDecided{Request: d.request(), Approved: d.flag("approved"), Needed: anyOf(d, "needed", 1, 0, 2)}
	case mandat.ApprovalTakenBack:
		return mandat.ApprovalTakenBack{Request: d.request()}
	case mandat.ApprovalUsedUp:
		return mandat.ApprovalUsedUp{Request: d.request()}
	}
	return nil
}

func (d draws) memberHappening(kind mandat.Happening) mandat.Happening {
	switch kind.(type) {
	case mandat.MemberJoined:
		return mandat.MemberJoined{Member: mandat.Member{Person: d.person(), Status: d.status(), Home: d.maybe()}}
	case mandat.MemberMoved:
		return mandat.MemberMoved{Person: d.person(), To: d.maybe()}
	case mandat.MemberActivated:
		return mandat.MemberActivated{Person: d.person()}
	case mandat.MemberDeactivated:
		return mandat.MemberDeactivated{Person: d.person()}
	case mandat.MemberLeft:
		return mandat.MemberLeft{Person: d.person()}
	case mandat.InvitationSent:
		p := d.person()
		return mandat.InvitationSent{Invitation: mandat.Invitation{ID: d.invitation(), Person: p, Home: d.maybe(), Token: d.token(), Until: d.moment(), By: d.person(), Through: "web",
			Grants: several(d, "grants", func(d draws) mandat.Grant { return d.grantTo(p) })}}
	case mandat.InvitationResent:
		return mandat.InvitationResent{Invitation: d.invitation(), Token: d.token(), Until: d.moment()}
	case mandat.InvitationAnswered:
		return mandat.InvitationAnswered{Invitation: d.invitation(), Accepted: d.flag("accepted"), NoAccount: d.flag("no account")}
	case mandat.InvitationWithdrawn:
		return mandat.InvitationWithdrawn{Invitation: d.invitation()}
	}
	return nil
}

func several[V any](d draws, name string, draw func(draws) V) []V {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) V { return draw(draws{t}) }), 0, 2).Draw(d.T, name)
}

func (d draws) retired() mandat.Retired {
	return mandat.Retired{Units: several(d, "units", draws.unit), Groups: several(d, "groups", draws.group), Roles: several(d, "roles", draws.role),
		Invitations: several(d, "invitations", draws.invitation)}
}

func (d draws) status() mandat.MemberStatus {
	return odd(d, anyOf(d, "status", mandat.MemberActive, mandat.MemberActive, mandat.MemberInactive, mandat.MemberAccepted, mandat.MemberInvited, mandat.MemberRemoved), "odd")
}

func (d draws) token() mandat.TokenHash { return mandat.TokenHash{odd[byte](d, 1, 0)} }

func (d draws) joins() mandat.GroupJoined {
	if d.flag("a group joins") {
		return mandat.GroupJoined{Group: d.group(), Sub: d.group(), Person: odd[mandat.PersonID](d, "", "kalle")}
	}
	return mandat.GroupJoined{Group: d.group(), Person: d.person()}
}

// taken draws what can be taken away, or given again, of what is there.
func (d draws) taken(o *mandat.Org) mandat.Happening {
	var all []mandat.Happening
	for g := range o.Grants() {
		all = append(all, mandat.RoleRevoked{Grant: g}, mandat.RoleHandedOver{Grant: g, To: d.person()}, mandat.RoleGranted{Grant: g})
	}
	for _, in := range o.Data().Invitations {
		again := in
		again.ID = d.invitation()
		all = append(all, mandat.InvitationSent{Invitation: again}, mandat.InvitationResent{Invitation: in.ID, Token: mandat.TokenHash{2}, Until: d.moment()},
			mandat.InvitationAnswered{Invitation: in.ID, Accepted: d.flag("accepted"), NoAccount: d.flag("no account")}, mandat.InvitationWithdrawn{Invitation: in.ID},
			mandat.MemberMoved{Person: in.Person, To: d.maybe()})
		for _, g := range in.Grants {
			all = append(all, mandat.RoleGranted{Grant: g})
		}
	}
	for g := range o.Groups() {
		all = append(all, mandat.GroupJoined{Group: g.ID, Person: d.person()}, mandat.GroupJoined{Group: g.ID, Sub: d.group()},
			mandat.RoleGranted{Grant: mandat.Grant{Role: d.role(), Group: g.ID, Scope: d.scope()}})
		for _, p := range g.Members {
			all = append(all, mandat.GroupLeft{Group: g.ID, Person: p})
		}
		for _, sub := range g.Groups {
			all = append(all, mandat.GroupLeft{Group: g.ID, Sub: sub})
		}
	}
	for m := range o.Members() {
		if m.Status == mandat.MemberRemoved {
			all = append(all, mandat.MemberJoined{Member: mandat.Member{Person: m.Person, Status: d.status(), Home: m.Home}},
				mandat.InvitationSent{Invitation: mandat.Invitation{ID: d.invitation(), Person: m.Person, Token: d.token(), Home: d.maybe()}})
		}
	}
	for a := range o.Approvals() {
		all = append(all, mandat.ApprovalVoted{Request: a.Request, Vote: mandat.Vote{By: d.person()}}, mandat.ApprovalDecided{Request: a.Request, Approved: d.flag("approved"), Needed: anyOf(d, "needed", 0, 1)},
			mandat.ApprovalTakenBack{Request: a.Request}, mandat.ApprovalUsedUp{Request: a.Request})
		next := mandat.Happening(mandat.ApprovalDecided{Request: a.Request, Approved: true, Needed: a.Needed})
		switch {
		case a.Status == mandat.ApprovalPending && len(a.Votes) < a.Needed:
			next = mandat.ApprovalVoted{Request: a.Request, Vote: mandat.Vote{By: d.person()}}
		case a.Status == mandat.ApprovalApproved:
			next = mandat.ApprovalUsedUp{Request: a.Request}
		}
		all = append(all, next, next, next, next, next, next)
	}
	for r := range o.Data().Roles {
		id := o.Data().Roles[r].ID
		all = append(all, mandat.RoleGranted{Grant: mandat.Grant{Role: id, Member: d.person(), Scope: d.scope()}}, mandat.RoleRemoved{Role: id})
	}
	if len(all) == 0 {
		return d.happening()
	}
	return anyOf(d, "of what is there", all...)
}

// content is the canonical encoding without the version.
func content(t require.TestingT, o *mandat.Org) string {
	text, err := json.Marshal(o)
	require.NoError(t, err)
	return strings.Replace(string(text), fmt.Sprintf(`"version":%d`, o.Version()), `"version":0`, 1)
}

// wantSound fails unless an organisation is one that NewOrg makes: of its own
// data, the same.
func wantSound(t require.TestingT, o *mandat.Org, why any) {
	again, err := mandat.NewOrg(o.Policy(), o.Data())
	require.NoError(t, err, "after %#v", why)
	assert.Equal(t, content(t, again), content(t, o), "after %#v", why)
}

// applyRandom applies random changes. Whatever is not refused leaves an
// organisation that is sound, the same when its events are read again and
// replayed; whatever is refused leaves it as it was.
func applyRandom(t *rapid.T, first *mandat.Org, policies ...*mandat.Policy) (accepted map[string]int) {
	o, accepted := first, map[string]int{}
	var all []mandat.Event
	for range rapid.IntRange(10, 60).Draw(t, "changes") {
		d := draws{t}
		var change []mandat.Event
		n := anyOf(d, "events", 1, 1, 1, 1, 2)
		for i := range n {
			h := d.happening()
			if anyOf(d, "taken", false, false, true) {
				h = d.taken(o)
			}
			change = append(change, mandat.Event{Org: "acme", Version: o.Version() + 1, Step: i + 1, Of: n, At: noon, By: "olga", Through: "web", What: h})
		}
		before := content(t, o)
		next, err := o.Apply(change, policies...)
		require.Equal(t, before, content(t, o))
		if err != nil {
			var e *mandat.EventError
			require.ErrorAs(t, err, &e)
			require.Nil(t, next)
			continue
		}
		for _, e := range change {
			accepted[e.What.EventName()]++
		}
		wantSound(t, next, change)
		text, err := json.Marshal(change)
		require.NoError(t, err, "what was applied can be stored")
		var read []mandat.Event
		require.NoError(t, json.Unmarshal(text, &read))
		all = append(all, read...)
		o = next
	}
	replayed, err := first.Apply(all, policies...)
	require.NoError(t, err)
	require.Equal(t, content(t, o), content(t, replayed))
	require.Equal(t, o.Version(), replayed.Version())
	loadsTheSame(t, first, all, policies...)
	return accepted
}

func policyVersion(t testing.TB, version string) *mandat.Policy {
	t.Helper()
	rules := changeRules()
	rules.Version = version
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	return p
}

// busyAcme is acme with something of everything.
func busyAcme(t testing.TB) *mandat.Org {
	t.Helper()
	data := acme(t).Data()
	data.Members = append(data.Members, mandat.Member{Person: "bo", Status: mandat.MemberInvited}, mandat.Member{Person: "eva", Status: mandat.MemberAccepted, Home: "sales"},
		mandat.Member{Person: "cy", Status: mandat.MemberRemoved, Home: "purchasing"})
	data.Groups = []mandat.Group{{ID: "g-1", Members: []mandat.PersonID{"kalle", "pia"}}, {ID: "g-2", Unit: "sales", Groups: []mandat.GroupID{"g-1"}}}
	data.Roles = []mandat.Role{{ID: "r-1", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("note.read")}}}
	data.Invitations = []mandat.Invitation{{ID: "i-1", Person: "bo", Token: mandat.TokenHash{1}, By: "olga", Through: "web",
		Grants: []mandat.Grant{{Role: "reader", Member: "bo", Scope: mandat.Below("north"), Until: noon}}}}
	data.Retired = mandat.Retired{Units: []mandat.UnitID{"u-2"}, Groups: []mandat.GroupID{"g-4"}, Roles: []mandat.RoleID{"r-2"}, Invitations: []mandat.InvitationID{"i-3"}}
	o, err := mandat.NewOrg(acme(t).Policy(), data)
	require.NoError(t, err)
	return o
}

func TestWhateverIsAppliedIsSound(t *testing.T) {
	first, second := busyAcme(t), policyVersion(t, "2")
	rapid.Check(t, func(t *rapid.T) { applyRandom(t, first, first.Policy(), second) })
}

// The random events show something: each kind is sometimes possible.
func TestRandomEventsAreOfEveryKind(t *testing.T) {
	first, second := busyAcme(t), policyVersion(t, "2")
	all := map[string]int{}
	draw := rapid.Custom(func(t *rapid.T) map[string]int { return applyRandom(t, first, first.Policy(), second) })
	for seed := range 150 {
		for name, n := range draw.Example(seed) {
			all[name] += n
		}
	}
	for _, h := range mandat.EventKinds() {
		if name := h.EventName(); name != "org-founded" && all[name] == 0 {
			t.Errorf("no %s was ever possible in %v", name, all)
		}
	}
}

// FuzzApply is the same for the events that a fuzzer makes up.
func FuzzApply(f *testing.F) {
	first, second := busyAcme(f), policyVersion(f, "2")
	f.Add([]byte{})
	f.Add([]byte(strings.Repeat("\x01\x00\x00\x00\x05\x00\x00\x00", 64)))
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { applyRandom(t, first, first.Policy(), second) }))
}

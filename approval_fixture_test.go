package mandat_test

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// shopRules put the placing and the changing of orders under approval.
func shopRules() mandat.Rules {
	anywhere := []mandat.Where{{}, {"organisation": {mandat.Subtree, mandat.Exact}}}
	return mandat.Rules{
		System: "shop", Version: "1", GroupsHoldRoles: true,
		Structures: []mandat.StructureRule{{Name: "organisation"}},
		Channels:   []mandat.ChannelRule{{Name: "web", Login: true}, {Name: "link", Bearer: true}, {Name: "desk"}},
		Types: []mandat.TypeRule{{
			Name: "order", Structures: []mandat.Structure{"organisation"},
			Statuses:  []mandat.StatusRule{{Name: "draft"}, {Name: "waiting"}, {Name: "valid"}},
			Relations: []mandat.RelationRule{{Name: "orderer"}},
			Actions:   []mandat.ActionRule{{Name: "read"}, {Name: "place"}, {Name: "change"}, {Name: "attest"}, {Name: "all", Of: []mandat.Action{"read", "place"}}},
		}},
		Roles: []mandat.Role{
			{ID: "orderer", At: anywhere, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("order.read", "order.place", "order.change")}},
			{ID: "attestant", At: anywhere, Opens: []mandat.Channel{"link", "desk"}, NoAccount: true, Can: []mandat.Permission{gives("order.attest")}},
			{ID: "manager", At: anywhere, Opens: []mandat.Channel{"web"},
				Can: []mandat.Permission{gives("grant.approve", "unit.create", "unit.approve", "member.approve", "approval.read", "approval.withdraw", "group.edit", "member.remove", "member.create")}},
		},
		Approvals:  []mandat.ApprovalRule{{Of: actionsOf("order.place", "order.change"), By: "attest", Votes: 1}},
		Administer: []mandat.AdminRule{{Who: []mandat.RoleID{"manager"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke}, Roles: []mandat.RoleID{"orderer", "attestant", "manager"}}},
	}
}

// shopData is a shop: olof orders in the north, anna and arne attest there, mia
// and max manage.
func shopData() mandat.OrgData {
	north, org := mandat.Below("north"), mandat.WholeOrg()
	return mandat.OrgData{
		ID:    "acme",
		Units: []mandat.Unit{{ID: "north", Structure: "organisation"}, {ID: "harbour", Structure: "organisation", Parent: "north"}, {ID: "south", Structure: "organisation"}},
		Members: []mandat.Member{{Person: "olof", Status: mandat.MemberActive}, {Person: "anna", Status: mandat.MemberInactive}, {Person: "arne", Status: mandat.MemberActive},
			{Person: "mia", Status: mandat.MemberActive}, {Person: "max", Status: mandat.MemberActive}, {Person: "sten", Status: mandat.MemberActive}},
		Groups: []mandat.Group{{ID: "attestants"}},
		Grants: []mandat.Grant{{Role: "orderer", Member: "olof", Scope: north}, {Role: "attestant", Member: "anna", Scope: north}, {Role: "attestant", Member: "arne", Scope: north},
			{Role: "attestant", Group: "attestants", Scope: org}, {Role: "manager", Member: "mia", Scope: org}, {Role: "manager", Member: "max", Scope: org}, {Role: "attestant", Member: "sten", Scope: mandat.Below("south")}},
	}
}

func shop(t testing.TB, changes ...change) *mandat.Org {
	t.Helper()
	r, d := shopRules(), shopData()
	for _, c := range changes {
		c(&r, &d)
	}
	return mustOrg(t, mustPolicy(t, r), d)
}

// ruled changes the one rule of approval.
func ruled(f func(*mandat.ApprovalRule)) change {
	return theRules(func(r *mandat.Rules) { f(&r.Approvals[0]) })
}

func votes(n int) change { return ruled(func(a *mandat.ApprovalRule) { a.Votes = n }) }

func requester(r mandat.RequesterRule) change {
	return ruled(func(a *mandat.ApprovalRule) { a.Requester = r })
}

// order is an order of olof's in the harbour.
func order(with ...func(*mandat.Resource)) mandat.Resource {
	r := mandat.Resource{Type: "order", ID: "o-1", Org: "acme", Status: "draft",
		Units:     mandat.Units{mandat.Structure("organisation").Is(mandat.At("harbour"))},
		Relations: mandat.Relations{mandat.Relation("orderer").Is(mandat.One("olof"))}}
	for _, w := range with {
		w(&r)
	}
	return r
}

func orderIn(unit mandat.UnitID) func(*mandat.Resource) {
	return func(r *mandat.Resource) { r.Units[0].Place = mandat.At(unit) }
}

// byLink is somebody who follows a link to attest an order, logged out.
func byLink(p mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: p, Channel: "link", Session: mandat.NoSession, At: noon,
		Only: mandat.Purpose{Org: "acme", Type: "order", ID: "o-1", Action: "attest"}}
}

func atDesk(p mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: p, Channel: "desk", Session: mandat.NoSession, At: noon}
}

func later(s mandat.Subject, by time.Duration) mandat.Subject {
	s.At = s.At.Add(by)
	return s
}

func starts() mandat.StartApproval {
	return mandat.StartApproval{Action: "place", Resource: order(), Digest: "v1"}
}

func approves() mandat.Approve {
	return mandat.Approve{Action: "place", Resource: order(), Digest: "v1"}
}

func started(t testing.TB, o *mandat.Org) *mandat.Org {
	t.Helper()
	return after(t, o, onWeb("olof"), starts())
}

// statusOf returns where the approval of placing the order stands.
func statusOf(o *mandat.Org) string {
	a, ok := o.Approval("place", order())
	if !ok {
		return "none"
	}
	return string(a.StatusAt(noon))
}

// twoEdits returns a shop with a custom role, which is edited under approval, and
// the starts of two edits of it.
func twoEdits(t testing.TB) (o *mandat.Org, one, two mandat.StartApproval) {
	t.Helper()
	role := func(what string) mandat.Role {
		return mandat.Role{ID: "helper", At: []mandat.Where{{}}, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives(what)}}
	}
	can := theRules(func(r *mandat.Rules) {
		r.Roles[2].Can = append(r.Roles[2].Can, gives("role.edit", "role.approve", "order.read", "order.place", "order.change"))
	})
	o = shop(t, under("role.edit"), can, theData(func(d *mandat.OrgData) { d.Roles = []mandat.Role{role("order.read")} }))
	one, _ = asked("edit", role("order.place").Resource("acme"))
	two, _ = asked("edit", role("order.change").Resource("acme"))
	return o, one, two
}

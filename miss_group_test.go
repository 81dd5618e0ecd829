package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

// A grant at a unit of a structure without homes makes the member lie there,
// and so counts in the unit's groups: a supposed grant does too.
func TestAMissedGrantMakesTheMemberLieInTheUnit(t *testing.T) {
	rules := mandat.Rules{
		System: "rooms", Version: "1", GroupsHoldRoles: true,
		Structures: []mandat.StructureRule{{Name: "rooms"}},
		Channels:   []mandat.ChannelRule{{Name: "web"}},
		Types:      []mandat.TypeRule{{Name: "doc", Structures: []mandat.Structure{"rooms"}, Actions: []mandat.ActionRule{{Name: "read"}}}},
		Base:       "everybody",
		Roles: []mandat.Role{
			{ID: "everybody", Opens: []mandat.Channel{"web"}},
			{ID: "reader", At: []mandat.Where{{"rooms": {mandat.Exact}}}, Can: []mandat.Permission{{Do: []mandat.ActionRef{{Type: "doc", Action: "read"}}}}},
			{ID: "banned", At: []mandat.Where{{"rooms": {mandat.Exact}}}},
		},
		Gates: []mandat.Gate{{Close: []mandat.ActionRef{{Type: "doc", Action: "read"}}, Unless: mandat.Condition{Not: &mandat.Condition{Holds: []mandat.RoleID{"banned"}}}}},
	}
	data := mandat.OrgData{ID: "acme-ltd",
		Units:   []mandat.Unit{{ID: "r1", Structure: "rooms"}},
		Members: []mandat.Member{{Person: "kalle", Status: mandat.MemberActive}},
		Groups:  []mandat.Group{{ID: "out", Unit: "r1", Members: []mandat.PersonID{"kalle"}}},
		Grants:  []mandat.Grant{{Role: "banned", Group: "out", Scope: mandat.Exactly("r1")}}}
	doc := mandat.Resource{Type: "doc", ID: "d-1", Org: "acme-ltd", Units: mandat.Units{mandat.Structure("rooms").Is(mandat.At("r1"))}}
	p := mustPolicy(t, rules)
	if misses := mustOrg(t, p, data).Explain(as("kalle"), "read", doc).Misses(); len(misses) > 0 {
		t.Errorf("%v would not do: the grant brings the ban of the room with it", misses)
	}
	data.Grants = append(data.Grants, mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Exactly("r1")})
	wantEqual(t, mustOrg(t, p, data).Decide(as("kalle"), "read", doc).String(), "deny: gate-closed")
}

package mandat

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Who could give is found among those who hold an administering role around the
// resource, however many other members and administrators there are.
func TestOnlyAdministratorsAroundTheResourceAreLookedAt(t *testing.T) {
	p, err := NewPolicy(Rules{
		System: "s", Version: "1",
		Structures: []StructureRule{{Name: "organisation", Home: HomeOptional}},
		Channels:   []ChannelRule{{Name: "web"}},
		Types:      []TypeRule{{Name: "note", Structures: []Structure{"organisation"}, Actions: []ActionRule{{Name: "read"}}}},
		Roles: []Role{
			{ID: "reader", At: []Where{{"organisation": {Exact}}}, Opens: []Channel{"web"}, Can: []Permission{{Do: []ActionRef{{"note", "read"}}}}},
			{ID: "admin", At: []Where{{}, {"organisation": {Subtree, HomeSubtree}}}, Opens: []Channel{"web"}, Can: []Permission{{Do: []ActionRef{{MemberType, "remove"}}}}},
			{ID: "other", Opens: []Channel{"web"}, Can: []Permission{{Do: []ActionRef{{"note", "read"}}}}},
		},
		Administer: []AdminRule{{Who: []RoleID{"admin"}, May: []AdminAct{AdminGrant}, Roles: []RoleID{"reader"}}},
	})
	require.NoError(t, err)
	data := OrgData{ID: "acme", Units: []Unit{{ID: "head", Structure: "organisation"}, {ID: "sales", Structure: "organisation", Parent: "head"}}}
	add := func(person PersonID, home UnitID, role RoleID, scope Scope) {
		data.Members = append(data.Members, Member{Person: person, Status: MemberActive, Home: home})
		data.Grants = append(data.Grants, Grant{Role: role, Member: person, Scope: scope})
	}
	add("anna", "", "admin", WholeOrg())
	add("bo", "", "admin", Below("head"))
	add("cia", "sales", "admin", BelowHome())
	add("eva", "", "other", WholeOrg())
	for i := range 500 {
		unit := UnitID(fmt.Sprintf("u-%d", i))
		data.Units = append(data.Units, Unit{ID: unit, Structure: "organisation", Parent: "head"})
		add(PersonID(fmt.Sprintf("admin-%d", i)), unit, "admin", BelowHome())
		add(PersonID(fmt.Sprintf("reader-%d", i)), unit, "reader", Exactly("sales"))
	}
	data.Members = append(data.Members, Member{Person: "dag", Status: MemberActive})
	data.Groups = []Group{{ID: "g", Members: []PersonID{"dag"}}, {ID: "around", Groups: []GroupID{"g"}}}
	o, err := NewOrg(p, data)
	require.NoError(t, err)

	looked := func(role RoleID) []PersonID {
		r := Grant{Role: role, Member: "eva", Scope: Exactly("sales")}.Resource("acme")
		q := o.placed(o, giveAction, &r, time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC), nil)
		var all []PersonID
		for _, i := range q.candidates(q.facts.typ.action(giveAction).own[0]) {
			all = append(all, o.member(i).person)
		}
		return all
	}
	assert.Equal(t, []PersonID{"anna", "bo", "cia"}, looked("reader"))
	assert.Empty(t, looked("other")) // which nobody gives
}

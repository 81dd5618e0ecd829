package mandat

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// What a request keeps is stored: its form does not change. What exists is told by
// its id, what is to be made by all that it would be, whatever the order in which
// it was put.
func TestTheFormOfARequest(t *testing.T) {
	until := time.Date(2030, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
	box := Exactly("south").And(Exactly("box"))
	gift := Grant{Role: "orderer", Member: "eva", Scope: box, Until: until}
	home := Grant{Role: "orderer", Member: "eva", Scope: BelowHome()}
	named := Grant{Role: "orderer", Scope: box}
	invitation := Invitation{ID: "i-1", Person: "eva", Home: "south", By: "mia", Through: "web", Grants: []Grant{named}}
	unnamed := invitation
	unnamed.ID = ""
	unit, team := Unit{ID: "pier", Parent: "harbour", Structure: "organisation"}, Group{ID: "g", Members: []PersonID{"b", "a"}, Groups: []GroupID{"y", "x"}}
	withID := gift.Resource("acme")
	withID.ID = "g-1"
	hidden := gift.Resource("acme")
	hidden.Type, hidden.ID = "order", "o-1"
	staffed := unit.Resource("acme")
	staffed.value.named = []PersonID{"b", "a"}
	role := Role{ID: "helper"}
	bare := role.Resource("acme")
	bare.value = nil
	for _, row := range []struct {
		of     Action
		r      Resource
		id     ResourceID
		value  string
		detail Detail
	}{
		{"give", gift.Resource("acme"), "", `{"role":"orderer","member":"eva","at":[{"unit":"box","reach":"exact"},{"unit":"south","reach":"exact"}],"until":"2030-01-02T02:04:05Z"}`, NoDetail},
		{"give", withID, "", `{"role":"orderer","member":"eva","at":[{"unit":"box","reach":"exact"},{"unit":"south","reach":"exact"}],"until":"2030-01-02T02:04:05Z"}`, NoDetail},
		{"place", hidden, "o-1", "", NoDetail},
		{"give", home.Resource("acme"), "", `{"role":"orderer","member":"eva","at":[{"reach":"home-subtree"}]}`, NoDetail},
		{"invite", home.ResourceAt("acme", "south"), "", `{"grant":{"role":"orderer","member":"eva","at":[{"reach":"home-subtree"}]},"home":"south"}`, NoDetail},
		{"invite", gift.ResourceAt("acme", "south"), "", `{"role":"orderer","member":"eva","at":[{"unit":"box","reach":"exact"},{"unit":"south","reach":"exact"}],"until":"2030-01-02T02:04:05Z"}`, NoDetail},
		{"send", invitation.Resource("acme"), "i-1", `{"id":"i-1","person":"eva","home":"south","grants":[{"role":"orderer","member":"eva","at":[{"unit":"box","reach":"exact"},{"unit":"south","reach":"exact"}]}],"token":"0000000000000000000000000000000000000000000000000000000000000000"}`, NoDetail},
		{"revoke", invitation.Resource("acme"), "i-1", "", NoDetail},
		{"revoke", unnamed.Resource("acme"), "", `{"id":"","person":"eva","home":"south","grants":[{"role":"orderer","member":"eva","at":[{"unit":"box","reach":"exact"},{"unit":"south","reach":"exact"}]}],"token":"0000000000000000000000000000000000000000000000000000000000000000"}`, NoDetail},
		{"create", role.Resource("acme"), "helper", `{"id":"helper"}`, NoDetail},
		{"edit", role.Resource("acme"), "helper", `{"id":"helper"}`, NoDetail},
		{"remove", role.Resource("acme"), "helper", "", NoDetail},
		{"remove", Role{}.Resource("acme"), "", `{"id":""}`, NoDetail},
		{"edit", bare, "helper", "", ValueNotStated},
		{"create", unit.Resource("acme"), "pier", `{"id":"pier","structure":"organisation","parent":"harbour"}`, NoDetail},
		{"create", staffed, "pier", `{"unit":{"id":"pier","structure":"organisation","parent":"harbour"},"named":["a","b"]}`, NoDetail},
		{"remove", unit.Resource("acme"), "pier", "", NoDetail},
		{"create", Member{Person: "eva"}.Resource("acme"), "eva", `{"person":"eva","status":"active"}`, NoDetail},
		{"create", team.Resource("acme"), "g", `{"id":"g","members":["a","b"],"groups":["x","y"]}`, NoDetail},
		{"remove", team.Resource("acme"), "g", "", NoDetail},
		{"remove", Resource{Type: GroupType, Org: "acme"}, "", "", IDMissing},
		{"create", Member{Person: "eva", Home: "\xff"}.Resource("acme"), "eva", "", ValueInvalid},
	} {
		got, detail := requestOf(row.of, &row.r)
		assert.Equal(t, Request{Action: ActionRef{row.r.Type, row.of}, ID: row.id, Value: row.value}, got, "%s %s", row.of, row.r.Type)
		assert.Equal(t, row.detail, detail, "%s %s", row.of, row.r.Type)
	}
}

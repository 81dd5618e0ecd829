package policyfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// none is the empty list wherever there may be one; in a list it is a name.
func TestNoneIsTheEmptyList(t *testing.T) {
	for _, c := range []struct{ c, want string }{
		{"subject: {person: ada, channel: web}, action: read, resource: {type: parcel, unit: north}, expect: allow, nearest: none, ask: none}", ""},
		{"subject: {person: cy, channel: web}, action: send, resource: {type: parcel, unit: north}, expect: deny, because: no-right, ask: none}",
			"cy may not send a new parcel: deny: no-right, told to ask [owner bo, porter ada]; want told to ask []"},
		{"subject: {person: ada, channel: web}, resource: {type: parcel, unit: north}, menu: {shown: read, greyed: none, hidden: send}}", ""},
		{"subject: {person: bo, channel: web}, do: {remove-member: {person: cy}}, expect: allow, notices: none, impact: none}",
			"bo may remove-member: allow, impact [cy loses parcel.read and member.remove in the whole organisation]; want impact []"},
		{"subject: {person: bo, channel: web}, do: {remove-member: {person: cy}}, expect: allow, events: none}",
			"bo may remove-member: allow, events [member-left]; want events []"},
		{"action: read, resource: {type: parcel, id: p-1, unit: north}, told: none}", ""},
		{"vacancies: none}", "vacancies [porter at south]; want []"},
		{"vacancies: [none]}", "vacancies [porter at south]; want [none]"},
	} {
		assert.Equal(t, c.want, toldOf(t, "  - {name: a, "+c.c)[0].Failure, c.c)
	}
}

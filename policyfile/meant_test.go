package policyfile_test

import (
	"testing"
)

// A declared name that is misspelt is told with the one that is meant, and a few
// names are told all.
func TestMisspeltNamesInPolicies(t *testing.T) {
	const begins = `system: shop
version: "1"
structures: {branches: {home: optional}}
channels: {counter: {login: true}}
settings: {returns: }
types: {parcel: {unit: branches, statuses: [packed, shipped], labels: fragile, relations: sender, actions: {ship: , track: }}, letter: {actions: {write: }}}
`
	const role = "roles: {porter: {opens: counter, can: parcel.ship}}\n"
	for _, b := range []bad{
		{"a role", begins + "base: ¦portr\n" + role, []string{`unknown role "portr", perhaps "porter"`}},
		{"a channel", begins + "roles: {porter: {opens: ¦conter, can: parcel.ship}}", []string{`unknown channel "conter", perhaps "counter": expected counter`}},
		{"a structure", begins + "roles: {porter: {at: {¦branchs: home}, opens: counter, can: parcel.ship}}", []string{`unknown structure "branchs", perhaps "branches": expected branches`}},
		{"a setting", begins + "roles: {porter: {opens: counter, can: parcel.ship, setting: ¦return}}", []string{`unknown setting "return", perhaps "returns"`}},
		{"a type", begins + "roles: {porter: {opens: counter, can: [¦parsel.ship, ¦membr.read]}}", []string{`unknown type "parsel", perhaps "parcel"`, `unknown type "membr", perhaps "member"`}},
		{"an action", begins + "roles: {porter: {opens: counter, can: [¦parcel.shp, ¦member.reed]}}", []string{`unknown action "shp" of type "parcel", perhaps "ship": expected ship or track`,
			`unknown action "reed" of type "member", perhaps "read": expected read, edit, create, activate, deactivate, remove, move or approve`}},
		{"an action that has a list", "system: shop\nversion: \"1\"\ntypes: {letter: {actions: {write: }}, parcel: {lists: ¦trak, actions: {ship: , track: }}}", []string{`unknown action "trak", perhaps "track"`}},
		{"what types declare", begins + role + "gates:\n  - {close: parcel.ship, unless: {status: ¦shiped}}\n  - {close: parcel.ship, unless: {relation: ¦sendr}}\n  - {close: parcel.ship, unless: {label: ¦round}}", []string{
			`unknown status "shiped" of type "parcel", perhaps "shipped": expected packed or shipped`,
			`unknown relation "sendr" of type "parcel", perhaps "sender": expected sender`, `unknown label "round" of type "parcel": expected fragile`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
}

func TestMisspeltNamesInOrganisations(t *testing.T) {
	const begins = "system: shop\norg: acme\nunits: {organisation: {sales: }}\nmembers: {kalle: {home: sales}}\ngroups: {buyers: }\nroles: {seller: {can: order.edit}}\n"
	for _, b := range []bad{
		{"a unit", begins + "grants: [{role: clerk, to: kalle, at: ¦{subtree: slaes}}]", []string{`unknown unit "slaes", perhaps "sales"`}},
		{"a role", begins + "grants: [{role: ¦clerc, to: kalle, at: org}, {role: ¦sellr, to: kalle, at: org}]", []string{`unknown role "clerc", perhaps "clerk"`, `unknown role "sellr", perhaps "seller"`}},
		{"a member", begins + "grants: [{role: clerk, to: ¦kale, at: org}]", []string{`"kale" is no member of the organisation, perhaps "kalle"`}},
		{"a group", begins + "grants: [{role: clerk, to-group: ¦buyer, at: org}]", []string{`unknown group "buyer", perhaps "buyers"`}},
		{"a structure", "system: shop\norg: acme\nunits: {¦room: {r-1: }}", []string{`unknown structure "room", perhaps "rooms": expected organisation or rooms`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "acme.yaml", parseOrg(t, "acme.yaml")) })
	}
}

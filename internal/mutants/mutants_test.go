package mutants_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/policyfile"
)

// Each line of the policy makes the mutants that the test names beside it.
const policy = `
system: orders
version: "1"
structures: {organisation: {home: required}}
channels: {portal: {login: true}, link: {bearer: true}}
settings: {rush: {default: true}}
types:
  folder: {unit: organisation, lists: [read], seen: read, actions: {read: }}
  order:
    unit: organisation
    part-of: folder
    statuses: [draft, sent]
    labels: [urgent]
    relations: [buyer]
    actions:
      read:
      edit: {of: [edit-text, edit-price], needs: read}
base: visitor
roles:
  visitor: {at: {organisation: home}, opens: portal, can: folder.read}
  buyer:
    includes: visitor
    at: {organisation: subtree}
    setting: rush
    can:
      - {do: [order.read, order.edit], when: {relation: buyer, status: [draft, sent]}, past: [lists, seals], setting: rush}
  approver: {at: org, opens: link, needs-account: false, can: order.read}
gates:
  - {close: order.edit, unless: {any: [{status: draft}, {all: [{label: urgent}, {not: {channel: [portal, link]}}]}]}}
guards:
  - {before: order.edit, needs: {logged-out: true, holds: buyer}}
approvals:
  - {of: [order.edit-text, order.edit-price], by: read, votes: 2, lasts: 720h}
notify: {order.edit: [approver, buyer]}
`

func TestOf(t *testing.T) {
	p, err := policyfile.ParsePolicy("policy.yaml", []byte(policy))
	require.NoError(t, err)
	var names []string
	for _, m := range mutants.Of(p) {
		names = append(names, m.Name)
		assert.NotEmpty(t, cmp.Diff(p.Rules(), m.Rules), m.Name)
	}
	edit := "role buyer: order.edit when relation buyer and status draft or sent, past lists, past seals: "
	read := "role buyer: order.read when relation buyer and status draft or sent, past lists, past seals: "
	gate := "gate on order.edit: "
	assert.Equal(t, []string{
		"structure organisation: home units are optional",
		"channel link: not for bearers",
		"setting rush: the other default",
		"groups: the other answer to whether they hold roles",
		"base: no role",
		"type folder: without the list for read",
		"type folder: seen by everybody",
		"type order: part of nothing",
		"action order.edit: without edit-text",
		"action order.edit: without edit-price",
		"action order.edit: without needing read",
		"role visitor: without opening portal",
		"role visitor: everywhere",
		"role visitor: without folder.read",
		"role visitor: folder.read also past lists",
		"role visitor gains order.read", "role visitor gains order.edit-text", "role visitor gains order.edit-price",
		"role buyer: without including visitor",
		"role buyer: without its setting",
		"role buyer: without order.read when relation buyer and status draft or sent, past lists, past seals",
		read + "always", read + "without relation buyer", read + "without status draft or sent",
		read + "without status draft", read + "without status sent",
		read + "not past lists", read + "not past seals", read + "without its setting",
		"role buyer: without order.edit when relation buyer and status draft or sent, past lists, past seals",
		edit + "always", edit + "without relation buyer", edit + "without status draft or sent",
		edit + "without status draft", edit + "without status sent",
		edit + "not past lists", edit + "not past seals", edit + "without its setting",
		"role buyer: folder.read also past lists",
		"role buyer gains order.read", "role buyer gains order.edit-text", "role buyer gains order.edit-price",
		"role approver: without opening link",
		"role approver: needs an account",
		"role approver: without order.read",
		"role approver gains folder.read",
		"role approver: order.read also past lists",
		"role approver gains order.edit-text", "role approver gains order.edit-price",
		gate + "gone",
		gate + "without status draft",
		gate + "without (label urgent) and (not channel portal or link)",
		gate + "without label urgent",
		gate + "without not channel portal or link",
		gate + "without channel portal",
		gate + "without channel link",
		"guard before order.edit: gone",
		"guard before order.edit: without logged out",
		"guard before order.edit: without holds buyer",
		"approval of order.edit-text: gone",
		"approval of order.edit-text: one vote less",
		"approval of order.edit-text: lasts for ever",
		"approval of order.edit-text: outlives the requester",
		"approval of order.edit-text: the requester when logged out",
		"approval of order.edit-text: the requester in another session",
		"approval of order.edit-price: gone",
		"approval of order.edit-price: one vote less",
		"approval of order.edit-price: lasts for ever",
		"approval of order.edit-price: outlives the requester",
		"approval of order.edit-price: the requester when logged out",
		"approval of order.edit-price: the requester in another session",
		"notice of order.edit: gone",
		"notice of order.edit: without approver",
		"notice of order.edit: without buyer",
	}, names)
}

// An entry of the policy that is about two actions is changed for one of them.
func TestOfChangesOneThing(t *testing.T) {
	p, err := policyfile.ParsePolicy("policy.yaml", []byte(policy))
	require.NoError(t, err)
	buyer := p.Rules().Roles[1]
	for _, m := range mutants.Of(p) {
		if m.Name == "role buyer: order.read when relation buyer and status draft or sent, past lists, past seals: without relation buyer" {
			read, edit := m.Rules.Roles[1].Can[0], m.Rules.Roles[1].Can[1]
			assert.Equal(t, &mandat.Condition{Status: []mandat.Status{"draft", "sent"}}, read.When)
			assert.Equal(t, buyer.Can[0].When, edit.When)
			return
		}
	}
	t.Error("there is no such mutant")
}

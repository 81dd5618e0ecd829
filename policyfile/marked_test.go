package policyfile_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// bad is a file with a mark before each place at which an error is expected, and
// the messages in the order of the marks. A message that ends in "…" is a
// beginning: the rest is worded by package mandat.
type bad struct {
	name     string
	content  string
	messages []string
}

const mark = "¦"

// places takes the marks out of a file.
func places(marked string) (content string, marks []policyfile.Error) {
	var clean strings.Builder
	for i, part := range strings.Split(marked, mark) {
		if i > 0 {
			before := clean.String()
			line := before[strings.LastIndex(before, "\n")+1:]
			marks = append(marks, policyfile.Error{
				Line:   1 + strings.Count(before, "\n"),
				Column: 1 + utf8.RuneCountInString(line),
			})
		}
		clean.WriteString(part)
	}
	return clean.String(), marks
}

// assertErrors compares all that is wrong in a file with what is expected.
func (b bad) assertErrors(t *testing.T, file string, parse func(content string) error) {
	t.Helper()
	content, want := places(b.content)
	require.Len(t, want, len(b.messages), "marks and messages")
	err := parse(content)
	require.Error(t, err)
	var got policyfile.Errors
	require.ErrorAs(t, err, &got)
	require.Len(t, got, len(want), "%v", err)
	for i := range want {
		want[i].File, want[i].Message = file, b.messages[i]
		if beginning, ok := strings.CutSuffix(b.messages[i], "…"); ok {
			assert.True(t, strings.HasPrefix(got[i].Message, beginning), got[i].Error())
			want[i].Message = got[i].Message
		}
		assert.Equal(t, want[i].Error(), got[i].Error())
	}
}

func parsePolicy(file string) func(string) error {
	return func(content string) error {
		p, err := policyfile.ParsePolicy(file, []byte(content))
		return oneOf(p == nil, err)
	}
}

func parseOrg(t *testing.T, file string) func(string) error {
	p := mustPolicy(t, shop)
	return func(content string) error {
		org, err := policyfile.ParseOrg(file, []byte(content), p)
		return oneOf(org == nil, err)
	}
}

// oneOf returns the error, and another one if a result came with an error or
// none without.
func oneOf(none bool, err error) error {
	if none != (err != nil) {
		return errors.New("a result and an error, or neither")
	}
	return err
}

func mustPolicy(t testing.TB, content string) *mandat.Policy {
	t.Helper()
	p, err := policyfile.ParsePolicy("policy.yaml", []byte(content))
	require.NoError(t, err)
	return p
}

// shop is a small policy with one of almost everything.
const shop = `
system: shop
version: "1"
structures:
  organisation: {home: required, title: {en: Organisation}}
  rooms: 
channels: {web: {login: true}, link: {bearer: true}, post: }
settings: {returns: {default: true, title: {en: Returns}}, gifts: }
groups: {hold-roles: true}
types:
  shelf:
    unit: organisation
    lists: read
    actions: {read: }
  order:
    title: {en: Order, sv: Beställning}
    unit: organisation
    part-of: shelf
    statuses: [open, sent]
    labels: {gift: {en: Gift}, fragile: }
    relations: [buyer, seller]
    lists: [read]
    seen: read
    actions:
      read:
      edit: [edit-name, edit-lines]
      cancel: {needs: read, title: {en: Cancel}}
      edit-lines:
      ship: {of: [pack, post], needs: [read]}
base: visitor
roles:
  visitor: {at: {organisation: home-subtree}, opens: web, can: order.read}
  clerk:
    title: {en: Clerk, sv: Expedit}
    aliases: [assistant]
    includes: visitor
    at: [org, {organisation: [subtree, home]}]
    opens: [web, link]
    can:
      - order.edit
      - {do: [order.cancel], when: {relation: seller}, past: lists, setting: returns}
      - {do: order.ship, past: [lists, seals]}
      - {do: [unit.create, group.read], in: [organisation, rooms]}
    holders: {least: 1, most: 3, enforced: true}
    needs-account: false
    deprecated: true
    setting: gifts
  contact: {contact: [name, email], at: org}
  packer-of-gifts: {can: order.ship}
  porter: {at: {rooms: [subtree, exact]}, can: order.ship}
gates:
  - close: order.edit
    unless:
      any:
        - {status: open, label: [gift, fragile]}
        - not: {channel: web, setting: returns}
        - all: [{logged-out: true}, {vacant: clerk, holds: contact}]
guards:
  - {before: [order.cancel, order.edit], needs: {label: gift}}
approvals:
  - {of: order.pack, by: cancel, votes: 2, requester: logged-out, lasts: 720h, outlives-requester: true}
  - {of: [order.post], by: cancel}
administer:
  - {who: clerk, may: [grant, revoke, invite, hand-over], roles: contact, in: organisation, through: web, when: {vacant: contact, role: [contact, clerk]}, past: seals}
  - {who: contact, may: grant, custom: true, self: true}
exclusive:
  - {roles: [clerk, contact]}
  - {roles: [packer-of-gifts, clerk, contact], most: 2}
joining:
  founding: {through: post, roles: [clerk, contact]}
  created: clerk
  invitation: {carries: [clerk, contact], roles: packer-of-gifts, account: true, lasts: 720h, outlives-inviter: true}
creation:
  rooms: {creator: porter, named: [porter], must-name: true, sealed: true, groups: {inside: {en: Inside}, outside: }}
  organisation: {creator: clerk, groups: all}
notify: {order.cancel: [contact], order.ship: clerk, member.remove: [clerk, target], invitation.send: target, grant.revoke: {tell: [clerk, target], roles: [clerk, contact]}}
ask: [clerk, contact]
no-role: {en: Nobody yet}
`

package shadow_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/shadow"
)

// Each action of the policy is denied for a reason of its own.
const reasons = `
system: notes
version: "1"
structures: {organisation: {}}
channels: {web: {login: true}, desk: {login: true}, link: {bearer: true}}
settings: {loans: {default: false}}
types: {note: {unit: organisation, statuses: [draft, final], lists: [show], actions: {read: , show: , lend: , sign: , keep: , vote: }}}
roles:
  reader: {at: {organisation: subtree}, opens: web, can: [{do: note.read, when: {status: draft}}, note.show, {do: note.lend, setting: loans}, note.sign, note.vote]}
  keeper: {at: {organisation: subtree}, opens: [desk, link], can: note.keep}
approvals: [{of: note.sign, by: vote, requester: never}]
administer: [{who: reader, may: grant, roles: keeper}]
`

const office = `
system: notes
org: acme
units: {organisation: {sales: , board: {below: sales, sealed: true}, store: }}
members: {kalle: , disa: , ulla: , nora: }
grants:
  - {role: reader, to: kalle, at: {subtree: sales}}
  - {role: keeper, to: kalle, at: {subtree: sales}}
  - {role: reader, to: ulla, at: {subtree: sales}}
  - {role: reader, to: disa, at: {subtree: sales}, until: 2026-01-01T00:00:00Z}
  - {role: reader, to: disa, at: {subtree: store}}
  - {role: reader, to: nora, at: {subtree: sales}, until: 2026-01-01T00:00:00Z}
  - {role: keeper, to: nora, at: {subtree: store}}
`

func TestTheCausesOfAMissingRightAreToldApart(t *testing.T) {
	p, err := policyfile.ParsePolicy("rules.yaml", []byte(reasons))
	require.NoError(t, err)
	o, err := policyfile.ParseOrg("acme.yaml", []byte(office), p)
	require.NoError(t, err)
	note := func(unit, status string, list mandat.ACL) mandat.Resource {
		r := row{"n-1", unit, status}.Resource()
		r.ACLs = mandat.ACLs{mandat.Action("show").By(list)}
		return r
	}
	sales := note("sales", "draft", mandat.NoACL())
	through := func(c mandat.Channel, q shadow.Question) shadow.Question {
		if q.Subject.Channel = c; c == "link" {
			q.Subject.Only = mandat.Purpose{Org: "acme", Action: "keep", Type: "note", ID: "n-2"}
		}
		return q
	}
	gift := mandat.Grant{Role: "reader", Member: "ulla", Scope: mandat.Below("sales")}.Resource("acme")
	for _, row := range []struct {
		q    shadow.Question
		want string
	}{
		{by("kalle", "read", note("sales", "final", mandat.NoACL())), "no-right: the condition of the right does not hold: role reader: note.read when status draft"},
		{by("kalle", "read", note("board", "draft", mandat.NoACL())), "no-right: a sealed unit keeps the right out: role reader: note.read when status draft"},
		{by("kalle", "show", note("sales", "draft", mandat.Only())), "no-right: an access list does not admit the subject: role reader: note.show"},
		{by("kalle", "lend", sales), "no-right: a setting on which the right hangs is off: role reader: note.lend"},
		{by("kalle", "keep", sales), "no-right: the right does not count in the channel: role keeper: note.keep"},
		{by("ulla", "keep", sales), "no-right: no role that is held has the action"},
		{by("disa", "show", sales), "no-right: a role has the action, and is held elsewhere: role reader: note.show"},
		{through("desk", by("nora", "show", sales)), "no-right: the grant has ended, or has not begun: role reader: note.show"},
		{through("link", by("kalle", "keep", sales)), "no-standing: purpose-other: the link is for something else"},
		{by("kalle", "sign", sales), "needs-approval: it needs approval, and can only be started: approval of note.sign"},
		{by("kalle", "give", gift), "no-right: a statement of who administers is about something else: administer keeper by reader"},
	} {
		_, r := ask(shadow.New(of(o), shadow.Options{}), true, row.q)
		assert.Contains(t, r.String(), row.want+"\n")
	}
}

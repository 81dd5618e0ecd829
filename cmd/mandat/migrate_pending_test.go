package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// claims is a policy of which some requests are pending.
const (
	claims = `
system: claims
version: "1"
structures: {rooms: , floors: }
channels: {web: {login: true}}
types:
  claim: {unit: rooms, relations: [owner, author], actions: {read: , settle: , pay: , vote: , check: }}
  note: {unit: rooms, actions: {publish: , vote: }}
base: everybody
roles:
  everybody: {opens: web}
  admin: {opens: web, at: org, can: [org.adopt-policy, org.approve, member.remove, member.approve, claim.settle, claim.pay, claim.vote, claim.check, note.publish, note.vote, claim.read]}
approvals:
  - {of: claim.settle, by: vote, votes: 2}
  - {of: claim.pay, by: vote, votes: 2}
  - {of: note.publish, by: vote}
  - {of: member.remove, by: approve}
`
	claimed = `
system: claims
org: house
units: {rooms: {den: }}
members: {ann: , bob: , cy: }
grants: [{role: admin, to: ann, at: org}]
approvals:
  - {of: claim.settle, id: k-1, digest: v1, units: {rooms: den}, relations: {owner: [bob]}, by: bob, at: 2026-01-10T09:00:00Z, needed: 2, votes: [{by: ann}]}
  - {of: claim.pay, id: k-2, digest: v1, units: {rooms: none}, relations: {owner: none}, by: bob, at: 2026-01-10T09:00:00Z, needed: 2}
  - {of: note.publish, id: n-1, digest: v1, units: {rooms: den}, by: bob, at: 2026-01-10T09:00:00Z}
  - {of: note.publish, id: n-2, digest: v1, units: {rooms: den}, by: bob, at: 2026-01-10T09:00:00Z, until: 2026-01-11T09:00:00Z}
  - {of: note.publish, id: n-3, digest: v1, units: {rooms: den}, by: bob, at: 2026-01-10T09:00:00Z, status: approved, votes: [{by: ann}]}
  - {of: member.remove, id: cy, by: bob, at: 2026-01-10T09:00:00Z, status: approved, votes: [{by: ann}]}
`
)

// pendingSection returns what a migration says of pending approvals, and its last
// line.
func pendingSection(t *testing.T, edits ...string) string {
	t.Helper()
	edited := replaced(t, claims, `"1"`, `"2"`)
	for i := 0; i < len(edits); i += 2 {
		edited = replaced(t, edited, edits[i], edits[i+1])
	}
	got := runWith("migrate", "-dry-run", "-org", "house.yaml", "-at", "2026-01-15T09:00:00Z", "-to", folderOf(t, edited, claimed), folderOf(t, claims, claimed))
	assert.Empty(t, got.err)
	_, section, _ := strings.Cut(got.stdout, "\npending approvals\n")
	section, _, _ = strings.Cut(section, "\n\n")
	return section
}

// TestPendingApprovalsOfAMigration: what becomes of the requests that wait is told
// one by one.
func TestPendingApprovalsOfAMigration(t *testing.T) {
	const settled, paid = "  - claim.settle of k-1 (1/2 votes): needs 2 with claim.vote", "  - claim.pay of k-2 (0/2 votes): needs 2 with claim.vote"
	for name, test := range map[string]struct{ old, new, want string }{
		"nothing":      {"relations: [owner, author]", "relations: [author, owner]", ""},
		"more votes":   {"claim.settle, by: vote, votes: 2", "claim.settle, by: vote, votes: 3", "  + claim.settle of k-1 (1/2 votes): needs 3 with claim.vote\n" + settled},
		"fewer votes":  {"claim.settle, by: vote, votes: 2", "claim.settle, by: vote, votes: 1", ""}, // those of when it was started
		"another vote": {"claim.settle, by: vote", "claim.settle, by: check", "  + claim.settle of k-1 (1/2 votes): needs 2 with claim.check (wider)\n" + settled},
		"no approval":  {"  - {of: claim.pay, by: vote, votes: 2}\n", "", "  + claim.pay of k-2 (0/2 votes): can only be withdrawn: it is under no approval\n" + paid},
		"no relation": {"relations: [owner, author]", "relations: [author]", "  + claim.settle of k-1 (1/2 votes) and claim.pay of k-2 (0/2 votes): can only be withdrawn: it was asked about with other relations\n" +
			"  - claim.settle of k-1 (1/2 votes) and claim.pay of k-2 (0/2 votes): needs 2 with claim.vote"},
		"another structure": {"note: {unit: rooms", "note: {unit: floors", "  + note.publish of n-1 (0/1 votes): can only be withdrawn: it was asked about in other structures\n" +
			"  - note.publish of n-1 (0/1 votes): needs 1 with note.vote"},
		"one structure more": {"note: {unit: rooms", "note: {unit: [rooms, floors]", "  + note.publish of n-1 (0/1 votes): can only be withdrawn: it was asked about in other structures\n" +
			"  - note.publish of n-1 (0/1 votes): needs 1 with note.vote"},
		"a relation that a vote asks for": {"claim.vote, claim.check,", "{do: claim.vote, when: {relation: author}}, claim.check,", "  + claim.settle of k-1 (1/2 votes) and claim.pay of k-2 (0/2 votes): can only be withdrawn: it was asked about with other relations\n" +
			"  - claim.settle of k-1 (1/2 votes) and claim.pay of k-2 (0/2 votes): needs 2 with claim.vote"},
		"a relation that the requester's right asks for": {"claim.settle, claim.pay, claim.vote,", "claim.settle, {do: claim.pay, when: {relation: author}}, claim.vote,", "  + claim.pay of k-2 (0/2 votes): can only be withdrawn: it was asked about with other relations\n" + paid},
		"a change with too few votes": {"by: approve}", "by: approve, votes: 2}", "  + member.remove of cy (1/1 votes): is started anew: 2 votes are needed\n" +
			"  - member.remove of cy (1/1 votes): is approved"},
		"a change without approval": {"  - {of: member.remove, by: approve}\n", "", "  + member.remove of cy (1/1 votes): is done without approval (wider)\n" +
			"  - member.remove of cy (1/1 votes): is approved"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, pendingSection(t, test.old, test.new))
		})
	}
	assert.Equal(t, `  + note.publish of n-1 (0/1 votes): can only be withdrawn: there is no such action
  - note.publish of n-1 (0/1 votes): needs 1 with note.vote`, pendingSection(t,
		"  note: {unit: rooms, actions: {publish: , vote: }}\n", "", "  - {of: note.publish, by: vote}\n", "", "note.publish, note.vote, ", ""))
}

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// houses is an organisation with rooms in it, of a policy without its roles.
const (
	houses = `
system: houses
version: "1"
structures: {rooms: {home: optional}}
channels: {web: {login: true}}
settings: {a: {default: false}, b: {default: false}}
types: {memo: {unit: rooms, actions: {read: , write: , vote: , other: }}}
base: everybody
`
	house = `
system: houses
org: house
units: {rooms: {den: }}
members: {ann: , bob: {home: den}}
grants: [{role: admin, to: ann, at: org}]
`
)

// between goes over from a policy to another one, both told without what they
// share, and returns what is printed.
func between(t *testing.T, before, after string) output {
	t.Helper()
	from, to := folderOf(t, houses+before, house), folderOf(t, replaced(t, houses, `"1"`, `"2"`)+after, house)
	return runWith("migrate", "-dry-run", "-org", "house.yaml", "-at", "2026-01-15T09:00:00Z", "-to", to, from)
}

// folderOf makes the folder of a system.
func folderOf(t *testing.T, policy, org string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "policy.yaml"), []byte(policy), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "house.yaml"), []byte(org), 0o666))
	return dir
}

// TestWhatWidensBetweenRules: what one rule says is wider by what another one
// hangs on.
func TestWhatWidensBetweenRules(t *testing.T) {
	const admin = "  everybody: {opens: web}\n  admin: {opens: web, at: org, can: org.adopt-policy}\n"
	for name, test := range map[string]struct {
		before, after string
		says, back    string // the last line there, and on the way back
	}{
		"an inclusion that kept roles apart": {
			"roles:\n" + admin + "  lender: {opens: web, at: org}\n  courier: {opens: web, at: org}\n  keeper: {opens: web, includes: lender, at: org}\nexclusive: [{roles: [lender, courier]}]\n",
			"roles:\n" + admin + "  lender: {opens: web, at: org}\n  courier: {opens: web, at: org}\n  keeper: {opens: web, at: org}\nexclusive: [{roles: [lender, courier]}]\n",
			"wider: role keeper", "wider: role keeper"},
		"an inclusion, and nothing kept apart": {
			"roles:\n" + admin + "  lender: {opens: web, at: org}\n  keeper: {opens: web, includes: lender, at: org}\n",
			"roles:\n" + admin + "  lender: {opens: web, at: org}\n  keeper: {opens: web, at: org}\n",
			"nothing widens", "wider: role keeper"},
		"the last holder of what is off": {
			"roles:\n" + admin + "  owner: {opens: web, at: org, holders: {least: 1, enforced: true}}\n",
			"roles:\n" + admin + "  owner: {opens: web, at: org, holders: {least: 1, enforced: true}, setting: a}\n",
			"wider: role owner", "wider: role owner"},
		"the last holder of what asks for none": {
			"roles:\n" + admin + "  owner: {opens: web, at: org, holders: {least: 1}}\n",
			"roles:\n" + admin + "  owner: {opens: web, at: org, holders: {least: 1}, setting: a}\n",
			"nothing widens", "wider: role owner"},
		"a creator for whom less is no more to be had": {
			"roles:\n" + admin + "  chief: {opens: web, at: {rooms: [exact, subtree]}}\ncreation: {rooms: {creator: chief}}\n",
			"roles:\n" + admin + "  chief: {opens: web, at: {rooms: [subtree]}}\ncreation: {rooms: {creator: chief}}\n",
			"wider: making a unit", "wider: role chief"},
		"whoever joins gets more": {
			"roles:\n" + admin + "  guest: {opens: web, at: [{rooms: home}, org]}\njoining: {registration: {through: web, roles: guest}}\n",
			"roles:\n" + admin + "  guest: {opens: web, at: org}\njoining: {registration: {through: web, roles: guest}}\n",
			"wider: joining", "wider: role guest"},
		"whoever joins gets more below": {
			"roles:\n" + admin + "  guest: {opens: web, at: {rooms: [home, home-subtree]}}\njoining: {created: guest}\n",
			"roles:\n" + admin + "  guest: {opens: web, at: {rooms: home-subtree}}\njoining: {created: guest}\n",
			"wider: joining", "wider: role guest"},
	} {
		t.Run(name, func(t *testing.T) {
			there, back := between(t, test.before, test.after), between(t, test.after, test.before)
			assert.Equal(t, test.says, lastSummary(there.stdout), there.stdout+there.err)
			assert.Equal(t, test.back, lastSummary(back.stdout), back.stdout+back.err)
		})
	}
}

// lastSummary returns the last line without what is said of members.
func lastSummary(text string) string {
	line, _, _ := strings.Cut(lastLine(text), " (custom roles, pending approvals and members not looked at")
	return line
}

func replaced(t *testing.T, text, old, new string) string {
	t.Helper()
	require.Contains(t, text, old)
	return strings.Replace(text, old, new, 1)
}

// TestWhatWidensOfAnApproval: what is stricter in every respect widens nothing.
func TestWhatWidensOfAnApproval(t *testing.T) {
	const roles = "roles:\n  everybody: {opens: web}\n  admin: {opens: web, at: org, can: [org.adopt-policy, memo.read, memo.write, memo.vote, memo.other]}\n"
	for _, test := range [][3]string{
		{"votes: 2, lasts: 168h", "votes: 3, lasts: 72h", "stricter"},
		{"votes: 2, lasts: 168h", "votes: 3, lasts: 200h", "both ways"},
		{"votes: 2", "votes: 2, lasts: 168h", "stricter"},
		{"votes: 2, requester: logged-out", "votes: 2", "stricter"},
		{"votes: 2, requester: other-session", "votes: 2, requester: never", "stricter"},
		{"votes: 2, requester: other-session", "votes: 2, requester: logged-out", "both ways"},
		{"votes: 2, outlives-requester: true", "votes: 3", "stricter"},
		{"votes: 2, by: vote", "votes: 3, by: other", "both ways"},
	} {
		rule := func(says string) string {
			if !strings.Contains(says, "by: ") {
				says += ", by: vote"
			}
			return roles + "approvals: [{of: memo.write, " + says + "}]\n"
		}
		there, back := between(t, rule(test[0]), rule(test[1])), between(t, rule(test[1]), rule(test[0]))
		want := map[string][2]string{
			"stricter":  {"nothing widens", "wider: approvals"},
			"both ways": {"wider: approvals", "wider: approvals"},
		}[test[2]]
		assert.Equal(t, want, [2]string{lastLine(there.stdout), lastLine(back.stdout)}, "%v\n%s%s", test, there.stdout, there.err)
	}
}

// TestDeclarationsAreCompared: what a type declares is told of, and widens nothing
// by itself.
func TestDeclarationsAreCompared(t *testing.T) {
	const rest = "roles:\n  everybody: {opens: web}\n  admin: {opens: web, at: org, can: [org.adopt-policy, memo.read, plan.read], holders: {least: 1, enforced: true}}\n"
	declared := func(version, memo, plan string) string {
		policy := replaced(t, houses, `"1"`, version)
		policy = replaced(t, policy, "{memo: {unit: rooms, ", "{plan: {"+plan+"actions: {read: }}, memo: {unit: rooms, "+memo)
		return folderOf(t, policy+rest, house)
	}
	from := declared(`"1"`, "statuses: [in, out], labels: [old], relations: [owner], ", "unit: rooms, ")
	to := declared(`"2"`, "statuses: [in, lost], labels: [new], relations: [author], ", "")
	got := runWith("migrate", "-dry-run", "-org", "house.yaml", "-to", to, from)
	assert.Equal(t, `house: houses, version 1 to version 2

declarations
  + plan lies at no unit (wider)
  + status lost of memo
  + label new of memo
  + relation author of memo
  - plan lies in rooms (wider)
  - status out of memo
  - label old of memo
  - relation owner of memo

wider: declarations
`, got.stdout, got.err)
}

func TestOneHolderIsNotSeveral(t *testing.T) {
	const roles = "roles:\n  everybody: {opens: web}\n  admin: {opens: web, at: org, can: org.adopt-policy, holders: {least: %, enforced: true}}\n"
	got := between(t, strings.Replace(roles, "%", "1", 1), strings.Replace(roles, "%", "2", 1))
	assert.Contains(t, got.stdout, "  + must have at least 2 holders\n  - must have at least 1 holder\n", got.err)
}

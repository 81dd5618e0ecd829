package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// golden compares what was printed with a file in testdata. To rewrite them:
// go test ./cmd/mandat -update
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o666))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, file)
}

// TestMigration shows every kind of line.
func TestMigration(t *testing.T) {
	for name, lang := range map[string]string{"migrate.txt": "en", "migrate-sv.txt": "sv"} {
		args := []string{"migrate", "-dry-run", "-lang", lang, "-org", "town.yaml", "-to", "testdata/library-2/policy.yaml", "testdata/library-1"}
		got := runWith(args...)
		require.Equal(t, exitYes, got.code, got.err)
		golden(t, name, got.stdout)
		for range 5 {
			assert.Equal(t, got, runWith(args...))
		}
		args[len(args)-2] = "testdata/library-2" // the folder will do
		assert.Equal(t, got, runWith(args...))
	}
}

// migrated goes over from the small library to an edited copy of its policy, and
// returns what is printed.
func migrated(t *testing.T, from, org string, edits ...string) output {
	t.Helper()
	policy, err := os.ReadFile(from + "/policy.yaml")
	require.NoError(t, err)
	text := string(policy)
	for i := 0; i < len(edits); i += 2 {
		require.Contains(t, text, edits[i])
		text = strings.ReplaceAll(text, edits[i], edits[i+1])
	}
	file := filepath.Join(t.TempDir(), "policy.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o666))
	return runWith("migrate", "-dry-run", "-org", org, "-to", file, from)
}

const library = "testdata/library-1"

func TestMigrationThatCannotBe(t *testing.T) {
	got := migrated(t, library, "town.yaml", `"1"`, `"2"`,
		"courier", "runner", "at: {branches: [exact]}", "at: {branches: [subtree]}", "fines: {default: false}, ", "",
		"  friend:", "  evening: {opens: letter, can: book.read}\n  friend:", "shelves: }", "racks: }",
		"most: 3, enforced: true", "most: 3, enforced: false", "friend: {opens: letter", "friend: {at: org, opens: letter")
	assert.Equal(t, exitNo, got.code)
	problems, _, _ := strings.Cut(got.stdout, "\n\nsettings ")
	assert.Equal(t, `town: library, version 1 to version 2

it cannot go over:
  unknown setting "fines"
  custom role evening: role "evening" is built in
  grant of lender to bo: role "lender" is not given there: expected subtree in branches
  grant of courier to cy: unknown role "courier"
  grant of evening to cy: role "evening" is not given there: expected org
  invitation i-1 to dee, grant of lender to dee: role "lender" is not given there: expected subtree in branches`, problems)
	assert.True(t, strings.HasSuffix(got.stdout, " (custom roles, pending approvals and members not looked at: it cannot go over)\n"), got.stdout)
}

func TestMigrationThatBreaksWhatIsEnforced(t *testing.T) {
	got := migrated(t, library, "town.yaml", `"1"`, `"2"`, "least: 1", "least: 2", "roles: [courier, head]", "roles: [keeper, lender]")
	assert.Equal(t, exitNo, got.code)
	assert.Contains(t, got.stdout, `
it cannot go over:
  role "keeper" is held by 1 for good: expected at least 2
  member "ada" holds 2 of the roles "keeper", "lender": expected at most 1
`)
}

func TestMigrationByWhichNothingWidens(t *testing.T) {
	got := migrated(t, library, "town.yaml", `"1"`, `"2"`, "can: book.read}\n  friend", "can: {do: book.read, when: {status: in}}}\n  friend",
		"gates:", "gates:\n  - {close: book.mend, unless: {status: in}}", "votes: 2", "votes: 3")
	assert.Equal(t, output{0, `town: library, version 1 to version 2

role courier, held by cy
  + book.read if the status is in
  - book.read

gates
  + book.mend: for everybody: only if the status is in

approvals
  + book.discard: needs approval: 3 with book.confirm, never the requester
  - book.discard: needs approval: 2 with book.confirm, never the requester

members
  cy loses book.read in the whole organisation except at north if the channel is desk, and the status is not in

nothing widens
`, ""}, got)
}

// A title, the order of things and another version alone change nothing.
func TestMigrationThatChangesNothing(t *testing.T) {
	got := migrated(t, library, "town.yaml", `"1"`, `"2"`, "may: [grant, revoke, invite]", "may: [invite, revoke, grant]", "statuses: [in, out, lost]", "statuses: [lost, in, out]",
		"change: [lend, mend]", "change: [mend, lend]", "courier: {opens", "courier: {title: {en: Runner}, opens")
	assert.Equal(t, output{0, "town: library, version 1 to version 2\n\nnothing widens\n", ""}, got)
}

// TestMigrationToAnIDOfOld: nobody holds what has the id of a role that was
// removed, and the listing says that the id is not new.
func TestMigrationToAnIDOfOld(t *testing.T) {
	got := migrated(t, library, "town.yaml", `"1"`, `"2"`, "  friend:", "  night: {opens: letter, can: book.read}\n  friend:")
	assert.Contains(t, got.stdout, "\nrole night (new; a custom role that was removed had this id)\n")
	assert.NotContains(t, got.stdout, "\nmembers\n")
}

// TestMigrationOfGrants: the same of a system in use.
func TestMigrationOfGrants(t *testing.T) {
	const grants = "../../systems/grants"
	got := migrated(t, grants, "university.yaml", `version: "1"`, `version: "2"`,
		"can: [settings-entry.read, application.read]", "can: [settings-entry.read, settings-entry.edit, application.read]",
		"  - {who: application-officer, may: invite, roles: application-officer}\n", "")
	require.Equal(t, exitYes, got.code, got.err)
	for _, want := range []string{
		"\nrole application-officer, held by anita and doris\n  - may be invited to by application-officer\n",
		"\n  + settings-entry.edit (wider)\n",
		"gains settings-entry.edit at ",
		"loses grant.invite of application-officer in the whole organisation\n",
	} {
		assert.Contains(t, got.stdout, want)
	}
	assert.Regexp(t, `\nwider: role limited-reader; members who gain: \d+\n$`, got.stdout)

	gone := migrated(t, grants, "university.yaml", `version: "1"`, `version: "2"`, "full-reader", "complete-reader")
	assert.Equal(t, exitNo, gone.code)
	assert.Regexp(t, `\n  grant of full-reader to \w+: unknown role "full-reader"\n`, gone.stdout)
}

// TestMigrationToAnEditedVersion: what is in force and was edited is compared, and
// cannot be adopted.
func TestMigrationToAnEditedVersion(t *testing.T) {
	const first = "version 1 is in force: raise the version of the new policy before it is adopted\ntown: library, version 1 to version 1\n\n"
	assert.Equal(t, output{1, first + "nothing widens\n", ""}, migrated(t, library, "town.yaml"))
	assert.Equal(t, output{1, first + `approvals
  + book.discard: needs approval: 1 with book.confirm, never the requester
  - book.discard: needs approval: 2 with book.confirm, never the requester (wider)

wider: approvals
`, ""}, migrated(t, library, "town.yaml", "votes: 2", "votes: 1"))
}

func TestMigrationWithWrongFlags(t *testing.T) {
	usage := usageOf("migrate", "DIR")
	assert.Equal(t, output{2, "", "mandat: say -dry-run: an organisation in a store is changed by the command AdoptPolicy, in the service that has the store\n" + usage},
		runWith("migrate", "-org", "town.yaml", "-to", "testdata/library-2", library))
	assert.Equal(t, output{2, "", "mandat: say with -to which policy to go over to\n" + usage}, runWith("migrate", "-dry-run", library))
	assert.Equal(t, output{2, "", "mandat: -lang \"de\": expected en or sv\n" + usage}, runWith("migrate", "-dry-run", "-lang", "de", "-to", "x", library))
	assert.Equal(t, output{2, "", "mandat: -at \"now\": expected a time such as 2026-01-15T09:00:00Z\n" + usage}, runWith("migrate", "-dry-run", "-at", "now", "-to", "x", library))
	assert.Equal(t, output{3, "", "mandat: nowhere/policy.yaml: no such file or directory\n"}, runWith("migrate", "-dry-run", "-org", "town.yaml", "-to", "nowhere/policy.yaml", library))
	assert.Equal(t, output{3, "", "mandat: testdata/policy.yaml: no such file or directory\n"}, runWith("migrate", "-dry-run", "-org", "town.yaml", "-to", "testdata/policy.yaml", library))
	assert.Equal(t, output{3, "", "mandat: testdata/library-1/testdata/library-1/town.yaml: no such file or directory (-org names a file in the folder testdata/library-1)\n"},
		runWith("migrate", "-dry-run", "-org", "testdata/library-1/town.yaml", "-to", "testdata/library-2", library))
	got := runWith("migrate", "-dry-run", "-org", "town.yaml", "-to", "../../systems/grants", library)
	assert.Equal(t, output{3, "", "mandat: ../../systems/grants: it is of system \"grants\": expected a version of \"library\"\n"}, got)
}

// TestWhatWidens makes one edit of the policy after the other, and its opposite.
func TestWhatWidens(t *testing.T) {
	for name, test := range map[string]struct {
		from, to  string // an edit of the small library
		says      string // the last line
		backAgain string // and of the way back
	}{
		"an action needs nothing": {"lend: {needs: read}", "lend:", "wider: declarations; members who gain: 3", "nothing widens"},
		"a group is smaller":      {"change: [lend, mend]", "change: [lend]", "wider: declarations", "wider: role lender; role keeper; role head; custom role evening; members who gain: 3"},
		"a list is gone":          {"    lists: [read]\n", "", "wider: declarations; members who gain: 3", "wider: declarations; members who gain: 2"},
		"a gate":                  {"  - {close: book.lend, unless: {setting: loans}}\n", "", "wider: gates", "nothing widens"},
		"a guard":                 {"guards:\n  - {before: member.remove, needs: {target: {not: {holds: lender}}}}\n", "", "wider: guards", "nothing widens"},
		"an approval":             {"approvals:\n  - {of: book.discard, by: confirm, votes: 2}\n", "", "wider: approvals", "nothing widens"},
		"fewer votes":             {"votes: 2", "votes: 1", "wider: approvals", "nothing widens"},
		"more holders":            {"most: 3", "most: 5", "wider: role keeper", "nothing widens"},
		"fewer holders":           {"least: 1, ", "", "wider: role keeper", "nothing widens"},
		"a number not enforced":   {", enforced: true", ", enforced: false", "wider: role keeper", "nothing widens"},
		"exclusive roles":         {"exclusive:\n  - {roles: [courier, head]}\n", "", "wider: declarations", "nothing widens"},
		"a default":               {"notes: {default: false}", "notes: {default: true}", "wider: settings of the organisation", "wider: settings of the organisation"},
		"a default that is set":   {"fines: {default: false}", "fines: {default: true}", "nothing widens", "nothing widens"},
		"no login":                {"web: {login: true}", "web: ", "wider: declarations", "wider: declarations"},
		"everybody's place":       {"at: {branches: home}", "at: {branches: home-subtree}", "wider: role reader", "wider: role reader"},
		"an account":              {", account: true", "", "wider: joining", "nothing widens"},
		"members at once":         {"carries: lender, account: true", "carries: lender, at-once: true", "wider: joining", "wider: joining"},
		"who makes a unit":        {"joining:", "creation: {branches: {creator: lender}}\njoining:", "wider: making a unit", "wider: making a unit"},
		"a unit for somebody":     {"joining:", "creation: {branches: {named: lender, must-name: true}}\njoining:", "wider: making a unit", "wider: making a unit"},
		"units that come sealed":  {"joining:", "creation: {branches: {sealed: true}}\njoining:", "nothing widens", "wider: making a unit"},
		"past seals":              {"roles: [lender, keeper, courier]}", "roles: [lender, keeper, courier], past: seals}", "wider: role lender; role keeper; role courier", "nothing widens"},
		"what is carried":         {"carries: lender", "carries: [lender, keeper]", "wider: joining", "nothing widens"},
		"somebody may give":       {"who: head, may: [grant, revoke, invite]", "who: [head, keeper], may: [grant, revoke, invite]", "wider: role lender; role keeper; role courier", "nothing widens"},
		"somewhere only":          {"roles: lender, in: branches}", "roles: lender}", "wider: role lender", "nothing widens"},
		"whoever has no account":  {"contact: name}", "contact: name, needs-account: false}", "wider: role friend", "wider: role friend"},
		"a role less included":    {"{includes: lender, at: org", "{at: org", "wider: role keeper; role head", "wider: role keeper; role head; members who gain: 1"},
		"a role":                  {"  friend:", "  pal: {opens: letter, can: book.read}\n  friend:", "wider: role pal (new)", "nothing widens"},
	} {
		t.Run(name, func(t *testing.T) {
			back := t.TempDir()
			there := migrated(t, library, "town.yaml", `"1"`, `"2"`, test.from, test.to)
			assert.Equal(t, test.says, lastLine(there.stdout), there.stdout+there.err)
			policy, err := os.ReadFile(library + "/policy.yaml")
			require.NoError(t, err)
			org, err := os.ReadFile(library + "/town.yaml")
			require.NoError(t, err)
			edited := strings.Replace(strings.Replace(string(policy), test.from, test.to, 1), `"1"`, `"2"`, 1)
			require.NoError(t, os.WriteFile(back+"/policy.yaml", []byte(edited), 0o666))
			require.NoError(t, os.WriteFile(back+"/town.yaml", org, 0o666))
			again := runWith("migrate", "-dry-run", "-org", "town.yaml", "-to", library, back)
			assert.Equal(t, test.backAgain, lastLine(again.stdout), again.stdout+again.err)
		})
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

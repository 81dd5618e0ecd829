package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wantGolden compares what a run of mandat list prints with a file.
func wantGolden(t *testing.T, file string, args ...string) {
	t.Helper()
	got := runWith(append([]string{"list"}, args...)...)
	require.Equal(t, output{0, got.stdout, ""}, got)
	golden := filepath.Join("testdata", file)
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got.stdout), 0o666))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	assert.Equal(t, string(want), got.stdout)
}

const c7 = "{type: contract, id: c-7, unit: domestic-sales, status: valid, relations: {responsible: rut, deputy: none}, lists: none, part-of: none}"

func TestAnswersOfTheContractsSystem(t *testing.T) {
	sales := func(what string, args ...string) []string {
		return append(append([]string{what}, args...), "-channel", "avtal", "-org", "sales.yaml", "../../systems/contracts")
	}
	wantGolden(t, "who.txt", sales("who", "-action", "edit-other", "-resource", c7)...)
	wantGolden(t, "who-sv.txt", sales("who", "-action", "delete", "-resource", strings.Replace(c7, "valid", "unfinished", 1), "-lang", "sv", "-columns", "explanation,person")...)
	wantGolden(t, "actions.txt", sales("actions", "-person", "rut", "-resource", c7)...)
	wantGolden(t, "actions-sv.txt", sales("actions", "-person", "rut", "-resource", c7, "-lang", "sv")...)
	wantGolden(t, "what.txt", sales("what", "-person", "kalle", "-action", "search", "-resources", "testdata/contracts.yaml")...)
	wantGolden(t, "what-unit.csv", sales("what", "-person", "kalle", "-action", "search", "-resources", "testdata/contracts.yaml", "-unit", "domestic-sales", "-csv", "-columns", "id,unit,because")...)
	wantGolden(t, "filter.txt", sales("filter", "-person", "kalle", "-action", "read", "-type", "contract")...)
	wantGolden(t, "filter-sv.txt", sales("filter", "-person", "rut", "-action", "edit", "-type", "contract", "-lang", "sv")...)
	wantGolden(t, "filter-excel.csv", sales("filter", "-person", "disa", "-action", "read", "-type", "document", "-lang", "sv", "-excel")...)
}

// A filter that asks for nothing, or that nothing passes, says so, and one of places in
// several trees names these.
func TestFiltersInWords(t *testing.T) {
	filter := func(want, dir, org string, args ...string) {
		t.Helper()
		got := runWith(append(append([]string{"list", "filter"}, args...), "-org", org, "../../systems/"+dir)...)
		assert.Equal(t, output{0, "Condition\n" + want, ""}, got)
	}
	contracts := []string{"-channel", "avtal", "-type", "contract", "-action"}
	filter("everything\n", "contracts", "sales.yaml", append(contracts, "read", "-person", "anna")...)
	filter("nothing\n", "contracts", "sales.yaml", append(contracts, "delete", "-person", "kalle")...)
	filter("if it is at sales and below\n", "contracts", "sales.yaml", append(contracts, "create-notice", "-person", "nora")...)
	rooms := []string{"-channel", "portal", "-session", "open", "-type", "meeting", "-action", "read"}
	filter("if it has no unit\n", "rooms", "bridge.yaml", append(rooms, "-person", "pelle")...)
	filter("if it is at tunnel\n", "rooms", "bridge.yaml", append(rooms, "-person", "rolf")...)
	grants := []string{"-channel", "prisma", "-session", "open", "-type", "signing-task", "-action", "sign"}
	filter("if in Organisation structure it is at medicine or at science, and in Signing structure it is at applications\n", "grants", "university.yaml", append(grants, "-person", "siv")...)
}

// Somebody who may know of some members alone sees these, and how many others there
// are; and why, as far as they may read the grants.
func TestWhoAsAPersonMayKnow(t *testing.T) {
	inFolder(t, club())
	const note = "{type: note, id: n-1, unit: north}"
	who := []string{"who", "-channel", "web", "-action", "read", "-resource", note}
	wantList(t, `
Person  Because
siv     grant officer at north through group team
`, who...)
	wantList(t, "Person  Because\nsiv     grant officer at north through group team\n", append(who, "-person", "siv")...)
	wantList(t, "Person  Because\nand 1 more, of whom maja may not know\n", append(who, "-person", "maja")...)
	wantList(t, "Person  Eftersom\noch 1 till, som maja inte får känna till\n", append(who, "-person", "maja", "-lang", "sv")...)
	got := runWith(append(append([]string{"list"}, who...), "-person", "maja", "-csv", "-columns", "person", "-org", "club.yaml", "club")...)
	assert.Equal(t, output{0, "\"person\"\r\n", "and 1 more, of whom maja may not know\n"}, got, "a program reads persons alone")

	for rights, want := range map[string][2]string{
		"member.read":                                    {"", ""},
		"member.read, grant.read":                        {"", ""},
		"member.read, unit.read, group.read":             {"", ""},
		"member.read, grant.read, unit.read":             {"grant keeper at north", ""},
		"member.read, grant.read, unit.read, group.read": {"grant keeper at north", "grant keeper at north through group all"},
	} {
		files := lookerClub("org", rights)
		files["club/club.yaml"] = strings.Replace(files["club/club.yaml"], "bo: ,", "bo: {home: north},", 1)
		inFolder(t, files)
		wantList(t, "\"person\",\"because\"\r\n\"ann\",\""+want[0]+"\"\r\n\"bo\",\""+want[1]+"\"\r\n", append(who, "-csv", "-person", "eve")...)
	}
}

// What a menu offers may need others: that can be started.
func TestMenus(t *testing.T) {
	inFolder(t, shop())
	got := runWith("list", "actions", "-person", "kalle", "-channel", "web", "-resource", "{type: order, id: o-1, unit: north, status: open}", "-org", "acme.yaml", "shop")
	assert.Equal(t, output{0, `Action  Title   On a menu       Why
read    read    Allowed
edit    edit    Allowed
pay     pay     Can be started  needs approval: 1 by Clerk
send    send    Greyed          blocked until the status is closed
settle  settle  Greyed          kalle may settle (order o-1), but it cannot be done: no such approval is pending: o-1.
`, ""}, got)
	got = runWith("list", "actions", "-person", "eva", "-channel", "web", "-resource", "{type: order, id: o-1, unit: south, status: open}", "-columns", "action,menu,decision", "-lang", "sv", "-org", "acme.yaml", "shop")
	assert.Equal(t, output{0, `Handling  På en meny  Beslut
read      Tillåten    allow
edit      Dold        deny: no-right
pay       Dold        deny: no-right
send      Dold        deny: no-right
settle    Dold        deny: no-right
`, ""}, got)
}

func TestWrongAnswers(t *testing.T) {
	files := shop()
	files["rows.yaml"] = "- {type: order, id: o-1, unit: north, status: open}\n- {type: order, id: o 2, unit: north}\n"
	files["bad.json"] = `[{"type": "order", "it": "o-1"}]`
	inFolder(t, files)
	usage := usageOf("list", whatArgs)
	for _, row := range []struct {
		args, want string
		code       int
	}{
		{"who", "mandat: who: missing: -channel, -action, -resource\n" + usage, exitUsage},
		{"what -channel web", "mandat: what: missing: -person, -action, -resources\n" + usage, exitUsage},
		{"actions", "mandat: actions: missing: -person, -channel, -resource\n" + usage, exitUsage},
		{"filter -person kalle", "mandat: filter: missing: -channel, -action, -type\n" + usage, exitUsage},
		{"members -action read", "mandat: -action says nothing of members: it goes with who, what, filter\n" + usage, exitUsage},
		{"who -channel web -action read -resources rows.yaml", "mandat: -resources says nothing of who: it goes with what\n" + usage, exitUsage},
		{"actions -person eva -channel web -action read -resource {type:order}", "mandat: -action says nothing of actions: it goes with who, what, filter\n" + usage, exitUsage},
		{"filter -person eva -channel web -action read -type order -unit north", "mandat: filter cannot be chosen by -unit\n" + usage, exitUsage},
		{"what -person eva -channel web -action read -resources rows.yaml -of eva", "mandat: what cannot be chosen by -of: expected one of -structure, -unit\n" + usage, exitUsage},
		{"what -person eva -channel web -action read -resources rows.yaml -unit east", "mandat: -unit: there is no \"east\"\n" + usage, exitUsage},
		{"filter -person eva -channel web -action read -type ordr", "mandat: the filter has no expression: type-unknown\n" + usage, exitUsage},
		{"filter -person eva -channel web -action read -type member", "mandat: the filter has no expression: member is built in\n" + usage, exitUsage},
		{"filter -person eva -channel wap -action read -type order", "mandat: the filter has no expression: channel-unknown\n" + usage, exitUsage},
		{"filter -person eva -channel web -action read -type order -csv -excel", "mandat: -csv and -excel are two ways to write a list: choose one\n" + usage, exitUsage},
		{"filter -person eva -channel web -action read -type order -columns id", "mandat: -columns: filter have no column \"id\": expected some of condition\n" + usage, exitUsage},
		{"filter -person eva -channel web -action read -type order -lang fi", "mandat: -lang \"fi\": expected en or sv\n" + usage, exitUsage},
		{"actions -person eva -channel web -resource {\"type\":\"ordr\"}", "mandat: -resource: there is no type \"ordr\"\n" + usage, exitUsage},
		{"actions -person eva -channel web -resource {\"type\":\"order\"}", "mandat: order.read cannot be decided: malformed: unit-not-stated\n" + usage, exitUsage},
		{"who -channel web -action fly -resource {\"type\":\"order\"}", "mandat: subjects of order.fly: malformed: action-unknown: the type has no such action: fly\n" + usage, exitUsage},
		{"who -person nils -channel web -action read -resource {\"type\":\"order\",\"id\":\"o-1\",\"unit\":\"north\"}", "mandat: nils may not know of the resource: not found\n" + usage, exitUsage},
		{"what -person eva -channel wap -action edit -resources rows.yaml", "mandat: the person cannot be asked about: malformed: channel-unknown\n" + usage, exitUsage},
		{"what -person eva -channel web -action fly -resources rows.yaml", "mandat: -action: order has no action \"fly\"\n" + usage, exitUsage},
		{"what -person kalle -channel web -action edit -resources rows.yaml", "rows.yaml:2:3: order \"o 2\": malformed: status-not-stated\n", exitFile},
		{"what -person kalle -channel web -action edit -resources bad.json", "bad.json:1:20: unknown key \"it\"; the keys here are id, labels, like, lists, org, part-of, relations, status, type, unit, units\n", exitFile},
		{"what -person kalle -channel web -action edit -resources gone.yaml", "mandat: gone.yaml: no such file or directory\n", exitFile},
	} {
		got := runWith(append(append([]string{"list"}, strings.Fields(row.args)...), "-org", "acme.yaml", "shop")...)
		assert.Equal(t, output{row.code, "", row.want}, got, row.args)
	}
}

package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const openOrder = "{type: order, id: o-1, unit: north, status: open}"

func TestWaysToAsk(t *testing.T) {
	files := shop()
	files["order.yaml"] = openOrder
	files["shop/other.yaml"] = "system: shop\norg: other\nunits: {organisation: {north: }}\nmembers: {kalle: {home: north}}\n"
	inFolder(t, files)
	for _, test := range []struct {
		name string
		args []string
		want string
	}{
		{"in short", []string{"-person", "kalle", "-channel", "web"}, "allow\n"},
		{"with a subject", []string{"-subject", "{person: kalle, channel: web, session: open}"}, "allow\n"},
		{"a flag beside the subject counts instead", []string{"-subject", "{person: kalle, channel: web}", "-person", "eva"}, "deny: no-right\n"},
		{"without a channel", []string{"-person", "kalle"}, "deny: no-standing: channel-closed\n"},
		{"after the grant has ended", []string{"-person", "kalle", "-channel", "web", "-at", "2026-06-01T02:00:00+02:00"}, "deny: no-right\n"},
		{"just before", []string{"-person", "kalle", "-channel", "web", "-at", "2026-06-01T01:59:59+02:00"}, "allow\n"},
		{"at the time of the subject", []string{"-subject", "{person: kalle, channel: web, at: 2026-07-01T00:00:00Z}"}, "deny: no-right\n"},
		{"the time of the flag counts instead", []string{"-subject", "{person: kalle, channel: web, at: 2026-07-01T00:00:00Z}", "-at", "2026-02-01T00:00:00Z"}, "allow\n"},
		{"logged in", []string{"-person", "kalle", "-channel", "web", "-session", "open"}, "allow\n"},
		{"logged out", []string{"-person", "kalle", "-channel", "web", "-session", "none"}, "allow\n"},
		{"by a link without a purpose", []string{"-person", "kalle", "-channel", "link"}, "deny: malformed: purpose-not-stated\n"},
		{"an organisation that no cases name", []string{"-person", "kalle", "-channel", "web", "-org", "./other.yaml"}, "deny: no-right\n"},
		{"a resource in a file", []string{"-person", "kalle", "-channel", "web", "-resource", "@order.yaml"}, "allow\n"},
		{"a resource of another organisation", []string{"-person", "kalle", "-channel", "web", "-resource", "{type: order, org: x, unit: north, status: open}"}, "deny: malformed: org-foreign\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			args := append([]string{"decide", "-action", "edit", "-resource", openOrder}, test.args...)
			got := runWith(append(args, "shop")...)
			assert.Equal(t, test.want, got.stdout)
			assert.Empty(t, got.err)
		})
	}
}

func TestQuestionsThatCannotBeAsked(t *testing.T) {
	files := shop()
	files["order.yaml"] = "{type: order,\n unti: north}"
	files["shop/bad.yaml"] = "system: shop\norg: bad\nmembers: {eva: {home: west}}\n"
	files["two/policy.yaml"] = shopPolicy
	files["two/policy.json"] = "{}"
	files["none/readme.txt"] = ""
	files["bare/policy.yaml"] = shopPolicy
	files["both/policy.yaml"] = shopPolicy
	files["both/acme.yaml"], files["both/cases-1.yaml"] = acme, shopCases
	files["both/other.yaml"] = acme
	files["both/cases-2.yaml"] = "system: shop\norg: other.yaml\nnow: 2026-01-15T09:00:00Z\ncases:\n" +
		"  - {name: x, subject: {person: kalle, channel: web}, action: edit, resource: " + openOrder + ", expect: allow}\n"
	inFolder(t, files)
	require.NoError(t, os.Symlink("../order.yaml", "shop/link.yaml"))
	for _, test := range []struct {
		name string
		args []string
		code int
		want string // the beginning of what is printed
	}{
		{"half a question", []string{"-person", "", "-action", "", "shop"}, exitUsage, "mandat: missing: -person or -subject, -action\n"},
		{"an unknown session", []string{"-session", "maybe", "shop"}, exitUsage, "mandat: -session \"maybe\": expected open or none\n"},
		{"no time", []string{"-at", "noon", "shop"}, exitUsage, "mandat: -at \"noon\": expected a time such as 2026-01-15T09:00:00Z\n"},
		{"a subject with a wrong key", []string{"-subject", "{persn: eva}", "shop"}, exitUsage, "-subject:1:2: unknown key \"persn\""},
		{"a resource with a wrong key", []string{"-resource", "{type: order, unti: north}", "shop"}, exitUsage, "-resource:1:15: unknown key \"unti\""},
		{"a file with a wrong key", []string{"-resource", "@order.yaml", "shop"}, exitFile, "order.yaml:2:2: unknown key \"unti\""},
		{"no such file", []string{"-resource", "@x.yaml", "shop"}, exitFile, "mandat: x.yaml: no such file or directory\n"},
		{"no such organisation", []string{"-org", "x.yaml", "shop"}, exitFile, "mandat: shop/x.yaml: no such file or directory (-org names a file in the folder shop)\n"},
		{"an invalid organisation", []string{"-org", "bad.yaml", "shop"}, exitFile, "shop/bad.yaml:3:23: "},
		{"an organisation outside the folder", []string{"-org", "../order.yaml", "shop"}, exitUsage, "mandat: -org ../order.yaml: expected a file in the folder\n"},
		{"a link out of the folder", []string{"-org", "link.yaml", "shop"}, exitFile, "mandat: shop/link.yaml: path escapes from parent\n"},
		{"no policy", []string{"none"}, exitFile, "mandat: none: there is no policy.yaml and no policy.json\n"},
		{"two policies", []string{"two"}, exitFile, "mandat: two: there is a policy.yaml and a policy.json: expected one of them\n"},
		{"no organisation", []string{"bare"}, exitUsage, "mandat: bare: no cases name an organisation: say which one with -org\n"},
		{"two organisations", []string{"both"}, exitUsage, "mandat: both: cases are about several organisations: say which one with -org: acme.yaml, other.yaml\n"},
		{"a file for a folder", []string{"order.yaml"}, exitFile, "mandat: order.yaml: not a directory\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, command := range []string{"decide", "explain"} {
				args := []string{command, "-person", "kalle", "-channel", "web", "-action", "edit", "-resource", openOrder}
				got := runWith(append(args, test.args...)...)
				assert.Equal(t, test.code, got.code)
				assert.Empty(t, got.stdout)
				assert.True(t, strings.HasPrefix(got.err, test.want), got.err)
				assert.Equal(t, test.code == exitUsage, strings.HasSuffix(got.err, "\n"+usageOf(command, "DIR")), got.err)
			}
		})
	}
}

func TestDecideForPrograms(t *testing.T) {
	inFolder(t, shop())
	got := runWith("decide", "-json", "-person", "kalle", "-channel", "web", "-action", "edit", "-resource", openOrder, "shop")
	assert.Equal(t, output{0, "{\n  \"outcome\": \"allow\",\n  \"reason\": \"granted\",\n  \"detail\": \"\"\n}\n", ""}, got)

	got = runWith("decide", "-json", "-person", "nils", "-channel", "web", "-action", "edit", "-resource", openOrder, "shop")
	assert.Equal(t, exitNo, got.code)
	assert.Equal(t, answer{"deny", "no-standing", "not-a-member"}, parse[answer](t, got.stdout))
}

func TestTheExampleInTheHelp(t *testing.T) {
	t.Chdir("../..")
	const resource = "{type: contract, unit: sales, part-of: none, lists: none, relations: none}"
	got := runWith("decide", "-org", "sales.yaml", "-person", "kalle", "-channel", "avtal", "-action", "read",
		"-at", "2026-01-15T09:00:00Z", "-resource", resource, "systems/contracts")
	assert.Equal(t, output{0, "allow\n", ""}, got)
	for _, help := range []string{decideHelp, explainHelp} {
		assert.Contains(t, help, " -org sales.yaml -person kalle -channel avtal -action read \\\n    -resource '"+resource+"' \\\n    systems/contracts\n")
	}
}

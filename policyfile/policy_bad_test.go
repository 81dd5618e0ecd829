package policyfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/policyfile"
)

const (
	head  = "system: shop\nversion: \"1\"\n"
	typed = head + "types: {t: {statuses: [open], actions: {a: }}}\n"
	full  = typed + "channels: {c: }\nroles: {r: {opens: c, can: t.a}}\n"

	keysOfPolicy    = "administer, approvals, ask, base, channels, creation, exclusive, gates, groups, guards, joining, no-role, notify, roles, settings, structures, system, types, version"
	keysOfRole      = "aliases, at, can, contact, deprecated, holders, includes, needs-account, opens, setting, title"
	keysOfCondition = "all, any, channel, holds, label, logged-out, not, relation, role, setting, status, target, vacant"
)

func TestWrongPolicies(t *testing.T) {
	for _, b := range []bad{
		// Keys.
		{"an unknown key", head + "¦colour: red", []string{`unknown key "colour"; the keys here are ` + keysOfPolicy}},
		{"a misspelt key", "¦sytem: shop\nversion: \"1\"", []string{`unknown key "sytem", perhaps "system"; the keys here are ` + keysOfPolicy}},
		{"a misspelt key beside the right one", head + "¦versoin: \"2\"", []string{`unknown key "versoin", perhaps "version"; the keys here are ` + keysOfPolicy}},
		{"an empty key", head + "channels: {¦\"\": }", []string{"the name is empty"}},
		{"missing keys", "¦settings: {a: }", []string{`keys "system" and "version" are missing`}},
		{"a missing key", "¦version: a", []string{`key "system" is missing`}},
		{"no mapping at all", "¦- system", []string{"expected a mapping with the keys " + keysOfPolicy + ", found a list"}},
		{"a section with nothing", head + "roles:¦", []string{"expected a mapping of roles, found nothing"}},
		{"a key of a gate is missing", typed + "gates:\n  - ¦close: t.a\n  - ¦unless: {status: open}\n",
			[]string{`key "unless" is missing`, `key "close" is missing`}},
		{"a key of a guard is missing", typed + "guards: [¦{before: t.a}, ¦{}]",
			[]string{`key "needs" is missing`, `keys "before" and "needs" are missing`}},
		{"a key of an approval is missing", full + "approvals: [¦{votes: 1}]", []string{`keys "of" and "by" are missing`}},
		{"a key of a statement is missing", full + "administer: [¦{may: grant}]", []string{`keys "who" and "roles" are missing`}},
		{"a permission without an action", typed + "roles: {a: {can: [¦{past: lists}]}}", []string{`key "do" is missing`}},
		{"a key where only one is known", head + "groups: {¦roles: true}", []string{`unknown key "roles"; the keys here are hold-roles`}},

		// Kinds.
		{"a number for a text", "system: shop\nversion: ¦1", []string{`expected a text, found the number 1: write "1" in quotes`}},
		{"a date for a text", "system: shop\nversion: ¦2026-01-15", []string{`expected a text, found the time 2026-01-15: write "2026-01-15" in quotes`}},
		{"a boolean for a text", "system: ¦true\nversion: \"1\"", []string{`expected a text, found true: write "true" in quotes`}},
		{"nothing for a text", "system: ¦~\nversion: \"1\"", []string{`expected a text, found nothing`}},
		{"a list for a text", "system: ¦[shop]\nversion: \"1\"", []string{`expected a text, found a list`}},
		{"an empty text", "system: ¦''\nversion: \"1\"", []string{`the text is empty`}},
		{"a mapping for a name", typed + "channels: {web: }\nroles: {a: {can: t.a, opens: ¦{web: }}}", []string{`expected a text, found a mapping`}},
		{"a text for a boolean", head + "channels: {web: {login: ¦yes}}", []string{`expected true or false, found the text "yes"`}},
		{"a text for a boolean that is turned round", typed + "roles: {a: {can: t.a, needs-account: ¦no}}", []string{`expected true or false, found the text "no"`}},
		{"a text for a number", typed + "roles: {a: {can: t.a, holders: {least: ¦one}}}", []string{`expected a whole number, found the text "one"`}},
		{"a fraction", typed + "roles: {a: {can: t.a, holders: {least: ¦1.5}}}", []string{`expected a whole number, 0 or more, found 1.5`}},
		{"less than nobody", typed + "roles: {a: {can: t.a, holders: {least: ¦-1}}}", []string{`expected a whole number, 0 or more, found -1`}},
		{"a list for a mapping", head + "channels: ¦[web]", []string{`expected a mapping of channels, found a list`}},
		{"a mapping for a list", typed + "gates: ¦{close: t.a}", []string{`expected a list of gates, found a mapping`}},
		{"a text for a title", head + "channels: {web: {title: ¦Web}}", []string{`expected texts by language, such as {en: Contract, sv: Avtal}, found the text "Web"`}},
		{"a number for a title", head + "channels: {web: {title: {en: ¦7}}}", []string{`expected a text, found the number 7: write "7" in quotes`}},
		{"a text for a condition", typed + "gates: [{close: t.a, unless: ¦open}]",
			[]string{`expected a mapping with the keys ` + keysOfCondition + `, found the text "open"`}},
		{"a number for a role", head + "roles: {a: ¦5}", []string{`expected a mapping with the keys ` + keysOfRole + `, found the number 5`}},
		{"a number for a name in a list", typed + "roles: {a: {can: t.a, aliases: [b, ¦5]}}", []string{`expected a text, found the number 5: write "5" in quotes`}},
		{"a long text", head + "channels: ¦" + strings.Repeat("å", 70), []string{`expected a mapping of channels, found the text "` + strings.Repeat("å", 60) + `…"`}},

		// Words.
		{"an unknown word", head + "structures: {tree: {home: ¦require}}", []string{`unknown rule for home units "require", perhaps "required": expected optional or required`}},
		{"an unknown reach", typed + "structures: {tree: }\nroles: {a: {can: t.a, at: {tree: ¦below}}}", []string{`unknown reach "below": expected exact, subtree, home or home-subtree`}},
		{"an unknown place", typed + "roles: {a: {can: t.a, at: ¦everywhere}}", []string{`expected org, or structures with their reaches, found the text "everywhere"`}},
		{"an unknown barrier", typed + "roles: {a: {can: {do: t.a, past: ¦list}}}", []string{`unknown barrier "list", perhaps "lists": expected lists or seals`}},
		{"an action without its type", full + "notify: {¦read: r}", []string{`"read" is no action: write its type and its name, such as contract.read`}},
		{"an action with too much", full + "notify: {¦a.b.c: r}", []string{`"a.b.c" is no action: write its type and its name, such as contract.read`}},
		{"an action without a name", full + "notify: {¦t.: r}", []string{`"t." is no action: write its type and its name, such as contract.read`}},
		{"an action of no type", full + "notify: {¦.a: r}", []string{`".a" is no action: write its type and its name, such as contract.read`}},
		{"an unknown act", full + "administer: [{who: r, roles: r, may: [¦give]}]", []string{`unknown act "give": expected grant, revoke, invite or hand-over`}},
		{"an unknown requester", full + "approvals: [{of: t.a, by: r, requester: ¦always}]", []string{`unknown rule for the requester "always": expected never, logged-out or other-session`}},

		// What YAML can do beyond plain values.
		{"an alias", head + "channels: ¦&c {web: }\nsettings: ¦*c", []string{
			"anchor &c: leave it out, there are no aliases here", "alias *c: write out what it stands for"}},
		{"a tag", "system: ¦!!str 1\nversion: ¦!x \"1\"", []string{
			"tag !!str: leave it out, and write a text that looks like something else in quotes",
			"tag !x: leave it out, and write a text that looks like something else in quotes"}},
		{"a bare tag", "system: ¦! shop\nversion: \"1\"", []string{"tag !: leave it out, and write a text that looks like something else in quotes"}},
		{"a merge key", head + "channels: {web: {¦<<: {login: true}}}", []string{"merge key <<: write out what it stands for"}},
		{"a number as a key", head + "channels: {¦5: }", []string{`a key is a text, and this is the number 5: write "5" in quotes`}},
		{"a list as a key", head + "¦[a]: b", []string{"a key is a text, and this is a list"}},
		{"an alias as a key", head + "settings: {¦&a a: , ¦*a : }", []string{"anchor &a: leave it out, there are no aliases here", "alias *a: write out what it stands for"}},
		{"nothing as a key", head + "¦: b", []string{"a key is a text, and this is nothing"}},
		{"a second document", head + "¦---\na: b", []string{"a second document begins here: a file holds one"}},
		{"doubled keys", head + "channels: {web: , ¦web: }\n¦version: \"2\"\n¦version: \"3\"", []string{
			`key "web" stands here twice: it has a value in line 3 already`,
			`key "version" stands here twice: it has a value in line 2 already`,
			`key "version" stands here twice: it has a value in line 2 already`}},
		{"no YAML", head + "roles: {a: [¦}\n", []string{"no valid YAML: did not find expected node content (while parsing a flow node in line 3)"}},
		{"no YAML later on", head + "---\nroles: {a: [¦}\n", []string{"no valid YAML: did not find expected node content (while parsing a flow node in line 4)"}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
}

func TestErrorPrintsItsPlace(t *testing.T) {
	_, err := policyfile.ParsePolicy("shop/policy.yaml", []byte("system: shop\nverzion: \"1\"\ncolour: red\n"))
	require.EqualError(t, err, `shop/policy.yaml:2:1: unknown key "verzion", perhaps "version"; the keys here are `+keysOfPolicy+`
shop/policy.yaml:3:1: unknown key "colour"; the keys here are `+keysOfPolicy)
	var first policyfile.Error
	require.ErrorAs(t, err, &first)
	assert.Equal(t, "shop/policy.yaml", first.File)
	assert.Equal(t, 2, first.Line)
	assert.Equal(t, 1, first.Column)
}

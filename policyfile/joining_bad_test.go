package policyfile_test

import "testing"

// joint is a policy to which a way to join can be added.
const joint = `system: shop
version: "1"
structures: {tree: {home: optional}}
channels: {web: }
types: {t: {unit: tree, actions: {a: }}}
base: everybody
roles: {everybody: {opens: web}, r: {can: t.a}, s: {can: t.a}, local: {at: {tree: exact}, can: t.a}}
`

func TestWrongJoining(t *testing.T) {
	const (
		keysOfJoining    = "created, founding, invitation, registration"
		keysOfInvitation = "account, at-once, carries, lasts, outlives-inviter, roles"
		lasts            = "joining: {invitation: {lasts: ¦"
		notLong          = " is no length of time: write hours, minutes and seconds, such as 720h or 1h30m"
	)
	for _, b := range []bad{
		// Exclusive roles.
		{"a mapping of exclusive roles", joint + "exclusive: ¦{roles: [r, s]}", []string{"expected a list of roles that exclude each other, found a mapping"}},
		{"no exclusive roles", joint + "exclusive: [¦{most: 1}]", []string{`key "roles" is missing`}},
		{"an empty list of exclusive roles", joint + "exclusive: [{roles: ¦[]}]", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"one exclusive role", joint + "exclusive: [{roles: ¦r}]", []string{"exclusive roles are at least two, not 1"}},
		{"none of the exclusive roles", joint + "exclusive: [{roles: [r, s], most: ¦0}]", []string{"expected a whole number, 1 or more, found 0"}},
		{"all of the exclusive roles", joint + "exclusive: [{roles: [r, s], most: ¦2}]", []string{"of 2 exclusive roles somebody may hold from 1 to 1, not 2"}},
		{"unknown and doubled exclusive roles", joint + "exclusive:\n  - {roles: [r, ¦q, ¦r]}\n  - {roles: [¦everybody, s]}", []string{
			`unknown role "q"`, `role "r" stands here twice`, `role "everybody" excludes no other: everybody holds it`}},
		{"an unknown key of exclusive roles", joint + "exclusive: [{roles: [r, s], ¦least: 1}]", []string{`unknown key "least"; the keys here are most, roles`}},

		// Joining.
		{"a list of ways to join", joint + "joining: ¦[founding]", []string{"expected a mapping with the keys " + keysOfJoining + ", found a list"}},
		{"an unknown way to join", joint + "joining: {¦inviting: {}}", []string{`unknown key "inviting"; the keys here are ` + keysOfJoining}},
		{"a misspelt way to join", joint + "joining: {¦foundin: {through: ¦post}}", []string{`unknown key "foundin", perhaps "founding"; the keys here are ` + keysOfJoining, `unknown channel "post": expected web`}},
		{"a door without a channel", joint + "joining: {founding: ¦{roles: r}, registration: ¦{}}", []string{`key "through" is missing`, `key "through" is missing`}},
		{"nothing for a door", joint + "joining: {founding: ¦}", []string{"expected a mapping with the keys roles, through, found nothing"}},
		{"no channel of a door", joint + "joining: {founding: {through: ¦[]}}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"no role of a door", joint + "joining: {registration: {through: web, roles: ¦[]}}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"unknown names", joint + "joining: {founding: {through: [web, ¦post], roles: [r, ¦q]}, registration: {through: ¦post, roles: ¦q}, created: [r, ¦q], invitation: {carries: ¦q, roles: [r, ¦q]}}",
			[]string{`unknown channel "post": expected web`, `unknown role "q"`, `unknown channel "post": expected web`, `unknown role "q"`, `unknown role "q"`, `unknown role "q"`, `unknown role "q"`}},
		{"a role at a unit", joint + "joining: {created: ¦local}", []string{`role "local" comes with joining: expected one that is given for the whole organisation or at the home unit`}},
		{"what everybody holds", joint + "joining: {created: ¦everybody}", []string{`role "everybody" comes with joining already: everybody holds it`}},
		{"nobody is created with something", joint + "joining: {created: ¦[]}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"an unknown key of invitations", joint + "joining: {invitation: {¦carry: r}}", []string{`unknown key "carry"; the keys here are ` + keysOfInvitation}},
		{"carrying nothing", joint + "joining: {invitation: {carries: ¦[]}}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"at once, and an answer", joint + "joining: {invitation: {at-once: ¦true, lasts: 1h}}", []string{"whoever is invited is a member at once…"}},
		{"at once, or not", joint + "joining: {invitation: {at-once: ¦now}}", []string{`expected true or false, found the text "now"`}},
		{"an account or not", joint + "joining: {invitation: {account: ¦needed, outlives-inviter: ¦1}}", []string{`expected true or false, found the text "needed"`, "expected true or false, found the number 1"}},
		{"a number of hours", joint + lasts + "720}}", []string{`expected a text, found the number 720: write "720" in quotes`}},
		{"days", joint + lasts + "30d}}", []string{`"30d"` + notLong}},
		{"no time", joint + lasts + "0s}}", []string{`"0s"` + notLong}},
		{"less than no time", joint + lasts + "-1h}}", []string{`"-1h"` + notLong}},
		{"an empty time", joint + lasts + "''}}", []string{"the text is empty"}},
		{"too long a time", joint + lasts + "99999999h}}", []string{`"99999999h"` + notLong}},

		// Who is told, who is asked.
		{"the member concerned by nothing", joint + "notify: {t.a: [r, ¦target]}", []string{`type "t" concerns no member: only members, invitations, grants, approvals and votes do`}},
		{"the roles of what has none", joint + "notify: {member.remove: {tell: r, roles: ¦r}}", []string{`type "member" has no role: only actions on grants have`}},
		{"roles that are told of nothing", joint + "notify: {grant.give: ¦{roles: r}}", []string{`key "tell" is missing`}},
		{"roles that there are not", joint + "notify: {grant.give: {tell: target, roles: [r, ¦q]}, grant.revoke: {tell: target, ¦role: r}}", []string{`unknown role "q"`, `unknown key "role", perhaps "roles"; the keys here are roles, tell`}},
		{"the member concerned twice", joint + "notify: {member.remove: [target, r, ¦target]}", []string{"target stands here twice"}},
		{"who is told", joint + "notify:\n  member.remove: [¦q, target, r, ¦r]\n  grant.give: ¦[]\n  ¦member.kill: target", []string{
			`unknown role "q"`, `role "r" stands here twice`, "an empty list says nothing: expected at least one role, or target, or leave the key out", `unknown action "kill" of type "member": expected read, edit, create, activate, deactivate, remove, move or approve`}},
		{"who is asked", joint + "ask: [r, ¦q]", []string{`unknown role "q"`}},
		{"nobody is asked", joint + "ask: ¦[]", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"a text for nobody's role", joint + "no-role: ¦Nobody", []string{`expected texts by language, such as {en: Contract, sv: Avtal}, found the text "Nobody"`}},
		{"an empty text for nobody's role", joint + "no-role: {en: ¦''}", []string{"the text is empty"}},
		{"a title of several lines", joint + "no-role: ¦{en: \"a\\nb\"}", []string{`title "a\nb" in language "en": expected one line of visible characters`}},

		// Keys that other sections have got.
		{"a statement about no role", joint + "administer: [¦{who: r, may: grant}, ¦{who: r, may: grant, custom: false}, ¦{custom: true}]", []string{
			`key "roles" is missing`, `key "roles" is missing`, `keys "who" and "may" are missing`}},
		{"a statement about no custom role", joint + "administer: [{who: r, may: grant, custom: true, roles: ¦[]}, ¦{who: r, may: grant, custom: ¦5}]", []string{
			"an empty list says nothing: expected at least one name, or leave the key out", `key "roles" is missing`, "expected true or false, found the number 5"}},
		{"for themselves or not", joint + "administer: [{who: r, may: grant, roles: s, self: ¦always}]", []string{`expected true or false, found the text "always"`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
}

func TestWrongRoles(t *testing.T) {
	const begins = "system: shop\nversion: \"1\"\nstructures: {tree: }\nchannels: {web: }\ntypes: {t: {actions: {a: }}}\nroles:\n  r: {opens: web, can: t.a}\n"
	for _, b := range []bad{
		{"numbers that are not there", begins + "  s: {can: t.a, holders: {enforced: ¦true}}", []string{`role "s" has no number of holders to enforce`}},
		{"numbers enforced or not", begins + "  s: {can: t.a, holders: {least: 1, enforced: ¦often}}", []string{`expected true or false, found the text "often"`}},
		{"an unknown number", begins + "  s: {can: t.a, holders: {¦fewest: 1}}", []string{`unknown key "fewest"; the keys here are enforced, least, most`}},
		{"no structure", begins + "  s: {can: {do: unit.create, in: ¦[]}}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"an unknown structure", begins + "  s: {can: {do: unit.create, in: [tree, ¦wood]}}", []string{`unknown structure "wood": expected tree`}},
		{"structures of what lies in none", begins + "  s: {can: {do: [unit.create, ¦member.remove], in: tree}}", []string{`action member.remove is not limited to structures: only those on units, groups and grants are`}},
		{"what is stated apart", begins + "  s: {can: [grant.read, ¦grant.give]}", []string{`grant.give is no permission of a role: who administers which roles is stated apart`}},
		{"a role that is called target", begins + "  ¦target: {can: t.a}", []string{`role name "target" is reserved: among those who are told it is the member concerned`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
}

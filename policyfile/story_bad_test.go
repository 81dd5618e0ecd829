package policyfile_test

import (
	"testing"
)

func TestWrongSteps(t *testing.T) {
	const (
		olga     = "subject: {person: olga, channel: web}, "
		leaves   = "do: {remove-member: {person: rut}}, "
		commands = "accept-invitation, activate-member, add-group, add-member, add-role, add-unit, change-setting, confirm-account, deactivate-member, " +
			"decline-invitation, edit-role, found-org, grant-role, hand-over, invite-person, join-group, leave-group, move-member, move-unit, register, " +
			"remove-group, remove-member, remove-role, remove-unit, resend-invitation, revoke-invitation, revoke-role, seal-unit"
		forAllowed, forRefused = " is for a step that is allowed", " is for a step that is not allowed"
	)
	for _, b := range []bad{
		// The case.
		{"missing keys", "¦{do: {register: }}", []string{`keys "name" and "subject" and "expect" are missing`}},
		{"no reason", "¦{name: a, " + olga + leaves + "expect: deny}", []string{`key "because" is missing`}},
		{"no reason for a block", "¦{name: a, " + olga + leaves + "expect: blocked}", []string{`key "because" is missing`}},
		{"an unknown outcome", "{name: a, " + olga + leaves + "expect: ¦done}", []string{`unknown expectation "done": expected allow, deny, blocked or needs-approval`}},
		{"a question too", "{name: a, " + olga + leaves + "¦action: read, expect: allow}",
			[]string{`unknown key "action"; the keys here are afresh, because, clauses, do, events, expect, impact, name, notices, quietly, sees, step, subject`}},
		{"what a question has not", "{name: a, " + olga + "action: read, resource: {type: org}, expect: allow, ¦events: []}",
			[]string{`unknown key "events"; the keys here are action, afresh, ask, because, clauses, expect, name, nearest, resource, sees, subject`}},
		{"afresh or not", "{name: a, " + olga + leaves + "expect: allow, afresh: ¦again}", []string{`expected true or false, found the text "again"`}},
		{"quietly or not", "{name: a, " + olga + leaves + "expect: allow, quietly: ¦1}", []string{"expected true or false, found the number 1"}},
		{"reasons of what is allowed", "{name: a, " + olga + leaves + "expect: allow, because: ¦grant owner at org, step: ¦1, sees: ¦reason}",
			[]string{`key "because"` + forRefused, `key "step"` + forRefused, `key "sees"` + forRefused}},
		{"what comes of nothing", "{name: a, " + olga + leaves + "expect: deny, because: no-right, events: ¦[], notices: ¦[], impact: ¦[]}",
			[]string{`key "events"` + forAllowed, `key "notices"` + forAllowed, `key "impact"` + forAllowed}},
		{"what comes of what waits", "{name: a, " + olga + leaves + "expect: needs-approval, events: ¦member-left}", []string{`key "events"` + forAllowed}},
		{"what comes of it is no mapping", "{name: a, " + olga + leaves + "expect: allow, events: ¦{}, notices: [¦{}], impact: ¦}",
			[]string{"expected a text, found a mapping", "expected a text, found a mapping", "expected a text, found nothing"}},
		{"a step that does not exist", "{name: a, " + olga + leaves + "expect: deny, because: no-right, step: ¦2}", []string{"step 2 is refused, and the last one is 1"}},
		{"a step before the first", "{name: a, " + olga + leaves + "expect: deny, because: no-right, step: ¦0}", []string{"expected a whole number, 1 or more, found 0"}},
		{"no telling", "{name: a, " + olga + leaves + "expect: deny, because: no-right, sees: ¦nothing}", []string{`unknown telling "nothing": expected reason or not-found`}},

		// The commands.
		{"a name for a command", "{name: a, " + olga + "do: ¦register, expect: allow}", []string{`expected a command, such as {remove-member: {person: kalle}}, found the text "register"`}},
		{"no command", "{name: a, " + olga + "do: ¦[], expect: allow}", []string{"an empty list says nothing: expected at least one command, or leave the key out"}},
		{"an empty command", "{name: a, " + olga + "do: [¦{}], expect: allow}", []string{"a command has its name as the only key, and here are 0"}},
		{"two commands in one", "{name: a, " + olga + "do: ¦{register: , remove-role: {role: writer}}, expect: allow}", []string{"a command has its name as the only key, and here are 2"}},
		{"a doubled command", "{name: a, " + olga + "do: {register: , ¦register: }, expect: allow}", []string{`key "register" stands here twice: it has a value in line 5 already`}},
		{"an unknown command", "{name: a, " + olga + "do: {¦adopt-policy: {}}, expect: allow}", []string{`unknown key "adopt-policy"; the keys here are ` + commands}},
		{"a misspelt command", "{name: a, " + olga + "do: {¦remove-membr: {¦persn: rut}}, expect: allow}",
			[]string{`unknown key "remove-membr", perhaps "remove-member"; the keys here are ` + commands, `unknown key "persn", perhaps "person"; the keys here are person`}},
		{"founding with something else", "{name: a, " + olga + "do: ¦[{found-org: {org: shed}}, {register: }], expect: allow}", []string{"found-org is a change of its own"}},
		{"founding after something else", "{name: a, " + olga + "do: ¦[{register: }, {found-org: {org: shed}}], expect: allow}", []string{"found-org is a change of its own"}},
		{"founding quietly", "{name: a, " + olga + "do: {found-org: {org: shed}}, quietly: ¦true, expect: allow}", []string{"nothing is quiet about found-org: nobody is told of it"}},
	} {
		t.Run(b.name, func(t *testing.T) {
			b.content = storyHead + "  - " + b.content
			b.assertErrors(t, "cases.yaml", loadClub)
		})
	}
}

func TestWrongCommands(t *testing.T) {
	const list, mapping, number = "expected a text, found a list", "expected a text, found a mapping", `expected a text, found the number 5: write "5" in quotes`
	for _, b := range []bad{
		{"found-org", "¦{home: east}", []string{`key "org" is missing`}},
		{"found-org", "{org: shed, units: ¦[east], settings: {guests: ¦on}}",
			[]string{"expected a mapping of structures to their units, found a list", `expected true or false, found the text "on"`}},
		{"found-org", "{org: shed, units: {branch: {east: {¦under: west}}}, ¦members: {}}",
			[]string{`unknown key "under"; the keys here are below, sealed`, `unknown key "members"; the keys here are home, org, settings, units`}},
		{"change-setting", "¦guests", []string{`expected a setting with true or false, found the text "guests"`}},
		{"change-setting", "¦{}", []string{"a command changes one setting, and these are 0"}},
		{"change-setting", "¦{guests: true, cats: false}", []string{"a command changes one setting, and these are 2"}},
		{"change-setting", "{guests: ¦on}", []string{`expected true or false, found the text "on"`}},
		{"change-setting", "{¦'': true}", []string{"the text is empty"}},

		{"add-unit", "¦{below: north}", []string{`keys "id" and "structure" are missing`}},
		{"add-unit", "{id: ¦5, structure: branch, ¦parent: north}", []string{number, `unknown key "parent"; the keys here are below, id, named, sealed, structure`}},
		{"move-unit", "¦{unit: north}", []string{`key "below" is missing`}},
		{"move-unit", "{unit: north, below: ¦''}", []string{"the text is empty"}},
		{"seal-unit", "¦{unit: north}", []string{`key "sealed" is missing`}},
		{"seal-unit", "{unit: north, sealed: ¦no}", []string{`expected true or false, found the text "no"`}},
		{"remove-unit", "¦{}", []string{`key "unit" is missing`}},
		{"remove-unit", "¦north", []string{`expected a mapping with the keys unit, found the text "north"`}},

		{"add-member", "¦{home: north}", []string{`key "person" is missing`}},
		{"add-member", "{person: per, account: ¦none, ¦status: active}", []string{`expected true or false, found the text "none"`, `unknown key "status"; the keys here are account, home, person`}},
		{"register", "¦{person: per}", []string{"expected nothing, because everybody registers themselves, found a mapping"}},
		{"register", "¦per", []string{`expected nothing, because everybody registers themselves, found the text "per"`}},
		{"move-member", "¦{person: rut}", []string{`key "home" is missing`}},
		{"move-member", "{person: rut, home: ¦[north]}", []string{list}},
		{"deactivate-member", "¦{}", []string{`key "person" is missing`}},
		{"activate-member", "{person: ¦[rut]}", []string{list}},
		{"confirm-account", "{person: ¦''}", []string{"the text is empty"}},
		{"remove-member", "¦", []string{"expected a mapping with the keys person, found nothing"}},

		{"invite-person", "¦{home: north}", []string{`key "person" is missing`}},
		{"invite-person", "{invitation: i-2, person: per, roles: ¦reader, until: ¦soon, address: ¦per}",
			[]string{`expected a list of grants, found the text "reader"`, `"soon" is no time: write it as 2026-01-15T09:00:00Z`, `address "per" has the character @ 0 times, expected once`}},
		{"invite-person", "{invitation: i-2, person: per, roles: [{role: reader, at: org, ¦to: per}], ¦grants: []}",
			[]string{`unknown key "to"; the keys here are at, from, role, until`, `unknown key "grants"; the keys here are address, home, invitation, person, roles, token, until`}},
		{"resend-invitation", "¦{token: a}", []string{`key "invitation" is missing`}},
		{"resend-invitation", "{invitation: i-1, token: ¦5}", []string{number}},
		{"revoke-invitation", "{invitation: i-1, ¦token: a}", []string{`unknown key "token"; the keys here are invitation`}},
		{"accept-invitation", "¦{token: a, account: ¦5}", []string{`key "invitation" is missing`, "expected true or false, found the number 5"}},
		{"decline-invitation", "{invitation: i-1, token: ¦''}", []string{"the text is empty"}},

		{"add-group", "¦{members: [kim]}", []string{`key "id" is missing`}},
		{"add-group", "{id: g, members: ¦{}, ¦person: kim}", []string{mapping, `unknown key "person"; the keys here are groups, id, members, predefined, unit`}},
		{"join-group", "¦{person: kim}", []string{`key "group" is missing`}},
		{"join-group", "¦{group: cooks}", []string{`expected one of the keys "person" and "sub"`}},
		{"leave-group", "¦{group: all, person: kim, sub: cooks}", []string{`expected one of the keys "person" and "sub"`}},
		{"remove-group", "¦{}", []string{`key "group" is missing`}},

		{"add-role", "¦{can: note.read}", []string{`key "id" is missing`}},
		{"add-role", "{id: clerk, can: ¦[], at: ¦{}}", []string{"an empty list says nothing: expected what the role can do, or leave the key out", "an empty mapping: write org for the whole organisation"}},
		{"edit-role", "{id: writer, ¦cann: ¦read}", []string{`unknown key "cann", perhaps "can"; the keys here are aliases, at, can, contact, deprecated, holders, id, includes, needs-account, opens, setting, title`,
			`"read" is no action: write its type and its name, such as contract.read`}},
		{"remove-role", "¦{}", []string{`key "role" is missing`}},
		{"grant-role", "¦{to: kim}", []string{`keys "role" and "at" are missing`}},
		{"grant-role", "{role: reader, to: kim, at: ¦sales}", []string{`expected org, home, home-subtree, {exact: unit} or {subtree: unit}, found the text "sales"`}},
		{"revoke-role", "{role: reader, to: kim, at: org, until: ¦2026}", []string{"expected a time such as 2026-01-15T09:00:00Z, found the number 2026"}},
		{"hand-over", "¦{to: kim}", []string{`keys "from" and "grants" are missing`}},
		{"hand-over", "{from: olga, to: kim, grants: [{role: owner, at: org, ¦to: kim}, ¦{role: owner}]}",
			[]string{`unknown key "to"; the keys here are at, from, role, until`, `key "at" is missing`}},
	} {
		t.Run(b.name, func(t *testing.T) {
			b.content = storyHead + "  - {name: a, subject: {}, do: {" + b.name + ": " + b.content + "}, expect: allow}"
			b.assertErrors(t, "cases.yaml", loadClub)
		})
	}
}

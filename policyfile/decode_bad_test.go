package policyfile_test

import (
	"testing"
)

// What package mandat finds wrong stands where the value does.
func TestWrongRulesStandWhereTheyAreWritten(t *testing.T) {
	for _, b := range []bad{
		{"names and references", `
system: shop
version: "1"
structures: {tree: }
channels: {web: }
settings: {gifts: }
types:
  ¦Order:
    actions: {read: }
  order:
    unit: [tree, ¦forest]
    part-of: ¦book
    statuses: [open]
    relations: {buyer: }
    lists: [¦write]
    seen: ¦see
    actions:
      read:
      edit: {of: [rename, move], needs: ¦look}
      ¦Ship:
base: ¦visitor
roles:
  clerk:
    includes: [¦helper]
    at: [{tree: subtree}, {tree: [exact, ¦home]}, {¦forest: exact}]
    opens: [web, ¦post]
    can:
      - ¦order.write
      - {do: [order.read, ¦letter.read], when: {all: [{status: [open, ¦shut]}, {not: {relation: ¦seller}}]}, setting: ¦coupons}
`, []string{
			`type name "Order"…`, `unknown structure "forest": expected tree`, `unknown type "book"`, `unknown action "write"…`,
			`unknown action "see"…`, `unknown action "look"…`, `action name "Ship"…`, `unknown role "visitor"`,
			`unknown role "helper"`, `reach home…`, `unknown structure "forest": expected tree`, `unknown channel "post": expected web`,
			`unknown action "write"…`, `unknown type "letter"`, `unknown status "shut"…`, `unknown relation "seller"…`, `unknown setting "coupons"`,
		}},
		{"closers and statements", `
system: shop
version: "1"
types: {order: {statuses: [open], actions: {read: , ship: }}}
roles: {clerk: {can: order.read}}
gates:
  - {close: [order.read, ¦order.write], unless: {any: [{status: open}, ¦{}]}}
guards:
  - {before: ¦order.move, needs: {target: ¦{holds: clerk}}}
approvals:
  - {of: order.ship, by: ¦boss}
administer:
  - {who: [¦boss], may: grant, roles: [¦helper], in: ¦tree, through: [¦web], when: {vacant: [clerk, ¦boss], role: [clerk, ¦porter]}}
  - {who: clerk, may: grant, roles: clerk, when: {role: ¦[]}}
  - {who: clerk, may: grant, roles: clerk, past: ¦lists}
  - {who: clerk, may: grant, roles: clerk, past: ¦walls}
notify:
  order.ship: [clerk, ¦boss]
  ¦order.move: clerk
`, []string{
			`unknown action "write"…`, `the condition says nothing…`, `unknown action "move"…`, `type "order" has no target…`,
			`unknown action "boss"…`, `unknown role "boss"`, `unknown role "helper"`, `unknown structure "tree"`, `unknown channel "web"`, `unknown role "boss"`, `unknown role "porter"`, `an empty list says nothing…`,
			`a statement passes seals or nothing…`, `unknown barrier "walls"…`,
			`unknown role "boss"`, `unknown action "move"…`,
		}},
		{"what is wrong with a whole list", `
system: shop
version: "1"
structures: {tree: {home: required}, wood: }
channels: {web: }
types:
  order:
    relations: ¦[a, b, c, d, e]
    labels: ¦{a: , b: , c: , d: , e: }
    lists: ¦[a, b, c, d, e]
    actions: {a: , b: , c: , d: , e: }
  letter: {unit: tree, actions: ¦{}}
base: ¦clerk
roles:
  clerk: {at: [{tree: home}, org], can: order.a}
  boss: {can: order.a, holders: {least: ¦3, most: 2}, setting: ¦gifts}
  helper: {can: {do: [order.a, ¦order.a]}}
`, []string{`5 relations…`, `5 labels…`, `type "order" has 5 lists…`, `type "letter" has no actions`, `everybody holds…`,
			`role "boss" asks for…`, `unknown setting "gifts"`, `action order.a stands here twice`}},
		{"an implicit action", `
system: shop
version: "1"
types: {order: {actions: {read: , edit: [rename, ¦Move], ship: }}}
`, []string{`action name "Move"…`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
}

// An error hides no other, and brings none with it.
func TestErrorsNextToEachOther(t *testing.T) {
	for _, b := range []bad{
		{"an unknown key in one role, an unknown action in another and in itself", typed + `
roles:
  a: {¦colour: red, can: [t.a, ¦t.b]}
  b: {can: ¦t.c}
`, []string{`unknown key "colour"…`, `unknown action "b"…`, `unknown action "c"…`}},
		{"a misspelt section is read", head + `
¦typs: {t: {¦action: {a: }}}
roles: {a: {¦cann: [t.a, ¦t.b]}}
`, []string{`unknown key "typs", perhaps "types"…`, `unknown key "action", perhaps "actions"…`, `unknown key "cann", perhaps "can"…`, `unknown action "b"…`}},
		{"a type that cannot be read is not unknown", head + `
types: {t: ¦5, u: {actions: ¦[a]}}
roles: {a: {can: [t.a, u.a]}}
`, []string{`expected a mapping with the keys…`, `expected a mapping of actions…`}},
		{"a type that is no mapping is not unknown", head + `
types: {t: ¦5}
roles: {a: {can: [t.a]}}
`, []string{`expected a mapping with the keys…`}},
		{"a doubled key hides nothing else", typed + `
roles: {¦a: {title: {en: A}, ¦title: {en: A}}, b: {can: t.a}}
`, []string{`role "a" can never…`, `key "title" stands here twice…`}},
		{"a role that cannot be read is not unknown", typed + `
roles: {a: ¦5, b: {includes: a, can: [t.a, ¦t.b]}}
`, []string{`expected a mapping with the keys…`, `unknown action "b"…`}},
		{"what a misspelt key may have been is not missing, elsewhere it is", head + `
types: {t: {¦verbs: {a: }}, ¦u: {}, v: {¦verbs: {a: }, actions: ¦{}}}
`, []string{`unknown key "verbs"…`, `type "u" has no actions`, `unknown key "verbs"…`, `type "v" has no actions`}},
		{"a doubled role is not unknown", typed + `
roles: {a: {can: t.a}, ¦a: {can: t.b}, b: {includes: a, can: [¦t.b]}}
`, []string{`key "a" stands here twice…`, `unknown action "b"…`}},
		{"a text that cannot be read loses no name", head + `
types: {t: {title: {en: ¦~}, statuses: [open, ¦~], actions: {a: }}}
roles: {a: {can: [t.a, ¦t.b]}}
`, []string{`expected a text, found nothing`, `expected a text, found nothing`, `unknown action "b"…`}},
		{"a role that is left out may be known", typed + `
roles: {a: {can: t.a, includes: b}, ¦<<: {b: {can: t.a}}}
`, []string{`merge key…`}},
		{"a doubled type may declare what is missing", typed + `
¦types: {u: {actions: {b: }}}
roles: {a: {can: [u.b]}}
`, []string{`key "types" stands here twice…`}},
		{"a status that cannot be read is not unknown", head + `
types: {t: {statuses: ¦5, actions: {a: }}}
roles: {a: {can: [{do: t.a, when: {status: ¦5}}]}}
`, []string{`expected a text, found the number 5…`, `expected a text, found the number 5…`}},
		{"what is missing where something cannot be read", typed + `
roles: {a: {can: ¦5}, b: {can: [¦5, ¦t.b]}}
gates: [{close: t.a, unless: {status: ¦[]}}]
`, []string{`expected a text, found the number 5…`, `expected a text, found the number 5…`, `unknown action "b"…`, `an empty list says nothing…`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
}

// Empty config that is taken for "no restriction" has let people in elsewhere.
// Nothing here that restricts can be empty.
func TestAdvisory_CVE_2026_55689(t *testing.T) {
	for _, b := range []bad{
		{"a place", typed + "roles: {a: {can: t.a, at: ¦{}}}", []string{"an empty mapping: write org for the whole organisation"}},
		{"places", typed + "roles: {a: {can: t.a, at: ¦[]}}", []string{"an empty list says nothing: expected org, or structures with their reaches, or leave the key out"}},
		{"reaches", typed + "structures: {tree: }\nroles: {a: {can: t.a, at: {tree: ¦[]}}}", []string{"an empty list says nothing: expected a reach, or leave the key out"}},
		{"a channel", typed + "roles: {a: {can: t.a, opens: ¦[]}}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"a setting", typed + "roles: {a: {can: t.a, setting: ¦''}}", []string{"the text is empty"}},
		{"the setting of a permission", typed + "roles: {a: {can: {do: t.a, setting: ¦''}}}", []string{"the text is empty"}},
		{"a condition", typed + "roles: {a: {can: {do: t.a, when: ¦{}}}}", []string{"the condition says nothing…"}},
		{"nothing for a condition", typed + "roles: {a: {can: {do: t.a, when: ¦~}}}", []string{"expected a mapping with the keys " + keysOfCondition + ", found nothing"}},
		{"one test of two", typed + "gates: [{close: t.a, unless: {status: open, relation: ¦[]}}]", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"all of nothing", typed + "gates: [{close: t.a, unless: {status: open, all: ¦[]}}]", []string{"an empty list says nothing: expected at least one condition, or leave the key out"}},
		{"any of nothing", typed + "gates: [{close: t.a, unless: {status: open, any: ¦[]}}]", []string{"an empty list says nothing: expected at least one condition, or leave the key out"}},
		{"logged out or not", typed + "gates: [{close: t.a, unless: {status: open, logged-out: ¦false}}]", []string{"logged-out can only be true: write not: {logged-out: true}"}},
		{"what a gate closes", typed + "gates: [{close: ¦[], unless: {status: open}}]", []string{"an empty list says nothing: expected at least one action, or leave the key out"}},
		{"structures of a statement", full + "administer: [{who: r, roles: r, may: grant, in: ¦[]}]", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"channels of a statement", full + "administer: [{who: r, roles: r, may: grant, through: ¦[]}]", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"the condition of a statement", full + "administer: [{who: r, roles: r, may: grant, when: ¦{}}]", []string{"the condition says nothing…"}},
		{"no limit by zero", typed + "roles: {a: {can: t.a, holders: {most: ¦0}}}", []string{"expected a whole number, 1 or more, found 0"}},
		{"no votes", full + "approvals: [{of: t.a, by: ¦r, votes: ¦0}]", []string{`unknown action "r"…`, "expected a whole number, 1 or more, found 0"}},
		{"units of a type", head + "types: {t: {unit: ¦[], actions: {a: }}}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"members of an action", head + "types: {t: {actions: {a: ¦[]}}}", []string{"an empty list says nothing: expected at least one name, or leave the key out"}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
	for _, b := range []bad{
		{"a scope", `system: shop
org: acme
units: {organisation: {sales: }}
members: {kalle: {home: sales}}
grants:
  - {role: clerk, to: kalle, at: ¦{}}
  - {role: clerk, to: kalle, at: ¦[]}
  - {role: clerk, to: kalle, at: ¦~}
  - {role: clerk, to: kalle, at: {subtree: ¦''}}
  - {role: clerk, to: kalle, at: org, until: ¦0001-01-01T00:00:00Z}
  - ¦{role: clerk, to: kalle}
`, []string{
			"expected org, home, home-subtree, {exact: unit} or {subtree: unit}, found a mapping",
			"an empty list says nothing: expected org, home, home-subtree, {exact: unit} or {subtree: unit}, or leave the key out",
			"expected org, home, home-subtree, {exact: unit} or {subtree: unit}, found nothing",
			"the text is empty",
			`"0001-01-01T00:00:00Z" is no time: write it as 2026-01-15T09:00:00Z`,
			`key "at" is missing`,
		}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "acme.yaml", parseOrg(t, "acme.yaml")) })
	}
}

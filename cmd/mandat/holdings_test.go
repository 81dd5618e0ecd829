package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

const yard = `system: yard
version: "1"
structures: {organisation: {home: optional}, docks: }
channels: {web: {login: true}}
groups: {hold-roles: true}
types: {boat: {unit: [organisation, docks], actions: {read: , sail: }}}
base: guest
roles:
  guest: {title: {en: Guest}, opens: web, can: boat.read, at: {organisation: home}}
  keeper: {title: {en: Keeper}, opens: web, can: boat.read, at: [org, {organisation: [exact, subtree, home, home-subtree]}, {organisation: [exact, subtree], docks: exact}]}
  skipper: {title: {en: Skipper}, includes: keeper, can: boat.sail}
`

const boatyard = `system: yard
org: boatyard
units:
  docks: {pier: , jetty: {below: pier, sealed: true}}
  organisation: {yard: , shed: {below: yard}}
members: {ann: {home: shed}, bo: , cy: {status: inactive}, dee: {home: yard}}
groups:
  crew: {members: [bo, cy]}
  all: {unit: shed, groups: [crew], members: [ann]}
  none: {unit: shed}
roles:
  painter: {title: {en: Painter}, includes: keeper}
grants:
  - {role: painter, to: bo, at: {exact: shed}}
  - {role: keeper, to: bo, at: home-subtree}
  - {role: keeper, to: ann, at: home-subtree}
  - {role: skipper, to-group: crew, at: org}
  - {role: keeper, to-group: crew, at: home}
  - {role: keeper, to: cy, at: {subtree: shed}}
  - {role: keeper, to: dee, at: {subtree: shed}, until: 2026-02-01T00:00:00Z}
  - {role: keeper, to: ann, at: {subtree: shed}, from: 2026-02-01T00:00:00Z}
  - {role: keeper, to: bo, at: {subtree: shed}, from: 2025-12-01T00:00:00Z, until: 2026-01-01T00:00:00Z}
  - {role: skipper, to: dee, at: [{subtree: yard}, {exact: jetty}]}
`

func TestWhoHoldsWhatWhere(t *testing.T) {
	inFolder(t, map[string]string{"policy.yaml": yard, "org.yaml": boatyard})
	tree := func(args ...string) string {
		got := runWith(append(append([]string{"matrix", "-org", "org.yaml"}, args...), ".")...)
		require.Equal(t, exitYes, got.code, got.err)
		return got.stdout[strings.Index(got.stdout, "boatyard, "):]
	}
	assert.Equal(t, `boatyard, as of 2026-01-15T09:00:00Z

In the whole organisation
  skipper: group crew
  group crew: bo, cy
At each one's home unit
  guest (here alone): every active member
  keeper (here and below): bo
  keeper (here alone): group crew
organisation
  yard
    skipper (here and below, together with jetty): dee
    shed
      keeper (here and below, as home unit): ann
      keeper (here and below; not yet, from 2026-02-01T00:00:00Z): ann
      keeper (here and below; ended, from 2025-12-01T00:00:00Z, until 2026-01-01T00:00:00Z): bo
      keeper (here and below): cy (inactive)
      keeper (here and below; until 2026-02-01T00:00:00Z): dee
      painter (custom role; here alone): bo
      group all: group crew, ann
      group none: nobody
docks
  pier
    jetty (sealed)
      skipper (here alone, together with yard and below): dee
`, tree())
	assert.Contains(t, tree("-at", "2026-02-01T00:00:00Z"), `
      keeper (here and below; from 2026-02-01T00:00:00Z): ann
      keeper (here and below; ended, from 2025-12-01T00:00:00Z, until 2026-01-01T00:00:00Z): bo
      keeper (here and below): cy (inactive)
      keeper (here and below; ended, until 2026-02-01T00:00:00Z): dee
`)
	assert.Contains(t, tree("-format", "markdown", "-lang", "sv"), `boatyard, per 2026-01-15T09:00:00Z

- I hela organisationen
  - Skipper (skipper): gruppen crew
  - gruppen crew: bo, cy
- Vid vars och ens hemenhet
  - Guest (guest) (bara här): varje aktiv medlem
  - Keeper (keeper) (här och nedåt): bo
  - Keeper (keeper) (bara här): gruppen crew
- organisation
  - yard
    - Skipper (skipper) (här och nedåt, tillsammans med jetty): dee
`)
	assert.Equal(t, output{2, "", "mandat: -at \"noon\": expected a time such as 2026-01-15T09:00:00Z\n" + usageOf("matrix", "DIR")},
		runWith("matrix", "-at", "noon", "."))
}

// In random organisations each unit stands at one place, and each grant at every
// unit that it names.
func TestEveryUnitAndGrantIsHeldSomewhere(t *testing.T) {
	withoutFailFile(t)
	rapid.Check(t, func(rt *rapid.T) {
		w := worlds.Draw(1).Draw(rt, "world")
		p, err := mandat.NewPolicy(w.Rules)
		require.NoError(rt, err)
		o, err := mandat.NewOrg(p, w.Data)
		require.NoError(rt, err)
		rules := p.Rules()
		var units, named []string
		held, want := 0, 0
		for todo := (words{"en", &rules}).holdingsOf(o, worlds.Now).roots; len(todo) > 0; todo = todo[1:] {
			for _, b := range todo[0].below {
				named = append(named, b.name)
			}
			for _, h := range todo[0].held {
				held += len(h.holders)
			}
			todo = append(slices.Clone(todo), todo[0].below...)
		}
		for u := range o.Units() {
			units = append(units, word(string(u.ID)))
		}
		for g := range o.Grants() {
			want += max(1, len(g.Scope.Places()))
		}
		if rules.Base != "" {
			want++
		}
		assert.ElementsMatch(rt, units, named)
		assert.Equal(rt, want, held)
	})
}

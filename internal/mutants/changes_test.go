package mutants_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/policyfile"
)

// Each line of the policy makes the mutants that the tests name beside it.
const changing = `
system: club
version: "1"
structures: {organisation: , rooms: }
channels: {web: {login: true}, letter: }
types: {note: {unit: organisation, actions: {read: }}}
base: everybody
roles:
  everybody: {opens: web}
  reader: {at: {organisation: exact}, can: note.read}
  keeper: {can: [{do: unit.create, in: rooms}, {do: unit.move, in: [rooms, organisation]}, {do: [member.create, invitation.send]}]}
  owner: {includes: keeper, holders: {least: 1, most: 2, enforced: true}, can: {do: member.remove, when: {not: {target: {holds: owner}}}}}
administer:
  - {who: [keeper, owner], may: [grant, revoke], roles: [reader, keeper], in: organisation, through: web, when: {any: [{vacant: owner}, {target: {holds: [keeper, owner]}}]}}
  - {who: owner, may: hand-over, roles: owner, self: true, custom: true}
exclusive:
  - {roles: [reader, keeper]}
  - {roles: [reader, keeper, owner], most: 1}
joining:
  founding: {through: [web, letter], roles: owner}
  registration: {through: web}
  created: keeper
  invitation: {carries: [reader, keeper], roles: owner, lasts: 720h}
creation:
  organisation: {creator: reader, named: reader, must-name: true, sealed: true, groups: [inside, outside]}
notify: {member.remove: [keeper, target], member.create: target}
ask: [keeper, owner]
`

func changed(t *testing.T) (names []string) {
	t.Helper()
	p, err := policyfile.ParsePolicy("policy.yaml", []byte(changing))
	require.NoError(t, err)
	for _, m := range mutants.Of(p) {
		names = append(names, m.Name)
		assert.NotEmpty(t, cmp.Diff(p.Rules(), m.Rules), m.Name)
	}
	return names
}

// each puts the same words before some others.
func each(before string, rest ...string) []string {
	for i := range rest {
		rest[i] = before + rest[i]
	}
	return rest
}

func TestOfWhatChangesAnOrganisation(t *testing.T) {
	var names []string
	for _, name := range changed(t) {
		if !strings.Contains(name, " gains ") {
			names = append(names, name)
		}
	}
	var expected []string
	for _, some := range [][]string{
		{"groups: the other answer to whether they hold roles", "base: no role"},
		{"role everybody: without opening web"},
		each("role reader: ", "needs no account", "without note.read"),
		each("role keeper: ", "needs no account", "without unit.create, in rooms", "unit.create, in rooms: in every structure",
			"without unit.move, in rooms or organisation", "unit.move, in rooms or organisation: without rooms",
			"unit.move, in rooms or organisation: without organisation", "without member.create", "without invitation.send"),
		each("role owner: ", "without including keeper", "needs no account", "one holder less", "one holder more", "numbers not enforced",
			"without member.remove when not target holds owner", "member.remove when not target holds owner: always"),
		each("administer reader, keeper by keeper, owner: ", "gone", "not by keeper", "not by owner", "not grant", "not revoke",
			"not role reader", "not role keeper", "without organisation", "without web", "always", "without vacant owner",
			"without target holds keeper or owner", "without holds keeper", "without holds owner", "for themselves too"),
		each("administer owner and custom roles by owner: ", "gone", "not custom roles", "not for themselves"),
		each("exclusive reader, keeper: ", "gone"),
		each("exclusive reader, keeper, owner: ", "gone", "without reader", "without keeper", "without owner", "one more"),
		each("founding: ", "closed", "without role owner", "also role reader", "also role keeper", "without web", "without letter"),
		each("registration: ", "closed", "also role reader", "also role keeper", "also role owner", "also through letter"),
		each("created: ", "without role keeper", "also role reader", "also role owner"),
		each("invitation carries: ", "without role reader", "without role keeper", "also role owner"),
		each("invitation: ", "without role owner", "also role reader", "also role keeper", "the other answer to whether an account is needed",
			"the other answer to whether it outlives its sender", "lasts for ever"),
		each("creation in organisation: ", "gone", "nobody must be named", "not sealed", "without group inside", "without group outside"),
		each("creation in organisation, the creator: ", "without role reader", "also role keeper", "also role owner"),
		each("notice of member.remove: ", "gone", "without keeper", "not to the member concerned"),
		each("notice of member.create: ", "gone"),
		each("ask: ", "without keeper", "without owner"),
	} {
		expected = append(expected, some...)
	}
	assert.ElementsMatch(t, expected, names)
}

// A role gains the actions on what is built in that it can cover: at an exact
// unit neither the organisation nor what lies below the unit.
func TestOfGainsOnWhatIsBuiltIn(t *testing.T) {
	names := changed(t)
	assert.Subset(t, names, each("role reader gains ", "unit.read", "unit.create", "member.read", "member.remove", "group.edit", "grant.read", "invitation.send"))
	assert.Subset(t, names, each("role keeper gains ", "org.edit", "unit.create", "unit.move", "unit.remove", "role.create", "member.move"))
	for _, name := range append(each("role reader gains ", "org.edit", "unit.edit", "member.create", "role.create", "approval.read"),
		"role keeper gains member.create", "role owner gains member.create", "role owner gains invitation.send", "role keeper gains grant.give") {
		assert.NotContains(t, names, name)
	}
	assert.Contains(t, names, "role owner gains member.remove")
}

// A role gains to do with another one what no statement lets it do anyway.
func TestOfGainsOverRoles(t *testing.T) {
	names := changed(t)
	assert.Subset(t, names, each("role reader gains to ", "grant reader", "hand over reader"))
	assert.Subset(t, names, each("role keeper gains to ", "grant reader", "grant owner", "hand over owner", "invite keeper"))
	assert.Subset(t, names, each("role owner gains to ", "grant keeper", "grant owner", "invite owner"))
	for _, name := range []string{"role owner gains to hand over owner", "role reader gains to grant owner", "role keeper gains to grant everybody"} {
		assert.NotContains(t, names, name)
	}
}

// Whoever gains a role that includes others gains these: it could not be given
// without them.
func TestOfGainsWithWhatIsIncluded(t *testing.T) {
	p, err := policyfile.ParsePolicy("policy.yaml", []byte(changing))
	require.NoError(t, err)
	for _, m := range mutants.Of(p) {
		if m.Name == "role keeper gains to grant owner" {
			last := m.Rules.Administer[len(m.Rules.Administer)-1]
			assert.ElementsMatch(t, []string{"owner", "keeper"}, texts(last.Roles))
			return
		}
	}
	t.Error("there is no such mutant")
}

func texts[N ~string](names []N) (all []string) {
	for _, n := range names {
		all = append(all, string(n))
	}
	return all
}

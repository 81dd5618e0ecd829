package mutants_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/policyfile"
)

// Each role shows why it has the mutants that it has, and no others.
const gaining = `
system: orders
version: "1"
structures: {organisation: {home: required}}
channels: {web: }
settings: {rush: {default: true}}
types:
  folder: {unit: organisation, part-of: folder, lists: [read, change], actions: {read: , change: }}
  order:
    unit: organisation
    part-of: folder
    relations: [buyer]
    lists: [all]
    actions:
      read:
      all: {of: [write]}
      write: {of: [edit-text, edit-price]}
      send:
roles:
  group: {at: org, can: [folder.read, folder.change, order.all, order.send]}
  includes: {includes: [group], can: [{do: order.read, past: lists}]}
  on-setting: {at: org, setting: rush, can: [folder.read, folder.change, order.read, order.all, order.send]}
  includes-on-setting: {includes: [includes, on-setting]}
  condition: {includes: [group], can: [{do: order.read, when: {relation: buyer}, past: seals}, {do: order.read, setting: rush}]}
  same-condition: {includes: [condition], can: [{do: [order.read, order.write], when: {relation: buyer}, past: lists}]}
  everything: {at: org, opens: web, can: [{do: [folder.read, folder.change, order.read, order.all], past: lists}, order.send]}
`

func TestOfGains(t *testing.T) {
	found := gained(t)
	past := func(role string, leaves ...string) (names []string) {
		for _, leaf := range leaves {
			names = append(names, "role "+role+": "+leaf+" also past lists")
		}
		return names
	}
	expected := map[string][]string{
		"group": append(past("group", "folder.read", "folder.change", "order.edit-text", "order.edit-price"), "role group gains order.read"),
		// What a role includes it has; nothing governs sending.
		"includes": past("includes", "folder.read", "folder.change", "order.edit-text", "order.edit-price"),
		// The whole role hangs on its setting, what it gains too.
		"on-setting": past("on-setting", "folder.read", "folder.change", "order.read", "order.edit-text", "order.edit-price"),
		// That one of several included roles hangs on a setting adds nothing.
		"includes-on-setting": past("includes-on-setting", "folder.read", "folder.change", "order.edit-text", "order.edit-price"),
		// A permission with a condition keeps it past lists; one on a setting hangs on that.
		"condition": append(past("condition", "folder.read", "folder.change", "order.read when relation buyer, past seals", "order.read",
			"order.edit-text", "order.edit-price"), "role condition gains order.read"),
		"same-condition": append(past("same-condition", "folder.read", "folder.change", "order.read", "order.edit-text", "order.edit-price"),
			"role same-condition gains order.read"),
		"everything": nil,
	}
	for role, names := range expected {
		var got []string
		for name := range found {
			if strings.HasPrefix(name, "role "+role+" ") || strings.HasPrefix(name, "role "+role+":") {
				got = append(got, name)
			}
		}
		assert.ElementsMatch(t, names, got, role)
	}
}

// A role gains one permission of its own, and the rules stay valid.
func TestOfGainsAddsOnePermission(t *testing.T) {
	found := gained(t)
	read := []mandat.ActionRef{{Type: "order", Action: "read"}}
	buyer := &mandat.Condition{Relation: []mandat.Relation{"buyer"}}
	for name, added := range map[string]mandat.Permission{
		"role condition gains order.read":                                            {Do: read},
		"role condition: order.read also past lists":                                 {Do: read, Setting: "rush", Past: mandat.PastLists},
		"role condition: order.read when relation buyer, past seals also past lists": {Do: read, When: buyer, Past: mandat.PastLists | mandat.PastSeals},
	} {
		can := found[name].Roles[4].Can
		require.Len(t, can, 3, name)
		assert.Equal(t, added, can[2], name)
		_, err := mandat.NewPolicy(found[name])
		assert.NoError(t, err, name)
	}
}

// gained returns the mutants of the policy in which a role can do more.
func gained(t *testing.T) map[string]mandat.Rules {
	t.Helper()
	p, err := policyfile.ParsePolicy("policy.yaml", []byte(gaining))
	require.NoError(t, err)
	found := make(map[string]mandat.Rules)
	for _, m := range mutants.Of(p) {
		if strings.Contains(m.Name, " gains ") || strings.HasSuffix(m.Name, " also past lists") {
			require.NotContains(t, found, m.Name)
			found[m.Name] = m.Rules
		}
	}
	return found
}

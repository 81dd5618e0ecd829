package policyfile_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/guide"
)

// The recipe in doc/approvals.md is a policy in which nothing large is placed
// without an approval, and nothing small needs one.
func TestOnlyAboveALimit(t *testing.T) {
	page, err := os.ReadFile("../doc/approvals.md")
	require.NoError(t, err)
	_, section, _ := strings.Cut(string(page), "\n## Only above a limit\n")
	section, _, _ = strings.Cut(section, "\n## ")
	policy := "system: shop\nversion: \"1\"\nchannels: {web: {login: true}}\n"
	for _, b := range guide.Blocks(section) {
		policy += b.Raw
	}
	require.Contains(t, policy, "approvals:")
	const anna = "{name: a, subject: {person: anna, channel: web}, resource: {type: order, id: o-1, "
	for name, expected := range map[string]string{
		"labels: none}, action: place-small":  "allow",
		"labels: large}, action: place-small": "deny, because: 'gate-closed: order.place-small'",
		"labels: none}, action: place-large":  "deny, because: 'gate-closed: order.place-large'",
		"labels: large}, action: place-large": "needs-approval, because: 'needs-approval: order.place-large'",
		"}, action: place-small":              "deny, because: 'malformed: labels-not-stated'",
	} {
		system := mustSystem(t, fstest.MapFS{
			"policy.yaml": {Data: []byte(policy)},
			"acme.yaml":   {Data: []byte("system: shop\norg: acme\nmembers: {anna: }\ngrants: [{role: orderer, to: anna, at: org}]\n")},
			"cases.yaml":  {Data: []byte("system: shop\norg: acme.yaml\nnow: 2026-01-15T09:00:00Z\ncases: [" + anna + name + ", expect: " + expected + "}]")},
		})
		assert.Empty(t, system.Run()[0].Failure, name)
	}
}

package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

// club is a club in which ada is chair and bo coaches tennis.
func club(t *testing.T) *mandat.Org {
	policy, err := policyfile.ParsePolicy("policy.yaml", read("clubs/policy.yaml"))
	require.NoError(t, err)
	return mandattest.NewOrg(policy, "rovers").
		Unit("sections", "tennis", "").
		Member("ada", "").Member("bo", "tennis").
		Grant("chair", "ada", mandat.WholeOrg()).
		Grant("coach", "bo", mandat.Below("tennis")).
		Build(t)
}

func TestTheChairIsHandedOver(t *testing.T) {
	org := club(t)
	ada := mandattest.As("ada", "app")
	chair := mandat.HandOver{Grants: org.GrantsOf("ada"), To: "bo"}

	_, err := org.Plan(mandattest.As("bo", "app"), chair)
	assert.ErrorIs(t, err, mandat.ErrDenied)
	_, err = org.Plan(ada, mandat.RemoveMember{Person: "ada"})
	assert.ErrorIs(t, err, mandat.ErrBlocked) // there is always a chair

	change, err := org.Plan(ada, chair, mandat.RemoveMember{Person: "ada"})
	require.NoError(t, err)
	assert.Empty(t, change.Org().GrantsOf("ada"))
	mandattest.Check(t, change.Org(),
		mandattest.Allow(mandattest.As("bo", "app"), "send", mandat.Invitation{Person: "cy"}.Resource("rovers")),
		mandattest.Deny(ada, "send", mandat.Invitation{Person: "cy"}.Resource("rovers"), mandat.NoStanding))
}

func TestAnotherVersionOfThePolicy(t *testing.T) {
	org := club(t)
	rules := org.Policy().Rules()
	rules.Version = "2"
	rules.Roles[1].Can = append(rules.Roles[1].Can, mandat.Permission{Do: []mandat.ActionRef{{Type: "invitation", Action: "read"}}}) // coach
	second, err := mandat.NewPolicy(rules)
	require.NoError(t, err)

	impact, err := org.Adopting(second, mandattest.Now()) // nothing has happened
	require.NoError(t, err)
	assert.Equal(t, "bo gains invitation.read at tennis", impact.Text("en"))
}

func TestStories(t *testing.T) {
	mandattest.RunCases(t, os.DirFS("."), "clubs") // policy.yaml and cases*.yaml
}

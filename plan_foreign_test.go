package mandat_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Wherever a command takes an id, that of another organisation is nothing here:
// it is refused, whoever asks, and nothing has changed. Commands that take none
// are left out.
func TestIDsOfAnotherOrganisationAreNothingHere(t *testing.T) {
	here := mustOrg(t, firm(t).Policy(), mandat.OrgData{
		ID: "other-ltd", Units: []mandat.Unit{{ID: "top", Structure: "organisation"}},
		Members: []mandat.Member{{Person: "dora", Status: mandat.MemberActive, Home: "top"}},
		Grants:  []mandat.Grant{{Role: "director", Member: "dora", Scope: mandat.WholeOrg()}},
	})
	takesNone := map[string]bool{"change-setting": true, "adopt-policy": true, "register": true, "add-role": true}
	for _, r := range rows(t) {
		if takesNone[r.step.CommandName()] {
			continue
		}
		for _, s := range []mandat.Subject{onWeb("dora"), r.right} {
			_, err := plan(t, here, s, r.step) // checks that nothing has changed
			var refused *mandat.Error
			require.ErrorAs(t, err, &refused, "%s %+v", s.Person, r.step)
			assert.True(t, errors.Is(err, mandat.ErrDenied) || errors.Is(err, mandat.ErrBlocked), "%+v: %v", r.step, err)
		}
	}
	assert.Equal(t, "deny: malformed: org-foreign", answered(second(plan(t, here, onWeb("dora"), mandat.StartApproval{Action: "write", Resource: note("top"), Digest: "v1"}))))
}

func second[A, B any](_ A, b B) B { return b }

package mandat_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// refusal returns why a change is refused, "" if it is not.
func refusal(t *testing.T, o *mandat.Org, s mandat.Subject, steps ...mandat.Command) string {
	t.Helper()
	_, err := o.Plan(s, steps...)
	var refused *mandat.Error
	if !errors.As(err, &refused) {
		require.NoError(t, err)
		return ""
	}
	return refused.Explanation.Decision().String()
}

// planned returns the organisation after a change that is allowed.
func planned(t *testing.T, o *mandat.Org, s mandat.Subject, steps ...mandat.Command) *mandat.Org {
	t.Helper()
	c, err := o.Plan(s, steps...)
	require.NoError(t, err)
	return c.Org()
}

// again returns the organisation that its plain data make.
func again(t *testing.T, o *mandat.Org) *mandat.Org {
	t.Helper()
	o, err := mandat.NewOrg(o.Policy(), o.Data())
	require.NoError(t, err)
	return o
}

func aToken(t *testing.T) mandat.Token {
	t.Helper()
	token, err := mandat.ParseToken("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE")
	require.NoError(t, err)
	return token
}

// What is told about an invitation that is over hangs on the data alone: an
// organisation that is made of them again tells the same.
func TestAnInvitationThatIsOverIsSoAfterwards(t *testing.T) {
	address := mandat.MustParseAddress("eva@example.org")
	o := planned(t, acme(t), onWeb("olga"),
		mandat.InvitePerson{Invitation: "i-1", Person: "eva", Home: "head", Token: aToken(t).Bind(address)},
		mandat.RevokeInvitation{Invitation: "i-1"})
	answer := mandat.AcceptInvitation{Invitation: "i-1", Token: aToken(t), Address: address}
	assert.Equal(t, "blocked: guard: invitation-closed", refusal(t, o, onWeb("eva"), answer))
	assert.Equal(t, "blocked: guard: invitation-closed", refusal(t, again(t, o), onWeb("eva"), answer))
	assert.Equal(t, "deny: no-standing: not-invited", refusal(t, o, onWeb("stranger"), answer))
}

package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// impactLines plans a change and says its impact.
func impactLines(t *testing.T, o *mandat.Org, s mandat.Subject, steps ...mandat.Command) []string {
	t.Helper()
	c, err := o.Plan(s, steps...)
	require.NoError(t, err)
	return c.Impact().Lines("en")
}

func TestImpactOfGrants(t *testing.T) {
	o := acme(t)
	to := func(role mandat.RoleID, at mandat.Scope) mandat.GrantRole {
		return mandat.GrantRole{Grant: mandat.Grant{Role: role, Member: "kalle", Scope: at}}
	}
	assert.Equal(t, []string{"kalle gains note.read at sales"}, impactLines(t, o, onWeb("olga"), to("reader", mandat.Below("sales"))), "at north they could already")
	assert.Equal(t, []string{"kalle gains note.read at sales", "kalle gains note.write at sales and below"},
		impactLines(t, o, onWeb("olga"), to("writer", mandat.Below("sales"))))
	assert.Equal(t, []string{"kalle gains note.read in the whole organisation except at north"}, impactLines(t, o, onWeb("olga"), to("reader", mandat.WholeOrg())))
	assert.Empty(t, impactLines(t, o, onWeb("olga"), to("reader", mandat.Exactly("north"))), "they could already")
	assert.Equal(t, []string{"kalle gains note.read in the whole organisation except at north"},
		impactLines(t, o, onWeb("olga"), to("reader", mandat.WholeOrg()), to("reader", mandat.Exactly("sales")), mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}))
	assert.Equal(t, []string{
		"adam loses note.read and note.write at sales and below",
		"adam loses unit.read, unit.create, unit.edit, unit.seal, unit.move, unit.remove, member.read, member.create, member.activate, member.deactivate, member.remove, member.move, " +
			"group.create, group.edit, group.remove, grant.read, invitation.send, invitation.resend and invitation.revoke at sales and below",
		"adam loses grant.give, grant.revoke, grant.invite and grant.hand-over of reader and writer at sales and below",
	}, impactLines(t, o, onWeb("olga"), mandat.RevokeRole{Grant: mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")}}))
}

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
	reader := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Below("sales")}
	assert.Equal(t, []string{"kalle gains note.read at sales"}, impactLines(t, o, onWeb("olga"), mandat.GrantRole{Grant: reader}), "what lies at north they had")
	assert.Equal(t, []string{"kalle gains note.write at sales and below", "kalle gains note.read at sales"},
		impactLines(t, o, onWeb("olga"), mandat.GrantRole{Grant: mandat.Grant{Role: "writer", Member: "kalle", Scope: mandat.Below("sales")}}))
	assert.Equal(t, []string{"x"},
		impactLines(t, o, onWeb("olga"), mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg()}}))
	assert.Equal(t, []string{"x"},
		impactLines(t, o, onWeb("olga"), mandat.GrantRole{Grant: mandat.Grant{Role: "unit-admin", Member: "kalle", Scope: mandat.Below("sales")}}))
	assert.Equal(t, []string{"x"},
		impactLines(t, o, onWeb("olga"), mandat.RevokeRole{Grant: mandat.Grant{Role: "unit-admin", Member: "adam", Scope: mandat.Below("sales")}}))
}

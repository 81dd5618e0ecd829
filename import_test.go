package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// What NewOrg takes, Import takes.
func TestImportTakesWhatNewOrgTakes(t *testing.T) {
	reader := mandat.Grant{Role: "reader", Member: "eva", Scope: mandat.WholeOrg()}
	data := mandat.OrgData{
		ID:      "acme",
		Members: []mandat.Member{{Person: "eva", Status: mandat.MemberInvited}, {Person: "rut", Status: mandat.MemberRemoved}},
		Groups:  []mandat.Group{{ID: "team", Members: []mandat.PersonID{"eva", "rut"}}},
		Grants:  []mandat.Grant{reader, {Role: "reader", Member: "rut", Scope: mandat.WholeOrg()}},
		Invitations: []mandat.Invitation{{ID: "i-1", Person: "eva", Grants: []mandat.Grant{reader},
			Token: mandat.TokenHash{1}}},
	}
	_, err := mandat.NewOrg(changePolicy(t), data)
	require.NoError(t, err)
	c, err := mandat.Import(changePolicy(t), data, noon)
	require.NoError(t, err)
	got := c.Org().Data()
	assert.Equal(t, []mandat.Grant{reader}, got.Grants, "somebody removed holds nothing")
	assert.Equal(t, []mandat.PersonID{"eva"}, got.Groups[0].Members)
	assert.Equal(t, data.Members, got.Members)
	assert.Len(t, got.Invitations, 1)
}

package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func TestHoldersAreThoseInForceAnywhere(t *testing.T) {
	o := acme(t)
	assert.Equal(t, []mandat.PersonID{"adam"}, o.Holders("unit-admin", noon), "at a unit; whoever holds a role that includes it holds another one")
	assert.Equal(t, []mandat.PersonID{"olga"}, o.Holders("owner", noon))
	assert.Empty(t, o.Holders("writer", noon))
	assert.Empty(t, o.Holders("nobody", noon))
	data := o.Data()
	data.Groups = []mandat.Group{{ID: "team", Members: []mandat.PersonID{"pia", "kalle"}}}
	data.Grants = append(data.Grants, mandat.Grant{Role: "writer", Group: "team", Scope: mandat.Below("sales"), Until: noon.Add(time.Hour)})
	grouped, err := mandat.NewOrg(o.Policy(), data)
	require.NoError(t, err)
	assert.Equal(t, []mandat.PersonID{"kalle", "pia"}, grouped.Holders("writer", noon))
	assert.Empty(t, grouped.Holders("writer", noon.Add(time.Hour)), "the grant has ended")
	assert.Empty(t, (*mandat.Org)(nil).Holders("writer", noon))
}

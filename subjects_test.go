package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func names(all []mandat.Access) (ids []mandat.PersonID) {
	for _, a := range all {
		ids = append(ids, a.Person)
	}
	return ids
}

// Whoever may, each as the subject asks, and why.
func TestSubjects(t *testing.T) {
	o := given(t, rules(func(r *mandat.Rules) { r.Base = "" }), role("reader", can("read"), opens("web")), role("boss", can("read"), opens("mail")),
		granted("reader", "kalle", mandat.Below("sales")), granted("reader", "anna", mandat.Below("purchasing")), granted("boss", "nils", mandat.WholeOrg()))
	all, err := o.Subjects(as(""), "read", contract("c-1", "domestic"))
	require.NoError(t, err)
	assert.Equal(t, []mandat.PersonID{"kalle"}, names(all))
	assert.Equal(t, []string{"grant reader at sales"}, all[0].Explain().Because())
	all, err = o.Subjects(as("kalle", via("mail")), "read", contract("c-1", "domestic"))
	require.NoError(t, err)
	assert.Equal(t, []mandat.PersonID{"nils"}, names(all), "the subject's own person is not looked at")

	for want, ask := range map[string]func() ([]mandat.Access, error){
		"no-org": func() ([]mandat.Access, error) {
			return (*mandat.Org)(nil).Subjects(as(""), "read", contract("c-1", "sales"))
		},
		"unit-unknown": func() ([]mandat.Access, error) { return o.Subjects(as(""), "read", contract("c-1", "attic")) },
		"time-not-stated": func() ([]mandat.Access, error) {
			return o.Subjects(mandat.Subject{Channel: "web"}, "read", contract("c-1", "sales"))
		},
		"action-unknown":   func() ([]mandat.Access, error) { return o.Subjects(as(""), "fly", contract("c-1", "sales")) },
		"list-not-stated":  func() ([]mandat.Access, error) { return o.Subjects(as(""), "read", contract("c-1", "sales", noLists)) },
		"whole-not-stated": func() ([]mandat.Access, error) { return o.Subjects(as(""), "read", contract("c-1", "sales", noWhole)) },
	} {
		all, err := ask()
		assert.ErrorIs(t, err, mandat.ErrMalformed, want)
		assert.ErrorContains(t, err, want)
		assert.Empty(t, all)
	}
	assert.Equal(t, mandat.Explanation{}, mandat.Access{}.Explain())
}

// A list admits those who hold a role elsewhere.
func TestSubjectsOfAList(t *testing.T) {
	o := given(t, rules(func(r *mandat.Rules) { r.Base = "" }), role("reader", can("read"), opens("web")),
		granted("reader", "kalle", mandat.Exactly("purchasing")), granted("reader", "anna", mandat.Exactly("sales")))
	all, err := o.Subjects(as(""), "read", contract("c-1", "sales", listed(mandat.Named("kalle"))))
	require.NoError(t, err)
	assert.Equal(t, []mandat.PersonID{"kalle"}, names(all))
}

func noLists(r *mandat.Resource) { r.ACLs = mandat.ACLs{} }
func noWhole(r *mandat.Resource) { r.PartOf = mandat.Whole{} }

// A dialog shows those whom the viewer may know of, and how many others there are; and
// nothing of what the viewer may not see.
func TestSubjectsInADialog(t *testing.T) {
	o := given(t, rules(func(r *mandat.Rules) { r.Types[1].Seen = "read" }), everyone(can("read")), role("registrar", can("member.read")),
		granted("registrar", "kalle", mandat.Exactly("sales")), role("signer", can("sign")), granted("signer", "kalle", mandat.WholeOrg()), granted("signer", "anna", mandat.WholeOrg()))
	seen, hidden, err := o.As(as("kalle")).Subjects(as(""), "sign", contract("c-1", "sales"))
	require.NoError(t, err)
	assert.Equal(t, []mandat.PersonID{"kalle"}, names(seen))
	assert.Equal(t, 1, hidden)
	_, hidden, err = o.As(as("stranger")).Subjects(as(""), "sign", contract("c-1", "sales"))
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	assert.Zero(t, hidden)

	seen, hidden, err = o.As(mandat.Subject{Person: "stranger", Channel: "web"}).Subjects(as(""), "sign", contract("c-1", "sales"))
	assert.EqualError(t, err, `mandat: subjects of contract.sign, shown to "stranger": time-not-stated: malformed`)
	assert.Empty(t, seen)
	assert.Zero(t, hidden)
}

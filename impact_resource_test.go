package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Who gains and who loses by another list, another unit, another status is who may
// afterwards and might not, action by action.
func TestImpactOnAResource(t *testing.T) {
	o := given(t, rules(func(r *mandat.Rules) { r.Base = "" }), role("reader", can("read"), opens("web")), role("editor", can("edit", "read"), opens("web")),
		granted("reader", "kalle", mandat.Below("sales")), granted("reader", "anna", mandat.Exactly("purchasing")), granted("editor", "nils", mandat.Below("sales")))
	v := o.As(as("kalle"))
	versions := []mandat.Resource{
		contract("c-1", "sales"), contract("c-1", "domestic"), contract("c-1", "purchasing"),
		contract("c-1", "sales", listed(mandat.Named("anna"))), contract("c-1", "sales", listed(mandat.Named("kalle"), mandat.Named("nils"))), contract("c-1", "purchasing", listed()),
	}
	told := 0
	for _, before := range versions {
		for _, after := range versions {
			effects, hidden, err := v.Impact(as(""), before, after)
			require.NoError(t, err)
			assert.Zero(t, hidden)
			told += len(effects)
			assert.Equal(t, effectsByDeciding(o.Org, before, after), effects)
		}
	}
	assert.Greater(t, told, 20)
}

func effectsByDeciding(o *mandat.Org, before, after mandat.Resource) (all []mandat.ResourceEffect) {
	for _, p := range []mandat.PersonID{"anna", "kalle", "nils", "stranger"} {
		e := mandat.ResourceEffect{Person: p}
		v := o.As(as(p))
		for a := range v.Actions(before) {
			was, is := v.Decide(a, before).Allowed(), v.Decide(a, after).Allowed()
			if is && !was {
				e.Gains = append(e.Gains, a)
			}
			if was && !is {
				e.Loses = append(e.Loses, a)
			}
		}
		if e.Gains != nil || e.Loses != nil {
			all = append(all, e)
		}
	}
	return all
}

func TestImpactOnAResourceIsRefused(t *testing.T) {
	o := given(t, rules(func(r *mandat.Rules) { r.Types[1].Seen = "read" }), everyone(can("read")), role("signer", can("sign")),
		role("registrar", can("member.read")), granted("registrar", "kalle", mandat.Exactly("sales")), granted("signer", "anna", mandat.Exactly("purchasing")), granted("signer", "kalle", mandat.Exactly("purchasing")))
	here, there := contract("c-1", "sales"), contract("c-1", "purchasing")
	effects, hidden, err := o.As(as("kalle")).Impact(as(""), here, there)
	require.NoError(t, err)
	assert.Equal(t, []mandat.ResourceEffect{{Person: "kalle", Gains: []mandat.Action{"sign"}}}, effects)
	assert.Equal(t, 1, hidden, "anna, whom kalle may not see")

	for want, ask := range map[error][][2]mandat.Resource{
		mandat.ErrMalformed: {{here, contract("c-2", "sales")}, {here, contract("c-1", "attic")}, {contract("c-1", "sales", noLists), here}, {here, contract("c-1", "sales", noLists)}},
	} {
		for _, r := range ask {
			effects, hidden, err := o.As(as("kalle")).Impact(as(""), r[0], r[1])
			assert.ErrorIs(t, err, want)
			assert.Empty(t, effects)
			assert.Zero(t, hidden)
		}
	}
	_, _, err = o.As(as("stranger")).Impact(as(""), here, there)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	_, _, err = mandat.View{}.Impact(as(""), here, there)
	assert.Error(t, err)
}

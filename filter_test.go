package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// A filter is for the resources of one type; what the policy does not know, and the
// zero filter, admit nothing.
func TestAFilterAdmitsNothingElse(t *testing.T) {
	o := given(t, everyone(can("read", "folder.read")))
	v, c := o.As(as("kalle")), contract("c-9", "sales")
	filter := v.Filter("contract", "read")
	assert.Equal(t, "allow", filter.Decide(c).String())
	c.Type = "folder"
	assert.Equal(t, "deny: malformed: type-unknown", filter.Decide(c).String())
	assert.Equal(t, "deny: malformed: action-unknown", v.Filter("contract", "fly").Decide(contract("c-9", "sales")).String())
	assert.Equal(t, "deny: malformed: type-unknown", v.Filter("binder", "read").Decide(contract("c-9", "sales")).String())
	assert.Equal(t, "deny: malformed: no-org", mandat.Filter{}.Decide(contract("c-9", "sales")).String())
	assert.Equal(t, "deny: malformed: no-org", mandat.View{}.Filter("contract", "read").Decide(contract("c-9", "sales")).String())
}

// To decide by a filter that is made allocates nothing.
func TestAFilterAllocatesNothing(t *testing.T) {
	w := newWorld(t, 100)
	filter := w.org.As(w.questions[0].subject).Filter("contract", "read")
	allowed := 0
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for i := range w.questions {
			if filter.Decide(w.questions[i].resource).Allowed() {
				allowed++
			}
		}
	}))
	assert.NotZero(t, allowed)
}

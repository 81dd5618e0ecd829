package policyfile

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// A question that is malformed was never decided: whatever reasons it comes
// with, it is no denial that a case expected.
func TestMalformedIsNoDenial(t *testing.T) {
	var none *mandat.Org
	malformed := none.Decide(mandat.Subject{}, "read", mandat.Resource{})
	assert.Equal(t, mandat.Malformed, malformed.Reason())
	codes := []string{"malformed: no-org", "no-right"}
	assert.False(t, (&testCase{}).reasons(malformed, codes))
	assert.False(t, (&testCase{because: []string{"no-right"}}).reasons(malformed, codes))
	assert.True(t, (&testCase{because: []string{"malformed: no-org"}}).reasons(malformed, codes))
	assert.True(t, (&testCase{because: []string{"no-right", "malformed: no-org"}}).reasons(malformed, codes))
	assert.False(t, (&testCase{because: []string{"malformed: org-foreign"}}).reasons(malformed, codes))
}

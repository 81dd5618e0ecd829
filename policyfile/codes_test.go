package policyfile

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Every form that a code can have is read.
func TestCodesThatThereAre(t *testing.T) {
	for _, code := range []string{"no-right", "guard", "guard: already-so", "guard: contract.order", "no-standing: channel-closed", "gate-closed: claim.approve",
		"gate-closed: own-request", "own-request: claim.approve", "grant reader at sales, north", "base role user", "not-covered: grant reader at sales",
		"no-function: contract.read", "needs-approval: contract.order", "malformed: status-not-stated"} {
		d := &casesReader{factsReader: factsReader{decoder: newDecoder("cases.yaml", nil)}}
		assert.Equal(t, []string{code}, d.codes(&node{kind: text, text: code}))
		assert.Empty(t, d.errs, code)
	}
}

package policyfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

func TestAnObservedSystemTellsWhatItsCasesAsk(t *testing.T) {
	s := mustSystem(t, folder(casesHead+facts+`cases:
  - {name: a question, subject: {person: eva, channel: desk}, action: read, resource: b-1, expect: allow}
  - {name: a refusal, subject: {person: kalle, channel: desk}, action: stamp, resource: b-1, expect: deny, because: no-right}
  - {name: a menu, subject: {person: eva, channel: desk}, resource: kept, menu: {shown: return, greyed: borrow}}
  - {name: a step, subject: {person: eva, channel: desk}, do: {remove-member: {person: kalle}}, expect: deny, because: no-right}
`))
	var told []string
	tell := func(e mandat.Explanation) { told = append(told, e.Header("en")) }
	observed := s.Observed(tell)
	assert.Equal(t, s.Run(), observed.Run())
	assert.Equal(t, []string{
		"eva may read (book b-1).",
		"kalle may not stamp (book b-1): no role gives the right.",
		"eva may not borrow (book b-1): a rule of the policy closes it for everybody.",
		"eva may return (book b-1).",
		"eva may not remove (member kalle): no role gives the right.",
	}, told)
	told = nil
	other, err := observed.With(s.Policy())
	assert.NoError(t, err)
	assert.True(t, s.Passes() && other.Passes())
	assert.Empty(t, told, "the system itself, and the one under another policy, tell nobody")
}

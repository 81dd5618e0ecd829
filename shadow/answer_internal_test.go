package shadow

import (
	"context"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

func anything() Question { return Question{Action: "read"} }

// While the report is written or a disagreement put into words, the service
// answers.
func TestCountingDelaysNoAnswer(t *testing.T) {
	s := New(func(context.Context, mandat.OrgID) (*mandat.Org, error) { return nil, mandat.ErrNotFound }, Options{})
	s.counting.Lock()
	for range 2 * atOnce {
		assert.True(t, s.Answer(true, anything))
	}
	s.counting.Unlock()
	s.Wait()
	assert.Equal(t, uint64(atOnce), s.Report().Failed)
	assert.Equal(t, uint64(atOnce), s.Report().Busy)
}

// A mapping that ends its goroutine, as t.FailNow does, takes no place for ever.
func TestAMappingThatEndsItsGoroutineLeavesItsPlace(t *testing.T) {
	s := New(nil, Options{})
	for range 2 * atOnce {
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			s.Answer(true, func() Question { runtime.Goexit(); return Question{} })
		}()
		<-ended
	}
	s.Wait()
	assert.Equal(t, uint64(0), s.Report().Busy)
	assert.Equal(t, uint64(2*atOnce), s.Report().Failed)
}

// A Shadow that nobody made with New must not end the service either.
func TestAShadowWithoutNew(t *testing.T) {
	var none *Shadow
	none.Wait()
	var zero Shadow
	assert.True(t, zero.Answer(true, anything))
	assert.False(t, zero.Answer(false, func() Question { panic("mapping") }))
	zero.Wait()
	assert.Equal(t, uint64(2), zero.Report().Failed)
}

package mandat_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// deaf is a store that tells what has changed once, and nothing later.
type deaf struct {
	mandat.Store
	told chan struct{} // closed when the directory waits for more
}

func (d *deaf) Follow(ctx context.Context, mark uint64) ([]mandat.OrgID, uint64, error) {
	if mark == 0 {
		return d.Store.Follow(ctx, mark)
	}
	close(d.told)
	<-ctx.Done()
	return nil, 0, ctx.Err()
}

// Who knows of a change that another directory has stored sees it, although this one
// follows the store and has not heard of it yet.
func TestAtLeastAsksWhileNothingIsHeard(t *testing.T) {
	s := memstore.New()
	there := acmeIn(t, s)
	silent := &deaf{s, make(chan struct{})}
	here := opened(t, silent, orgOf(t, there, "acme").Policy())
	ctx, cancel := context.WithCancel(background)
	ended := make(chan error)
	go func() { ended <- here.Follow(ctx) }()
	<-silent.told
	orgOf(t, here, "acme")

	c := planned(t, orgOf(t, there, "acme"), unitNo(1))
	require.NoError(t, there.Commit(background, c))
	assert.EqualValues(t, 1, orgOf(t, here, "acme").Version(), "it has heard of it")
	o, err := here.AtLeast(background, "acme", 2)
	require.NoError(t, err)
	assert.Equal(t, encoding(t, c.Org()), encoding(t, o))
	assert.Same(t, o, orgOf(t, here, "acme"))
	_, err = here.AtLeast(background, "acme", 3)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	cancel()
	assert.ErrorIs(t, <-ended, context.Canceled)
}

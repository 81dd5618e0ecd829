package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// An organisation is what it was: at each version, and at each moment between two
// changes.
func TestDirectoryOfThePast(t *testing.T) {
	d := acmeIn(t, memstore.New())
	var was []*mandat.Org
	was = append(was, orgOf(t, d, "acme"))
	for i := range 3 {
		later := onWeb("olga")
		later.At = noon.Add(time.Duration(i+1) * time.Hour)
		c, err := was[i].Plan(later, unitNo(i))
		require.NoError(t, err)
		require.NoError(t, d.Commit(background, c))
		was = append(was, c.Org())
	}
	for i, o := range was {
		at, err := d.AtVersion(background, "acme", o.Version())
		require.NoError(t, err)
		assert.Equal(t, encoding(t, o), encoding(t, at))
		for _, after := range []time.Duration{0, time.Nanosecond, time.Hour - 1} {
			at, err = d.AsOf(background, "acme", noon.Add(time.Duration(i)*time.Hour+after))
			require.NoError(t, err)
			assert.Equal(t, encoding(t, o), encoding(t, at))
		}
	}
	for _, version := range []uint64{0, 5, 1<<64 - 1} {
		_, err := d.AtVersion(background, "acme", version)
		assert.ErrorIs(t, err, mandat.ErrNotFound, version)
	}
	_, err := d.AsOf(background, "acme", noon.Add(-1))
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	assert.EqualError(t, err, "mandat: organisation acme, as of 2026-01-15T11:59:59.999999999Z: not found")
	_, err = d.AsOf(background, "other", noon)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	_, err = new(mandat.Directory).AsOf(background, "acme", noon)
	assert.ErrorContains(t, err, "not opened")
}

// Who has stored a change sees it, also through a directory that has not heard of it.
func TestAtLeast(t *testing.T) {
	s := memstore.New()
	here := acmeIn(t, s)
	there := opened(t, s, orgOf(t, here, "acme").Policy())
	orgOf(t, there, "acme")
	c := planned(t, orgOf(t, here, "acme"), unitNo(1))
	require.NoError(t, here.Commit(background, c))
	for _, d := range []*mandat.Directory{here, there, opened(t, s, c.Org().Policy())} {
		o, err := d.AtLeast(background, "acme", c.Org().Version())
		require.NoError(t, err)
		assert.Equal(t, c.Org().Version(), o.Version())
	}
	_, err := here.AtLeast(background, "acme", c.Org().Version()+1)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	_, err = here.AtLeast(background, "other", 1)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	_, err = new(mandat.Directory).AtLeast(background, "acme", 0)
	assert.ErrorContains(t, err, "not opened")
}

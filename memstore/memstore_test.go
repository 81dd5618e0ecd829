package memstore_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

func TestContract(t *testing.T) {
	for name, promise := range contract {
		t.Run(name, func(t *testing.T) { promise(t, memstore.New()) })
	}
}

// Events of anything but the change that is stored are refused.
func TestAppendRefusesOtherEvents(t *testing.T) {
	s := memstore.New()
	for name, events := range map[string][]mandat.Event{
		"another organisation": changeOf("beta", 1, unit("u")),
		"another version":      changeOf("acme", 2, unit("u")),
		"both":                 append(changeOf("acme", 1, unit("u")), changeOf("beta", 1, unit("u"))...),
	} {
		assert.Error(t, s.Append(background, "acme", 0, events), name)
	}
	_, err := s.Load(background, "acme", 0)
	assert.ErrorIs(t, err, mandat.ErrNotFound)
}

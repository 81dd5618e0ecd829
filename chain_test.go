package mandat_test

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// historyOf is a history of changes of several events each.
func historyOf(t testing.TB) []mandat.Event {
	t.Helper()
	o := acme(t)
	imported, err := mandat.Import(o.Policy(), o.Data(), noon)
	require.NoError(t, err)
	events, o := imported.Events(), imported.Org()
	for _, steps := range faultStory() {
		c := planned(t, o, steps...)
		events, o = append(events, c.Events()...), c.Org()
	}
	return events
}

func chained(t testing.TB, events []mandat.Event) mandat.ChainHash {
	t.Helper()
	head, err := mandat.ChainHash{}.Chain(events)
	require.NoError(t, err)
	return head
}

// The form of the chain is a promise: here it is, made by hand.
func TestTheChainIsWhatItSays(t *testing.T) {
	events := historyOf(t)
	texts := textsOf(t, events)
	head := make([]byte, 32)
	for i := 0; i < len(events); {
		text := "mandat chain v1\x00" + string(head)
		for version := events[i].Version; i < len(events) && events[i].Version == version; i++ {
			text += string(texts[i]) + "\n"
		}
		sum := sha256.Sum256([]byte(text))
		head = sum[:]
	}
	assert.Equal(t, hex.EncodeToString(head), chained(t, events).String())
	assert.Equal(t, strings.Repeat("0", 64), mandat.ChainHash{}.String())
}

// A chain goes on from wherever it is.
func TestTheChainGoesOn(t *testing.T) {
	events := historyOf(t)
	whole := chained(t, events)
	for i := range events {
		if i > 0 && events[i].Version == events[i-1].Version {
			continue
		}
		head, err := chained(t, events[:i]).Chain(events[i:])
		require.NoError(t, err)
		assert.Equal(t, whole, head)
	}
}

// Whatever is done to a history, its head is another one.
func TestTamperingShows(t *testing.T) {
	events := historyOf(t)
	heads := map[mandat.ChainHash]string{chained(t, events): "the history"}
	other := func(name string, altered []mandat.Event) {
		head := chained(t, altered)
		assert.Empty(t, heads[head], name)
		heads[head] = name
	}
	for i := range events {
		other("left out", slices.Delete(slices.Clone(events), i, i+1))
		other("doubled", slices.Insert(slices.Clone(events), i, events[i]))
		altered := slices.Clone(events)
		altered[i].By = "mallory"
		other("by another", altered)
		altered[i].By, altered[i].At = events[i].By, events[i].At.Add(1)
		other("at another moment", altered)
		altered[i].At, altered[i].Org = events[i].At, "beta"
		other("of another", altered)
		if i > 0 {
			altered = slices.Clone(events)
			altered[i], altered[i-1] = altered[i-1], altered[i]
			other("swapped", altered)
		}
	}
	assert.Greater(t, len(heads), 6*len(events)-2)
	_, err := mandat.ChainHash{}.Chain([]mandat.Event{{Org: "acme"}})
	assert.ErrorContains(t, err, "mandat: chain: ")
}

// Where one event ends and the next begins is part of it.
func TestTheChainTellsEventsApart(t *testing.T) {
	var zero mandat.ChainHash
	ab := zero.Next([]byte("a"), []byte("b"))
	assert.NotEqual(t, ab, zero.Next([]byte("ab")))
	assert.NotEqual(t, ab, zero.Next([]byte("a")).Next([]byte("b")))
	assert.NotEqual(t, zero, zero.Next())
}

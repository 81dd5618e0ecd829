package faults

import (
	"flag"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/sqlite"
)

// rounds is how often what is drawn by chance is drawn.
var rounds = flag.Int("rounds", 1, "how many times as many random stories and histories as usual")

// place is where what is stored lies. Here and there are two handles of it, as two
// processes have.
type place struct {
	name        string
	here, there mandat.Store
}

// onEach runs a test on a place of each kind, which is empty at first.
func onEach(t *testing.T, test func(*testing.T, place)) {
	t.Run("memory", func(t *testing.T) {
		s := memstore.New()
		test(t, place{"memory", s, s})
	})
	t.Run("SQLite", func(t *testing.T) {
		file := filepath.Join(t.TempDir(), "mandat.db")
		test(t, place{"SQLite", inFile(t, file), inFile(t, file)})
	})
}

func inFile(t *testing.T, file string) mandat.Store {
	s, err := sqlite.Open(background, file)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	return s
}

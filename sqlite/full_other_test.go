//go:build !unix

package sqlite_test

import "github.com/mandat-go/mandat/sqlite"

// limited needs a limit that there is on Unix only.
func limited(s *sqlite.Store) error { return s.Close() }

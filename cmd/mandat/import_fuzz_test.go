package main

import (
	"bytes"
	"testing"

	"github.com/mandat-go/mandat"
)

// Whatever lines are read, an error has a place in them, and what is taken is written as
// events that are read as the same.
func FuzzLines(f *testing.F) {
	f.Add([]byte(`{"format":1,"org":"acme","version":1,"step":1,"of":1,"at":"2026-01-15T09:00:00Z","event":"org-founded","data":{"system":"desk","policy":"1"}}` + "\n"))
	f.Add([]byte("{\"org\":\"å\r\n\n{"))
	f.Add([]byte(`{"event":"unit-removed"`))
	f.Fuzz(func(t *testing.T, content []byte) {
		r := &arrivals{byOrg: make(map[mandat.OrgID]*arrival)}
		for text := range bytes.Lines(content) {
			column, _ := r.readLine("-", 1, text)
			if column < 1 || column > len(text)+1 {
				t.Errorf("column %d of %q", column, text)
			}
		}
		for _, a := range r.all {
			var once, twice bytes.Buffer
			again := &arrivals{byOrg: make(map[mandat.OrgID]*arrival)}
			if writeEvents(&once, a.events) != nil || again.readLines("-", once.Bytes()) != nil || writeEvents(&twice, again.all[0].events) != nil || once.String() != twice.String() {
				t.Errorf("%s is read as another", once.String())
			}
		}
	})
}

package storetest_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/mandat-go/mandat"
)

// wrongPersons breaks one promise of mandat.Persons. It notes whom it knows, and where
// it has a place, writes there what it is given.
type wrongPersons struct {
	mandat.Persons
	fault, place string

	mu    sync.Mutex
	known map[mandat.PersonID]map[string]string
}

func newWrongPersons(s mandat.Persons, fault, place string) *wrongPersons {
	return &wrongPersons{Persons: s, fault: fault, place: place, known: make(map[mandat.PersonID]map[string]string)}
}

func (w *wrongPersons) Facts(ctx context.Context, p mandat.PersonID) (map[string]string, error) {
	switch w.fault {
	case "folds persons":
		p = mandat.PersonID(strings.ToLower(string(p)))
	case "shares facts":
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.known[p], nil
	case "reads facts without the context":
		ctx = context.WithoutCancel(ctx)
	}
	return w.Persons.Facts(ctx, p)
}

func (w *wrongPersons) SetFacts(ctx context.Context, p mandat.PersonID, facts map[string]string) error {
	w.mu.Lock()
	w.known[p] = facts
	w.mu.Unlock()
	switch w.fault {
	case "folds persons":
		p = mandat.PersonID(strings.ToLower(string(p)))
	case "folds names of facts":
		facts = each(facts, strings.ToLower)
	case "repairs text":
		facts = each(facts, func(s string) string { return strings.ToValidUTF8(s, "\ufffd") })
	case "cuts text at a zero":
		facts = each(facts, func(s string) string { before, _, _ := strings.Cut(s, "\x00"); return before })
	case "merges facts":
		all, err := w.Persons.Facts(ctx, p)
		if err != nil {
			return err
		}
		all = maps.Clone(all)
		if all == nil {
			all = make(map[string]string)
		}
		maps.Copy(all, facts)
		facts = all
	case "sets one by one":
		if err := w.Persons.SetFacts(ctx, p, map[string]string{"a": facts["a"]}); err != nil {
			return err
		}
		time.Sleep(time.Millisecond)
	case "leaves a file":
		for name, value := range facts {
			if err := os.WriteFile(filepath.Join(w.place, "log"), []byte(name+value), 0o600); err != nil {
				return err
			}
		}
	}
	return w.Persons.SetFacts(ctx, p, facts)
}

func (w *wrongPersons) Erase(ctx context.Context, p mandat.PersonID) error {
	switch w.fault {
	case "erases nobody":
		return nil
	case "folds persons":
		p = mandat.PersonID(strings.ToLower(string(p)))
	case "erases all":
		for q := range w.known {
			if err := w.Persons.Erase(ctx, q); err != nil {
				return err
			}
		}
	}
	return w.Persons.Erase(ctx, p)
}

func each(facts map[string]string, do func(string) string) map[string]string {
	done := make(map[string]string)
	for name, value := range facts {
		done[do(name)] = do(value)
	}
	return done
}

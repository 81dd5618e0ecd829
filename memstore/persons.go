package memstore

import (
	"context"
	"maps"

	"github.com/mandat-go/mandat"
)

// Facts returns what is known of a person; see mandat.Persons.
func (s *Store) Facts(ctx context.Context, p mandat.PersonID) (map[string]string, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.facts[p]), nil
}

// SetFacts makes the facts what is known of a person; see mandat.Persons.
func (s *Store) SetFacts(ctx context.Context, p mandat.PersonID, facts map[string]string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.facts == nil {
		s.facts = make(map[mandat.PersonID]map[string]string)
	}
	s.facts[p] = maps.Clone(facts)
	return nil
}

// Erase forgets all that is known of a person; see mandat.Persons.
func (s *Store) Erase(ctx context.Context, p mandat.PersonID) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.facts, p)
	return nil
}

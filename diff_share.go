package mandat

import (
	"fmt"
	"slices"
	"strings"
)

// share takes those together who gain or lose the same by the same differences.
func (d *Difference) share(touched []touchedBy) {
	s := &sharing{difference: d, causes: make(map[PersonID][]DataDifference), known: make(map[string][]int)}
	for _, t := range touched {
		s.causes[t.person] = causesOf(d.Data, t)
	}
	for _, e := range d.Impact.Effects {
		s.effect(e)
	}
	for _, l := range d.Impact.Lists {
		s.list(l)
	}
	s.join()
}

// causesOf returns the differences that can have touched somebody's rights, with
// the person left out where they are about them.
func causesOf(data []DataDifference, t touchedBy) []DataDifference {
	var all []DataDifference
	for _, k := range t.by {
		one := data[k]
		if one.Person == t.person {
			one.Person = ""
		}
		all = append(all, one)
	}
	return all
}

// sharing collects what several gain or lose alike.
type sharing struct {
	difference *Difference
	causes     map[PersonID][]DataDifference
	all        []SharedEffects
	known      map[string][]int // those of all that have a part of what they say in common
}

// effect notes an effect with those who share it.
func (s *sharing) effect(e Effect) {
	p := e.Person
	e.Person = ""
	key := fmt.Sprint(e.Gains, e.Actions, e.Roles, e.Self, e.Depth, e.From, e.Until, len(e.Where))
	s.note(key, p, func(had *SharedEffects) bool {
		return len(had.Effects) == 1 && slices.Equal(had.Effects[0].Actions, e.Actions) && slices.Equal(had.Effects[0].Roles, e.Roles) && had.Effects[0].sameBut(&e, false)
	}, SharedEffects{Effects: []Effect{e}})
}

func (s *sharing) list(l ListEffect) {
	p := l.Person
	l.Person = ""
	s.note(fmt.Sprint(l), p, func(had *SharedEffects) bool { return len(had.Lists) == 1 && had.Lists[0] == l }, SharedEffects{Lists: []ListEffect{l}})
}

// note adds a person to those who share what they gain or lose, or begins anew.
func (s *sharing) note(key string, p PersonID, is func(*SharedEffects) bool, one SharedEffects) {
	because := s.causes[p]
	for _, k := range s.known[key] {
		if had := &s.all[k]; is(had) && slices.Equal(had.Because, because) {
			had.Persons = append(had.Persons, p)
			return
		}
	}
	one.Persons, one.Because, one.impact = []PersonID{p}, because, Impact{words: s.difference.Impact.words, sealed: s.difference.Impact.sealed}
	s.known[key] = append(s.known[key], len(s.all))
	s.all = append(s.all, one)
}

// join makes what the same persons share one.
func (s *sharing) join() {
	at := make(map[string]int)
	for _, one := range s.all {
		key := strings.Join(each(one.Persons, func(p PersonID) string { return fmt.Sprintf("%q", p) }), " ")
		k, known := at[key]
		if !known {
			at[key] = len(s.difference.Shared)
			s.difference.Shared = append(s.difference.Shared, one)
			continue
		}
		had := &s.difference.Shared[k]
		had.Effects, had.Lists = append(had.Effects, one.Effects...), append(had.Lists, one.Lists...)
	}
}

package mandat

import (
	"fmt"
	"slices"
)

// share takes those together who gain or lose the same by the same differences.
func (d *Difference) share(c *causing, touched []touchedBy) {
	s := &sharing{difference: d, known: make(map[string][]int)}
	by := make(map[PersonID][]int)
	for _, t := range touched {
		by[t.person] = t.by
	}
	for _, e := range d.Impact.Effects {
		s.effect(e, c.ofEffect(by[e.Person], &e))
	}
	for _, l := range d.Impact.Lists {
		s.list(l, c.ofList(by[l.Person], &l))
	}
	s.join()
}

// sharing collects what several gain or lose alike.
type sharing struct {
	difference *Difference
	all        []SharedEffects
	known      map[string][]int // those of all that have a part of what they say in common
}

// effect notes an effect with those who share it.
func (s *sharing) effect(e Effect, because []DataDifference) {
	p := e.Person
	e.Person = ""
	key := fmt.Sprint(e.Gains, e.Actions, e.Roles, e.Self, e.Depth, e.From, e.Until, len(e.Where))
	s.note(key, p, because, func(had *SharedEffects) bool {
		return len(had.Effects) == 1 && slices.Equal(had.Effects[0].Actions, e.Actions) && slices.Equal(had.Effects[0].Roles, e.Roles) && had.Effects[0].sameBut(&e, false)
	}, SharedEffects{Effects: []Effect{e}})
}

func (s *sharing) list(l ListEffect, because []DataDifference) {
	p := l.Person
	l.Person = ""
	s.note(fmt.Sprint(l), p, because, func(had *SharedEffects) bool { return len(had.Lists) == 1 && had.Lists[0] == l }, SharedEffects{Lists: []ListEffect{l}})
}

// note adds a person to those who share what they gain or lose, or begins anew.
func (s *sharing) note(key string, p PersonID, because []DataDifference, is func(*SharedEffects) bool, one SharedEffects) {
	for i := range because {
		if because[i].Person == p {
			because[i].Person = "" // it is about each of them
		}
	}
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
		key := fmt.Sprintf("%q %v", one.Persons, one.Because)
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

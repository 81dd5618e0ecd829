package mandat

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// ResourceEffect tells what a person may do to a resource that they might not, or may not
// that they might, after the service has changed it. It is plain data.
type ResourceEffect struct {
	Person PersonID
	// Gains and Loses are in the order of the policy. An action of others stands beside
	// those that it is of.
	Gains, Loses []Action
}

// Impact tells who gains and who loses what when the service changes a resource: its
// access lists, its unit, its status, its relations. No change of the organisation is
// needed for that, so nothing else shows it: ask before the row is stored. It compares
// the answers of Subjects for each action, each of them asking as the given subject
// does, and is exact for that channel, moment and session.
//
// Effects are ordered by person. Those of whom the view's own subject may not know are
// left out and counted. It is an ErrMalformed if before and after are not the same
// resource, or one of them is malformed; to somebody who may not see the resource as it
// is ErrNotFound is all that is said.
func (v View) Impact(as Subject, before, after Resource) (seen []ResourceEffect, hidden int, err error) {
	if before.Type != after.Type || before.ID != after.ID || before.Org != after.Org {
		return nil, 0, fmt.Errorf("mandat: impact on %s %s: before and after are not the same resource: %w", before.Type, bare(string(before.ID)), ErrMalformed)
	}
	if v.org == nil || v.org.policy.typ(before.Type) == nil { // there are no actions, and nothing to be told
		return nil, 0, fmt.Errorf("mandat: impact on %s %s: %w", before.Type, bare(string(before.ID)), ErrMalformed)
	}
	effects := make(map[PersonID]*ResourceEffect)
	for a := range v.Actions(before) {
		if err := v.mayHear("impact", a, &before); err != nil {
			return nil, 0, err
		}
		gain, lose, err := v.org.shift(as, a, before, after)
		if err != nil {
			return nil, 0, err
		}
		for _, p := range gain {
			e := effectOn(effects, p)
			e.Gains = append(e.Gains, a)
		}
		for _, p := range lose {
			e := effectOn(effects, p)
			e.Loses = append(e.Loses, a)
		}
	}
	for _, p := range slices.Sorted(maps.Keys(effects)) {
		if v.sees(p) {
			seen = append(seen, *effects[p])
		}
	}
	return seen, len(effects) - len(seen), nil
}

func effectOn(effects map[PersonID]*ResourceEffect, p PersonID) *ResourceEffect {
	if effects[p] == nil {
		effects[p] = &ResourceEffect{Person: p}
	}
	return effects[p]
}

// shift returns who gains and who loses an action.
func (o *Org) shift(as Subject, a Action, before, after Resource) (gain, lose []PersonID, err error) {
	had, err := o.Subjects(as, a, before)
	if err != nil {
		return nil, nil, err
	}
	have, err := o.Subjects(as, a, after)
	if err != nil {
		return nil, nil, err
	}
	return notAmong(have, had), notAmong(had, have), nil
}

// notAmong returns the persons of a sorted list who are not in another one.
func notAmong(list, others []Access) (rest []PersonID) {
	for _, one := range list {
		_, both := slices.BinarySearchFunc(others, one, func(a, b Access) int { return cmp.Compare(a.Person, b.Person) })
		if !both {
			rest = append(rest, one.Person)
		}
	}
	return rest
}

package main

import (
	"slices"
	"sync"

	"github.com/mandat-go/mandat"
)

// seesAllOf returns whether any grant to a person would be listed, whatever its
// role, wherever it is, and through whichever group.
func (l *list) seesAllOf() func(mandat.PersonID) bool {
	if l.view == nil {
		return func(mandat.PersonID) bool { return true }
	}
	all := l.possible()
	sees := func(to mandat.Grant) bool {
		return !slices.ContainsFunc(all, func(g mandat.Grant) bool {
			g.Member, g.Group = to.Member, to.Group
			return !l.sees(g.Resource(l.org.ID()))
		})
	}
	throughGroups := sync.OnceValue(func() bool {
		for g := range l.org.Groups() {
			if !l.seesGroup(g.ID) || !sees(mandat.Grant{Group: g.ID}) {
				return false
			}
		}
		return true
	})
	return func(p mandat.PersonID) bool {
		return sees(mandat.Grant{Member: p}) && (!l.rules.GroupsHoldRoles || throughGroups())
	}
}

// possible returns a grant, to nobody, of each role at each place.
func (l *list) possible() (all []mandat.Grant) {
	roles := slices.Concat(l.rules.Roles, l.org.Data().Roles)
	for _, s := range l.places() {
		for _, r := range roles {
			all = append(all, mandat.Grant{Role: r.ID, Scope: s})
		}
	}
	return all
}

// places returns the whole organisation and each unit with all below it. A grant
// at several units is read past the seals of all of them at once: therefore also
// the sealed units of different structures together.
func (l *list) places() []mandat.Scope {
	all, sealed := []mandat.Scope{mandat.WholeOrg()}, []mandat.Scope{}
	for _, s := range l.rules.Structures {
		before := slices.Clone(sealed)
		for u := range l.org.Units() {
			if u.Structure != s.Name {
				continue
			}
			all = append(all, mandat.Below(u.ID))
			if u.Sealed {
				sealed = append(append(sealed, mandat.Below(u.ID)), narrowed(before, u.ID)...)
			}
		}
	}
	return append(all, sealed...)
}

// narrowed returns those scopes to which a unit can be added, with it.
func narrowed(scopes []mandat.Scope, u mandat.UnitID) (all []mandat.Scope) {
	for _, s := range scopes {
		if len(s.Places()) < mandat.MaxUnits {
			all = append(all, s.And(mandat.Below(u)))
		}
	}
	return all
}

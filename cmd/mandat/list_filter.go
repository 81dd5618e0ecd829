package main

import (
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// filter says which rows a list has; each field "" for all.
type filter struct{ structure, unit, role, of string }

// check refuses filters that say nothing of a list, and names that there are not
// or that may not be read.
func (l *list) check(k *kind) error {
	f := l.only
	for _, given := range []struct{ name, value string }{{"structure", f.structure}, {"unit", f.unit}, {"role", f.role}, {"of", f.of}} {
		switch {
		case given.value == "":
		case len(k.by) == 0:
			return usagef("%s cannot be chosen by -%s", k.name, given.name)
		case !slices.Contains(k.by, given.name):
			return usagef("%s cannot be chosen by -%s: expected one of -%s", k.name, given.name, strings.Join(k.by, ", -"))
		case !l.knows(given.name, given.value):
			return usagef("-%s: there is no %q", given.name, given.value)
		}
	}
	return nil
}

func (l *list) knows(name, value string) bool {
	switch name {
	case "structure":
		return slices.ContainsFunc(l.rules.Structures, func(s mandat.StructureRule) bool { return string(s.Name) == value })
	case "unit":
		_, ok := l.org.Unit(mandat.UnitID(value))
		return ok && l.seesUnit(mandat.UnitID(value))
	case "of":
		_, ok := l.org.Member(mandat.PersonID(value))
		return ok && l.seesMember(mandat.PersonID(value))
	}
	_, ok := l.org.Role(mandat.RoleID(value))
	return ok
}

// isOf reports whether a row is of the person asked for.
func (l *list) isOf(p mandat.PersonID) bool { return l.only.of == "" || l.only.of == string(p) }

// isRole reports whether a row is about the role asked for.
func (l *list) isRole(id mandat.RoleID) bool { return l.only.role == "" || l.only.role == string(id) }

// lies reports whether one of some units is in the structure asked for, and one
// at the unit asked for or below it. What is at no unit, or at one that may not
// be named, lies nowhere.
func (l *list) lies(units ...mandat.UnitID) bool {
	if l.only.structure == "" && l.only.unit == "" {
		return true
	}
	units = keep(units, l.seesUnit)
	return (l.only.structure == "" || slices.ContainsFunc(units, l.inStructure)) && (l.only.unit == "" || slices.ContainsFunc(units, l.below))
}

func (l *list) inStructure(id mandat.UnitID) bool {
	u, ok := l.org.Unit(id)
	return ok && string(u.Structure) == l.only.structure
}

// below reports whether a unit is the one asked for, or lies below it.
func (l *list) below(id mandat.UnitID) bool {
	for range mandat.MaxUnitDepth {
		if id == "" || string(id) == l.only.unit {
			break
		}
		u, _ := l.org.Unit(id)
		id = u.Parent
	}
	return string(id) == l.only.unit
}

// unitsOf returns the units that a grant names, with the home unit of its holder
// as the unit that it is.
func (l *list) unitsOf(g mandat.Grant) []mandat.UnitID {
	var units []mandat.UnitID
	for _, p := range g.Scope.Places() {
		if p.Unit == "" {
			m, _ := l.org.Member(g.Member)
			p.Unit = m.Home
		}
		units = append(units, p.Unit)
	}
	return units
}

// chosen reports whether a grant is one of those asked for, whoever has it.
func (l *list) chosen(g mandat.Grant) bool { return l.isRole(g.Role) && l.lies(l.unitsOf(g)...) }

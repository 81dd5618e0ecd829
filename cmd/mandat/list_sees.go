package main

import (
	"iter"
	"slices"

	"github.com/mandat-go/mandat"
)

// sees reports whether what is asked about is to be listed, whoever looks.
func (l *list) sees(r mandat.Resource) bool {
	if l.view == nil {
		return true
	}
	d := l.view.Decide("read", r)
	if d.Reason() == mandat.Malformed {
		l.malformed = d.Because()
	}
	return d.Allowed()
}

func (l *list) seesOne(t mandat.ResourceType, id mandat.ResourceID) bool {
	return l.sees(mandat.Resource{Type: t, ID: id, Org: l.org.ID()})
}

func (l *list) seesMember(p mandat.PersonID) bool {
	return l.seesOne(mandat.MemberType, mandat.ResourceID(p))
}

func (l *list) seesUnit(u mandat.UnitID) bool {
	return l.seesOne(mandat.UnitType, mandat.ResourceID(u))
}

func (l *list) seesGroup(g mandat.GroupID) bool {
	return l.seesOne(mandat.GroupType, mandat.ResourceID(g))
}

// seen returns those of some records that are to be listed.
func seen[R any](l *list, all iter.Seq[R], asked func(R, mandat.OrgID) mandat.Resource) iter.Seq[R] {
	return func(yield func(R) bool) {
		for one := range all {
			if l.sees(asked(one, l.org.ID())) && !yield(one) {
				return
			}
		}
	}
}

func (l *list) seenGrants() iter.Seq[mandat.Grant] {
	return seen(l, l.org.Grants(), mandat.Grant.Resource)
}

func (l *list) seenGroups() iter.Seq[mandat.Group] {
	return seen(l, l.org.Groups(), mandat.Group.Resource)
}

// persons, unitNames and groupNames return cells of those who may be named.

func (l *list) persons(all ...mandat.PersonID) value { return ids(keep(all, l.seesMember)...) }

func (l *list) unitNames(all ...mandat.UnitID) value { return ids(keep(all, l.seesUnit)...) }

func (l *list) groupNames(all ...mandat.GroupID) value { return ids(keep(all, l.seesGroup)...) }

// keep returns those ids that may be named.
func keep[I ~string](all []I, seen func(I) bool) []I {
	return slices.DeleteFunc(slices.Clone(all), func(id I) bool { return id == "" || !seen(id) })
}

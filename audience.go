package mandat

// admits finds the lists that govern a leaf: those on the nearest resource,
// upwards, that has any. It reports whether there are any, and whether all of
// them admit the subject.
func (q *question) admits(l *leaf) (governed, admitted bool) {
	for r := q.resource; r != nil; r = r.PartOf.whole() {
		admitted = true
		for i := range r.ACLs {
			acl := &r.ACLs[i]
			if acl.ACL.state() != stated || !l.governedBy(acl.Action) {
				continue
			}
			governed = true
			admitted = admitted && q.admitted(*acl.ACL.audience)
		}
		if governed {
			return true, admitted
		}
	}
	return false, false
}

func (l *leaf) governedBy(list Action) bool {
	for _, a := range l.governs {
		if a == list {
			return true
		}
	}
	return false
}

// admitted reports whether a list admits the subject.
func (q *question) admitted(audience []Listed) bool {
	for i := range audience {
		if q.listed(&audience[i]) {
			return true
		}
	}
	return false
}

// listed reports whether an entry admits the subject. One that names what does
// not exist admits nobody.
func (q *question) listed(e *Listed) bool {
	v := q.view
	switch e.Kind {
	case ListedEverybody:
		return true
	case ListedRelation:
		k := q.facts.typ.relationIndex(Relation(e.Name))
		return k >= 0 && q.standsIn(1<<k)
	case ListedUnit:
		u, ok := v.org.unitNamed(UnitID(e.Name))
		return ok && v.org.within(v.member.home, u)
	case ListedGroup:
		g, ok := v.org.groupNamed(GroupID(e.Name))
		return ok && v.inGroup(g) && q.groupReaches(v.org.group(g))
	case ListedPerson:
		return PersonID(e.Name) == v.subject.Person
	}
	return false
}

// inGroup reports whether the subject is in a group and lies in its unit.
func (v *View) inGroup(group int32) bool {
	for _, g := range v.member.groups {
		if g == group {
			return v.liesIn(v.org.group(g).unit)
		}
	}
	return false
}

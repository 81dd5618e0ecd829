package reference

import "github.com/mandat-go/mandat"

// unit returns the unit of the organisation.
func (q *question) unit(id mandat.UnitID) (mandat.Unit, bool) {
	for _, u := range q.data.Units {
		if u.ID == id {
			return u, true
		}
	}
	return mandat.Unit{}, false
}

// upwards returns the unit and the units above it, innermost first; none for a
// unit that does not exist.
func (q *question) upwards(id mandat.UnitID) (path []mandat.Unit) {
	u, ok := q.unit(id)
	for ok && len(path) < len(q.data.Units) {
		path = append(path, u)
		u, ok = q.unit(u.Parent)
	}
	return path
}

// isOrBelow reports whether the unit is the upper one, or below it.
func (q *question) isOrBelow(id, upper mandat.UnitID) bool {
	for _, u := range q.upwards(id) {
		if u.ID == upper {
			return true
		}
	}
	return false
}

// statedSpot returns where a resource of a service says that it lies.
func (q *question) statedSpot() (at spot) {
	for _, s := range q.asked().Structures {
		p := place{structure: s}
		for _, f := range q.resource.Units {
			if unit, stated := f.Place.Unit(); stated && f.Structure == s {
				p.unit = unit
			}
		}
		at = append(at, p)
	}
	return at
}

// place returns the unit of the resource asked about in a structure, "" where
// it has none.
func (q *question) place(s mandat.Structure) mandat.UnitID {
	for _, p := range q.spot {
		if p.structure == s {
			return p.unit
		}
	}
	return ""
}

// concernsBelow reports whether what lies below the resource's unit in a
// structure is concerned too.
func (q *question) concernsBelow(s mandat.Structure) bool {
	for _, p := range q.spot {
		if p.structure == s {
			return p.below
		}
	}
	return false
}

// isAt reports whether the resource is at the unit or below it, in the unit's
// structure.
func (q *question) isAt(id mandat.UnitID) bool {
	u, ok := q.unit(id)
	return ok && q.isOrBelow(q.place(u.Structure), id)
}

// homeStructure returns the structure in which members have a home unit, ""
// for none.
func (q *question) homeStructure() mandat.Structure {
	for _, s := range q.rules.Structures {
		if s.Home != mandat.NoHome {
			return s.Name
		}
	}
	return ""
}

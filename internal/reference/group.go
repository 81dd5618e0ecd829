package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// ways returns, for each way in which the member belongs to the group, the
// units of the groups on that way. Without any the member does not belong to
// it; a way through groups of the organisation has no units.
func (q *question) ways(m mandat.Member, id mandat.GroupID) [][]mandat.UnitID {
	g, ok := q.group(id)
	if !ok || !q.lies(m, g.Unit) {
		return nil
	}
	var found [][]mandat.UnitID
	if slices.Contains(g.Members, m.Person) {
		found = append(found, units(g))
	}
	for _, inner := range g.Groups {
		static, _ := q.group(inner)
		if slices.Contains(static.Members, m.Person) && q.lies(m, static.Unit) {
			found = append(found, slices.Concat(units(g), units(static)))
		}
	}
	return found
}

func (q *question) group(id mandat.GroupID) (mandat.Group, bool) {
	for _, g := range q.data.Groups {
		if g.ID == id {
			return g, true
		}
	}
	return mandat.Group{}, false
}

// units returns the unit to which the group belongs, if it belongs to one.
func units(g mandat.Group) []mandat.UnitID {
	if g.Unit == "" {
		return nil
	}
	return []mandat.UnitID{g.Unit}
}

// lies reports whether the member lies in the unit: by the home unit or, in a
// structure without home units, by a grant to the member themselves. Everybody
// lies in the organisation, "".
func (q *question) lies(m mandat.Member, id mandat.UnitID) bool {
	if id == "" {
		return true
	}
	u, _ := q.unit(id)
	if u.Structure == q.homeStructure() {
		return q.isOrBelow(m.Home, id)
	}
	for _, g := range q.data.Grants {
		if g.Member != m.Person || !q.inForce(g, m) {
			continue
		}
		for _, p := range g.Scope.Places() {
			if q.isOrBelow(p.Unit, id) {
				return true
			}
		}
	}
	return false
}

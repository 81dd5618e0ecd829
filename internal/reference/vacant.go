package reference

import "github.com/mandat-go/mandat"

// vacant reports whether nobody holds the role itself, in force for the
// resource. Seals play no part: to count too many holders opens nothing.
func (q *question) vacant(id mandat.RoleID) bool {
	for _, m := range q.data.Members {
		for _, h := range q.holdings(m) {
			if h.role == id && q.fills(h) {
				return false
			}
		}
	}
	return true
}

// fills reports whether a holding counts against a vacancy: unless it names, in
// a structure in which the resource has a unit, a unit that does not cover that
// one. A group through which it comes narrows it in the same way.
func (q *question) fills(h holding) bool {
	for _, p := range h.scope.Places() {
		structure, unit := q.named(p, h.member)
		if q.elsewhere(structure, unit, p.Reach) {
			return false
		}
	}
	for _, id := range h.within {
		if u, _ := q.unit(id); q.elsewhere(u.Structure, id, mandat.Subtree) {
			return false
		}
	}
	return true
}

// elsewhere reports whether the resource has a unit in the structure and the
// one named does not cover it. The home unit of a member who has none names
// nothing.
func (q *question) elsewhere(s mandat.Structure, named mandat.UnitID, reach mandat.Reach) bool {
	place := q.place(s)
	return place != "" && named != "" && !q.reaches(reach, named, place)
}

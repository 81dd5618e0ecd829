package mandat

import "time"

// Holders returns those who hold a role itself in force at a moment, for the
// whole organisation or at some unit, directly or through a group; sorted. Whom
// to turn to, and who is designated for a matter, is told by it. At the zero time
// nobody holds anything.
func (o *Org) Holders(id RoleID, at time.Time) []PersonID {
	if o == nil || o.policy == nil || at.IsZero() {
		return nil
	}
	r, ok := o.roleNamed(id)
	if !ok {
		return nil
	}
	v := o.As(Subject{At: at})
	q := question{view: &v, now: o}
	q.facts.typ = &resourceType{}
	return q.holdersHere(r)
}

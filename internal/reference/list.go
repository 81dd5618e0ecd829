package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// governing returns the audiences of the lists that govern the leaf: those of
// the resource, else those of its whole, and so on upwards.
func (q *question) governing(leaf mandat.Action) [][]mandat.Listed {
	r := q.resource
	for wholes := 0; r != nil && wholes <= mandat.MaxDepth; wholes++ {
		var lists [][]mandat.Listed
		for _, f := range r.ACLs {
			if audience, is := f.ACL.Audience(); is && isOrIn(q.asked(), leaf, f.Action) {
				lists = append(lists, audience)
			}
		}
		if len(lists) > 0 {
			return lists
		}
		r, _ = r.PartOf.Resource()
	}
	return nil
}

func (q *question) admittedByAll(lists [][]mandat.Listed) bool {
	for _, audience := range lists {
		if !slices.ContainsFunc(audience, q.admits) {
			return false
		}
	}
	return true
}

// admits reports whether an entry of a list admits the subject. What does not
// exist admits nobody.
func (q *question) admits(entry mandat.Listed) bool {
	m, ok := q.member(q.subject.Person)
	if !ok {
		return false
	}
	switch entry.Kind {
	case mandat.ListedEverybody:
		return true
	case mandat.ListedRelation:
		return q.related(mandat.Relation(entry.Name))
	case mandat.ListedUnit:
		return q.isOrBelow(m.Home, mandat.UnitID(entry.Name))
	case mandat.ListedGroup:
		return q.groupAdmits(m, mandat.GroupID(entry.Name))
	case mandat.ListedPerson:
		return m.Person == mandat.PersonID(entry.Name)
	}
	return false
}

// groupAdmits reports whether the member is in the group in a way that counts
// for the resource.
func (q *question) groupAdmits(m mandat.Member, g mandat.GroupID) bool {
	return slices.ContainsFunc(q.ways(m, g), func(within []mandat.UnitID) bool {
		return q.counts(holding{within: within})
	})
}

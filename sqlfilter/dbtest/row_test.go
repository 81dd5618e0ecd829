package dbtest

import (
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// row is a row of a service, with what its tables can hold: columns, NULL where the
// pointer is nil, and rows of other tables.
type row struct {
	typ    *mandat.TypeRule
	key    string
	id     string
	org    *string
	units  map[mandat.Structure]*string
	status *string
	labels []mandat.Label
	// blurred tells that the columns of labels are NULL.
	blurred bool
	people  map[mandat.Relation][]string
	lists   map[mandat.Action]*list
	whole   *row
	// dangling tells that the row refers to a whole that is not there.
	dangling bool
}

type list struct {
	has     *bool
	entries []entry
}

type entry struct{ kind, name string }

// service reads and writes rows in one of the shapes that its tables can have.
type service struct {
	// joined tells that labels and people stand in tables of their own, and the
	// entries of all lists in one.
	joined bool
}

// resource is what the service tells of a row. An empty text is read as it is, and
// states nothing.
func (s service) resource(r *row) mandat.Resource {
	res := mandat.Resource{Type: r.typ.Name, ID: mandat.ResourceID(r.id), Org: mandat.OrgID(text(r.org))}
	if len(r.typ.Statuses) > 0 {
		res.Status = mandat.Status(text(r.status))
	}
	for i, st := range r.typ.Structures {
		res.Units[i] = st.Is(mandat.Nowhere())
		if u := r.units[st]; u != nil {
			res.Units[i] = st.Is(mandat.At(mandat.UnitID(*u)))
		}
	}
	if len(r.typ.Labels) > 0 {
		res.Labels = s.labelsOf(r)
	}
	for i, rel := range r.typ.Relations {
		res.Relations[i] = rel.Name.Is(s.peopleOf(r, rel.Name))
	}
	for i, a := range r.typ.Lists {
		res.ACLs[i] = a.By(r.lists[a].acl())
	}
	switch {
	case r.dangling:
		res.PartOf = mandat.PartOf(&mandat.Resource{})
	case r.whole != nil:
		whole := s.resource(r.whole)
		res.PartOf = mandat.PartOf(&whole)
	case r.typ.PartOf != "":
		res.PartOf = mandat.PartOfNothing()
	}
	return res
}

func (s service) labelsOf(r *row) mandat.Labels {
	if s.joined {
		return mandat.Labelled(slices.Clone(r.labels)...)
	}
	if r.blurred {
		return mandat.Labels{}
	}
	var known []mandat.Label
	for _, l := range r.typ.Labels {
		if slices.Contains(r.labels, l.Name) {
			known = append(known, l.Name)
		}
	}
	return mandat.Labelled(known...)
}

func (s service) peopleOf(r *row, rel mandat.Relation) mandat.People {
	all := s.persons(r, rel)
	if all == nil {
		return mandat.Nobody()
	}
	var ids []mandat.PersonID
	for _, p := range all {
		ids = append(ids, mandat.PersonID(p))
	}
	return mandat.Many(ids...)
}

// persons are those who stand in a relation: a column holds the first only.
func (s service) persons(r *row, rel mandat.Relation) []string {
	all := r.people[rel]
	if !s.joined && len(all) > 1 {
		return all[:1]
	}
	return all
}

func (l *list) acl() mandat.ACL {
	switch {
	case l.has == nil:
		return mandat.ACL{}
	case !*l.has:
		return mandat.NoACL()
	}
	var all []mandat.Listed
	for _, e := range l.entries {
		all = append(all, mandat.Listed{Kind: kinds[e.kind], Name: e.name})
	}
	return mandat.Only(all...)
}

var kinds = map[string]mandat.ListedKind{
	"everybody": mandat.ListedEverybody, "relation": mandat.ListedRelation, "unit": mandat.ListedUnit,
	"group": mandat.ListedGroup, "person": mandat.ListedPerson,
}

// rows makes rows of resources of a policy.
type rows struct {
	rules *mandat.Rules
	all   []*row
}

// add makes a row that tells of a resource what rows can tell, and one of what it is
// part of.
func (s *rows) add(typ mandat.ResourceType, r *mandat.Resource) *row {
	t := s.typ(typ)
	if t == nil {
		return nil
	}
	made := &row{typ: t, key: fmt.Sprint("r-", len(s.all)), id: string(r.ID), org: some(r.Org), status: some(r.Status),
		units: map[mandat.Structure]*string{}, people: map[mandat.Relation][]string{}, lists: map[mandat.Action]*list{}}
	s.all = append(s.all, made)
	for _, u := range r.Units {
		if unit, _ := u.Place.Unit(); unit != "" && slices.Contains(t.Structures, u.Structure) {
			made.units[u.Structure] = some(unit)
		}
	}
	made.labels, _ = r.Labels.List()
	for _, rel := range t.Relations {
		made.people[rel.Name] = persons(r, rel.Name)
	}
	for _, a := range t.Lists {
		made.lists[a] = listOf(r, a)
	}
	if whole, _ := r.PartOf.Resource(); whole != nil && t.PartOf != "" && !s.loops(t) {
		made.whole = s.add(t.PartOf, whole)
	}
	return made
}

func (s *rows) typ(name mandat.ResourceType) *mandat.TypeRule {
	for i := range s.rules.Types {
		if s.rules.Types[i].Name == name {
			return &s.rules.Types[i]
		}
	}
	return nil
}

// loops reports whether the way up from a type comes to one twice.
func (s *rows) loops(t *mandat.TypeRule) bool {
	for range len(s.rules.Types) {
		if t.PartOf == "" {
			return false
		}
		t = s.typ(t.PartOf)
	}
	return true
}

func persons(r *mandat.Resource, rel mandat.Relation) (all []string) {
	for _, p := range []mandat.PersonID{"anna", "bo", "cai", "dag", "eva", "stranger"} {
		for i := range r.Relations {
			if f := &r.Relations[i]; f.Relation == rel && f.People.Include(p) && !slices.Contains(all, string(p)) {
				all = append(all, string(p))
			}
		}
	}
	return all
}

func listOf(r *mandat.Resource, a mandat.Action) *list {
	for _, f := range r.ACLs {
		if f.Action != a || !f.ACL.Stated() {
			continue
		}
		audience, has := f.ACL.Audience()
		l := &list{has: &has}
		for _, one := range audience {
			kind := "nonsense"
			for name, k := range kinds {
				if k == one.Kind {
					kind = name
				}
			}
			l.entries = append(l.entries, entry{kind, one.Name})
		}
		return l
	}
	return &list{}
}

func some[N ~string](name N) *string {
	s := string(name)
	return &s
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

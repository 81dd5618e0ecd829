package worlds

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// resource makes a resource of the type with every fact stated, near where the
// lead's grant holds.
func (m *maker) resource(t mandat.TypeRule, l lead) mandat.Resource {
	r := mandat.Resource{Type: t.Name, ID: "x-1", Org: m.data.ID}
	for i, s := range t.Structures {
		r.Units[i] = s.Is(m.placeNear(s, l))
	}
	if len(t.Statuses) > 0 {
		r.Status = m.statusFor(t, l)
	}
	if len(t.Labels) > 0 || m.percent(10) {
		labels := names(t.Labels, func(l mandat.LabelRule) mandat.Label { return l.Name })
		r.Labels = mandat.Labelled(subset(m.dice, 45, labels)...)
	}
	for i, relation := range t.Relations {
		r.Relations[i] = relation.Name.Is(m.people(l))
	}
	r.ACLs = m.lists(t, l, 22)
	r.PartOf = m.whole(t, l, 0)
	if m.percent(6) {
		r.ID = ""
	}
	if m.percent(25) {
		m.scatter(&r)
	}
	return r
}

// statusFor picks a status that the lead's permission asks for rather than
// another.
func (m *maker) statusFor(t mandat.TypeRule, l lead) mandat.Status {
	all := names(t.Statuses, func(s mandat.StatusRule) mandat.Status { return s.Name })
	if l.permission.When != nil && m.percent(50) {
		if asked := both(l.permission.When.Status, all); len(asked) > 0 {
			return pick(m.dice, asked)
		}
	}
	return pick(m.dice, all)
}

// scatter states the facts in another order, with gaps. An entry without a
// value states nothing.
func (m *maker) scatter(r *mandat.Resource) {
	slices.Reverse(r.Units[:])
	slices.Reverse(r.Relations[:])
	slices.Reverse(r.ACLs[:])
	if r.Units[0] == (mandat.UnitFact{}) {
		r.Units[0].Structure = oneOf(m.dice, mandat.Structure("tree"), "cellar")
	}
	if !r.Relations[0].People.Stated() {
		r.Relations[0].Relation = oneOf(m.dice, mandat.Relation("author"), "enemy")
	}
	if !r.ACLs[0].ACL.Stated() {
		r.ACLs[0].Action = oneOf(m.dice, mandat.Action("read"), "fly")
	}
}

// placeNear picks a unit that the lead's scope reaches rather than another, and
// one that is open rather than sealed.
func (m *maker) placeNear(s mandat.Structure, l lead) mandat.Place {
	if m.percent(5) {
		return mandat.Nowhere()
	}
	if near := m.reachedBy(s, l); len(near) > 0 && m.percent(80) {
		return mandat.At(pick(m.dice, near))
	}
	unit := pick(m.dice, m.unitsOf(s))
	if m.sealed(unit) && m.percent(60) {
		unit = pick(m.dice, m.unitsOf(s))
	}
	return mandat.At(unit)
}

func (m *maker) sealed(id mandat.UnitID) bool {
	return slices.ContainsFunc(m.data.Units, func(u mandat.Unit) bool { return u.ID == id && u.Sealed })
}

func (m *maker) reachedBy(s mandat.Structure, l lead) []mandat.UnitID {
	var reached []mandat.UnitID
	for _, p := range l.scope.Places() {
		top := p.Unit
		if top == "" {
			top = m.homeOf(l.person)
		}
		below := p.Reach == mandat.Subtree || p.Reach == mandat.HomeSubtree
		for _, id := range m.unitsOf(s) {
			if id == top || below && m.isBelow(id, top) {
				reached = append(reached, id)
			}
		}
	}
	return reached
}

func (m *maker) isBelow(id, top mandat.UnitID) bool {
	for _, u := range m.data.Units {
		if u.ID == id && u.Parent != "" {
			return u.Parent == top || m.isBelow(u.Parent, top)
		}
	}
	return false
}

func (m *maker) homeOf(p mandat.PersonID) mandat.UnitID {
	for _, member := range m.data.Members {
		if member.Person == p {
			return member.Home
		}
	}
	return ""
}

// people makes those in a relation; often the lead's person is among them.
func (m *maker) people(l lead) mandat.People {
	switch m.weighted(35, 20, 15, 15, 15) {
	case 0:
		return mandat.One(l.person)
	case 1:
		return mandat.Nobody()
	case 2:
		return mandat.One(pick(m.dice, m.persons()))
	case 3:
		return mandat.Many(pick(m.dice, m.persons()), l.person)
	}
	return mandat.Many(subset(m.dice, 40, append(m.persons(), "stranger"))...)
}

// lists states every list of the type, in so many of 100 cases as one that
// there is.
func (m *maker) lists(t mandat.TypeRule, l lead, percent int) (acls mandat.ACLs) {
	for i, action := range t.Lists {
		acls[i] = action.By(mandat.NoACL())
		if m.percent(percent) {
			acls[i] = action.By(mandat.Only(m.audience(l)...))
		}
	}
	return acls
}

func (m *maker) audience(l lead) []mandat.Listed {
	var audience []mandat.Listed
	for range m.weighted(8, 45, 32, 15) {
		audience = append(audience, m.listed(l))
	}
	return audience
}

// listed makes an entry of every form, now and then one that names nothing that
// there is.
func (m *maker) listed(l lead) mandat.Listed {
	switch m.weighted(16, 20, 20, 24, 16, 4) {
	case 0:
		return mandat.Everybody()
	case 1:
		return mandat.Related(oneOf(m.dice, mandat.Relation("author"), "owner", "deputy"))
	case 2:
		if home := m.homeOf(l.person); home != "" && m.percent(60) {
			return mandat.InUnit(home)
		}
		return mandat.InUnit(pick(m.dice, m.data.Units).ID)
	case 3:
		return mandat.InGroup(pick(m.dice, m.data.Groups).ID)
	case 4:
		return mandat.Named(oneOf(m.dice, l.person, l.person, pick(m.dice, m.persons())))
	}
	return oneOf(m.dice, mandat.Listed{}, mandat.Named(""), mandat.Named("stranger"), mandat.InGroup("nobodies"),
		mandat.InUnit("nowhere"), mandat.InUnit(""), mandat.Related("enemy"), mandat.Listed{Kind: 77, Name: string(l.person)})
}

// whole makes what a resource of the type is part of.
func (m *maker) whole(t mandat.TypeRule, l lead, depth int) mandat.Whole {
	if t.PartOf == "" && m.percent(50) {
		return mandat.Whole{}
	}
	if t.PartOf == "" || depth == 3 || m.percent(35) {
		return mandat.PartOfNothing()
	}
	above := m.typeNamed(t.PartOf)
	r := &mandat.Resource{Type: above.Name, Org: m.data.ID, ACLs: m.lists(above, l, 30)}
	r.PartOf = m.whole(above, l, depth+1)
	if m.percent(15) {
		m.clutter(r)
	}
	return mandat.PartOf(r)
}

// clutter states nonsense about a whole where nobody reads.
func (m *maker) clutter(r *mandat.Resource) {
	unit := pick(m.dice, m.data.Units)
	r.ID = "x-1"
	r.Status = "burnt"
	r.Labels = mandat.Labelled("sticky", "sticky")
	r.Units = mandat.Units{unit.Structure.Is(mandat.At(unit.ID)), unit.Structure.Is(mandat.At(unit.ID))}
	r.Relations = mandat.Relations{mandat.Relation("enemy").Is(mandat.One("anna"))}
}

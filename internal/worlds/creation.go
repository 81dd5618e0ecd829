package worlds

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// makeCreation says what comes with the units of some structures.
func (m *maker) makeCreation() {
	for _, s := range m.rules.Structures {
		if !m.percent(60) {
			continue
		}
		roles := m.comingWith(s.Name)
		k := mandat.CreationRule{Structure: s.Name, Creator: subset(m.dice, 35, roles), Named: subset(m.dice, 50, roles)}
		k.MustName = len(k.Named) > 0 && m.percent(40)
		k.Sealed = m.percent(20)
		for _, g := range subset(m.dice, 40, []mandat.GroupName{"inside", "outside"}) {
			k.Groups = append(k.Groups, mandat.GroupRule{Name: g})
		}
		if len(k.Creator)+len(k.Named)+len(k.Groups) > 0 || k.Sealed {
			m.rules.Creation = append(m.rules.Creation, k)
		}
	}
}

// comingWith are the roles that can come with a unit of a structure: given at one
// unit there.
func (m *maker) comingWith(s mandat.Structure) (all []mandat.RoleID) {
	for _, id := range without(m.roleIDs(), m.rules.Base) {
		there := func(w mandat.Where) bool {
			return len(w) == 1 && (slices.Contains(w[s], mandat.Exact) || slices.Contains(w[s], mandat.Subtree))
		}
		if slices.ContainsFunc(m.placesOf(id), there) {
			all = append(all, id)
		}
	}
	return all
}

// makePredefined makes the groups that come with some units.
func (m *maker) makePredefined() {
	for _, k := range m.rules.Creation {
		for _, u := range m.unitsOf(k.Structure) {
			for _, g := range k.Groups {
				if m.percent(30) {
					m.data.Groups = append(m.data.Groups, mandat.Group{
						ID: mandat.PredefinedGroup(u, g.Name), Unit: u, Predefined: true, Members: subset(m.dice, 60, m.present())})
				}
			}
		}
	}
}

// naming draws whom the maker of a unit names: mostly whom the policy lets them
// name.
func (s *Story) naming(structure mandat.Structure, l lead) []mandat.PersonID {
	var rule mandat.CreationRule
	for _, k := range s.rules.Creation {
		if k.Structure == structure {
			rule = k
		}
	}
	if len(rule.Named) == 0 && s.percent(96) || s.percent(25) {
		return nil
	}
	all := []mandat.PersonID{s.somebody(l)}
	if s.percent(30) {
		all = append(all, s.somebody(l))
	}
	return all
}

// predefined returns a predefined group, if there is one.
func (s *Story) predefined() (mandat.GroupID, bool) {
	for _, g := range s.data.Groups {
		if g.Predefined && s.percent(60) {
			return g.ID, true
		}
	}
	return "", false
}

package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// createUnit makes a unit with what the policy has come with it: predefined
// groups, and roles for whoever makes it and for those whom they name.
func (p *planner) createUnit(u mandat.Unit, named []mandat.PersonID) {
	var rule mandat.CreationRule
	for _, r := range p.rules.Creation {
		if r.Structure == u.Structure {
			rule = r
		}
	}
	p.canName(rule, named)
	u.Sealed = u.Sealed || rule.Sealed
	p.do(func(d draft) mandat.Detail { return d.addUnit(u) })
	for _, g := range rule.Groups {
		id := mandat.GroupID(u.ID) + "/" + mandat.GroupID(g.Name)
		p.do(func(d draft) mandat.Detail {
			return d.addGroup(mandat.Group{ID: id, Unit: u.ID, Predefined: true})
		})
	}
	for _, role := range rule.Creator {
		p.receive(u, p.subject.Person, role)
	}
	for _, who := range named {
		for _, role := range rule.Named {
			p.receive(u, who, role)
		}
	}
}

// comesSealed reports whether the policy seals every unit of a structure that is
// made.
func (p *planner) comesSealed(s mandat.Structure) bool {
	return slices.ContainsFunc(p.rules.Creation, func(r mandat.CreationRule) bool { return r.Structure == s && r.Sealed })
}

// canName blocks the first thing that is wrong with the names.
func (p *planner) canName(rule mandat.CreationRule, named []mandat.PersonID) {
	switch {
	case len(named) > 0 && len(rule.Named) == 0:
		p.block(mandat.NothingToName)
	case len(named) == 0 && rule.MustName:
		p.block(mandat.NameNeeded)
	}
	for i, who := range named {
		switch {
		case !p.reached().present(who):
			p.block(mandat.MemberMissing)
		case slices.Contains(named[:i], who):
			p.block(mandat.AlreadySo)
		}
	}
}

// receive gives somebody a role at a new unit, unless they have it: exactly there
// where that can be, else with what is below.
func (p *planner) receive(u mandat.Unit, who mandat.PersonID, role mandat.RoleID) {
	g := mandat.Grant{Role: role, Member: who}
	var exactly, withBelow bool
	for _, where := range p.reached().placesOf(role) {
		exactly = exactly || len(where) == 1 && slices.Contains(where[u.Structure], mandat.Exact)
		withBelow = withBelow || len(where) == 1 && slices.Contains(where[u.Structure], mandat.Subtree)
	}
	switch {
	case exactly:
		g.Scope = mandat.Exactly(u.ID)
	case withBelow:
		g.Scope = mandat.Below(u.ID)
	}
	p.givable(g)
	if !p.refused && p.made().indexOf(g) < 0 {
		p.give(g)
	}
}

package worlds_test

import (
	"slices"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// nobodyGainsOutside checks that whoever gains a right by a change gains it
// inside the units of whoever made it. It asks everything before and after, of a
// story in which rights hang on grants alone.
func (x *teller) nobodyGainsOutside(c worlds.Step, data mandat.OrgData, change mandat.Change) {
	if !x.story.Plain() || slices.ContainsFunc(c.Commands, restores) {
		return
	}
	after := change.Org().Data()
	before := x.withUnitsOf(data, after)
	inside := map[mandat.UnitID]bool{}
	for _, m := range data.Members {
		if m.Status != mandat.MemberActive || statusOf(after, m.Person) != mandat.MemberActive || dormant(data, m) {
			continue
		}
		for _, gained := range x.gains(m.Person, c.Subject, before, change.Org()) {
			unit := known(data, after, gained.unit)
			if _, asked := inside[unit]; !asked {
				inside[unit] = x.administers(c.Subject, unit, data)
			}
			if !inside[unit] {
				x.fail(c, data, "%s gains %s.%s at %s, which %s does not administer", m.Person, gained.typ, gained.action, gained.unit, c.Subject.Person)
			}
			x.census.gained(unit != "")
		}
	}
}

// withUnitsOf returns the organisation before a change, with the units that it
// makes, and the roles that come with these: whose reach a unit comes into when it
// is made gains nothing by anybody, nor does whoever the policy gives a role there.
func (x *teller) withUnitsOf(before, after mandat.OrgData) *mandat.Org {
	made := slices.DeleteFunc(slices.Clone(after.Units), func(u mandat.Unit) bool { return hasUnit(before, u.ID) })
	if len(made) == 0 {
		return x.org
	}
	for _, g := range after.Grants {
		if cameWithUnit(x.world.Rules, before, after, g) && slices.ContainsFunc(before.Members, func(m mandat.Member) bool { return m.Person == g.Member && m.Status != mandat.MemberRemoved }) {
			before.Grants = append(slices.Clip(before.Grants), g)
		}
	}
	before.Units = slices.Concat(before.Units, made)
	o, err := mandat.NewOrg(x.org.Policy(), before)
	require.NoError(x, err)
	return o
}

// restores reports whether a command gives back what was given before, or what
// the policy gives to everybody who joins.
func restores(c mandat.Command) bool {
	switch c.(type) {
	case mandat.ActivateMember, mandat.ConfirmAccount, mandat.AcceptInvitation, mandat.Register:
		return true
	}
	return false
}

// dormant reports whether a member is in a group of a unit in which they may not
// lie: what it holds was given to them, and counts when they come there.
func dormant(d mandat.OrgData, m mandat.Member) bool {
	for _, g := range d.Groups {
		if isIn(d, g.ID, m.Person) && g.Unit != "" && !liesIn(d, m, g.Unit) {
			return true
		}
	}
	return false
}

// liesIn reports whether a member lies in a unit by the home unit. Where they lie
// by grants is left open.
func liesIn(d mandat.OrgData, m mandat.Member, u mandat.UnitID) bool {
	for id := m.Home; id != ""; {
		if id == u {
			return true
		}
		i := slices.IndexFunc(d.Units, func(u mandat.Unit) bool { return u.ID == id })
		id = d.Units[i].Parent
	}
	return false
}

// gain is a right that somebody has afterwards and had not before.
type gain struct {
	typ    mandat.ResourceType
	action mandat.Action
	unit   mandat.UnitID
}

// gains asks of everything that lies in one place in a structure, "" for what
// lies nowhere.
func (x *teller) gains(p mandat.PersonID, s mandat.Subject, before, after *mandat.Org) (all []gain) {
	for _, t := range x.world.Rules.Types {
		if len(t.Structures) > 1 {
			continue
		}
		units := []mandat.UnitID{""}
		if len(t.Structures) == 1 {
			for u := range after.Units() {
				if u.Structure == t.Structures[0] {
					units = append(units, u.ID)
				}
			}
		}
		for _, a := range t.Actions {
			for _, u := range units {
				if x.mayIn(before, p, s, t, a.Name, u) || !x.mayIn(after, p, s, t, a.Name, u) {
					continue
				}
				all = append(all, gain{t.Name, a.Name, u})
			}
		}
	}
	return all
}

// mayIn reports whether somebody is entitled to something in some channel.
func (x *teller) mayIn(o *mandat.Org, p mandat.PersonID, s mandat.Subject, t mandat.TypeRule, a mandat.Action, u mandat.UnitID) bool {
	r := mandat.Resource{Type: t.Name, ID: "x-1", Org: o.ID(), Labels: mandat.Labelled(), PartOf: mandat.PartOfNothing()}
	if _, known := o.Unit(u); u != "" && !known {
		return false
	}
	for i, structure := range t.Structures {
		r.Units[i] = structure.Is(mandat.At(u))
		if u == "" {
			r.Units[i] = structure.Is(mandat.Nowhere())
		}
	}
	if len(t.Statuses) > 0 {
		r.Status = t.Statuses[0].Name
	}
	for i, relation := range t.Relations {
		r.Relations[i] = relation.Name.Is(mandat.Nobody())
	}
	for i, list := range t.Lists {
		r.ACLs[i] = list.By(mandat.NoACL())
	}
	return slices.ContainsFunc(x.world.Rules.Channels, func(c mandat.ChannelRule) bool {
		subject := mandat.Subject{Person: p, Channel: c.Name, Session: mandat.OpenSession, At: s.At}
		if c.Bearer {
			subject.Only = mandat.Purpose{Org: o.ID(), Type: t.Name, ID: "x-1", Action: a}
		}
		return o.Decide(subject, a, r).Entitled()
	})
}

// known returns the unit or, for one that the change made, the nearest above it
// that was there before; "" for none.
func known(before, after mandat.OrgData, id mandat.UnitID) mandat.UnitID {
	for id != "" && !hasUnit(before, id) {
		i := slices.IndexFunc(after.Units, func(u mandat.Unit) bool { return u.ID == id })
		id = after.Units[i].Parent
	}
	return id
}

// administers reports whether somebody could do something at a unit that changes
// rights: give a role there, or by its reach from above, or change the unit.
// Nowhere is all of it. A role that passes seals can be given from outside them.
func (x *teller) administers(s mandat.Subject, u mandat.UnitID, data mandat.OrgData) bool {
	scopes := []mandat.Scope{mandat.WholeOrg()}
	for id := u; id != ""; {
		scopes = append(scopes, mandat.Exactly(id), mandat.Below(id))
		i := slices.IndexFunc(data.Units, func(u mandat.Unit) bool { return u.ID == id })
		id = data.Units[i].Parent
	}
	may := func(a mandat.Action, r mandat.Resource) bool { return x.org.Decide(s, a, r).Entitled() }
	for _, r := range slices.Concat(x.world.Rules.Roles, data.Roles) {
		for _, m := range data.Members {
			for i, scope := range scopes {
				if i%2 == 1 && i > 1 {
					continue // exactly a unit above
				}
				g := mandat.Grant{Role: r.ID, Member: m.Person, Scope: scope}.Resource(data.ID)
				if may("give", g) || may("hand-over", g) {
					return true
				}
			}
		}
	}
	unit := mandat.Resource{Type: mandat.UnitType, ID: mandat.ResourceID(u), Org: data.ID}
	return u != "" && (may("move", unit) || may("edit", unit))
}

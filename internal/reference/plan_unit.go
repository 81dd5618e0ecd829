package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

func (p *planner) takeUnit(c mandat.Command) {
	switch c := c.(type) {
	case mandat.AddUnit:
		r := c.Unit.Resource(p.before.ID)
		p.put(question{action: "create", resource: &r, value: c.Unit, getRoles: c.Named})
		if c.Unit.Sealed && !p.comesSealed(c.Unit.Structure) {
			there := mandat.Unit{Structure: c.Unit.Structure, Parent: c.Unit.Parent}
			p.askValue("seal", there.Resource(p.before.ID), there)
		}
		p.createUnit(c.Unit, c.Named)
	case mandat.MoveUnit:
		p.ask("move", mandat.UnitType, mandat.ResourceID(c.Unit))
		if u, ok := p.reached().unit(c.Unit); ok {
			for _, parent := range []mandat.UnitID{u.Parent, c.To} {
				below := mandat.Unit{Structure: u.Structure, Parent: parent}
				p.askValue("move", below.Resource(p.before.ID), below)
			}
		}
		p.do(func(d draft) mandat.Detail { return d.moveUnit(c.Unit, c.To) })
	case mandat.SealUnit:
		p.ask("seal", mandat.UnitType, mandat.ResourceID(c.Unit))
		p.do(func(d draft) mandat.Detail { return d.sealUnit(c.Unit, c.Sealed) })
	case mandat.RemoveUnit:
		p.ask("remove", mandat.UnitType, mandat.ResourceID(c.Unit))
		for _, g := range p.now.Groups {
			if g.Predefined && g.Unit != "" && g.Unit == c.Unit {
				p.dropGroup(g.ID)
			}
		}
		p.do(func(d draft) mandat.Detail { return d.removeUnit(c.Unit) })
	}
}

// draft is an organisation that things happen to. What cannot happen tells why.
type draft struct{ *question }

func (d draft) changeSetting(s mandat.Setting, on bool) mandat.Detail {
	if !slices.ContainsFunc(d.rules.Settings, func(r mandat.SettingRule) bool { return r.Name == s }) {
		return mandat.SettingMissing
	}
	if is, said := d.data.Settings[s]; said && is == on {
		return mandat.AlreadySo
	}
	d.data.Settings[s] = on
	return mandat.NoDetail
}

func (d draft) addUnit(u mandat.Unit) mandat.Detail {
	_, exists := d.unit(u.ID)
	switch {
	case u.ID == "":
		return mandat.IDMissing
	case exists, slices.Contains(d.data.Retired.Units, u.ID):
		return mandat.IDUsed
	case !d.hasStructure(u.Structure):
		return mandat.StructureMissing
	}
	if why := d.canLieBelow(u.Parent, u.Structure, 1); why != mandat.NoDetail {
		return why
	}
	d.data.Units = append(d.data.Units, u)
	return mandat.NoDetail
}

// canLieBelow tells what keeps a tree of so many units in a row from lying below
// a unit; below none it can always lie.
func (d draft) canLieBelow(parent mandat.UnitID, s mandat.Structure, height int) mandat.Detail {
	if parent == "" {
		return mandat.NoDetail
	}
	above, ok := d.unit(parent)
	switch {
	case !ok:
		return mandat.UnitMissing
	case above.Structure != s:
		return mandat.StructureOther
	case len(d.upwards(parent))+height > mandat.MaxUnitDepth:
		return mandat.TooDeep
	}
	return mandat.NoDetail
}

// height returns how many units lie in a row from a unit downwards.
func (d draft) height(id mandat.UnitID) int {
	most := 0
	for _, u := range d.data.Units {
		if u.Parent == id {
			most = max(most, d.height(u.ID))
		}
	}
	return most + 1
}

func (d draft) moveUnit(id, to mandat.UnitID) mandat.Detail {
	u, ok := d.unit(id)
	if !ok {
		return mandat.UnitMissing
	}
	if why := d.canLieBelow(to, u.Structure, d.height(id)); why != mandat.NoDetail {
		return why
	}
	switch {
	case u.Parent == to:
		return mandat.AlreadySo
	case d.isOrBelow(to, id):
		return mandat.BelowItself
	}
	d.changeUnit(id, func(u *mandat.Unit) { u.Parent = to })
	return mandat.NoDetail
}

func (d draft) changeUnit(id mandat.UnitID, change func(*mandat.Unit)) {
	for i := range d.data.Units {
		if d.data.Units[i].ID == id {
			change(&d.data.Units[i])
		}
	}
}

func (d draft) sealUnit(id mandat.UnitID, sealed bool) mandat.Detail {
	u, ok := d.unit(id)
	switch {
	case !ok:
		return mandat.UnitMissing
	case u.Sealed == sealed:
		return mandat.AlreadySo
	}
	d.changeUnit(id, func(u *mandat.Unit) { u.Sealed = sealed })
	return mandat.NoDetail
}

func (d draft) removeUnit(id mandat.UnitID) mandat.Detail {
	if _, ok := d.unit(id); !ok {
		return mandat.UnitMissing
	}
	if d.usesUnit(id) {
		return mandat.InUse
	}
	d.data.Units = slices.DeleteFunc(d.data.Units, func(u mandat.Unit) bool { return u.ID == id })
	d.data.Retired.Units = append(d.data.Retired.Units, id)
	for i := range d.data.Members {
		if d.data.Members[i].Home == id {
			d.data.Members[i].Home = ""
		}
	}
	d.data.Grants = slices.DeleteFunc(d.data.Grants, func(g mandat.Grant) bool { return namesUnit(g, id) })
	return mandat.NoDetail
}

// usesUnit reports whether something lies in a unit or names it. Somebody who
// was removed is no member any more, and holds nothing.
func (d draft) usesUnit(id mandat.UnitID) bool {
	naming := func(g mandat.Grant) bool {
		return namesUnit(g, id) && (g.Group != "" || d.present(g.Member))
	}
	return slices.ContainsFunc(d.data.Units, func(u mandat.Unit) bool { return u.Parent == id }) ||
		slices.ContainsFunc(d.data.Members, func(m mandat.Member) bool { return m.Home == id && m.Status != mandat.MemberRemoved }) ||
		slices.ContainsFunc(d.data.Groups, func(g mandat.Group) bool { return g.Unit == id }) ||
		slices.ContainsFunc(d.data.Grants, naming) ||
		slices.ContainsFunc(d.data.Invitations, func(in mandat.Invitation) bool {
			return in.Home == id || slices.ContainsFunc(in.Grants, func(g mandat.Grant) bool { return namesUnit(g, id) })
		})
}

func namesUnit(g mandat.Grant, id mandat.UnitID) bool {
	return slices.ContainsFunc(g.Scope.Places(), func(p mandat.ScopePlace) bool { return p.Unit == id })
}

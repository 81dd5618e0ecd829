package reference

import (
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

func (p *planner) takeGroup(c mandat.Command) {
	switch c := c.(type) {
	case mandat.AddGroup:
		// A new group holds no roles that anybody could get by it.
		p.askValue("create", c.Group.Resource(p.before.ID), c.Group)
		p.do(func(d draft) mandat.Detail { return d.addGroup(c.Group) })
	case mandat.JoinGroup:
		p.enterOrLeave("give", c.Group, c.Person, c.Sub)
		p.do(func(d draft) mandat.Detail { return d.joinGroup(c.Group, c.Person, c.Sub) })
	case mandat.LeaveGroup:
		p.enterOrLeave("revoke", c.Group, c.Person, c.Sub)
		p.do(func(d draft) mandat.Detail { return d.leaveGroup(c.Group, c.Person, c.Sub) })
	case mandat.RemoveGroup:
		p.removeGroup(c.Group)
	}
}

func (p *planner) enterOrLeave(a mandat.Action, id mandat.GroupID, person mandat.PersonID, sub mandat.GroupID) {
	what := mandat.Action("edit")
	if around, _ := p.reached().group(id); around.Predefined && p.mayFill(id) {
		what = "fill"
	}
	p.ask(what, mandat.GroupType, mandat.ResourceID(id))
	g, _ := p.reached().group(sub)
	newcomers := g.Members
	if sub == "" && person != "" {
		newcomers = []mandat.PersonID{person}
	}
	p.passOn(a, id, newcomers)
	if (person == "") == (sub == "") {
		p.block(mandat.IDMissing)
	}
}

// mayFill reports whether the subject has the right to fill a group.
func (p *planner) mayFill(id mandat.GroupID) bool {
	r := mandat.Resource{Type: mandat.GroupType, ID: mandat.ResourceID(id), Org: p.before.ID}
	q := question{rules: p.rules, data: p.before, now: p.now, subject: p.subject, action: "fill", resource: &r}
	return q.answer().Reason != mandat.NoRight
}

// passOn asks whether the subject may give, or take away, what a place in a group
// gives: the roles of the group, and those of dynamic ones around it. Where it is
// nobody yet, it asks so of the group.
func (p *planner) passOn(a mandat.Action, id mandat.GroupID, persons []mandat.PersonID) {
	now := p.reached()
	if _, ok := now.group(id); !ok {
		return
	}
	grants := now.grantsTo(id)
	for _, around := range now.data.Groups {
		if slices.Contains(around.Groups, id) {
			grants = append(grants, now.grantsTo(around.ID)...)
		}
	}
	for _, g := range grants {
		if now.ended(g) {
			continue
		}
		if len(persons) == 0 {
			p.askGrant(a, g, asItIs)
		}
		for _, who := range now.inOrder(persons) {
			g.Member, g.Group = who, ""
			p.askGrant(a, g, asItIs)
		}
	}
}

// inOrder returns some persons, each once, in the order of the organisation;
// those who are not in it last.
func (q *question) inOrder(persons []mandat.PersonID) (sorted []mandat.PersonID) {
	for _, m := range q.data.Members {
		if slices.Contains(persons, m.Person) {
			sorted = append(sorted, m.Person)
		}
	}
	for _, p := range persons {
		if !slices.Contains(sorted, p) {
			sorted = append(sorted, p)
		}
	}
	return sorted
}

// removeGroup takes away the grants to the group, and from everyone in it what
// they have by it.
func (p *planner) removeGroup(id mandat.GroupID) {
	p.ask("remove", mandat.GroupType, mandat.ResourceID(id))
	p.dropGroup(id)
}

// dropGroup takes a group away, if the subject may take away what hangs on it.
func (p *planner) dropGroup(id mandat.GroupID) {
	for _, g := range p.reached().grantsTo(id) {
		if !p.reached().ended(g) {
			p.askGrant("revoke", g, asItIs)
		}
	}
	p.passOn("revoke", id, p.reached().everybodyIn(id))
	p.do(func(d draft) mandat.Detail {
		if _, ok := d.group(id); !ok {
			return mandat.GroupMissing
		}
		d.data.Groups = slices.DeleteFunc(d.data.Groups, func(g mandat.Group) bool { return g.ID == id })
		for i := range d.data.Groups {
			g := &d.data.Groups[i]
			g.Groups = slices.DeleteFunc(g.Groups, func(inner mandat.GroupID) bool { return inner == id })
		}
		d.data.Grants = slices.DeleteFunc(d.data.Grants, func(g mandat.Grant) bool { return g.Group == id })
		d.data.Retired.Groups = append(d.data.Retired.Groups, id)
		return mandat.NoDetail
	})
}

func (d draft) addGroup(g mandat.Group) mandat.Detail {
	_, exists := d.group(g.ID)
	_, there := d.unit(g.Unit)
	switch {
	case g.ID == "":
		return mandat.IDMissing
	case !g.Predefined && d.isReserved(g.ID):
		return mandat.GroupPredefined
	case exists, slices.Contains(d.data.Retired.Groups, g.ID):
		return mandat.IDUsed
	case g.Unit != "" && !there:
		return mandat.UnitMissing
	case g.Predefined && len(g.Groups) > 0:
		return mandat.GroupPredefined
	}
	for i, p := range g.Members {
		switch {
		case !d.present(p):
			return mandat.MemberMissing
		case slices.Contains(g.Members[:i], p):
			return mandat.AlreadySo
		}
	}
	for i, inner := range g.Groups {
		why := d.canNest(g.Unit, inner)
		switch {
		case why != mandat.NoDetail:
			return why
		case slices.Contains(g.Groups[:i], inner):
			return mandat.AlreadySo
		}
	}
	g.Members, g.Groups = slices.Clone(g.Members), slices.Clone(g.Groups)
	d.data.Groups = append(d.data.Groups, g)
	return mandat.NoDetail
}

// isReserved reports whether an id is one that a predefined group can have.
func (d draft) isReserved(id mandat.GroupID) bool {
	for _, rule := range d.rules.Creation {
		for _, g := range rule.Groups {
			if strings.HasSuffix(string(id), "/"+string(g.Name)) {
				return true
			}
		}
	}
	return false
}

// canNest tells what keeps a group from lying in one of a unit: it is missing,
// dynamic, or of another unit.
func (d draft) canNest(unit mandat.UnitID, id mandat.GroupID) mandat.Detail {
	g, ok := d.group(id)
	switch {
	case !ok:
		return mandat.GroupMissing
	case len(g.Groups) > 0:
		return mandat.GroupDynamic
	case g.Unit != "" && g.Unit != unit:
		return mandat.UnitOther
	}
	return mandat.NoDetail
}

func (d draft) changeGroup(id mandat.GroupID, change func(*mandat.Group)) {
	for i := range d.data.Groups {
		if d.data.Groups[i].ID == id {
			change(&d.data.Groups[i])
		}
	}
}

func (d draft) joinGroup(id mandat.GroupID, person mandat.PersonID, sub mandat.GroupID) mandat.Detail {
	g, ok := d.group(id)
	switch {
	case !ok:
		return mandat.GroupMissing
	case sub != "":
		return d.nest(g, sub)
	case !d.present(person):
		return mandat.MemberMissing
	case slices.Contains(g.Members, person):
		return mandat.AlreadySo
	}
	d.changeGroup(id, func(g *mandat.Group) { g.Members = append(g.Members, person) })
	return mandat.NoDetail
}

func (d draft) nest(g mandat.Group, sub mandat.GroupID) mandat.Detail {
	_, ok := d.group(sub)
	inAnother := slices.ContainsFunc(d.data.Groups, func(around mandat.Group) bool { return slices.Contains(around.Groups, g.ID) })
	switch {
	case !ok:
		return mandat.GroupMissing
	case g.Predefined:
		return mandat.GroupPredefined
	case sub == g.ID, inAnother:
		return mandat.GroupDynamic
	case slices.Contains(g.Groups, sub):
		return mandat.AlreadySo
	}
	if why := d.canNest(g.Unit, sub); why != mandat.NoDetail {
		return why
	}
	d.changeGroup(g.ID, func(g *mandat.Group) { g.Groups = append(g.Groups, sub) })
	return mandat.NoDetail
}

func (d draft) leaveGroup(id mandat.GroupID, person mandat.PersonID, sub mandat.GroupID) mandat.Detail {
	g, ok := d.group(id)
	switch {
	case !ok:
		return mandat.GroupMissing
	case sub != "" && !slices.Contains(g.Groups, sub), sub == "" && !slices.Contains(g.Members, person):
		return mandat.NotInGroup
	}
	d.changeGroup(id, func(g *mandat.Group) {
		if sub != "" {
			g.Groups = slices.DeleteFunc(g.Groups, func(inner mandat.GroupID) bool { return inner == sub })
			return
		}
		g.Members = slices.DeleteFunc(g.Members, func(p mandat.PersonID) bool { return p == person })
	})
	return mandat.NoDetail
}

package main

import (
	"context"
	"time"

	"github.com/mandat-go/mandat"
)

// buildMandat measures Decide, As, and the decisions of a view and of filters that
// were made before.
func buildMandat(_ context.Context, w *world) ([]lane, error) {
	org, err := newOrg(w)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	decide := func(q *request) (bool, error) {
		return org.Decide(subject(q, now), mandat.Action(q.action), q.contract.resource()).Allowed(), nil
	}
	return []lane{
		decisions("Decide", w.warm, decide),
		decisions("Decide", w.cold, decide),
		decisions("Decide", w.page, decide),
		as(org, w.warm, now),
		as(org, w.cold, now),
		viewDecide(org, w.page, now),
		filterDecide(org, w.page, now),
	}, nil
}

// as makes a view for each request, and asks nothing.
func as(org *mandat.Org, l list, now time.Time) lane {
	view := new(mandat.View)
	return lane{way: "As", list: l, mute: true, ask: func(i int) (bool, error) {
		*view = org.As(subject(&l.requests[i], now))
		return false, nil
	}}
}

// viewDecide asks the view of the user of each page.
func viewDecide(org *mandat.Org, l list, now time.Time) lane {
	var views []mandat.View
	for i := 0; i < len(l.requests); i += perPage {
		views = append(views, org.As(subject(&l.requests[i], now)))
	}
	return lane{way: "View.Decide", list: l, ask: func(i int) (bool, error) {
		q := &l.requests[i]
		return views[i/perPage].Decide(mandat.Action(q.action), q.contract.resource()).Allowed(), nil
	}}
}

// filterDecide asks the filters of the user of each page, one for each action.
func filterDecide(org *mandat.Org, l list, now time.Time) lane {
	filters := make([]mandat.Filter, len(l.requests))
	for i := 0; i < len(l.requests); i += perPage {
		view, made := org.As(subject(&l.requests[i], now)), make(map[string]mandat.Filter)
		for k := range perPage {
			action := l.requests[i+k].action
			if _, ok := made[action]; !ok {
				made[action] = view.Filter("contract", mandat.Action(action))
			}
			filters[i+k] = made[action]
		}
	}
	return lane{way: "Filter.Decide", list: l, ask: func(i int) (bool, error) {
		return filters[i].Decide(l.requests[i].contract.resource()).Allowed(), nil
	}}
}

func subject(q *request, now time.Time) mandat.Subject {
	return mandat.Subject{Person: mandat.PersonID(q.user), Channel: "web", At: now}
}

// resource is the mapping that a service writes.
func (c *contract) resource() mandat.Resource {
	return mandat.Resource{
		Type: "contract", ID: mandat.ResourceID(c.id), Org: "acme", Status: mandat.Status(c.status),
		Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(mandat.UnitID(c.unit)))},
		Relations: mandat.Relations{
			mandat.Relation("responsible").Is(mandat.One(mandat.PersonID(c.responsible))),
			mandat.Relation("deputy").Is(mandat.One(mandat.PersonID(c.deputy))),
		},
	}
}

func newOrg(w *world) (*mandat.Org, error) {
	policy, err := mandat.NewPolicy(rules())
	if err != nil {
		return nil, err
	}
	data := mandat.OrgData{ID: "acme"}
	for _, u := range w.units {
		added := mandat.Unit{ID: mandat.UnitID(u.id), Structure: "organisation"}
		if u.parent >= 0 {
			added.Parent = mandat.UnitID(w.units[u.parent].id)
		}
		data.Units = append(data.Units, added)
	}
	roles := [...]mandat.RoleID{reader: "reader", responsible: "responsible", admin: "admin"}
	for _, u := range w.users {
		person := mandat.PersonID(u.id)
		data.Members = append(data.Members, mandat.Member{
			Person: person, Status: mandat.MemberActive, Home: mandat.UnitID(w.units[u.home].id)})
		for _, g := range u.grants {
			data.Grants = append(data.Grants, mandat.Grant{
				Role: roles[g.role], Member: person, Scope: mandat.Below(mandat.UnitID(w.units[g.unit].id))})
		}
	}
	return mandat.NewOrg(policy, data)
}

func rules() mandat.Rules {
	do := func(actions ...mandat.Action) (refs []mandat.ActionRef) {
		for _, a := range actions {
			refs = append(refs, mandat.ActionRef{Type: "contract", Action: a})
		}
		return refs
	}
	below := []mandat.Where{{"organisation": {mandat.Subtree}}}
	own := &mandat.Condition{Relation: []mandat.Relation{"responsible", "deputy"}}
	return mandat.Rules{
		System: "bench", Version: "1",
		Structures: []mandat.StructureRule{{Name: "organisation", Home: mandat.HomeRequired}},
		Channels:   []mandat.ChannelRule{{Name: "web", Login: true}},
		Types: []mandat.TypeRule{{
			Name: "contract", Structures: []mandat.Structure{"organisation"},
			Statuses:  []mandat.StatusRule{{Name: draft}, {Name: valid}},
			Relations: []mandat.RelationRule{{Name: "responsible"}, {Name: "deputy"}},
			Actions:   []mandat.ActionRule{{Name: toRead}, {Name: toEdit}, {Name: toDelete}},
		}},
		Roles: []mandat.Role{
			{ID: "reader", At: below, Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: do(toRead)}}},
			{ID: "responsible", Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{{Do: do(toEdit), When: own}}},
			{ID: "admin", Includes: []mandat.RoleID{"reader"}, Can: []mandat.Permission{{Do: do(toEdit, toDelete)}}},
		},
		Gates: []mandat.Gate{{Close: do(toDelete), Unless: mandat.Condition{Status: []mandat.Status{draft}}}},
	}
}

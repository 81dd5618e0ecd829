package main

import (
	"context"
	"fmt"

	"github.com/cedar-policy/cedar-go"
)

// cedarPolicies has one policy for each thing that a role may do. The units
// where a user holds a role are a set on the user; a contract lies in its unit,
// and a unit in its parent.
const cedarPolicies = `
permit (principal, action == Action::"read", resource)
when { resource in principal.readerUnits || resource in principal.responsibleUnits };

permit (principal, action == Action::"edit", resource)
when {
	(resource.responsible == principal || resource.deputy == principal) &&
	resource in principal.responsibleUnits
};

permit (principal, action in [Action::"read", Action::"edit", Action::"delete"], resource)
when { resource in principal.adminUnits };

forbid (principal, action == Action::"delete", resource)
unless { resource.status == "draft" };
`

func buildCedar(_ context.Context, w *world) ([]lane, error) {
	policies, err := cedar.NewPolicySetFromBytes("contracts.cedar", []byte(cedarPolicies))
	if err != nil {
		return nil, err
	}
	stored := cedarEntities(w)
	decide := func(q *request) (bool, error) {
		c := cedarContract(q.contract)
		answer, diagnostic := cedar.Authorize(policies, &cedarView{stored, c}, cedar.Request{
			Principal: cedar.NewEntityUID("User", cedar.String(q.user)),
			Action:    cedar.NewEntityUID("Action", cedar.String(q.action)),
			Resource:  c.UID,
		})
		if len(diagnostic.Errors) > 0 {
			return false, fmt.Errorf("%v", diagnostic.Errors)
		}
		return answer == cedar.Allow, nil
	}
	return []lane{decisions("Authorize", w.warm, decide), decisions("Authorize", w.cold, decide)}, nil
}

// cedarView is what is stored, and the contract that is asked about.
type cedarView struct {
	stored   cedar.EntityMap
	contract cedar.Entity
}

func (v *cedarView) Get(uid cedar.EntityUID) (cedar.Entity, bool) {
	if uid == v.contract.UID {
		return v.contract, true
	}
	return v.stored.Get(uid)
}

func cedarContract(c *contract) cedar.Entity {
	return cedar.Entity{
		UID:     cedar.NewEntityUID("Contract", cedar.String(c.id)),
		Parents: cedar.NewEntityUIDSet(cedar.NewEntityUID("Unit", cedar.String(c.unit))),
		Attributes: cedar.NewRecord(cedar.RecordMap{
			"status":      cedar.String(c.status),
			"responsible": cedar.NewEntityUID("User", cedar.String(c.responsible)),
			"deputy":      cedar.NewEntityUID("User", cedar.String(c.deputy)),
		}),
	}
}

func cedarEntities(w *world) cedar.EntityMap {
	entities := cedar.EntityMap{}
	units := make([]cedar.EntityUID, len(w.units))
	for i, u := range w.units {
		units[i] = cedar.NewEntityUID("Unit", cedar.String(u.id))
		e := cedar.Entity{UID: units[i]}
		if u.parent >= 0 {
			e.Parents = cedar.NewEntityUIDSet(units[u.parent])
		}
		entities[e.UID] = e
	}
	for _, u := range w.users {
		var held [3][]cedar.Value
		for _, g := range u.grants {
			held[g.role] = append(held[g.role], units[g.unit])
		}
		e := cedar.Entity{
			UID: cedar.NewEntityUID("User", cedar.String(u.id)),
			Attributes: cedar.NewRecord(cedar.RecordMap{
				"readerUnits":      cedar.NewSet(held[reader]...),
				"responsibleUnits": cedar.NewSet(held[responsible]...),
				"adminUnits":       cedar.NewSet(held[admin]...),
			}),
		}
		entities[e.UID] = e
	}
	return entities
}

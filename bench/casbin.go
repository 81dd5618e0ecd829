package main

import (
	"context"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
)

// casbinModel is RBAC with domains: a domain is a unit, and what a rule needs to
// know of the contract is in the request, as strings, because only those are
// cached.
const casbinModel = `
[request_definition]
r = sub, dom, act, status, responsible, deputy

[policy_definition]
p = sub, act, whose

[role_definition]
g = _, _, _

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.act == p.act && (r.act != "delete" || r.status == "draft") && (p.whose == "any" || r.sub == r.responsible || r.sub == r.deputy) && g(r.sub, p.sub, r.dom)
`

func casbinPolicies() [][]string {
	return [][]string{
		{"reader", toRead, "any"},
		{"responsible", toRead, "any"},
		{"responsible", toEdit, "own"},
		{"admin", toRead, "any"},
		{"admin", toEdit, "any"},
		{"admin", toDelete, "any"},
	}
}

// enforcer is what the two enforcers have in common.
type enforcer interface {
	Enforce(values ...any) (bool, error)
	AddPolicies(rules [][]string) (bool, error)
	AddGroupingPolicies(rules [][]string) (bool, error)
}

func buildCasbin(ctx context.Context, w *world) ([]lane, error) {
	plainModel, err := model.NewModelFromString(casbinModel)
	if err != nil {
		return nil, err
	}
	plain, err := casbin.NewEnforcer(plainModel)
	if err != nil {
		return nil, err
	}
	cachedModel, err := model.NewModelFromString(casbinModel)
	if err != nil {
		return nil, err
	}
	cached, err := casbin.NewCachedEnforcer(cachedModel)
	if err != nil {
		return nil, err
	}
	var lanes []lane
	for _, e := range []struct {
		way string
		enforcer
	}{{"Enforcer", plain}, {"CachedEnforcer", cached}} {
		if err := fill(ctx, e, w); err != nil {
			return nil, err
		}
		decide := func(q *request) (bool, error) {
			c := q.contract
			return e.Enforce(q.user, c.unit, q.action, c.status, c.responsible, c.deputy)
		}
		lanes = append(lanes, decisions(e.way, w.warm, decide), decisions(e.way, w.cold, decide))
	}
	return lanes, nil
}

// fill adds the policies, and each grant in every unit that it reaches.
func fill(ctx context.Context, e enforcer, w *world) error {
	if _, err := e.AddPolicies(casbinPolicies()); err != nil {
		return err
	}
	children := make([][]int, len(w.units))
	for i, u := range w.units {
		if u.parent >= 0 {
			children[u.parent] = append(children[u.parent], i)
		}
	}
	roles := [...]string{reader: "reader", responsible: "responsible", admin: "admin"}
	for _, u := range w.users {
		var links [][]string
		for _, g := range u.grants {
			for _, at := range reach(children, g.unit) {
				links = append(links, []string{u.id, roles[g.role], w.units[at].id})
			}
		}
		// Where one grant lies below the other, a link may be there twice.
		if _, err := e.AddGroupingPolicies(distinct(links)); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// reach lists a unit and all units below it.
func reach(children [][]int, at int) []int {
	all := []int{at}
	for i := 0; i < len(all); i++ {
		all = append(all, children[all[i]]...)
	}
	return all
}

func distinct(links [][]string) [][]string {
	seen := map[[3]string]bool{}
	var all [][]string
	for _, l := range links {
		if key := [3]string(l); !seen[key] {
			seen[key] = true
			all = append(all, l)
		}
	}
	return all
}

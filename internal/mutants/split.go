package mutants

import "github.com/mandat-go/mandat"

// split writes rules out so that every permission, gate, guard and approval is
// about one action. They decide the same.
func split(r mandat.Rules) mandat.Rules {
	for i := range r.Roles {
		r.Roles[i].Can = each(r.Roles[i].Can, func(p *mandat.Permission) *[]mandat.ActionRef { return &p.Do })
	}
	r.Gates = each(r.Gates, func(g *mandat.Gate) *[]mandat.ActionRef { return &g.Close })
	r.Guards = each(r.Guards, func(g *mandat.Guard) *[]mandat.ActionRef { return &g.Before })
	r.Approvals = each(r.Approvals, func(a *mandat.ApprovalRule) *[]mandat.ActionRef { return &a.Of })
	return r
}

// each repeats every rule for each of its actions.
func each[R any](list []R, actions func(*R) *[]mandat.ActionRef) []R {
	var all []R
	for _, rule := range list {
		for _, a := range *actions(&rule) {
			one := rule
			*actions(&one) = []mandat.ActionRef{a}
			all = append(all, one)
		}
	}
	return all
}

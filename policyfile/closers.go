package policyfile

import (
	"fmt"

	"github.com/mandat-go/mandat"
)

func (d *decoder) gates(n *node) (all []mandat.Gate) {
	d.sequence("Gates", n, "gates", func(path string, item *node) {
		var g mandat.Gate
		d.record(path, item, fields{
			"close":  func(v *node) { g.Close = d.actionRefs(path+".Close", v) },
			"unless": func(v *node) { g.Unless = d.condition(path+".Unless", v) },
		}, "close", "unless")
		all = append(all, g)
	})
	return all
}

func (d *decoder) guards(n *node) (all []mandat.Guard) {
	d.sequence("Guards", n, "guards", func(path string, item *node) {
		var g mandat.Guard
		d.record(path, item, fields{
			"before": func(v *node) { g.Before = d.actionRefs(path+".Before", v) },
			"needs":  func(v *node) { g.Needs = d.condition(path+".Needs", v) },
		}, "before", "needs")
		all = append(all, g)
	})
	return all
}

func (d *decoder) approvals(n *node) (all []mandat.ApprovalRule) {
	d.sequence("Approvals", n, "approvals", func(path string, item *node) {
		a := mandat.ApprovalRule{Votes: 1}
		d.record(path, item, fields{
			"of":        func(v *node) { a.Of = d.actionRefs(path+".Of", v) },
			"by":        func(v *node) { a.By = names[mandat.RoleID](d, path+".By", v) },
			"votes":     func(v *node) { a.Votes = d.count(path+".Votes", v, 1) },
			"requester": func(v *node) { a.Requester = d.requester(path+".Requester", v) },
		}, "of", "by")
		all = append(all, a)
	})
	return all
}

func (d *decoder) requester(path string, n *node) mandat.RequesterRule {
	return word(d, path, n, "rule for the requester", []string{"never", "logged-out", "other-session"},
		[]mandat.RequesterRule{mandat.RequesterNever, mandat.RequesterLoggedOut, mandat.RequesterOtherSession})
}

func (d *decoder) administer(n *node) (all []mandat.AdminRule) {
	d.sequence("Administer", n, "statements of who administers which roles", func(path string, item *node) {
		var a mandat.AdminRule
		d.record(path, item, fields{
			"who":     func(v *node) { a.Who = names[mandat.RoleID](d, path+".Who", v) },
			"may":     func(v *node) { a.May = d.adminActs(path+".May", v) },
			"roles":   func(v *node) { a.Roles = names[mandat.RoleID](d, path+".Roles", v) },
			"in":      func(v *node) { a.In = names[mandat.Structure](d, path+".In", v) },
			"through": func(v *node) { a.Through = names[mandat.Channel](d, path+".Through", v) },
			"when":    func(v *node) { a.When = d.conditionPtr(path+".When", v) },
			"past":    func(v *node) { a.Past = d.past(path+".Past", v) },
			"self":    func(v *node) { a.Self = d.boolean(path+".Self", v) },
			"custom":  func(v *node) { a.Custom = d.boolean(path+".Custom", v) },
		}, statementNeeds(item)...)
		all = append(all, a)
	})
	return all
}

// statementNeeds returns the keys that a statement must have. One about custom
// roles need not name others.
func statementNeeds(n *node) []string {
	if v := n.value("custom"); v != nil && v.kind == boolean && isTrue(v) {
		return []string{"who", "may"}
	}
	return []string{"who", "may", "roles"}
}

func (d *decoder) adminActs(path string, n *node) (all []mandat.AdminAct) {
	d.mark(path, n)
	for i, item := range d.oneOrMore(path, n, "at least one act") {
		all = append(all, word(d, fmt.Sprintf("%s[%d]", path, i), item, "act",
			[]string{"grant", "revoke", "invite", "hand-over"},
			[]mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminInvite, mandat.AdminHandOver}))
	}
	return all
}

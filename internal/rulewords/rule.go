package rulewords

import "github.com/mandat-go/mandat"

// Rule names a rule of a policy by what it says, "" for none.
func Rule(r *mandat.Rules, ref mandat.RuleRef) string {
	switch i := ref.Index; ref.Kind {
	case mandat.RuleOfRole:
		for k := range r.Roles {
			if r.Roles[k].ID == ref.Role {
				return "role " + string(ref.Role) + ": " + Permission(&r.Roles[k].Can[i])
			}
		}
	case mandat.RuleOfGate:
		return Gate(&r.Gates[i])
	case mandat.RuleOfGuard:
		return Guard(&r.Guards[i])
	case mandat.RuleOfApproval:
		return "approval of " + Actions(r.Approvals[i].Of)
	case mandat.RuleOfStatement:
		return "administer " + Administered(&r.Administer[i]) + " by " + string(ref.Role)
	}
	return ""
}

// Gate names a gate, such as "gate on contract.delete unless status draft".
func Gate(g *mandat.Gate) string {
	return "gate on " + Actions(g.Close) + " unless " + Condition(g.Unless)
}

// Guard names a guard, such as "guard before order.send needs label checked".
func Guard(g *mandat.Guard) string {
	return "guard before " + Actions(g.Before) + " needs " + Condition(g.Needs)
}

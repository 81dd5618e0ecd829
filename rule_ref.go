package mandat

// RuleRef names one rule of a policy by where it stands in Policy.Rules: for
// those who count, compare or print rules. It compares with ==. The zero RuleRef
// names none.
type RuleRef struct {
	Kind RuleKind
	// Role is the role that has the permission, or to which the statement gives
	// something; "" for the other kinds.
	Role RoleID
	// Index is the rule's place in its list: the Can of the role, or the Gates,
	// Guards, Approvals or Administer of the Rules.
	Index int
}

// RuleKind tells in which list of the Rules a rule stands.
type RuleKind uint8

const (
	// RuleOfRole: a permission of a built-in role.
	RuleOfRole RuleKind = iota + 1
	// RuleOfGate: a gate.
	RuleOfGate
	// RuleOfGuard: a guard.
	RuleOfGuard
	// RuleOfApproval: what puts an action under approval.
	RuleOfApproval
	// RuleOfStatement: a statement of who administers which roles.
	RuleOfStatement
)

// ref returns the rule of the policy that a permission comes of: none for one of
// a custom role.
func (p *permission) ref() RuleRef {
	switch {
	case p.from.custom:
		return RuleRef{}
	case p.admin != nil:
		return RuleRef{RuleOfStatement, p.from.rule.ID, int(p.index)}
	}
	return RuleRef{RuleOfRole, p.from.rule.ID, int(p.index)}
}

// approvalRef returns the rule that puts an action under approval.
func (p *Policy) approvalRef(rule *ApprovalRule) RuleRef {
	for i := range p.rules.Approvals {
		if &p.rules.Approvals[i] == rule {
			return RuleRef{Kind: RuleOfApproval, Index: i}
		}
	}
	return RuleRef{}
}

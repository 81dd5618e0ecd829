package mandat

import "strings"

// Step is one finding on the way to a decision.
type Step struct {
	Kind StepKind
	// Action is the action that the step is about: a leaf of the one asked about,
	// or of what it needs.
	Action ActionRef
	// Role and Scope are those of a grant, or of what too few or too many would
	// hold; Group is the group through which it comes, "" for none. The home unit
	// stands in Scope as the unit that it is today.
	Role  RoleID
	Scope Scope
	Group GroupID
	// Base tells that the role is held because everybody holds it.
	Base bool
	// How tells by what a grant reaches the resource.
	How Reached
	// Rule is the rule of the policy that the step rests on: of a right, or of why a
	// grant gives none, what the role says; of a gate, a guard or an approval, that
	// one. It names none for what a custom role says itself, and for other steps.
	Rule RuleRef
	// Condition is what a permission, gate or guard asks for, nil for nothing.
	Condition *Condition
	// Detail tells what is malformed or why there is no standing.
	Detail Detail
	// Name is what the step is about: the status that is unknown, the list that is
	// not stated, the unit that there is not, the included role that a statement
	// leaves out. "" where there is no name to tell.
	Name string
	// Lists names the access lists that govern the action.
	Lists []Action
	// Roles lists the built-in roles that may approve, Votes tells how many persons
	// must.
	Roles []RoleID
	Votes int
	// Requester tells when whoever asked for it may vote.
	Requester RequesterRule
}

// StepKind tells what a step found.
type StepKind uint8

const (
	// StepMalformed: the request cannot be judged; see Detail.
	StepMalformed StepKind = iota + 1
	// StepNoStanding: the subject cannot act here; see Detail.
	StepNoStanding
	// StepStanding: the role opens the channel.
	StepStanding
	// StepRight: the grant gives the action.
	StepRight
	// StepNoFunction: no role of the subject has the action.
	StepNoFunction
	// StepNotInForce: the grant is not in force now.
	StepNotInForce
	// StepSettingOff: a setting on which the permission hangs is off.
	StepSettingOff
	// StepWrongChannel: the role does not give the action in this channel.
	StepWrongChannel
	// StepOtherRole: the statement is about other roles, structures or channels.
	StepOtherRole
	// StepToOneself: the statement is not about what one gives to oneself.
	StepToOneself
	// StepBeyondOwn: the custom role can do more than the subject can there.
	StepBeyondOwn
	// StepConditionUnmet: the condition of the permission does not hold.
	StepConditionUnmet
	// StepSealed: the grant lies outside a seal around the resource.
	StepSealed
	// StepNotCovered: the grant does not cover the resource.
	StepNotCovered
	// StepNotListed: a list governs the action and does not admit the subject.
	StepNotListed
	// StepGateOpen: a gate on the action whose condition holds.
	StepGateOpen
	// StepGateClosed: a gate on the action whose condition does not hold.
	StepGateClosed
	// StepOwnRequest: the subject would vote on what they asked for themselves.
	StepOwnRequest
	// StepGuardOpen: a guard on the action whose condition holds.
	StepGuardOpen
	// StepGuardClosed: a guard on the action whose condition does not hold.
	StepGuardClosed
	// StepNeedsApproval: the action is put under approval.
	StepNeedsApproval
	// StepObstacle: something stands in the way of a change; see Detail and Name.
	StepObstacle
)

// Reached tells by what a grant reaches a resource.
type Reached uint8

const (
	// ByCover: it covers the resource, and no list governs.
	ByCover Reached = iota + 1
	// ByList: the subject is in the audience of the list that governs.
	ByList
	// PastTheList: it covers the resource, and the permission overrides lists.
	PastTheList
)

// stepCodes are the first words of the codes.
var stepCodes = [...]string{
	StepMalformed:      "malformed",
	StepNoStanding:     "no-standing",
	StepStanding:       "standing",
	StepRight:          "",
	StepNoFunction:     "no-function",
	StepNotInForce:     "not-in-force",
	StepSettingOff:     "setting-off",
	StepWrongChannel:   "wrong-channel",
	StepOtherRole:      "other-role",
	StepToOneself:      "to-oneself",
	StepBeyondOwn:      "beyond-own",
	StepConditionUnmet: "condition-unmet",
	StepSealed:         "sealed",
	StepNotCovered:     "not-covered",
	StepNotListed:      "not-listed",
	StepGateOpen:       "gate-open",
	StepGateClosed:     "gate-closed",
	StepOwnRequest:     "own-request",
	StepGuardOpen:      "guard-open",
	StepGuardClosed:    "guard",
	StepNeedsApproval:  "needs-approval",
	StepObstacle:       "guard",
}

// String returns the code of the step, such as "grant reader at sales",
// "not-covered: grant reader at sales" or "gate-closed: contract.delete".
func (s Step) String() string {
	code := codeOf(stepCodes[:], s.Kind)
	switch s.Kind {
	case StepRight:
		return s.holding()
	case StepMalformed, StepNoStanding, StepObstacle:
		return code + ": " + s.Detail.String()
	case StepStanding, StepNotInForce, StepSettingOff, StepWrongChannel, StepOtherRole, StepToOneself, StepConditionUnmet, StepSealed, StepNotCovered, StepNotListed:
		return code + ": " + s.holding()
	}
	return code + ": " + s.Action.String()
}

// holding returns the code of a grant, such as "grant reader at sales" or "base
// role contract-user".
func (s Step) holding() string {
	if s.Base {
		return "base role " + bare(string(s.Role))
	}
	code := "grant " + bare(string(s.Role)) + " at " + s.Scope.code()
	if s.Group != "" {
		code += " through group " + bare(string(s.Group))
	}
	return code
}

// code returns the scope as the units that it names, "org" for the whole
// organisation, "home" where there is no home unit to name.
func (s Scope) code() string {
	if s.IsWholeOrg() {
		return "org"
	}
	var units []string
	for _, p := range s.Places() {
		if p.Unit == "" {
			units = append(units, "home")
		} else {
			units = append(units, bare(string(p.Unit)))
		}
	}
	return strings.Join(units, " and ")
}

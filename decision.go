package mandat

// Decision is the answer to one question, as a few bytes of codes. It compares
// with ==. The zero Decision denies.
type Decision struct {
	outcome Outcome
	reason  Reason
	detail  Detail
}

// Outcome returns the answer.
func (d Decision) Outcome() Outcome { return d.outcome }

// Reason returns why the answer is what it is.
func (d Decision) Reason() Reason { return d.reason }

// Detail tells malformed requests and missing standing apart more finely. It is
// NoDetail for every other reason.
func (d Decision) Detail() Detail { return d.detail }

// Allowed reports whether the subject may do it, here and now.
func (d Decision) Allowed() bool { return d.outcome == Allowed }

// Entitled reports whether standing and right were there. Where it is false a
// menu hides the action; where it is true, and the answer is not Allowed, a
// menu greys it.
func (d Decision) Entitled() bool { return d.reason > NoRight }

// String returns the codes, such as "allow" or "deny: malformed:
// status-not-stated".
func (d Decision) String() string {
	outcome := d.outcome.String()
	if d.outcome == Allowed || d.outcome == NeedsApproval {
		return outcome
	}
	return outcome + ": " + d.Because()
}

// Because returns the codes of reason and detail, such as "no-right" or
// "malformed: status-not-stated".
func (d Decision) Because() string {
	if d.detail == NoDetail {
		return d.reason.String()
	}
	return d.reason.String() + ": " + d.detail.String()
}

// Outcome is one of four answers. Its zero value is Denied.
type Outcome uint8

const (
	// Denied: the subject may not do it in this state and context.
	Denied Outcome = iota
	// Blocked: the subject is entitled to it, but a guard stands in the way,
	// whoever asks.
	Blocked
	// NeedsApproval: the subject may start it, and the result is not valid until
	// others have approved it.
	NeedsApproval
	// Allowed: the subject may do it.
	Allowed
)

// String returns the word that case files use: "deny", "blocked",
// "needs-approval" or "allow".
func (o Outcome) String() string {
	switch o {
	case Blocked:
		return "blocked"
	case NeedsApproval:
		return "needs-approval"
	case Allowed:
		return "allow"
	}
	return "deny"
}

// Reason tells which step of a decision gave the answer. Reasons are in the
// order of the steps.
type Reason uint8

const (
	// Undecided is the reason of the zero Decision: nothing was asked.
	Undecided Reason = iota
	// Malformed: something was not stated, unknown, contradictory or of another
	// organisation. Detail tells what.
	Malformed
	// NoStanding: the subject does not act in this organisation, or not so.
	// Detail tells why.
	NoStanding
	// NoRight: no role of the subject gives the action on this resource.
	NoRight
	// GateClosed: a gate denies it to everybody.
	GateClosed
	// GuardClosed: a guard blocks it.
	GuardClosed
	// ApprovalNeeded: it may be started only.
	ApprovalNeeded
	// Granted: nothing stands in the way.
	Granted
)

// String returns the code, such as "no-right".
func (r Reason) String() string { return codeOf(reasonCodes[:], r) }

var reasonCodes = [...]string{
	Undecided:      "undecided",
	Malformed:      "malformed",
	NoStanding:     "no-standing",
	NoRight:        "no-right",
	GateClosed:     "gate-closed",
	GuardClosed:    "guard",
	ApprovalNeeded: "needs-approval",
	Granted:        "granted",
}

// Detail tells what was malformed, or why there is no standing. Details are in
// the order in which they are looked for; a decision carries the first.
type Detail uint8

const (
	// NoDetail: the reason says it all.
	NoDetail Detail = iota

	// NoOrg: the organisation asked is nil or zero.
	NoOrg
	// TypeUnknown: the policy does not declare the resource type.
	TypeUnknown
	// ActionUnknown: the resource type does not declare the action.
	ActionUnknown
	// OrgNotStated: the resource does not say to which organisation it belongs.
	OrgNotStated
	// OrgForeign: the resource belongs to another organisation.
	OrgForeign
	// TimeNotStated: the subject's time is zero.
	TimeNotStated
	// ChannelUnknown: the policy does not declare the subject's channel.
	ChannelUnknown
	// PurposeNotStated: a bearer channel without a purpose.
	PurposeNotStated
	// PurposeIncomplete: a purpose with some but not all of its fields.
	PurposeIncomplete
	// SessionUnstated: a rule on the action asks whether the subject is logged
	// out.
	SessionUnstated
	// UnitTwice: two places in one structure.
	UnitTwice
	// StructureUnknown: a place in a structure that the type does not have.
	StructureUnknown
	// UnitUnknown: the organisation has no such unit in that structure.
	UnitUnknown
	// UnitNotStated: no place in a structure of the type.
	UnitNotStated
	// StatusUnknown: the type does not declare the status.
	StatusUnknown
	// StatusNotStated: a rule on the action asks for the status.
	StatusNotStated
	// LabelUnknown: the type does not declare a label.
	LabelUnknown
	// LabelTwice: a label is stated twice.
	LabelTwice
	// LabelsNotStated: a rule on the action asks for a label.
	LabelsNotStated
	// RelationTwice: a relation is stated twice.
	RelationTwice
	// RelationUnknown: the type does not declare a relation.
	RelationUnknown
	// RelationNotStated: a rule or list on the action can ask for a relation.
	RelationNotStated
	// ListTwice: a list is stated twice.
	ListTwice
	// ListUnknown: the type, or the whole's type, has no list for an action.
	ListUnknown
	// ListNotStated: a list that can govern the action, on the resource or on a
	// whole.
	ListNotStated
	// WholeUnknown: the whole is not of the type that the resource can be part
	// of.
	WholeUnknown
	// WholeForeign: the whole belongs to another organisation.
	WholeForeign
	// WholeNotStated: a list of the whole can govern the action.
	WholeNotStated
	// WholeTooDeep: more than MaxDepth wholes, or a resource that is part of
	// itself.
	WholeTooDeep

	// NotAMember: the person is no member of the organisation.
	NotAMember
	// NotActive: the member is not active, and has no role that needs no account.
	NotActive
	// ChannelClosed: no role of the member opens the channel.
	ChannelClosed
	// PurposeOther: the subject is confined to another action or resource.
	PurposeOther
)

// MaxDepth is the number of wholes, one part of the other, that a question may
// state.
const MaxDepth = 16

// String returns the code, such as "status-not-stated"; "" for NoDetail.
func (d Detail) String() string { return codeOf(detailCodes[:], d) }

var detailCodes = [...]string{
	NoDetail:          "",
	NoOrg:             "no-org",
	TypeUnknown:       "type-unknown",
	ActionUnknown:     "action-unknown",
	OrgNotStated:      "org-not-stated",
	OrgForeign:        "org-foreign",
	TimeNotStated:     "time-not-stated",
	ChannelUnknown:    "channel-unknown",
	PurposeNotStated:  "purpose-not-stated",
	PurposeIncomplete: "purpose-incomplete",
	SessionUnstated:   "session-not-stated",
	UnitTwice:         "unit-twice",
	StructureUnknown:  "structure-unknown",
	UnitUnknown:       "unit-unknown",
	UnitNotStated:     "unit-not-stated",
	StatusUnknown:     "status-unknown",
	StatusNotStated:   "status-not-stated",
	LabelUnknown:      "label-unknown",
	LabelTwice:        "label-twice",
	LabelsNotStated:   "labels-not-stated",
	RelationTwice:     "relation-twice",
	RelationUnknown:   "relation-unknown",
	RelationNotStated: "relation-not-stated",
	ListTwice:         "list-twice",
	ListUnknown:       "list-unknown",
	ListNotStated:     "list-not-stated",
	WholeUnknown:      "whole-unknown",
	WholeForeign:      "whole-foreign",
	WholeNotStated:    "whole-not-stated",
	WholeTooDeep:      "whole-too-deep",
	NotAMember:        "not-a-member",
	NotActive:         "not-active",
	ChannelClosed:     "channel-closed",
	PurposeOther:      "purpose-other",
}

// codeOf returns the code of a constant, "unknown" for what is none.
func codeOf[N ~uint8](codes []string, n N) string {
	if int(n) < len(codes) {
		return codes[n]
	}
	return "unknown"
}

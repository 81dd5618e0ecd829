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

// Detail tells malformed requests, missing standing, and what blocks a change
// apart more finely. It is NoDetail for every other reason, and for a guard of
// the policy.
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

// codeOf returns the code of a constant, "unknown" for what is none.
func codeOf[N ~uint8](codes []string, n N) string {
	if int(n) < len(codes) {
		return codes[n]
	}
	return "unknown"
}

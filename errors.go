package mandat

import (
	"errors"
	"strconv"
)

// What an *Error is, by errors.Is. A malformed question is ErrMalformed and
// ErrDenied too.
var (
	ErrDenied        = errors.New("denied")
	ErrBlocked       = errors.New("blocked")
	ErrNeedsApproval = errors.New("needs approval")
	ErrMalformed     = errors.New("malformed")
)

// What a Store and a Directory return.
var (
	// ErrConflict: the organisation is not at the version from which the change
	// was made. Nothing was stored; plan again.
	ErrConflict = errors.New("conflict")
	// ErrNotFound: there is no such organisation.
	ErrNotFound = errors.New("not found")
)

// Error is an answer other than allow, as an error with its explanation.
type Error struct {
	// Op is the name of the command that was refused, and Step its place in the
	// change; "" and 0 for a question.
	Op   string
	Step int
	// Explanation tells why. The subject may see it.
	Explanation Explanation
	of          int // how many steps there are
}

// Check asks like Decide and returns nil if the answer is allow, else an *Error
// with the explanation that the subject may see.
func (v View) Check(a Action, r Resource) error {
	if v.decide(a, &r).Allowed() {
		return nil
	}
	return &Error{Explanation: v.Explain(a, r)}
}

// Error gives the codes of the decision and says it in one English sentence,
// with the step where a change has several. Of what the subject may not see it
// says "not found" alone.
func (e *Error) Error() string {
	text := "mandat: "
	if e.of > 1 {
		text += "step " + strconv.Itoa(e.Step) + ", "
	}
	if e.Op != "" {
		text += e.Op + ": "
	}
	if !e.Explanation.hidden {
		text += e.Explanation.decision.String() + ": "
	}
	return text + e.Explanation.Header("en")
}

// Is reports whether the answer is the one that target stands for. What is not
// found is denied, and nothing else.
func (e *Error) Is(target error) bool {
	d := e.Explanation.decision
	if e.Explanation.hidden {
		return target == ErrDenied
	}
	switch target {
	case ErrDenied:
		return d.outcome == Denied
	case ErrBlocked:
		return d.outcome == Blocked
	case ErrNeedsApproval:
		return d.outcome == NeedsApproval
	case ErrMalformed:
		return d.reason == Malformed
	}
	return false
}

package mandat

import "errors"

// What an *Error is, by errors.Is. A malformed question is ErrMalformed and
// ErrDenied too.
var (
	ErrDenied        = errors.New("denied")
	ErrBlocked       = errors.New("blocked")
	ErrNeedsApproval = errors.New("needs approval")
	ErrMalformed     = errors.New("malformed")
)

// Error is an answer other than allow, as an error with its explanation.
type Error struct {
	Explanation Explanation
}

// Check asks like Decide and returns nil if the answer is allow, else an *Error
// with the explanation that the subject may see.
func (v View) Check(a Action, r Resource) error {
	if v.decide(a, &r).Allowed() {
		return nil
	}
	return &Error{v.Explain(a, r)}
}

// Error says the answer in one English sentence.
func (e *Error) Error() string { return "mandat: " + e.Explanation.Header("en") }

// Is reports whether the answer is the one that target stands for.
func (e *Error) Is(target error) bool {
	d := e.Explanation.decision
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

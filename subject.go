package mandat

import "time"

// Subject is who asks: a person, acting through a channel at a time. The zero
// Subject is allowed nothing.
type Subject struct {
	Person PersonID
	// Channel is how the person acts. "" has no standing.
	Channel Channel
	// Session tells whether the person has an open session anywhere. Its zero
	// value is not stated, and makes malformed a question for which a rule could
	// need it.
	Session Session
	// SessionID tells the open session in which the subject acts from others. It is
	// needed only where a policy asks for another session (RequesterOtherSession).
	SessionID SessionID
	// At is the moment of the question, by which grants are in force or not. The
	// zero time is malformed.
	At time.Time
	// Only confines the subject to one action on one resource. A bearer channel
	// requires it.
	Only Purpose
}

// Session tells whether a person has an open session, in whichever organisation
// and from whichever device.
type Session uint8

const (
	// SessionNotStated is the zero value: nobody looked.
	SessionNotStated Session = iota
	// NoSession: the person is logged out everywhere. It contradicts a channel
	// that takes a login, and does not count there.
	NoSession
	// OpenSession: the person has an open session somewhere.
	OpenSession
)

// Purpose is the one action on the one existing resource that a signed link is
// for. The zero Purpose confines to nothing in particular; a Purpose with some
// but not all of its fields set is malformed. A link by which an invitation is
// accepted or declined is for the action "answer" on it.
type Purpose struct {
	Org    OrgID
	Type   ResourceType
	ID     ResourceID
	Action Action
}

// complete reports whether the purpose names everything that it must.
func (p Purpose) complete() bool {
	return p.Org != "" && p.Type != "" && p.ID != "" && p.Action != ""
}

package policyfile

import (
	"time"

	"github.com/mandat-go/mandat"
)

// subject reads who asks. Where it says no time, it is now.
func (d *decoder) subject(n *node, now time.Time) mandat.Subject {
	s := mandat.Subject{At: now}
	d.record("", n, fields{
		"person":     func(v *node) { s.Person = name[mandat.PersonID](d, "", v) },
		"channel":    func(v *node) { s.Channel = name[mandat.Channel](d, "", v) },
		"session":    func(v *node) { s.Session = d.session(v) },
		"session-id": func(v *node) { s.SessionID = name[mandat.SessionID](d, "", v) },
		"at":         func(v *node) { s.At = d.momentOrNone(v) },
		"only":       func(v *node) { s.Only = d.purpose(v) },
	})
	return s
}

func (d *decoder) session(n *node) mandat.Session {
	return word(d, "", n, "session", []string{"open", none},
		[]mandat.Session{mandat.OpenSession, mandat.NoSession})
}

func (d *decoder) momentOrNone(n *node) time.Time {
	if isNone(n) {
		return time.Time{}
	}
	return d.moment("", n)
}

func (d *decoder) purpose(n *node) (p mandat.Purpose) {
	d.record("", n, fields{
		"org":    func(v *node) { p.Org = name[mandat.OrgID](d, "", v) },
		"type":   func(v *node) { p.Type = name[mandat.ResourceType](d, "", v) },
		"id":     func(v *node) { p.ID = name[mandat.ResourceID](d, "", v) },
		"action": func(v *node) { p.Action = name[mandat.Action](d, "", v) },
	})
	return p
}

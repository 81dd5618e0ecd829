package mandat

import "fmt"

// draft is the next version of an organisation while events happen to it.
type draft struct {
	org      *Org
	policies []*Policy // among which a version to adopt is
}

// obstacle is what stands in the way of something happening, with the name that
// it is about. The zero obstacle is none.
type obstacle struct {
	detail Detail
	name   string
}

// because returns an obstacle.
func because[N ~string](d Detail, name N) obstacle { return obstacle{d, string(name)} }

// Apply returns the organisation after events, which must be all those of one or
// more changes, in their order, that follow its version. What an event tells
// must be possible; whether it was permitted was judged when it was planned. An
// error is an *EventError, and nothing has happened. An adopted policy is among
// those given.
func (o *Org) Apply(events []Event, policies ...*Policy) (*Org, error) {
	if o == nil || o.policy == nil {
		return nil, &EventError{Problem: "there is no organisation to which it could happen"}
	}
	d := &draft{org: o.copy(), policies: policies}
	if err := d.applyAll(o.id, events); err != nil {
		return nil, err
	}
	return d.org, nil
}

// Replay returns the organisation that all its events make, from the founding
// on, under one of the policies. An error is an *EventError.
func Replay(events []Event, policies ...*Policy) (*Org, error) {
	if len(events) == 0 {
		return nil, &EventError{Problem: "there is no event: expected org-founded"}
	}
	d := &draft{policies: policies}
	if err := d.applyAll(events[0].Org, events); err != nil {
		return nil, err
	}
	return d.org, nil
}

func (d *draft) applyAll(id OrgID, events []Event) error {
	for i := range events {
		e := &events[i]
		if problem := d.step(id, events, i); problem != "" {
			return e.failed(problem)
		}
		if problem := d.happen(e); problem != "" {
			return e.failed(problem)
		}
	}
	if n := len(events); n > 0 && events[n-1].Step != events[n-1].Of {
		return events[n-1].failed(fmt.Sprintf("the change has %d events, and the last ones are missing", events[n-1].Of))
	}
	d.org.settle()
	return nil
}

func (e *Event) failed(problem string) error {
	err := &EventError{Org: e.Org, Version: e.Version, Step: e.Step, Problem: problem}
	if isKnown(e.What) {
		err.Name = e.What.EventName()
	}
	return err
}

// step checks that an event is the next one.
func (d *draft) step(id OrgID, events []Event, i int) string {
	e, version, step := &events[i], uint64(1), 1
	if d.org != nil {
		version = d.org.version + 1
	}
	if i > 0 && events[i-1].Step < events[i-1].Of {
		before := &events[i-1]
		version, step = before.Version, before.Step+1
		if e.Of != before.Of || !e.At.Equal(before.At) || e.By != before.By || e.Through != before.Through {
			return "it does not belong to the same change as the one before"
		}
	}
	switch {
	case e.What == nil:
		return "nothing happens"
	case !isKnown(e.What):
		return fmt.Sprintf("a %T is no event: expected a type of this package", e.What)
	case e.Org != id || id == "":
		return fmt.Sprintf("it belongs to another organisation: expected one of %s", bare(string(id)))
	case e.Version != version || e.Step != step || e.Of < step:
		return fmt.Sprintf("it is out of order: expected %d.%d", version, step)
	case e.At.IsZero():
		return "it has no time"
	case !tellable(e.At):
		return "its time is not in the years 0 to 9999"
	}
	if o := first(unreadable(e.Org), unreadable(e.By), unreadable(e.Through)); o.detail != NoDetail {
		return o.problem()
	}
	return ""
}

// happen makes an event happen.
func (d *draft) happen(e *Event) string {
	switch what := e.What.(type) {
	case OrgFounded:
		return d.found(e, what)
	case PolicyAdopted:
		return d.adopt(e, what)
	}
	if d.org == nil {
		return "there is no organisation yet: expected org-founded"
	}
	if o := e.What.apply(d); o.detail != NoDetail {
		return o.problem()
	}
	d.org.version = e.Version
	return ""
}

// problem says an obstacle as the clause of an error.
func (o obstacle) problem() string {
	text := o.detail.String() + ": " + detailPhrases[o.detail].in("en")
	if o.name != "" {
		text += ": " + bare(o.name)
	}
	return text
}

func (d *draft) found(e *Event, what OrgFounded) string {
	if d.org != nil {
		return "the organisation is founded already"
	}
	p := d.policyOf(what.System, what.Policy)
	if p == nil {
		return fmt.Sprintf("there is no policy of system %q in version %q", what.System, what.Policy)
	}
	o, err := NewOrg(p, OrgData{ID: e.Org})
	if err != nil {
		return err.Error()
	}
	d.org = o
	o.version, o.fresh = e.Version, true
	return ""
}

func (d *draft) policyOf(system, version string) *Policy {
	for _, p := range d.policies {
		if p != nil && p.System() == system && p.Version() == version {
			return p
		}
	}
	return nil
}

// adopt rebuilds the organisation under another policy.
func (d *draft) adopt(e *Event, what PolicyAdopted) string {
	if d.org == nil {
		return "there is no organisation yet: expected org-founded"
	}
	if e.Of != 1 {
		return "a policy is adopted by a change of its own"
	}
	if what.Policy == d.org.policy.Version() {
		return fmt.Sprintf("the policy in version %q is in force already", what.Policy)
	}
	p := d.policyOf(d.org.policy.System(), what.Policy)
	if p == nil {
		return fmt.Sprintf("there is no policy of system %q in version %q", d.org.policy.System(), what.Policy)
	}
	next, err := d.org.under(p)
	if err != nil {
		return err.Error()
	}
	next.version, next.fresh = e.Version, d.org.fresh
	d.org = next
	return ""
}

// under returns the organisation under another policy. Members keep their
// positions, and so who was invited is known still.
func (o *Org) under(p *Policy) (*Org, error) {
	next, err := NewOrg(p, o.Data())
	if err != nil {
		return nil, err
	}
	next.invitationByID = o.invitationByID
	return next, nil
}

// Version returns how many changes have made the organisation: 0 for one that
// was built of data and has not changed since.
func (o *Org) Version() uint64 {
	if o == nil {
		return 0
	}
	return o.version
}

package mandat

// Change is a change that was judged and can be made: what will be recorded, the
// organisation afterwards, who gains and who loses, who is to be told. It is
// immutable, safe for concurrent use, and made by Org.Plan, Found and Import
// alone, so that nobody records what nobody decided. The zero Change is refused
// wherever one is taken.
type Change struct{ made *made }

type made struct {
	before, after *Org // before is nil for a new organisation
	start         *Org // before; an empty one for a new organisation
	events        []Event
	notices       []Notice
	subject       Subject
	steps         []Command
}

// Org returns the organisation afterwards, nil for the zero Change. If nothing
// happens it is Before.
func (c Change) Org() *Org {
	if c.made == nil {
		return nil
	}
	return c.made.after
}

// Before returns the organisation that the change starts from, nil for one that
// makes a new organisation.
func (c Change) Before() *Org {
	if c.made == nil {
		return nil
	}
	return c.made.before
}

// Events returns what will be recorded, as a copy. A change in which nothing
// happens has none.
func (c Change) Events() []Event {
	if c.made == nil {
		return nil
	}
	return copyEvents(c.made.events)
}

// change returns what was planned.
func (p *planner) change() Change {
	if p.view.org == nil {
		return Change{}
	}
	s := p.view.subject
	m := &made{before: p.before, start: p.before, after: p.reached.org, subject: s}
	if p.adopted != nil {
		m.after = p.adopted
	}
	version := p.before.version + 1
	for i, h := range p.done {
		m.events = append(m.events, Event{Org: p.before.id, Version: version, Step: i + 1, Of: len(p.done),
			At: utc(s.At), By: s.Person, Through: s.Channel, What: owned(h)})
	}
	if len(p.done) > 0 {
		m.after.version = version
	} else {
		m.after = p.before
	}
	m.notices = p.tell(m.after)
	return Change{m}
}

package mandat

import "slices"

// ExplainPlan plans like Plan, and tells of each question that the steps ask why
// it is answered as it is: for administrators, tests and logs, like Org.Explain.
// What stands in the way of a change without a question, such as an invariant,
// only Plan tells. A question is asked of the rights before the change, and of
// what the steps before it have left.
func (o *Org) ExplainPlan(s Subject, steps ...Command) []Explanation {
	var all []Explanation
	p := newPlanner(o, s)
	p.terse = true
	p.hear = func(q asked) { all = append(all, p.view.explain(p.now(), q.action, &q.resource)) }
	for i, c := range steps {
		p.take(i, c)
	}
	return all
}

// Explain tells of each question that the change asked why it was answered as it
// was, as Org.ExplainPlan does: it plans the steps again, so that the slices that
// they hold must not have been changed since. Making a new organisation asks none.
func (c Change) Explain() []Explanation {
	if c.made == nil || c.made.before == nil {
		return nil
	}
	return c.made.before.ExplainPlan(c.made.subject, c.made.steps...)
}

// keep notes the steps of which a change was made.
func (c Change) keep(steps []Command) Change {
	if c.made != nil {
		c.made.steps = slices.Clone(steps)
	}
	return c
}

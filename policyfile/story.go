package policyfile

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// step is what a case of a story does to the organisation, and what is expected
// to come of it.
type step struct {
	commands []command
	quietly  bool
	// number is which of the commands is expected to be refused, 0 if the case
	// does not say.
	number                  int
	events, notices, impact lines
}

// lines are what a case expects to come of a step, all of it and in order.
type lines struct {
	asked bool
	want  []string
}

// stepCase reads a case that changes the organisation for those after it.
func (d *casesReader) stepCase(n *node, c *testCase, f fields) {
	c.step = &step{}
	f["subject"] = func(v *node) { c.subject = d.subject(v, d.file.now) }
	f["do"] = func(v *node) { c.step.commands = d.commands(v) }
	f["quietly"] = func(v *node) { c.step.quietly = d.boolean("", v) }
	f["expect"] = func(v *node) { c.expect = d.outcome(v) }
	f["because"] = func(v *node) { c.because = d.codes(v) }
	f["step"] = func(v *node) { c.step.number = d.count("", v, 1) }
	f["sees"] = func(v *node) { c.sees = d.telling(v) }
	f["events"] = func(v *node) { c.step.events = d.lines(v) }
	f["notices"] = func(v *node) { c.step.notices = d.lines(v) }
	f["impact"] = func(v *node) { c.step.impact = d.lines(v) }
	must := []string{"name", "subject", "do", "expect"}
	if c.expects(n, "deny", "blocked") {
		must = append(must, "because")
	}
	d.record("", n, f, must...)
	d.fitting(n, c)
	d.founding(n, c.step)
}

func (d *casesReader) lines(n *node) lines { return lines{true, someNames[string](d.decoder, "", n)} }

// fitting reports what the case asks about an outcome that it does not expect.
func (d *casesReader) fitting(n *node, c *testCase) {
	report := func(outcome string, keys ...string) {
		for _, key := range keys {
			if v := n.value(key); v != nil {
				d.report(v, "key %q is for a step that is %s", key, outcome)
			}
		}
	}
	switch c.expect {
	case "allow":
		report("not allowed", "because", "step", "sees")
	case "deny", "blocked", "needs-approval":
		report("allowed", "events", "notices", "impact")
	}
	if most := len(c.step.commands); c.step.number > most && most > 0 {
		d.report(n.value("step"), "step %d is refused, and the last one is %d", c.step.number, most)
	}
}

// founding reports what cannot be said of the making of an organisation.
func (d *casesReader) founding(n *node, s *step) {
	founds := slices.ContainsFunc(s.commands, func(c command) bool { _, ok := c.(mandat.FoundOrg); return ok })
	if founds && len(s.commands) > 1 {
		d.report(n.value("do"), "found-org is a change of its own")
	}
	if v := n.value("quietly"); founds && v != nil {
		d.report(v, "nothing is quiet about found-org: nobody is told of it")
	}
}

package policyfile

import (
	"errors"
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// story is a file of cases while it is run. Its steps change the organisation
// for the cases after them.
type story struct {
	system *System
	file   *caseFile
	types  map[mandat.ResourceType]mandat.TypeRule
	org    *mandat.Org
	// changes are those that were made.
	changes []mandat.Change
}

// begin puts the organisation back to what its file says.
func (st *story) begin() { st.org = st.system.orgs[st.file.org] }

// resource makes what a case asks about. Where it names no organisation, that is
// the one that the story has come to.
func (st *story) resource(c *testCase) mandat.Resource {
	return st.made(c.facts)
}

func (st *story) made(f *facts) mandat.Resource {
	b := &builder{file: st.file.name, types: st.types, org: st.org.ID()}
	return b.resource(f) // what is wrong with it was reported when it was read
}

// stepFailure takes a step, and returns what is otherwise than the case expects.
func (st *story) stepFailure(c *testCase) string {
	change, err := st.plan(c)
	if err != nil {
		return st.refusalFailure(c, err)
	}
	st.org, st.changes = change.Org(), append(st.changes, change)
	got := fmt.Sprintf("%s may %s: allow", person(c.subject), c.step)
	if c.expect != "allow" {
		return got + "; want " + c.step.wanted(c)
	}
	return c.step.compare(got, change)
}

func (st *story) plan(c *testCase) (mandat.Change, error) {
	if f, ok := c.step.commands[0].(mandat.FoundOrg); ok {
		return mandat.Found(st.system.policy, c.subject, f)
	}
	commands := make([]mandat.Command, len(c.step.commands))
	for i, one := range c.step.commands {
		if r, ok := one.(request); ok {
			one = r.command(st.made(r.facts))
		}
		commands[i] = one.(mandat.Command)
		if c.step.quietly {
			commands[i] = mandat.Quietly(commands[i])
		}
	}
	st.system.explainPlan(st.org, c.subject, commands)
	return st.org.Plan(c.subject, commands...)
}

// refusalFailure compares why a step was refused with what the case expects.
func (st *story) refusalFailure(c *testCase, err error) string {
	got := fmt.Sprintf("%s may not %s: ", person(c.subject), c.step)
	var refused *mandat.Error
	if !errors.As(err, &refused) {
		return got + err.Error() + "; want " + c.step.wanted(c)
	}
	decision, because := refused.Explanation.Decision(), codes(refused.Explanation)
	got += c.step.in(st.refusal(refused.Explanation, because, ""), refused.Step)
	if decision.Outcome().String() != c.expect || !c.reasons(decision, because) || !c.step.isAt(refused.Step) {
		return got + "; want " + c.step.wanted(c)
	}
	if seen := sees(refused.Explanation); c.sees != "" && c.sees != seen {
		return got + fmt.Sprintf(", told %s; want told %s", seen, c.sees)
	}
	return ""
}

// codes returns why a step was refused. Of what the subject may not see, that is
// the decision's own code.
func codes(e mandat.Explanation) []string {
	if e.NotFound() {
		return []string{e.Decision().Because()}
	}
	return e.Because()
}

// isAt reports whether a command is the one that is expected to be refused.
func (s *step) isAt(number int) bool { return s.number == 0 || s.number == number }

// compare returns what of a change is not as the case expects.
func (s *step) compare(got string, change mandat.Change) string {
	for _, part := range []struct {
		name string
		lines
		of func(mandat.Change) []string
	}{{"events", s.events, eventLines}, {"notices", s.notices, noticeLines}, {"impact", s.impact, impactLines}} {
		if !part.asked {
			continue
		}
		if is := part.of(change); !slices.Equal(is, part.want) {
			return fmt.Sprintf("%s, %s [%s]; want %s [%s]", got, part.name, commas(is), part.name, commas(part.want))
		}
	}
	return ""
}

// String names the commands.
func (s *step) String() string {
	all := make([]string, len(s.commands))
	for i, c := range s.commands {
		all[i] = c.CommandName()
	}
	return commas(all)
}

// in says in which command of several something is.
func (s *step) in(what string, number int) string {
	if number == 0 || len(s.commands) == 1 {
		return what
	}
	return fmt.Sprintf("%s, in step %d", what, number)
}

func (s *step) wanted(c *testCase) string { return s.in(c.wanted(), s.number) }

func eventLines(c mandat.Change) (all []string) {
	for _, e := range c.Events() {
		all = append(all, e.What.EventName())
	}
	return all
}

func noticeLines(c mandat.Change) (all []string) {
	for _, n := range c.Notices() {
		all = append(all, noticeLine(n))
	}
	return all
}

// noticeLine writes a notice as "role person: type.action id", without the role
// for the member concerned, and without the id of what has none.
func noticeLine(n mandat.Notice) string {
	line := string(n.To) + ": " + n.Of.String()
	if n.Role != "" {
		line = string(n.Role) + " " + line
	}
	if n.ID != "" {
		line += " " + string(n.ID)
	}
	return line
}

// impactLines says who gains and who loses by a change.
func impactLines(c mandat.Change) []string { return c.Impact().Lines("en") }

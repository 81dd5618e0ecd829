package policyfile

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mandat-go/mandat"
)

// Result is what came of one case.
type Result struct {
	// File and Line tell where the case begins.
	File string
	Line int
	// Name and Clauses are those of the case.
	Name    string
	Clauses []string
	// Allows tells that the case expects something to be allowed or shown,
	// Refuses that it expects something not to be. A menu can do both.
	Allows, Refuses bool
	// Failure says in a sentence what was otherwise than the case expects. It is
	// "" for a case that passed.
	Failure string
}

// Passed reports whether all was as the case expects.
func (r Result) Passed() bool { return r.Failure == "" }

// String returns a line such as `cases.yaml:41: "a reader sees …" (A23, A24):
// kalle may not read contract c-7: deny: no-right; want allow`.
func (r Result) String() string {
	what := r.Failure
	if r.Passed() {
		what = "passed"
	}
	c := testCase{name: r.Name, clauses: r.Clauses}
	return fmt.Sprintf("%s:%d: %s: %s", r.File, r.Line, c.label(), what)
}

// Run tries all cases: files sorted by name, the cases of a file in its order,
// each on the organisation as the steps before it in the file have left it. It
// reads nothing, and comes to the same every time.
func (s *System) Run() []Result { return slices.Collect(s.results()) }

// Passes reports whether all cases pass. It tries them like Run, and stops at the
// first that does not.
func (s *System) Passes() bool {
	for r := range s.results() {
		if !r.Passed() {
			return false
		}
	}
	return true
}

func (s *System) results() iter.Seq[Result] {
	return func(yield func(Result) bool) {
		types := typesOf(s.policy)
		for _, file := range s.files {
			st := &story{system: s, file: file, types: types}
			st.begin()
			for _, c := range file.cases {
				r := Result{File: file.name, Line: c.at.line, Name: c.name, Clauses: slices.Clone(c.clauses)}
				r.Allows, r.Refuses = c.allows(), c.refuses()
				r.Failure = st.failure(c)
				if !yield(r) {
					return
				}
			}
		}
	}
}

// failure returns what is otherwise than a case expects.
func (st *story) failure(c *testCase) string {
	if c.afresh {
		st.begin()
	}
	switch {
	case c.isFile():
		return st.system.fileFailure(c)
	case c.step != nil:
		return st.stepFailure(c)
	case c.approved != nil:
		return st.approvalFailure(c)
	case c.menu != nil:
		return st.menuFailure(c)
	case c.told != nil:
		return st.toldFailure(c)
	case c.vacancies != nil:
		return st.vacancyFailure(c)
	}
	return st.questionFailure(c)
}

func (s *System) fileFailure(c *testCase) string {
	errs := fileErrors(c.file, c.content, s.policy)
	if len(errs) == 0 {
		return fmt.Sprintf("%s is valid; want %s", c.file, c.because[0])
	}
	if len(errs) == 1 && errs[0].at() == c.because[0] {
		return ""
	}
	found := make([]string, len(errs))
	for i, e := range errs {
		found[i] = e.at()
	}
	return fmt.Sprintf("%s is invalid: %s; want %s", c.file, strings.Join(found, ", "), c.because[0])
}

func (st *story) menuFailure(c *testCase) string {
	decided := make(map[mandat.Action]mandat.Decision)
	resource := st.resource(c)
	for action, decision := range st.org.As(c.subject).Actions(resource) {
		decided[action] = decision
		if c.menu.names(action) {
			st.system.explain(st.org, c.subject, action, resource)
		}
	}
	if wrong := c.menu.compare(decided); wrong != "" {
		return fmt.Sprintf("the menu of %s for %s: %s", person(c.subject), c.facts, wrong)
	}
	return ""
}

func (st *story) questionFailure(c *testCase) string {
	org, resource := st.org, st.resource(c)
	decision := org.Decide(c.subject, c.action, resource)
	explanation := org.Explain(c.subject, c.action, resource)
	if st.system.tell != nil {
		st.system.tell(explanation)
	}
	got := fmt.Sprintf("%s %s %s %s: ", person(c.subject), may(decision), visible(string(c.action)), c.facts)
	switch because := explanation.Because(); {
	case explanation.Decision() != decision:
		return got + fmt.Sprintf("%s, and the explanation says %s", decision, explanation.Decision())
	case decision.Outcome().String() != c.expect || !c.reasons(decision, because):
		return got + fmt.Sprintf("%s; want %s", st.refusal(explanation, because, c.facts.typ), c.wanted())
	}
	if c.sees != "" || c.ask.asked {
		if wrong := c.toldOtherwise(org.As(c.subject).Explain(c.action, resource)); wrong != "" {
			return got + decision.String() + wrong
		}
	}
	if misses := missesOf(explanation); c.asksNearest && !slices.Equal(misses, c.nearest) {
		return got + fmt.Sprintf("%s, nearest [%s]; want nearest [%s]", decision, commas(misses), commas(c.nearest))
	}
	return ""
}

// toldOtherwise returns what the subject is told otherwise than the case expects.
func (c *testCase) toldOtherwise(e mandat.Explanation) string {
	if seen := sees(e); c.sees != "" && c.sees != seen {
		return fmt.Sprintf(", told %s; want told %s", seen, c.sees)
	}
	if ask := askOf(e); c.ask.asked && !slices.Equal(ask, c.ask.want) {
		return fmt.Sprintf(", told to ask [%s]; want told to ask [%s]", commas(ask), commas(c.ask.want))
	}
	return ""
}

// reasons reports whether everything stands among the reasons that the case
// names; a bare reason such as "no-standing" stands for all its details. What is malformed was never decided, so that the case must have asked
// for that.
func (c *testCase) reasons(d mandat.Decision, because []string) bool {
	malformed := false
	for _, b := range c.because {
		if !slices.Contains(because, b) && b != d.Reason().String() {
			return false
		}
		malformed = malformed || strings.HasPrefix(b, mandat.Malformed.String())
	}
	return malformed || d.Reason() != mandat.Malformed
}

// wanted says what a question expects.
func (c *testCase) wanted() string {
	if len(c.because) == 0 {
		return c.expect
	}
	return c.expect + ": " + commas(c.because)
}

// outcome says what was decided, with all reasons. A reason that another one
// only says more precisely is left out.
func outcome(d mandat.Decision, because []string) string {
	var fine []string
	for _, b := range because {
		if !slices.ContainsFunc(because, func(c string) bool { return strings.HasPrefix(c, b+": ") }) {
			fine = append(fine, b)
		}
	}
	if o := d.Outcome().String(); !strings.HasPrefix(commas(fine), o) {
		return o + ": " + commas(fine)
	}
	return commas(fine)
}

func missesOf(e mandat.Explanation) []string {
	var all []string
	for _, m := range e.Misses() {
		all = append(all, m.String())
	}
	return all
}

// askOf returns whom somebody is told to turn to, as "role person".
func askOf(e mandat.Explanation) (all []string) {
	for _, r := range e.Ask() {
		all = append(all, string(r.Role)+" "+string(r.To))
	}
	return all
}

// The words for what the subject is told of a decision.
const (
	seesReason   = "reason"
	seesNotFound = "not-found"
)

func sees(e mandat.Explanation) string {
	if e.NotFound() {
		return seesNotFound
	}
	return seesReason
}

func person(s mandat.Subject) string {
	if s.Person == "" {
		return "nobody"
	}
	return visible(string(s.Person))
}

func may(d mandat.Decision) string {
	if d.Allowed() {
		return "may"
	}
	return "may not"
}

// String names the resource in a sentence.
func (f *facts) String() string {
	switch {
	case f.typ == mandat.OrgType:
		return "the organisation"
	case f.typ == mandat.GrantType:
		return f.builtin.grantee()
	case f.id == "":
		return "a new " + visible(string(f.typ))
	}
	return visible(string(f.typ)) + " " + visible(string(f.id))
}

// grantee names a grant: "grant reader to kalle".
func (b *builtin) grantee() string {
	to := visible(string(b.grant.Member))
	if b.grant.Group != "" {
		to = "group " + visible(string(b.grant.Group))
	}
	return "grant " + visible(string(b.grant.Role)) + " to " + to
}

// visible returns an id in quotes if it has characters that cannot be seen: it
// must not pass for more text.
func visible(id string) string {
	if strings.ContainsFunc(id, func(r rune) bool { return !unicode.IsGraphic(r) }) {
		return strconv.QuoteToGraphic(id)
	}
	return id
}

func commas(all []string) string { return strings.Join(all, ", ") }

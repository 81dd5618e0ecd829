package policyfile

import (
	"fmt"
	"time"

	"github.com/mandat-go/mandat"
)

// caseFile is a file of cases, as it stands there.
type caseFile struct {
	name string
	// org is the file of the organisation, relative to the folder; "" for none.
	org   string
	atOrg position
	now   time.Time
	cases []*testCase
}

// testCase is one case: a question, a menu, a step of a story, where an approval
// stands, who is told of something, which roles are vacant, or a file that is not
// valid.
type testCase struct {
	name    string
	clauses []string
	at      position

	subject mandat.Subject
	action  mandat.Action
	facts   *facts
	expect  string
	because []string
	nearest []string
	// asksNearest tells an empty list of nearest misses from none.
	asksNearest bool
	sees        string // "" if the case does not ask
	ask         lines
	menu        *menu
	step        *step
	approved    *approved
	told        *told
	vacancies   *lines
	// afresh begins the story again before the case.
	afresh bool

	file    string
	atFile  position
	content []byte // of the file, when it has been loaded
}

// allows reports whether the case expects something to be allowed or shown,
// somebody to be told, or no role to be vacant.
func (c *testCase) allows() bool {
	switch {
	case c.menu != nil:
		return len(c.menu.shown) > 0
	case c.told != nil:
		return len(c.told.want) > 0
	case c.vacancies != nil:
		return len(c.vacancies.want) == 0
	case c.approved != nil:
		return c.approved.status == string(mandat.ApprovalApproved)
	}
	return c.expect == mandat.Allowed.String() || c.expect == mandat.NeedsApproval.String()
}

// refuses reports whether the case expects something not to be allowed.
func (c *testCase) refuses() bool {
	switch {
	case c.menu != nil:
		return len(c.menu.greyed)+len(c.menu.hidden) > 0
	case c.told != nil:
		return len(c.told.want) == 0 || len(c.told.not) > 0
	case c.vacancies != nil:
		return len(c.vacancies.want) > 0
	case c.approved != nil:
		return c.approved.status != string(mandat.ApprovalApproved)
	}
	return c.expect != mandat.Allowed.String()
}

// isFile reports whether the case is about a file that is not valid.
func (c *testCase) isFile() bool { return c.facts == nil && c.step == nil && c.vacancies == nil }

// casesReader reads the cases of a file.
type casesReader struct {
	factsReader
	file *caseFile
	seen map[string]position
}

// parseCases reads a file of cases of a system.
func parseCases(name string, data []byte, system string) (*caseFile, Errors) {
	root, errs := parse(name, data)
	if root == nil {
		return nil, errs
	}
	d := &casesReader{
		factsReader: factsReader{decoder: newDecoder(name, errs), named: make(map[string]*namedFacts)},
		file:        &caseFile{name: name},
		seen:        make(map[string]position),
	}
	d.read(root, system)
	return d.file, d.errs
}

// read takes the cases last, wherever they stand, because they use the rest.
func (d *casesReader) read(n *node, system string) {
	cases := &node{}
	d.record("", n, fields{
		"system":    func(v *node) { d.system(v, system) },
		"org":       func(v *node) { d.file.org, d.file.atOrg = d.path(v), v.position },
		"now":       func(v *node) { d.file.now = d.moment("", v) },
		"resources": d.name,
		"cases":     func(v *node) { cases = v },
	}, "system", "cases")
	if cases.kind == list && len(cases.items) == 0 {
		d.report(cases, "the list of cases is empty")
	}
	if cases.kind != broken {
		d.sequence("", cases, "cases", func(_ string, item *node) { d.testCase(item) })
	}
	d.complete(n)
}

// complete reports what questions need and the file does not say.
func (d *casesReader) complete(n *node) {
	for _, c := range d.file.cases {
		if c.isFile() {
			continue
		}
		if n.value("org") == nil {
			d.report(n, `key "org" is missing: the file of the organisation that is asked`)
		}
		if n.value("now") == nil {
			d.report(n, `key "now" is missing: the time of subjects that say none`)
		}
		return
	}
}

func (d *casesReader) testCase(n *node) {
	c := &testCase{at: n.position}
	f := fields{
		"name":    func(v *node) { c.name = d.caseName(v) },
		"clauses": func(v *node) { c.clauses = names[string](d.decoder, "", v) },
		"afresh":  func(v *node) { c.afresh = d.boolean("", v) },
	}
	switch {
	case n.value("file") != nil:
		d.fileCase(n, c, f)
	case n.value("do") != nil:
		d.stepCase(n, c, f)
	case n.value("approval") != nil:
		d.approvalCase(n, c, f)
	case n.value("menu") != nil:
		d.menuCase(n, c, f)
	case n.value("told") != nil:
		d.toldCase(n, c, f)
	case n.value("vacancies") != nil:
		d.vacancyCase(n, c, f)
	default:
		d.question(n, c, f)
	}
	d.file.cases = append(d.file.cases, c)
}

func (d *casesReader) caseName(n *node) string {
	s := d.text("", n)
	if p, doubled := d.seen[s]; doubled && s != "" {
		d.report(n, "a case of this name stands in line %d already", p.line)
	}
	d.seen[s] = n.position
	return s
}

// fileCase reads a case about a file that is not valid.
func (d *casesReader) fileCase(n *node, c *testCase, f fields) {
	f["file"] = func(v *node) { c.file, c.atFile = d.path(v), v.position }
	f["expect"] = func(v *node) { c.expect = d.oneOf(v, "expectation", "invalid") }
	f["because"] = func(v *node) { c.because = []string{d.text("", v)} }
	d.record("", n, f, "name", "expect", "because")
}

func (d *casesReader) question(n *node, c *testCase, f fields) {
	d.asked(c, f)
	f["action"] = func(v *node) { c.action = name[mandat.Action](d.decoder, "", v) }
	f["expect"] = func(v *node) { c.expect = d.outcome(v) }
	f["because"] = func(v *node) { c.because = d.codes(v) }
	f["nearest"] = func(v *node) { c.nearest, c.asksNearest = someNames[string](d.decoder, "", v), true }
	f["ask"] = func(v *node) { c.ask = d.lines(v) }
	f["sees"] = func(v *node) { c.sees = d.telling(v) }
	must := []string{"name", "subject", "action", "resource", "expect"}
	if c.expects(n, "deny", "blocked") {
		must = append(must, "because")
	}
	d.record("", n, f, must...)
}

// asked adds what questions and menus have in common.
func (d *casesReader) asked(c *testCase, f fields) {
	c.facts = &facts{}
	f["subject"] = func(v *node) { c.subject = d.subject(v, d.file.now) }
	f["resource"] = func(v *node) { c.facts = d.resource(v) }
}

// expects reports whether the case will expect one of some outcomes.
func (c *testCase) expects(n *node, outcomes ...string) bool {
	v := n.value("expect")
	for _, o := range outcomes {
		if v != nil && v.text == o {
			return true
		}
	}
	return false
}

// outcome reads what a question or a step is expected to come to.
func (d *casesReader) outcome(n *node) string {
	return d.oneOf(n, "expectation", "allow", "deny", "blocked", "needs-approval")
}

// telling reads what the subject is told of a refusal.
func (d *casesReader) telling(n *node) string {
	return d.oneOf(n, "telling", seesReason, seesNotFound)
}

// oneOf reads one of some words.
func (d *casesReader) oneOf(n *node, what string, words ...string) string {
	return word(d.decoder, "", n, what, words, words)
}

// path reads the name of a file in the folder.
func (d *casesReader) path(n *node) string {
	s := d.text("", n)
	if s != "" && !isLocal(s) {
		d.report(n, "%q is no file in this folder or below it", s)
		return ""
	}
	return s
}

// label names the case in a sentence: its name and its clauses.
func (c *testCase) label() string {
	if len(c.clauses) == 0 {
		return fmt.Sprintf("%q", c.name)
	}
	return fmt.Sprintf("%q (%s)", c.name, commas(c.clauses))
}

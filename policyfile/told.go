package policyfile

import (
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// told is whom the policy shall have told of an action of the product's own,
// which changes nothing in the organisation.
type told struct {
	lines
	// not lists persons who shall not be told.
	not []string
}

// toldCase reads a case about who is told.
func (d *casesReader) toldCase(n *node, c *testCase, f fields) {
	c.facts, c.told = &facts{}, &told{}
	f["action"] = func(v *node) { c.action = name[mandat.Action](d.decoder, "", v) }
	f["resource"] = func(v *node) { c.facts = d.resource(v) }
	f["told"] = func(v *node) { c.told.lines = d.lines(v) }
	f["not-told"] = func(v *node) { c.told.not = names[string](d.decoder, "", v) }
	d.record("", n, f, "name", "action", "resource", "told")
}

func (st *story) toldFailure(c *testCase) string {
	if !hasAction(st.types[c.facts.typ], c.action) {
		return fmt.Sprintf("type %s has no action %s of which somebody could be told", visible(string(c.facts.typ)), visible(string(c.action)))
	}
	var is []string
	notices, err := st.org.Recipients(c.action, st.resource(c), st.file.now)
	if err != nil {
		return err.Error()
	}
	for _, n := range notices {
		is = append(is, noticeLine(n))
	}
	got := fmt.Sprintf("%s of %s: told [%s]", visible(string(c.action)), c.facts, commas(is))
	if !slices.Equal(is, c.told.want) {
		return got + fmt.Sprintf("; want [%s]", commas(c.told.want))
	}
	for _, n := range notices {
		if slices.Contains(c.told.not, string(n.To)) {
			return got + fmt.Sprintf("; want not %s", n.To)
		}
	}
	return ""
}

func hasAction(t mandat.TypeRule, a mandat.Action) bool {
	return slices.ContainsFunc(t.Actions, func(declared mandat.ActionRule) bool { return declared.Name == a })
}

// vacancyCase reads a case about the roles that too few hold.
func (d *casesReader) vacancyCase(n *node, c *testCase, f fields) {
	c.vacancies = &lines{}
	f["vacancies"] = func(v *node) { *c.vacancies = d.lines(v) }
	d.record("", n, f, "name", "vacancies")
}

func (st *story) vacancyFailure(c *testCase) string {
	var is []string
	for _, v := range st.org.Vacancies(st.file.now) {
		line := string(v.Role)
		if v.Unit != "" {
			line += " at " + string(v.Unit)
		}
		is = append(is, line)
	}
	if slices.Equal(is, c.vacancies.want) {
		return ""
	}
	return fmt.Sprintf("vacancies [%s]; want [%s]", commas(is), commas(c.vacancies.want))
}

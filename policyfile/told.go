package policyfile

import (
	"fmt"
	"maps"
	"slices"

	"github.com/mandat-go/mandat"
)

// told is whom the policy shall have told of an action of the product's own,
// which changes nothing in the organisation.
type told struct {
	lines
	// not lists persons who shall not be told.
	not      []mandat.PersonID
	atAction position
}

// toldCase reads a case about who is told.
func (d *casesReader) toldCase(n *node, c *testCase, f fields) {
	c.facts, c.told = &facts{}, &told{}
	f["action"] = func(v *node) { c.action, c.told.atAction = name[mandat.Action](d.decoder, "", v), v.position }
	f["resource"] = func(v *node) { c.facts = d.resource(v) }
	f["told"] = func(v *node) { c.told.lines = d.lines(v) }
	f["not-told"] = func(v *node) { c.told.not = names[mandat.PersonID](d.decoder, "", v) }
	d.record("", n, f, "name", "action", "resource", "told")
}

// told reports what nobody can be told of, because the policy does not have it.
func (b *builder) told(c *testCase) {
	typ := string(c.facts.typ)
	t, known := b.types[c.facts.typ]
	var types, actions []string
	for _, name := range slices.Sorted(maps.Keys(b.types)) {
		types = append(types, string(name))
	}
	for _, a := range t.Actions {
		actions = append(actions, string(a.Name))
	}
	switch {
	case c.facts.builtin != nil:
		b.fail(c.facts.atType, "type %q is built in, and its notices come of steps%s", typ, expected(types))
	case !known:
		b.fail(c.facts.atType, "unknown type %q%s%s", typ, perhaps(near(typ, types)), expected(types))
	case !slices.Contains(actions, string(c.action)):
		b.fail(c.told.atAction, "unknown action %q of type %q%s%s", c.action, typ, perhaps(near(string(c.action), actions)), expected(actions))
	}
}

func (st *story) toldFailure(c *testCase) string {
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
	for _, p := range c.told.not {
		if _, ok := st.org.Member(p); !ok {
			return got + fmt.Sprintf("; want not %s, who is no member", visible(string(p)))
		}
		if slices.ContainsFunc(notices, func(n mandat.Notice) bool { return n.To == p }) {
			return got + fmt.Sprintf("; want not %s", visible(string(p)))
		}
	}
	return ""
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

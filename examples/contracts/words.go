package main

import (
	"regexp"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// words tells what ids are called in the pages of one request.
type words struct {
	c       *call
	s       *service
	names   map[string]string // of units and groups
	persons map[mandat.PersonID]string
}

// idPattern finds the ids that this service gives, of persons, units and groups.
var idPattern = regexp.MustCompile(`\b[pug]-[a-z0-9]+\b`)

// Of returns what an id is called, the id itself where nothing is known.
func (w *words) Of(id string) string {
	if name := w.names[id]; name != "" {
		return name
	}
	return w.person(mandat.PersonID(id))
}

// person returns the name of a member. Whoever is no member any more is an id, whether or
// not another organisation still knows their name; and so is whom the reader may not see.
func (w *words) person(p mandat.PersonID) string {
	if name, ok := w.persons[p]; ok {
		return name
	}
	name := string(p)
	m, ok := w.c.org.Member(p)
	if ok && m.Status != mandat.MemberRemoved && w.c.sees(p) {
		facts, err := w.s.store.Facts(w.c.r.Context(), p)
		if err != nil {
			w.s.report(w.c.r, err)
		}
		if facts["name"] != "" {
			name = facts["name"]
		}
	}
	w.persons[p] = name
	return name
}

// In puts names into a text of mandat, which has ids only.
func (w *words) In(text string) string {
	if w == nil {
		return text
	}
	return idPattern.ReplaceAllStringFunc(text, w.Of)
}

// explained says an explanation line by line, the answer first.
func (c *call) explained(e mandat.Explanation) []string {
	return strings.Split(c.words.In(e.Text(c.lang)), "\n")
}

// sees reports whether the reader may see a member.
func (c *call) sees(p mandat.PersonID) bool {
	return c.view.Decide(rules.Read, mandat.Member{Person: p}.Resource(c.org.ID())).Allowed()
}

// seesUnit and seesGroup tell the same of units and groups.
func (c *call) seesUnit(u mandat.UnitID) bool {
	return c.view.Decide(rules.Read, mandat.Unit{ID: u}.Resource(c.org.ID())).Allowed()
}

func (c *call) seesGroup(g mandat.GroupID) bool {
	return c.view.Decide(rules.Read, mandat.Group{ID: g}.Resource(c.org.ID())).Allowed()
}

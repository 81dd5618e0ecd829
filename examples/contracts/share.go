package main

import (
	"net/url"
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// sharePage is the dialog in which the access lists of a contract are set.
type sharePage struct {
	*contract
	Lists []listForm
	// Previewed tells that the lists were looked at: Effects are those who gain or lose,
	// Hidden how many more there are.
	Previewed bool
	Effects   []effect
	Hidden    int
}

// listForm is one list with all that can be put on it.
type listForm struct {
	Action    mandat.Action
	Limited   bool // there is a list
	Everybody bool
	Units     []choice
	Groups    []choice
	Persons   []choice
	Kept      int // entries that the reader may not see, which stay
}

type choice struct {
	ID, Name string
	Chosen   bool
}

// effect is what somebody may do afterwards and not before, or the other way round.
type effect struct {
	Person mandat.PersonID `json:"person"`
	Gains  []mandat.Action `json:"gains,omitempty"`
	Loses  []mandat.Action `json:"loses,omitempty"`
}

func (s *service) showShare(c *call) error {
	return s.showSharing(c, c.contract, sharePage{})
}

// postShare shows what the lists of the form would do, and stores them when it has been
// looked at.
func (s *service) postShare(c *call) error {
	if err := c.looked(c.r.PostFormValue("version")); err != nil {
		return err
	}
	after := *c.contract
	after.Read = c.listOf(c.r.PostForm, rules.Read, c.contract.Read)
	after.Edit = c.listOf(c.r.PostForm, rules.Edit, c.contract.Edit)
	if c.r.PostFormValue("store") != "" {
		return c.stored(s.rows.share(c.r.Context(), &after))
	}
	effects, hidden, err := c.impact(&after)
	if err != nil {
		return err
	}
	return s.showSharing(c, &after, sharePage{Previewed: true, Effects: effects, Hidden: hidden})
}

// impact tells who would gain and who would lose what if the row became another one.
func (c *call) impact(after *contract) (all []effect, hidden int, err error) {
	everybody := mandat.Subject{Channel: rules.ChannelWeb, Session: mandat.OpenSession, At: c.subject.At}
	effects, hidden, err := c.view.Impact(everybody, c.contract.Resource(), after.Resource())
	for _, e := range effects {
		all = append(all, effect{e.Person, parts(e.Gains), parts(e.Loses)})
	}
	return all, hidden, err
}

// parts leaves out the group of actions: what it consists of stands beside it.
func parts(actions []mandat.Action) []mandat.Action {
	return slices.DeleteFunc(slices.Clone(actions), func(a mandat.Action) bool { return a == rules.Edit })
}

// listOf reads a list from a form.
func (c *call) listOf(form url.Values, a mandat.Action, was mandat.ACL) mandat.ACL {
	field := string(a)
	if form.Get(field) != "limited" {
		return mandat.NoACL()
	}
	var entries []mandat.Listed
	if form.Get(field+".everybody") != "" {
		entries = append(entries, mandat.Everybody())
	}
	for _, id := range form[field+".unit"] {
		entries = append(entries, mandat.InUnit(mandat.UnitID(id)))
	}
	for _, id := range form[field+".group"] {
		entries = append(entries, mandat.InGroup(mandat.GroupID(id)))
	}
	for _, id := range form[field+".person"] {
		entries = append(entries, mandat.Named(mandat.PersonID(id)))
	}
	return c.audience(entries, was)
}

// audience makes a list of what the reader sees of the entries sent, each once, and of
// those that it has and that they do not see.
func (c *call) audience(sent []mandat.Listed, was mandat.ACL) mandat.ACL {
	entries := c.kept(was)
	for _, e := range sent {
		if c.seesEntry(e) && !slices.Contains(entries, e) {
			entries = append(entries, e)
		}
	}
	return mandat.Only(entries...)
}

// kept are the entries of a list for which the form has no field.
func (c *call) kept(acl mandat.ACL) []mandat.Listed {
	entries, _ := acl.Audience()
	return slices.DeleteFunc(slices.Clone(entries), func(e mandat.Listed) bool {
		return e.Kind != mandat.ListedRelation && c.seesEntry(e)
	})
}

func (s *service) showSharing(c *call, as *contract, p sharePage) error {
	p.contract = as
	p.Lists = []listForm{c.form(rules.Read, as.Read), c.form(rules.Edit, as.Edit)}
	return s.show(c, "share", "share.title", p)
}

func (c *call) form(a mandat.Action, acl mandat.ACL) listForm {
	entries, limited := acl.Audience()
	f := listForm{Action: a, Limited: limited, Everybody: slices.Contains(entries, mandat.Everybody()), Kept: len(c.kept(acl))}
	option := func(id string, e mandat.Listed) choice {
		return choice{id, c.words.Of(id), slices.Contains(entries, e)}
	}
	for u := range c.org.Units() {
		if c.seesUnit(u.ID) {
			f.Units = append(f.Units, option(string(u.ID), mandat.InUnit(u.ID)))
		}
	}
	for g := range c.org.Groups() {
		if c.seesGroup(g.ID) {
			f.Groups = append(f.Groups, option(string(g.ID), mandat.InGroup(g.ID)))
		}
	}
	for m := range c.view.Members() {
		if present(m) {
			f.Persons = append(f.Persons, option(string(m.Person), mandat.Named(m.Person)))
		}
	}
	return f
}

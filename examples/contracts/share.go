package main

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// sharePage is the dialog in which the access lists of a contract are set.
type sharePage struct {
	*contract
	Lists []listForm
	// Looked tells what was looked at, "" for nothing: Effects are those who gain or lose by
	// it, Hidden how many more there are.
	Looked  string
	Effects []effect
	Hidden  int
	// Changed tells that what was looked at is not what would be stored.
	Changed bool
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
// looked at. If it was something else that was looked at, it is shown again.
func (s *service) postShare(c *call) error {
	if err := c.looked(c.r.PostFormValue("version")); err != nil {
		return err
	}
	after, err := c.formed()
	if err != nil {
		return err
	}
	p := sharePage{Looked: c.lists()}
	if c.r.PostFormValue("store") != "" {
		if c.r.PostFormValue("looked") == p.Looked {
			return c.stored(s.rows.share(c.r.Context(), after))
		}
		p.Changed = true
	}
	if p.Effects, p.Hidden, err = c.impact(after); err != nil {
		return err
	}
	return s.showSharing(c, after, p)
}

// formed is the contract with the lists of the form.
func (c *call) formed() (_ *contract, err error) {
	after := *c.contract
	if after.Read, err = c.listOf(c.r.PostForm, rules.Read, after.Read); err != nil {
		return nil, err
	}
	after.Edit, err = c.listOf(c.r.PostForm, rules.Edit, after.Edit)
	return &after, err
}

// lists tells on what a preview depends: the lists of the form, and the version of the
// organisation. That of the contract is compared by itself.
func (c *call) lists() string {
	on := url.Values{"org": {strconv.FormatUint(c.org.Version(), 10)}}
	for field, values := range c.r.PostForm {
		if list, _, _ := strings.Cut(field, "."); list == string(rules.Read) || list == string(rules.Edit) {
			on[field] = values
		}
	}
	return on.Encode()
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

// listOf reads a list from a form, which has to say whether there is one: what is left out
// opens nothing.
func (c *call) listOf(form url.Values, a mandat.Action, was mandat.ACL) (mandat.ACL, error) {
	field := string(a)
	switch strings.Join(form[field], " ") {
	case "open":
		return mandat.NoACL(), nil
	case "limited":
		return c.audience(chosen(form, field), was), nil
	}
	return mandat.ACL{}, inputError("error.incomplete")
}

// chosen are the entries of a list that were chosen in a form.
func chosen(form url.Values, field string) []mandat.Listed {
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
	return entries
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
	code := http.StatusOK
	if p.Changed {
		code = http.StatusConflict
	}
	s.render(c.w, code, "share", s.newPage(c, "share.title", p))
	return nil
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

package main

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// page is what the templates are given: the frame of a page, with what is its own in
// Data.
type page struct {
	Lang string
	Key  string // that of the title
	// Path is that of the page, for the forms that lead back to it.
	Path   string
	Org    mandat.OrgID // "" outside organisations
	Person mandat.PersonID
	People []person
	// Journal tells that the reader may see it.
	Journal bool
	Data    any

	s *service
	c *call
}

func (s *service) newPage(c *call, key string, data any) *page {
	p := &page{Lang: c.lang, Key: key, Path: c.r.URL.Path, Person: c.subject.Person, People: s.people(c), Data: data, s: s, c: c}
	if c.words != nil {
		p.Org, p.Journal = c.org.ID(), c.view.Decide(rules.Read, itself(c.org.ID())).Allowed()
	}
	return p
}

// people are the sample people, and whoever came by an invitation and is here now.
func (s *service) people(c *call) []person {
	is := func(p person) bool { return p.ID == c.subject.Person }
	if c.words == nil || slices.ContainsFunc(s.sample, is) {
		return s.sample
	}
	return append(slices.Clip(s.sample), person{ID: c.subject.Person, Name: c.words.person(c.subject.Person)})
}

// T is a text of the service.
func (p *page) T(key string, values ...any) string { return p.s.texts.in(p.Lang)(key, values...) }

// Title is the heading of the page.
func (p *page) Title() string {
	if p.c.contract != nil {
		return p.T(p.Key, p.c.contract.Name)
	}
	return p.T(p.Key)
}

// Name is what a person, unit or group is called.
func (p *page) Name(id any) string {
	switch id := id.(type) {
	case mandat.PersonID:
		return p.c.words.Of(string(id))
	case mandat.UnitID:
		return p.c.words.Of(string(id))
	case mandat.GroupID:
		return p.c.words.Of(string(id))
	}
	return ""
}

// In puts names into a text of mandat.
func (p *page) In(text string) string { return p.c.words.In(text) }

// Role and Status are titles of the policy.
func (p *page) Role(id mandat.RoleID) string {
	for _, r := range p.s.policy.Rules().Roles {
		if r.ID == id {
			return r.Title[p.Lang]
		}
	}
	return string(id)
}

func (p *page) Status(of mandat.Status) string {
	for _, s := range contractRule(p.s.policy).Statuses {
		if s.Name == of {
			return s.Title[p.Lang]
		}
	}
	return string(of)
}

// Scope says where a grant holds.
func (p *page) Scope(s mandat.Scope) string {
	if s.IsWholeOrg() {
		return p.T("scope.org")
	}
	var places []string
	for _, at := range s.Places() {
		places = append(places, p.scopePlace(at))
	}
	return strings.Join(places, ", ")
}

func (p *page) scopePlace(at mandat.ScopePlace) string {
	switch at.Reach {
	case mandat.HomeSubtree:
		return p.T("scope.homebelow")
	case mandat.Home:
		return p.T("scope.home")
	case mandat.Subtree:
		return p.T("scope.below", p.Name(at.Unit))
	}
	return p.Name(at.Unit)
}

// contractRule is what the policy says of contracts.
func contractRule(p *mandat.Policy) mandat.TypeRule {
	all := p.Rules().Types
	return all[slices.IndexFunc(all, func(t mandat.TypeRule) bool { return t.Name == rules.TypeContract })]
}

// show answers with a page.
func (s *service) show(c *call, template, title string, data any) error {
	s.render(c.w, http.StatusOK, template, s.newPage(c, title, data))
	return nil
}

// render writes a page when it is complete.
func (s *service) render(w http.ResponseWriter, status int, template string, p *page) {
	var text bytes.Buffer
	if err := s.pages.ExecuteTemplate(&text, template+".html", p); err != nil {
		s.report(p.c.r, fmt.Errorf("page %s: %w", template, err))
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // the client is gone, or nothing can be said any more
}

// Called is what any id is called.
func (p *page) Called(id string) string { return p.c.words.Of(id) }

// About says who a sample person is.
func (p *page) About(id mandat.PersonID) string {
	if slices.ContainsFunc(p.s.sample, func(s person) bool { return s.ID == id }) {
		return p.T("sample." + string(id))
	}
	return p.T("sample.other")
}

// Here reports whether the page is one of a part of the service.
func (p *page) Here(part string) bool {
	return strings.HasPrefix(p.Path, "/orgs/"+string(p.Org)+"/"+part)
}

// May is what stands after "may": the title that the policy gives to an action.
func (p *page) May(a mandat.Action) string {
	return p.s.policy.ActionTitle(p.Lang, mandat.ActionRef{Type: rules.TypeContract, Action: a})
}

// Day is a day as a date.
func (p *page) Day(t time.Time) string { return t.Format(time.DateOnly) }

// Entry is what the template of an entry of a list takes.
func (p *page) Entry(e mandat.Listed) map[string]any { return map[string]any{"Page": p, "Entry": e} }

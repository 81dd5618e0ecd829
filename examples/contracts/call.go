package main

import (
	"net/http"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
	"github.com/mandat-go/mandat/httpauthz"
)

// call is one request that its rules have let through, with what they have found out.
type call struct {
	w http.ResponseWriter
	r *http.Request

	lang    string
	subject mandat.Subject
	// Of routes in an organisation: the organisation, and how the subject sees it.
	org   *mandat.Org
	view  mandat.View
	words *words // what ids are called
	// Of routes about a contract.
	contract *contract
}

// subject tells httpauthz who asks. A real service reads a session here that somebody
// has signed in to; this one believes a cookie.
func (s *service) subject(r *http.Request) (mandat.Subject, error) {
	who := mandat.Subject{Channel: rules.ChannelWeb, Session: mandat.OpenSession, At: s.now()}
	if cookie, err := r.Cookie("person"); err == nil {
		who.Person = mandat.PersonID(cookie.Value)
	}
	return who, nil
}

// may is the rule of a route that does something to the contract in the path.
func (s *service) may(a mandat.Action) httpauthz.Rule {
	return httpauthz.May(a, rules.TypeContract, httpauthz.Rows(func(r *http.Request) (*contract, error) {
		return s.rows.contract(r.Context(), mandat.OrgID(r.PathValue("org")), mandat.ResourceID(r.PathValue("id")))
	}))
}

// member is the rule of a route for the members of the organisation in the path.
func member() httpauthz.Rule { return httpauthz.InPath("org") }

// seesJournal is the rule of a route for those who see all that happened there.
func seesJournal() httpauthz.Rule {
	return httpauthz.May(rules.Read, mandat.OrgType, func(r *http.Request) (mandat.Resource, error) {
		return itself(mandat.OrgID(r.PathValue("org"))), nil
	})
}

// itself is an organisation as something to ask about.
func itself(id mandat.OrgID) mandat.Resource {
	return mandat.Resource{Type: mandat.OrgType, ID: mandat.ResourceID(id), Org: id}
}

// mux registers routes with their rules.
type mux struct {
	*httpauthz.Mux
	s *service
}

// handle registers a route. The handler runs if every rule allows it, and answers or
// returns an error.
func (m mux) handle(pattern string, handle func(*call) error, rule httpauthz.Rule, more ...httpauthz.Rule) {
	var h http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := m.s.call(w, r)
		if err == nil {
			err = handle(c)
		}
		if err != nil {
			m.s.refuse(c, err)
		}
	})
	for _, also := range more {
		h = m.s.guard.Require(also)(h)
	}
	m.Handle(pattern, rule, h)
}

// call takes up what the rules of a request have found out.
func (s *service) call(w http.ResponseWriter, r *http.Request) (*call, error) {
	c := &call{w: w, r: r, lang: language(r)}
	c.contract, _ = httpauthz.Row[*contract](r)
	if c.subject, _ = httpauthz.Subject(r); c.subject.Person == "" { // nobody was asked who they are
		c.subject, _ = s.subject(r)
	}
	c.org, _ = httpauthz.Org(r)
	if c.org == nil {
		return c, nil
	}
	c.view, _ = httpauthz.View(r)
	names, err := s.rows.names(r.Context(), c.org.ID())
	c.words = &words{c, s, names, make(map[mandat.PersonID]string)}
	return c, err
}

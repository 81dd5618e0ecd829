package main

import (
	"fmt"
	"log"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/middleware/rules"
	"github.com/mandat-go/mandat/httpauthz"
)

// note is a row of the service.
type note struct {
	id     mandat.ResourceID
	org    mandat.OrgID
	unit   mandat.UnitID
	status mandat.Status
	text   string
}

// Resource states what the policy asks of a note.
func (n *note) Resource() mandat.Resource {
	return mandat.Resource{Type: rules.TypeNote, ID: n.id, Org: n.org, Status: n.status,
		Units: mandat.Units{rules.StructureOrganisation.Is(mandat.At(n.unit))}}
}

// service keeps notes in a map, without a lock: the story makes one request at a time.
type service struct {
	directory *mandat.Directory
	guard     *httpauthz.Guard
	notes     map[mandat.ResourceID]*note
	made      int // how many notes there have been: an id is never used again
	now       func() time.Time
}

// handler serves the routes. One without a rule, or with a rule that the policy does not
// know, is an error here.
func (s *service) handler() (http.Handler, error) {
	s.guard = &httpauthz.Guard{
		Directory: s.directory,
		Subject:   s.subject,
		Report:    func(r *http.Request, err error) { log.Print(r.Pattern, ": ", err) },
	}
	mux := httpauthz.NewMux(s.guard)
	mux.HandleFunc("GET /{org}/notes", httpauthz.InPath("org"), s.list)
	mux.HandleFunc("POST /{org}/notes", httpauthz.May(rules.Create, rules.TypeNote, httpauthz.Rows(s.fromForm)), s.create)
	mux.HandleFunc("GET /{org}/notes/{id}", httpauthz.May(rules.Read, rules.TypeNote, httpauthz.Rows(s.note)), s.show)
	mux.HandleFunc("DELETE /{org}/notes/{id}", httpauthz.May(rules.Delete, rules.TypeNote, httpauthz.Rows(s.note)), s.remove)
	mux.HandleFunc("DELETE /{org}/members/{person}", httpauthz.InPath("org"), s.removeMember)
	mux.HandleFunc("GET /health", httpauthz.Public(), func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "well") })
	return mux.Handler(s.directory.Policies()...)
}

// subject is who makes a request. Here the session is a header that anybody could write.
func (s *service) subject(r *http.Request) (mandat.Subject, error) {
	person := mandat.PersonID(r.Header.Get("Person"))
	if person == "" {
		return mandat.Subject{}, httpauthz.NoSubject{Challenge: `Person realm="notes"`}
	}
	return mandat.Subject{Person: person, Channel: rules.ChannelWeb, Session: mandat.OpenSession, At: s.now()}, nil
}

// note loads the row that a path names. A note is not found in another organisation than
// its own.
func (s *service) note(r *http.Request) (*note, error) {
	n, ok := s.notes[mandat.ResourceID(r.PathValue("id"))]
	if !ok || string(n.org) != r.PathValue("org") {
		return nil, mandat.ErrNotFound
	}
	return n, nil
}

// fromForm is the note that a form would make. It has no id yet.
func (s *service) fromForm(r *http.Request) (*note, error) {
	n := &note{org: mandat.OrgID(r.PathValue("org")), unit: mandat.UnitID(r.PostFormValue("unit")), status: rules.StatusDraft, text: r.PostFormValue("text")}
	if n.unit == "" {
		return nil, fmt.Errorf("%w: the form names no unit", httpauthz.ErrBadRequest)
	}
	return n, nil
}

// list shows the notes that may be read, by a filter of the request's view.
func (s *service) list(w http.ResponseWriter, r *http.Request) {
	view, _ := httpauthz.View(r)
	filter := view.Filter(rules.TypeNote, rules.Read)
	for _, id := range slices.Sorted(maps.Keys(s.notes)) {
		if n := s.notes[id]; filter.Decide(n.Resource()).Allowed() {
			fmt.Fprintln(w, n.id)
		}
	}
}

// show shows a note that the rule has loaded, with a menu of what can be done with it.
func (s *service) show(w http.ResponseWriter, r *http.Request) {
	n, _ := httpauthz.Row[*note](r)
	fmt.Fprintln(w, n.text)
	view, _ := httpauthz.View(r)
	for action, decision := range view.Actions(n.Resource()) {
		if decision.Allowed() {
			fmt.Fprintln(w, "*", action)
		}
	}
}

func (s *service) create(w http.ResponseWriter, r *http.Request) {
	n, _ := httpauthz.Row[*note](r)
	s.made++
	n.id = mandat.ResourceID(fmt.Sprint("n-", s.made))
	s.notes[n.id] = n
	w.WriteHeader(http.StatusCreated)
}

func (s *service) remove(w http.ResponseWriter, r *http.Request) {
	n, _ := httpauthz.Row[*note](r)
	delete(s.notes, n.id)
	w.WriteHeader(http.StatusNoContent)
}

// removeMember changes the organisation. Plan judges that by itself, and Error answers
// whatever it says.
func (s *service) removeMember(w http.ResponseWriter, r *http.Request) {
	who, _ := httpauthz.Subject(r)
	_, err := s.directory.Update(r.Context(), mandat.OrgID(r.PathValue("org")), func(o *mandat.Org) (mandat.Change, error) {
		return o.Plan(who, mandat.RemoveMember{Person: mandat.PersonID(r.PathValue("person"))})
	})
	if err != nil {
		s.guard.Error(w, r, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// Package readme has the pieces of code that the README shows.
package readme

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// note is a row of the table notes.
type note struct{ id, org, unit, status string }

func (n *note) Resource() mandat.Resource {
	return mandat.Resource{Type: "note", ID: mandat.ResourceID(n.id), Org: mandat.OrgID(n.org), Status: mandat.Status(n.status),
		Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(mandat.UnitID(n.unit)))}}
}

func remove(w http.ResponseWriter, r *http.Request, org *mandat.Org, user mandat.PersonID, row *note) {
	view := org.As(mandat.Subject{Person: user, Channel: "web", Session: mandat.OpenSession, At: time.Now()})
	if err := view.Check("delete", row.Resource()); err != nil {
		var refused *mandat.Error
		switch {
		case !errors.As(err, &refused), errors.Is(err, mandat.ErrMalformed):
			http.Error(w, "internal error", http.StatusInternalServerError) // the mapping is wrong; log err
		case refused.Explanation.NotFound():
			http.NotFound(w, r)
		default:
			http.Error(w, refused.Explanation.Text("en"), http.StatusForbidden)
		}
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// service has the routes of notes.
type service struct {
	subject      func(*http.Request) (mandat.Subject, error)
	report       func(*http.Request, error)
	note         func(*http.Request) (*note, error)
	show, health http.HandlerFunc
}

func (s *service) handler(directory *mandat.Directory) (http.Handler, error) {
	guard := &httpauthz.Guard{Directory: directory, Subject: s.subject, Report: s.report}
	mux := httpauthz.NewMux(guard)
	mux.HandleFunc("GET /{org}/notes/{id}", httpauthz.May("read", "note", httpauthz.Rows(s.note)), s.show)
	mux.HandleFunc("GET /health", httpauthz.Public(), s.health)
	handler, err := mux.Handler(directory.Policies()...)
	return handler, err
}

func lists(view mandat.View, rows iter.Seq2[*note, error], row *note) error {
	filter := view.Filter("note", "read")
	for n, err := range mandat.Resources(filter, rows, (*note).Resource) { // of rows, those that the user may read
		if err != nil {
			return err // the list is not complete
		}
		fmt.Println(n.id)
	}
	expr, err := filter.Expr() // what it asks of a row: units, relations, statuses, lists
	fmt.Println(expr, err)
	who, hidden, err := view.Subjects(mandat.Subject{Channel: "web", Session: mandat.OpenSession, At: time.Now()}, "read", row.Resource())
	fmt.Println(len(who), "of whom the user may know, and", hidden, "more")
	return err
}

func handOver(ctx context.Context, directory *mandat.Directory, org *mandat.Org, anna mandat.Subject) error {
	change, err := org.Plan(anna, // nothing has happened yet
		mandat.HandOver{Grants: org.GrantsOf("sven"), To: "siv"},
		mandat.RemoveMember{Person: "sven"})
	if err != nil {
		return err // says what was denied or blocked, in which step
	}
	fmt.Println(change.Impact().Text("en"))          // who gains and who loses what
	fmt.Println(len(change.Notices()), "to be told") // whom the policy wants told
	return directory.Commit(ctx, change)             // what was previewed is what is stored, or ErrConflict
}

package main

import (
	"context"
	"embed"
	"fmt"
	"log"
	"net/http"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

// ticket is a row of the service's own table.
type ticket struct{ id, org, team, status, assignee, text string }

var tickets = map[string]ticket{
	"t-1": {"t-1", "acme", "nordic", "open", "kalle", "The printer is on fire."},
	"t-2": {"t-2", "acme", "nordic", "open", "maja", "The fire is out."},
	"t-3": {"t-3", "acme", "billing", "closed", "bo", "Who pays?"},
}

// Resource tells mandat what the policy asks about a ticket.
func (t ticket) Resource() mandat.Resource {
	return mandat.Resource{
		Type: TypeTicket, ID: mandat.ResourceID(t.id), Org: mandat.OrgID(t.org),
		Status:    mandat.Status(t.status),
		Units:     mandat.Units{StructureTeams.Is(mandat.At(mandat.UnitID(t.team)))},
		Relations: mandat.Relations{RelationAssignee.Is(mandat.One(mandat.PersonID(t.assignee)))},
	}
}

// load finds the row that a path names.
func load(r *http.Request) (ticket, error) {
	t, ok := tickets[r.PathValue("id")]
	if !ok {
		return t, mandat.ErrNotFound
	}
	return t, nil
}

// subject tells who makes a request. Here anybody can say so; yours asks its session.
func subject(r *http.Request) (mandat.Subject, error) {
	person := mandat.PersonID(r.Header.Get("Person"))
	if person == "" {
		return mandat.Subject{}, httpauthz.NoSubject{}
	}
	return mandat.Subject{Person: person, Channel: ChannelWeb, Session: mandat.OpenSession, At: time.Now()}, nil
}

// routes says of each route which action on which row it is. A handler runs if that is
// allowed.
func routes(directory *mandat.Directory) (http.Handler, error) {
	mux := httpauthz.NewMux(&httpauthz.Guard{
		Directory: directory,
		Subject:   subject,
		Report:    func(r *http.Request, err error) { log.Print(r.Pattern, ": ", err) },
	})
	mux.HandleFunc("GET /tickets/{id}", httpauthz.May(Read, TypeTicket, httpauthz.Rows(load)), show)
	mux.HandleFunc("POST /tickets/{id}/answer", httpauthz.May(Answer, TypeTicket, httpauthz.Rows(load)), show)
	return mux.Handler(directory.Policies()...)
}

// show stands for what the service does: it gets the row that load has found.
func show(w http.ResponseWriter, r *http.Request) {
	t, _ := httpauthz.Row[ticket](r)
	fmt.Fprintln(w, r.Method, t.text)
}

//go:embed policy.yaml acme.yaml
var texts embed.FS

// open reads the policy, and stores the organisation in memory.
func open(ctx context.Context) *mandat.Directory {
	policy := must(policyfile.LoadPolicy(texts, "policy.yaml"))
	must(0, policy.Check(Names())) // names.go and the policy say the same
	acme := must(policyfile.ParseOrgData("acme.yaml", must(texts.ReadFile("acme.yaml")), policy))
	directory := must(mandat.Open(ctx, memstore.New(), policy))
	must(0, directory.Commit(ctx, must(mandat.Import(policy, acme, time.Now()))))
	return directory
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func main() {
	handler := must(routes(open(context.Background())))
	log.Fatal(http.ListenAndServe("localhost:8080", handler))
}

package httpauthz_test

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

const letters = `
system: letters
version: "1"
structures: {organisation: {}}
channels: {web: {login: true}}
types: {letter: {unit: organisation, seen: read, actions: {read: , burn: }}}
roles:
  reader: {at: {organisation: subtree}, opens: web, can: letter.read}
  clerk: {includes: reader, can: letter.burn}
`

const postOffice = `
system: letters
org: post
units: {organisation: {office: , vault: }}
members: {kalle: }
grants: [{role: reader, to: kalle, at: {subtree: office}}]
`

// letter is a row of the service, which maps itself to a resource.
type letter struct {
	id   mandat.ResourceID
	unit mandat.UnitID
	text string
}

func (l letter) Resource() mandat.Resource {
	return mandat.Resource{Type: "letter", ID: l.id, Org: "post", Units: mandat.Units{mandat.Structure("organisation").Is(mandat.At(l.unit))}}
}

// A service of letters: it says who asks, and loads a row; rules do the rest.
func Example() {
	rows := map[string]letter{"1": {"1", "office", "Dear Kalle"}, "2": {"2", "vault", "Secret"}}
	load := httpauthz.Rows(func(r *http.Request) (letter, error) {
		if l, ok := rows[r.PathValue("id")]; ok {
			return l, nil
		}
		return letter{}, mandat.ErrNotFound
	})
	directory := openLetters()
	guard := &httpauthz.Guard{
		Directory: directory,
		Subject: func(r *http.Request) (mandat.Subject, error) { // of a session, in a real service
			user, _, _ := r.BasicAuth()
			return mandat.Subject{Person: mandat.PersonID(user), Channel: "web", Session: mandat.OpenSession}, nil
		},
		Report: func(_ *http.Request, err error) { log.Print(err) },
	}
	mux := httpauthz.NewMux(guard)
	mux.HandleFunc("GET /letters/{id}", httpauthz.May("read", "letter", load), func(w http.ResponseWriter, r *http.Request) {
		l, _ := httpauthz.Row[letter](r)
		fmt.Fprint(w, l.text)
	})
	mux.HandleFunc("DELETE /letters/{id}", httpauthz.May("burn", "letter", load), func(http.ResponseWriter, *http.Request) {})
	handler, err := mux.Handler(directory.Policies()...)
	if err != nil {
		log.Fatal(err)
	}

	for _, request := range []string{"GET /letters/1", "DELETE /letters/1", "GET /letters/2", "GET /letters/3"} {
		var method, path string
		_, _ = fmt.Sscan(request, &method, &path)
		r, w := httptest.NewRequest(method, path, nil), httptest.NewRecorder()
		r.SetBasicAuth("kalle", "")
		handler.ServeHTTP(w, r)
		fmt.Println(request, w.Code, strings.TrimSpace(w.Body.String()))
	}
	// Output:
	// GET /letters/1 200 Dear Kalle
	// DELETE /letters/1 403 {"type":"about:blank","title":"Forbidden","status":403,"code":"no-right","detail":"kalle may not burn (letter 1): no role gives the right.\n  Standing: reader at office and below opens web.\n  No right to burn: no role held has it.\n  What would do: a grant of clerk at office and below.","misses":[{"code":"grant clerk at office"}]}
	// GET /letters/2 404 {"type":"about:blank","title":"Not Found","status":404,"code":"not-found","detail":"There is no such thing here, or none that you may see."}
	// GET /letters/3 404 {"type":"about:blank","title":"Not Found","status":404,"code":"not-found","detail":"There is no such thing here, or none that you may see."}
}

// openLetters opens a directory with one organisation.
func openLetters() *mandat.Directory {
	ctx := context.Background()
	policy, err := policyfile.ParsePolicy("letters.yaml", []byte(letters))
	if err != nil {
		log.Fatal(err)
	}
	data, err := policyfile.ParseOrgData("post.yaml", []byte(postOffice), policy)
	if err != nil {
		log.Fatal(err)
	}
	change, err := mandat.Import(policy, data, time.Now())
	if err != nil {
		log.Fatal(err)
	}
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	if err != nil {
		log.Fatal(err)
	}
	if err := directory.Commit(ctx, change); err != nil {
		log.Fatal(err)
	}
	return directory
}

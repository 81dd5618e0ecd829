// A service of notes behind httpauthz: each route has a rule, and what a rule refuses is
// answered before the handler runs. The constants in rules are generated from the policy.
package main

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/middleware/rules"
	"github.com/mandat-go/mandat/httpauthz"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

//go:generate go run ../../cmd/mandat names -package rules -o rules/names.go rules

//go:embed rules/policy.yaml rules/acme.yaml
var files embed.FS

func main() {
	handler, err := open(context.Background()).handler()
	check(err)
	story := visitor{handler}

	fmt.Println("# Kalle reads at Sales and below.")
	story.visit("kalle", "GET", "/acme/notes", "")
	story.visit("kalle", "GET", "/acme/notes/n-1", "")
	story.visit("kalle", "DELETE", "/acme/notes/n-1", "")

	fmt.Println("\n# A note that he may not see is like one that is not there.")
	story.visit("kalle", "GET", "/acme/notes/n-2", "")
	story.visit("kalle", "GET", "/acme/notes/n-99", "")

	fmt.Println("\n# Eva edits there.")
	story.visit("eva", "POST", "/acme/notes", "unit=domestic&text=A+new+note.")
	story.visit("eva", "GET", "/acme/notes/n-3", "")
	story.visit("eva", "DELETE", "/acme/notes/n-1", "")

	fmt.Println("\n# Maja removes Eva, who hears of it at the next request. So does whoever has not signed in.")
	story.visit("maja", "DELETE", "/acme/members/eva", "")
	story.visit("eva", "GET", "/acme/notes/n-3", "")
	story.visit("", "GET", "/acme/notes/n-3", "")
	story.visit("", "GET", "/health", "")
}

// open makes a service with an organisation and two notes in it.
func open(ctx context.Context) *service {
	policy, err := policyfile.LoadPolicy(files, "rules/policy.yaml")
	check(err)
	check(policy.Check(rules.Names())) // the code and the policy speak of the same things
	text, err := files.ReadFile("rules/acme.yaml")
	check(err)
	data, err := policyfile.ParseOrgData("rules/acme.yaml", text, policy)
	check(err)
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	imported, err := mandat.Import(policy, data, now)
	check(err)
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	check(err)
	check(directory.Commit(ctx, imported))
	return &service{
		directory: directory,
		notes: map[mandat.ResourceID]*note{
			"n-1": {"n-1", "acme", "domestic", rules.StatusDraft, "Prices go up."},
			"n-2": {"n-2", "acme", "purchasing", rules.StatusFinal, "Prices go down."},
		},
		made: 2,
		now:  func() time.Time { return now },
	}
}

// visitor makes requests, and prints what was answered.
type visitor struct{ handler http.Handler }

func (v visitor) visit(person, method, path, form string) {
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if person != "" {
		r.Header.Set("Person", person)
	}
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, r)
	fmt.Println(method, path, "->", w.Code)
	text := w.Body.String()
	var p httpauthz.Problem
	if json.Unmarshal(w.Body.Bytes(), &p) == nil {
		text = p.Code + ": " + p.Detail
	}
	for line := range strings.Lines(text) {
		fmt.Print("  ", line)
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		fmt.Println()
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

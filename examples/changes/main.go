// A service that changes organisations over HTTP: it invites, shows what comes of
// a change before it is made, and answers what was refused. It is the program in
// doc/changes.md.
package main

import (
	"context"
	"embed"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

//go:embed clubs
var clubs embed.FS

func main() {
	s := open(context.Background())
	story := visitor{s, s.handler()}

	fmt.Println("# Bo, secretary of tennis, invites somebody to coach chess, and then tennis.")
	story.visit("bo", "POST", "/rovers/invitations", "address=dee@example.org&section=chess")
	story.visit("bo", "POST", "/rovers/invitations", "address=dee@example.org&section=tennis")
	answer, token := link(s.sent[0].text)

	fmt.Println("\n# Ada follows the link, signed in as herself. Then its owner does, twice.")
	story.visit("ada", "POST", answer, token)
	story.visit("", "POST", answer, token)
	story.visit("", "POST", answer, token)

	fmt.Println("\n# Ada would remove Cy, who coaches, and sees what the removal of Bo does.")
	story.visit("ada", "GET", "/rovers/members/cy/removal", "")
	story.visit("ada", "GET", "/rovers/members/bo/removal", "")

	fmt.Println("\n# She confirms an older version, and then this one.")
	story.visit("ada", "POST", "/rovers/members/bo/removal", "version=2")
	story.visit("ada", "POST", "/rovers/members/bo/removal", "version=3")

	fmt.Println("\n# A match is reported.")
	org, err := s.directory.Org(context.Background(), "rovers")
	check(err)
	match := mandat.Resource{Type: "match", ID: "m-1", Org: "rovers", Units: mandat.Units{mandat.Structure("sections").Is(mandat.At("tennis"))}}
	check(s.reported(org, match))
	fmt.Println("short:", s.short(org))

	fmt.Println("\n# Who is told:")
	for _, l := range s.sent[1:] {
		fmt.Println(l.to, "<-", l.text)
	}
}

// open makes a service with the club in it.
func open(ctx context.Context) *service {
	policy, err := policyfile.ParsePolicy("policy.yaml", read("clubs/policy.yaml"))
	check(err)
	data, err := policyfile.ParseOrgData("rovers.yaml", read("clubs/rovers.yaml"), policy)
	check(err)
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	imported, err := mandat.Import(policy, data, now)
	check(err)
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	check(err)
	check(directory.Commit(ctx, imported))
	ids := 0
	return &service{
		directory: directory,
		accounts: map[string]account{
			"ada": {"ada", mandat.MustParseAddress("ada@example.org")},
			"bo":  {"bo", mandat.MustParseAddress("bo@example.org")},
		},
		open: make(map[mandat.InvitationID]openInvitation),
		now:  func() time.Time { return now },
		// The story prints the same each time. A service's ids cannot be guessed.
		newID: func() string { ids++; return fmt.Sprint("id-", ids) },
	}
}

func read(name string) []byte {
	text, err := clubs.ReadFile(name)
	check(err)
	return text
}

// visitor makes requests, and prints what was answered.
type visitor struct {
	service *service
	handler http.Handler
}

func (v visitor) visit(session, method, path, form string) {
	r := httptest.NewRequest(method, path, strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if session != "" {
		r.AddCookie(&http.Cookie{Name: "session", Value: session})
	}
	w := httptest.NewRecorder()
	v.handler.ServeHTTP(w, r)
	fmt.Println(w.Code, http.StatusText(w.Code))
	if text := strings.TrimSpace(w.Body.String()); text != "" {
		fmt.Println("  " + strings.ReplaceAll(text, "\n", "\n  "))
	}
}

// link returns where the page behind a link posts its answer, and what.
func link(text string) (path, form string) {
	u, err := url.Parse(text)
	check(err)
	return u.Path + "/answer", url.Values{"token": {u.Fragment}}.Encode()
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

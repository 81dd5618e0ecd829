// A steward invites a tenant by e-mail, and the tenant accepts over HTTP: what is
// previewed, what is stored, and what whoever comes with a wrong link is told.
package main

import (
	"context"
	"crypto/rand"
	_ "embed"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"strconv"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

//go:embed policy.yaml
var rules []byte

//go:embed cooperative.yaml
var cooperative []byte

// office is the service.
type office struct {
	directory *mandat.Directory
	org       mandat.OrgID
	now       func() time.Time
	// invited is what the service keeps of an invitation: the organisation has a
	// hash, and no address.
	invited map[mandat.InvitationID]invitee
}

type invitee struct {
	person  mandat.PersonID
	address mandat.Address
}

// invite plans an invitation, shows what would be stored, and stores it. It
// returns what to put into the link.
func (o *office) invite(ctx context.Context, by mandat.Subject, id mandat.InvitationID, to invitee, house mandat.UnitID) (secret string, err error) {
	token, err := mandat.NewToken(rand.Reader)
	if err != nil {
		return "", err
	}
	change, err := o.preview(ctx, by, mandat.InvitePerson{
		Invitation: id, Person: to.person, Home: house,
		Roles: []mandat.Grant{{Role: "tenant", Scope: mandat.AtHome()}},
		Token: token.Bind(to.address),
	})
	if err != nil {
		return "", err
	}
	for _, n := range change.Notices() {
		fmt.Println("tell", n.To, "of", n.Of, n.ID)
	}
	if err := o.directory.Commit(ctx, change); err != nil {
		return "", err
	}
	o.invited[id] = to
	return token.Reveal(), nil
}

// answer shows what the link in an e-mail would do and, when it is posted, does
// it. Nobody is logged in.
func (o *office) answer(w http.ResponseWriter, r *http.Request) {
	id := mandat.InvitationID(r.FormValue("invitation"))
	token, err := mandat.ParseToken(r.FormValue("token"))
	to, known := o.invited[id]
	if err != nil || !known {
		http.NotFound(w, r)
		return
	}
	subject := mandat.Subject{Person: to.person, Channel: "mail", At: o.now(),
		Only: mandat.Purpose{Org: o.org, Type: mandat.InvitationType, ID: mandat.ResourceID(id), Action: "answer"}}
	accept := mandat.AcceptInvitation{Invitation: id, Token: token, Address: to.address}
	if r.Method == http.MethodPost {
		w.WriteHeader(status(o.confirm(r.Context(), subject, r.FormValue("version"), accept)))
		return
	}
	change, err := o.preview(r.Context(), subject, accept)
	w.WriteHeader(status(err))
	if err == nil {
		fmt.Fprintf(w, "version %d:\n%s\n", change.Before().Version(), change.Impact().Text("en"))
	}
}

// preview plans a change. It is shown to somebody, and thrown away.
func (o *office) preview(ctx context.Context, by mandat.Subject, steps ...mandat.Command) (mandat.Change, error) {
	org, err := o.directory.Org(ctx, o.org)
	if err != nil {
		return mandat.Change{}, err
	}
	return org.Plan(by, steps...)
}

// confirm plans it again, in another request, and stores it if it is what was
// seen: if the organisation has still the version that was shown.
func (o *office) confirm(ctx context.Context, by mandat.Subject, version string, steps ...mandat.Command) error {
	change, err := o.preview(ctx, by, steps...)
	if err != nil {
		return err
	}
	if seen := strconv.FormatUint(change.Before().Version(), 10); seen != version {
		return fmt.Errorf("%w: version %q was shown, and it is %s now", mandat.ErrConflict, version, seen)
	}
	return o.directory.Commit(ctx, change)
}

// status is the HTTP status for a change that was made or refused.
func status(err error) int {
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, mandat.ErrMalformed):
		return http.StatusInternalServerError // the service asked wrongly; log err
	case errors.Is(err, mandat.ErrDenied):
		return http.StatusForbidden // or 404, to whoever may not know
	case errors.Is(err, mandat.ErrBlocked), errors.Is(err, mandat.ErrNeedsApproval), errors.Is(err, mandat.ErrConflict):
		return http.StatusConflict // it cannot be done now, or not so; err says why
	}
	return http.StatusServiceUnavailable // the store
}

func main() {
	ctx := context.Background()
	start := time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)
	o := &office{directory: open(ctx, start), org: "elm", now: func() time.Time { return start }, invited: map[mandat.InvitationID]invitee{}}
	cleo := mandat.Subject{Person: "cleo", Channel: "web", Session: mandat.OpenSession, At: start}
	eva := invitee{"eva", mandat.MustParseAddress("eva@example.org")}

	fmt.Println("# Cleo, the steward of north, invites Eva to the house next door.")
	_, err := o.invite(ctx, cleo, "i-1", eva, "south")
	fmt.Println(status(err), err)

	fmt.Println("\n# And to her own.")
	secret, err := o.invite(ctx, cleo, "i-2", eva, "north")
	fmt.Println(status(err))

	ask := func(method, token, version string) {
		response := httptest.NewRecorder()
		o.answer(response, httptest.NewRequest(method, "/answer?invitation=i-2&token="+token+"&version="+version, nil))
		fmt.Println(method, response.Code)
		fmt.Print(response.Body)
	}
	fmt.Println("\n# Somebody guesses.")
	guess, _ := mandat.NewToken(rand.Reader)
	ask(http.MethodPost, guess.Reveal(), "2")

	fmt.Println("\n# Eva follows the link, says yes, and says it again.")
	ask(http.MethodGet, secret, "")
	ask(http.MethodPost, secret, "1") // what somebody saw before
	ask(http.MethodPost, secret, "2")
	ask(http.MethodPost, secret, "3")

	fmt.Println("\n# Eva reports a repair.")
	org, err := o.directory.Org(ctx, o.org)
	check(err)
	repair := mandat.Resource{Type: "repair", Org: "elm", Units: mandat.Units{mandat.Structure("house").Is(mandat.At("north"))}}
	fmt.Println(org.Decide(mandat.Subject{Person: "eva", Channel: "web", At: start}, "report", repair))
}

// open makes a directory in which the cooperative is.
func open(ctx context.Context, at time.Time) *mandat.Directory {
	policy, err := policyfile.ParsePolicy("policy.yaml", rules)
	check(err)
	data, err := policyfile.ParseOrgData("cooperative.yaml", cooperative, policy)
	check(err)
	imported, err := mandat.Import(policy, data, at)
	check(err)
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	check(err)
	check(directory.Commit(ctx, imported))
	return directory
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

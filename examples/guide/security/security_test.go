package security

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

func Example_zero() {
	var (
		org    *mandat.Org
		view   mandat.View
		filter mandat.Filter
	)
	fmt.Println(org.Decide(mandat.Subject{}, "read", mandat.Resource{}))
	fmt.Println(view.Decide("read", mandat.Resource{}))
	fmt.Println(filter.Decide(mandat.Resource{}))
	fmt.Println(mandat.Decision{}.Allowed())
	// Output:
	// deny: malformed: no-org
	// deny: malformed: no-org
	// deny: malformed: no-org
	// false
}

var files = os.DirFS("../modelling")

func TestALinkIsForOneThing(t *testing.T) {
	firm := mandattest.Load(t, files, "policy.yaml", "firm.yaml")
	s := &service{[]byte("32 bytes of chance, kept secret."), firm.Now, func(*http.Request) (mandat.Subject, error) { return mandat.Subject{}, httpauthz.NoSubject{} }}
	l := link{"eva", mandat.Purpose{Org: "firm", Type: "order", ID: "o-1", Action: "attest"}, firm.Now().Add(time.Hour)}
	eva, err := s.subject(httptest.NewRequest("POST", "/orders/o-1/attest?link="+l.text(s.key), nil))
	if err != nil {
		t.Fatal(err)
	}
	order := func(id mandat.ResourceID) mandat.Resource {
		return mandat.Resource{Type: "order", ID: id, Org: "firm",
			Units:     mandat.Units{mandat.Structure("organisation").Is(mandat.At("north"))},
			Relations: mandat.Relations{mandat.Relation("buyer").Is(mandat.One("maja"))}}
	}
	mandattest.Check(t, firm.Org(),
		mandattest.Blocked(eva, "attest", order("o-1")), // nothing is pending
		mandattest.Deny(eva, "attest", order("o-2"), mandat.NoStanding),
		mandattest.Deny(eva, "place", order("o-1"), mandat.NoStanding))

	forged := l
	forged.Only.ID = "o-2"
	body, _, _ := strings.Cut(forged.text(s.key), ".")
	_, signature, _ := strings.Cut(l.text(s.key), ".")
	late := l
	late.Until = firm.Now()
	for _, text := range []string{body + "." + signature, forged.text([]byte("another key")), late.text(s.key), "", "x.y", ".", body} {
		if _, err := s.subject(httptest.NewRequest("POST", "/orders/o-2/attest?link="+text, nil)); err == nil {
			t.Errorf("%q is followed", text)
		}
	}
}

func TestErase(t *testing.T) {
	ctx := t.Context()
	policy, err := policyfile.LoadPolicy(files, "policy.yaml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../modelling/firm.yaml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := policyfile.ParseOrgData("firm.yaml", text, policy)
	if err != nil {
		t.Fatal(err)
	}
	change, err := mandat.Import(policy, data, mandattest.Now())
	if err != nil {
		t.Fatal(err)
	}
	store := memstore.New()
	directory, err := mandat.Open(ctx, store, policy)
	if err != nil {
		t.Fatal(err)
	}
	if err := directory.Commit(ctx, change); err != nil {
		t.Fatal(err)
	}
	if err := store.SetFacts(ctx, "gil", map[string]string{"name": "Gil Berg"}); err != nil {
		t.Fatal(err)
	}
	if err := erase(ctx, directory, store, mandattest.As("ada", "app"), "firm", "gil"); err != nil {
		t.Fatal(err)
	}
	if facts, err := store.Facts(ctx, "gil"); err != nil || len(facts) != 0 {
		t.Error(facts, err)
	}
	if err := erase(ctx, directory, store, mandattest.As("ada", "app"), "firm", "maja"); !errors.Is(err, mandat.ErrBlocked) {
		t.Error(err)
	}
}

// A courier whose role lets them see the sample is told why a link does nothing any more.
// Another one is told that there is none.
func TestWhatALinkIsRefusedIsNotFound(t *testing.T) {
	for can, found := range map[string]bool{"[sample.hand-over]": false, "[sample.read, sample.hand-over]": true} {
		policy, err := policyfile.ParsePolicy("policy.yaml", []byte(`
system: lab
version: "1"
channels: {link: {bearer: true}}
types: {sample: {statuses: [on-the-way, arrived], seen: read, actions: {read: , hand-over: }}}
roles: {courier: {opens: link, needs-account: false, can: `+can+`}}
gates: [{close: sample.hand-over, unless: {status: on-the-way}}]
`))
		if err != nil {
			t.Fatal(err)
		}
		north := mandattest.NewOrg(policy, "north").
			MemberWith(mandat.Member{Person: "carl", Status: mandat.MemberInactive}).
			Grant("courier", "carl", mandat.WholeOrg()).Build(t)
		carl := mandattest.As("carl", "link")
		carl.Only = mandat.Purpose{Org: "north", Type: "sample", ID: "s-1", Action: "hand-over"}
		sample := mandat.Resource{Type: "sample", ID: "s-1", Org: "north", Status: "on-the-way"}
		mandattest.Check(t, north, mandattest.Allow(carl, "hand-over", sample))
		sample.Status = "arrived"
		mandattest.Check(t, north, mandattest.Deny(carl, "hand-over", sample, mandat.GateClosed))
		if got := !north.As(carl).Explain("hand-over", sample).NotFound(); got != found {
			t.Errorf("who can %s: %t", can, got)
		}
	}
}

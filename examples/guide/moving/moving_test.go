package moving

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/shadow"
)

var tickets = []ticket{
	{"t-1", "acme", "open", "kalle"},
	{"t-2", "acme", "open", "maja"},
	{"t-3", "acme", "closed", "kalle"},
}

func rules() *mandat.Policy {
	policy, err := policyfile.LoadPolicy(os.DirFS("."), "policy.yaml")
	if err != nil {
		log.Fatal(err)
	}
	return policy
}

func lines() string {
	text, err := os.ReadFile("policy.csv")
	if err != nil {
		log.Fatal(err)
	}
	return string(text)
}

// known is without the line of a role that the policy does not have.
func known() string { return strings.ReplaceAll(lines(), "g, olle, clerk, acme\n", "") }

func Example_unknownRole() {
	policy := rules()
	data, err := organisation(strings.NewReader(lines()), "acme", policy)
	if err != nil {
		log.Fatal(err)
	}
	_, err = mandat.Import(policy, data, time.Now())
	fmt.Println(err)
	// Output:
	// mandat: invalid organisation
	// 	Grants[2].Role: unknown role "clerk"
}

func directory(ctx context.Context) *mandat.Directory {
	policy := rules()
	data, err := organisation(strings.NewReader(known()), "acme", policy)
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

func Example_report() {
	s := &service{rbac(lines()), shadow.New(directory(context.Background()).Org, shadow.Options{})}
	for _, user := range []string{"kalle", "maja", "nils"} {
		for _, t := range tickets {
			s.may(user, "read", t)
			s.may(user, "answer", t)
		}
	}
	s.compare.Wait()
	fmt.Print(s.compare.Report())
	// Output:
	// 18 questions: 15 answered alike, 3 otherwise, 0 failed, 0 left out because too many waited
	// 2 times mandat allows less, ticket.answer (desk 1): deny: gate-closed: a gate closes it to everybody: gate on ticket.answer unless status open
	//     such as org "acme", version 1, channel "web"
	// 1 times mandat allows less, ticket.answer (desk 1): deny: no-right: the condition of the right does not hold: role agent: ticket.answer when relation assignee
	//     such as org "acme", version 1, channel "web"
}

func TestTurnedOver(t *testing.T) {
	acme, err := directory(t.Context()).Org(t.Context(), "acme")
	if err != nil {
		t.Fatal(err)
	}
	kalle := acme.As(mandattest.As("kalle", "web"))
	if err := mayNow(kalle, "answer", tickets[0]); err != nil {
		t.Error(err)
	}
	if err := mayNow(kalle, "answer", tickets[1]); !errors.Is(err, mandat.ErrDenied) {
		t.Error(err)
	}
}

// TestTheCasbinFiles: the model is that of RBAC with domains, which rbac decides by.
func TestTheCasbinFiles(t *testing.T) {
	model, err := os.ReadFile("model.conf")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(model), "m = g(r.sub, p.sub, r.dom) && r.dom == p.dom && r.obj == p.obj && r.act == p.act\n") {
		t.Errorf("another model:\n%s", model)
	}
	for _, row := range []struct {
		user, action string
		want         bool
	}{{"kalle", "answer", true}, {"kalle", "close", false}, {"maja", "answer", true}, {"maja", "close", true}, {"nils", "read", false}} {
		if got, _ := rbac(lines()).Enforce(row.user, "acme", "ticket", row.action); got != row.want {
			t.Error(row, got)
		}
	}
	if got, _ := rbac(lines()).Enforce("kalle", "umbra", "ticket", "read"); got {
		t.Error("another domain")
	}
}

// rbac stands for Casbin: it decides by the lines of a policy.csv as model.conf says.
type rbac string

func (lines rbac) Enforce(values ...any) (bool, error) {
	return lines.may(values[0].(string), values[1].(string), values[2].(string), values[3].(string)), nil
}

func (lines rbac) may(who, dom, obj, act string) bool {
	for line := range strings.Lines(string(lines)) {
		f := strings.Split(strings.TrimSpace(line), ", ")
		if f[0] == "p" && f[1] == who && f[2] == dom && f[3] == obj && f[4] == act {
			return true
		}
		if f[0] == "g" && f[1] == who && f[3] == dom && lines.may(f[2], dom, obj, act) {
			return true
		}
	}
	return false
}

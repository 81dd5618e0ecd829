package attested

import (
	"flag"
	"log"
	"os"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

var (
	files = os.DirFS(".")
	draft = &Contract{ID: "c-1", Org: "firm", Unit: "domestic", Status: "draft", Responsible: "sture"}
	valid = &Contract{ID: "c-2", Org: "firm", Unit: "domestic", Status: "valid", Responsible: "maja"}
)

var coverage *mandattest.Coverage

// The tests of the package exercise every rule of the policy, but for these.
func TestMain(m *testing.M) {
	policy, err := policyfile.LoadPolicy(files, "policy.yaml")
	if err != nil {
		log.Fatal(err)
	}
	coverage = mandattest.NewCoverage(policy)
	os.Exit(coverage.Main(m, map[string]string{
		"administer: manager may revoke reader": "like granting, which is tested",
	}))
}

func load(t *testing.T) *mandattest.Fixture {
	t.Helper()
	return mandattest.Load(t, files, "policy.yaml", "firm.yaml").Covering(coverage)
}

func TestWhoMayDoWhat(t *testing.T) {
	firm := load(t)
	maja, kalle, sture := firm.As("maja", "web"), firm.As("kalle", "web"), firm.As("sture", "web")
	firm.Check(t,
		mandattest.Allow(kalle, "read", draft.Resource()),
		mandattest.Deny(kalle, "edit", draft.Resource(), mandat.NoRight),
		mandattest.Allow(sture, "edit", draft.Resource()),
		mandattest.Deny(maja, "delete", valid.Resource(), mandat.GateClosed),
		mandattest.NeedsApproval(maja, "sign", draft.Resource()))
}

func TestSalesGetsAReader(t *testing.T) {
	firm := load(t)
	maja, sture := firm.As("maja", "web"), firm.As("sture", "web")
	reader := mandat.Grant{Role: "reader", Member: "sture", Scope: mandat.Below("sales")}
	firm.Refuse(t, sture, mandat.NoRight, mandat.GrantRole{Grant: reader})
	firm.Check(t, mandattest.Deny(sture, "read", valid.Resource(), mandat.NoRight))
	firm.Do(t, maja, mandat.GrantRole{Grant: reader})
	firm.Check(t, mandattest.Allow(sture, "read", valid.Resource()))
	firm.Refuse(t, maja, mandat.GuardClosed, mandat.RemoveMember{Person: "maja"})
	firm.Do(t, maja, mandat.RemoveMember{Person: "kalle"})
}

func TestMatrix(t *testing.T) {
	firm := load(t)
	firm.Matrix(t, "testdata/rights.txt", *update, mandattest.Matrix{
		Subjects:  []mandat.Subject{firm.As("maja", "web"), firm.As("kalle", "web"), firm.As("sture", "web"), firm.As("ann", "web")},
		Resources: []mandat.Resource{draft.Resource(), valid.Resource()},
	})
}

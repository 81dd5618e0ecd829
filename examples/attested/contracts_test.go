package attested

import (
	"flag"
	"os"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
)

var update = flag.Bool("update", false, "rewrite the files in testdata")

var (
	files = os.DirFS(".")
	draft = &Contract{ID: "c-1", Org: "firm", Unit: "domestic", Status: "draft", Responsible: "sture"}
	valid = &Contract{ID: "c-2", Org: "firm", Unit: "domestic", Status: "valid", Responsible: "maja"}
)

func TestWhoMayDoWhat(t *testing.T) {
	firm := mandattest.Load(t, files, "policy.yaml", "firm.yaml")
	maja, kalle, sture := firm.As("maja", "web"), firm.As("kalle", "web"), firm.As("sture", "web")
	firm.Check(t,
		mandattest.Allow(kalle, "read", draft.Resource()),
		mandattest.Deny(kalle, "edit", draft.Resource(), mandat.NoRight),
		mandattest.Allow(sture, "edit", draft.Resource()),
		mandattest.Deny(maja, "delete", valid.Resource(), mandat.GateClosed),
		mandattest.NeedsApproval(maja, "sign", draft.Resource()))
}

func TestSalesGetsAReader(t *testing.T) {
	firm := mandattest.Load(t, files, "policy.yaml", "firm.yaml")
	maja, sture := firm.As("maja", "web"), firm.As("sture", "web")
	reader := mandat.Grant{Role: "reader", Member: "sture", Scope: mandat.Below("sales")}
	firm.Refuse(t, sture, mandat.NoRight, mandat.GrantRole{Grant: reader})
	firm.Check(t, mandattest.Deny(sture, "read", valid.Resource(), mandat.NoRight))
	firm.Do(t, maja, mandat.GrantRole{Grant: reader})
	firm.Check(t, mandattest.Allow(sture, "read", valid.Resource()))
	firm.Refuse(t, maja, mandat.GuardClosed, mandat.RemoveMember{Person: "maja"})
}

func TestMatrix(t *testing.T) {
	firm := mandattest.Load(t, files, "policy.yaml", "firm.yaml")
	firm.Matrix(t, "testdata/rights.txt", *update, mandattest.Matrix{
		Subjects:  []mandat.Subject{firm.As("maja", "web"), firm.As("kalle", "web"), firm.As("sture", "web"), firm.As("ann", "web")},
		Resources: []mandat.Resource{draft.Resource(), valid.Resource()},
	})
}

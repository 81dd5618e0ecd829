package main

import (
	"flag"
	"log"
	"os"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

var files = os.DirFS(".")

// Rows as in the table: so the mapping is tested, too.
var (
	own    = ticket{id: "t-1", org: "acme", team: "nordic", status: "open", assignee: "kalle"}
	other  = ticket{id: "t-2", org: "acme", team: "nordic", status: "open", assignee: "maja"}
	closed = ticket{id: "t-3", org: "acme", team: "nordic", status: "closed", assignee: "kalle"}
)

func acme(t testing.TB) *mandattest.Fixture {
	return mandattest.Load(t, files, "policy.yaml", "acme.yaml").Covering(coverage)
}

func TestWhoMayAnswer(t *testing.T) {
	acme := acme(t)
	kalle, maja, bo := acme.As("kalle", "web"), acme.As("maja", "web"), acme.As("bo", "web")
	acme.Check(t,
		mandattest.Allow(kalle, Answer, own.Resource()),
		mandattest.Deny(kalle, Answer, other.Resource(), mandat.NoRight),
		mandattest.Allow(maja, Answer, own.Resource()),
		mandattest.Deny(maja, Answer, closed.Resource(), mandat.GateClosed),
		mandattest.Deny(bo, Read, own.Resource(), mandat.NoRight))
}

func TestBoHelpsForAWeek(t *testing.T) {
	acme := acme(t)
	maja, bo := acme.As("maja", "web"), acme.As("bo", "web")
	help := mandat.Grant{Role: RoleAgent, Member: "bo", Scope: mandat.Below("nordic"), Until: acme.Now().Add(7 * 24 * time.Hour)}

	acme.Refuse(t, bo, mandat.NoRight, mandat.GrantRole{Grant: help}) // nobody helps themselves
	acme.Do(t, maja, mandat.GrantRole{Grant: help})
	acme.Check(t, mandattest.Allow(bo, Read, own.Resource()))

	acme.Later(7 * 24 * time.Hour)
	acme.Check(t, mandattest.Deny(bo, Read, own.Resource(), mandat.NoRight))
}

func TestKalleLeavesTheTeam(t *testing.T) {
	acme := acme(t)
	maja := acme.As("maja", "web")
	acme.Do(t, maja, mandat.RevokeRole{Grant: acme.Org().GrantsOf("kalle")[0]})
	acme.Check(t, mandattest.Deny(acme.As("kalle", "web"), Answer, own.Resource(), mandat.NoStanding))
}

var update = flag.Bool("update", false, "rewrite the files in testdata")

func TestTable(t *testing.T) { table(t, acme(t)) }

// agent and lead are roles that could be given.
var (
	agent = mandat.Grant{Role: RoleAgent, Member: "bo", Scope: mandat.Below("nordic")}
	lead  = mandat.Grant{Role: RoleLead, Member: "bo", Scope: mandat.Below("nordic")}
)

// table asks for every action of each kind of thing that there is.
func table(t testing.TB, acme *mandattest.Fixture) {
	acme.Matrix(t, "testdata/rights.txt", *update, mandattest.Matrix{
		Subjects: []mandat.Subject{acme.As("kalle", "web"), acme.As("maja", "web"), acme.As("bo", "web")},
		Resources: []mandat.Resource{own.Resource(), other.Resource(), closed.Resource(),
			mandat.Unit{Structure: StructureTeams, Parent: "nordic"}.Resource("acme"),
			mandat.Member{Person: "kalle"}.Resource("acme"),
			mandat.Group{Unit: "nordic"}.Resource("acme"),
			mandat.Invitation{Person: "cy", Grants: []mandat.Grant{agent}}.Resource("acme"),
			agent.Resource("acme"), lead.Resource("acme"),
		},
	})
	maja := acme.As("maja", "web")
	acme.Refuse(t, maja, mandat.NoRight, mandat.GrantRole{Grant: mandat.Grant{Role: RoleAgent, Member: "maja", Scope: mandat.Below("nordic")}})
	bo := acme.Org().As(mandattest.As("bo", "web"))
	if !bo.Explain(Read, own.Resource()).NotFound() {
		t.Error("bo is told of a ticket that he may not see")
	}
}

var coverage *mandattest.Coverage

// All tests of the package together exercise every rule of the policy.
func TestMain(m *testing.M) {
	policy, err := policyfile.LoadPolicy(files, "policy.yaml")
	if err != nil {
		log.Fatal(err)
	}
	coverage = mandattest.NewCoverage(policy)
	os.Exit(coverage.Main(m, nil))
}

package mandat_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// wantSteps asks, and wants these steps and these codes of what decided.
func (o testOrg) wantSteps(s mandat.Subject, a mandat.Action, r mandat.Resource, because string, steps ...string) {
	o.t.Helper()
	e := o.Explain(s, a, r)
	var got []string
	for _, step := range e.Steps() {
		got = append(got, step.String())
	}
	wantEqual(o.t, got, steps)
	wantEqual(o.t, strings.Join(e.Because(), "; "), because)
}

const stands = "standing: base role everyone"

func TestTheDerivationOfAnAllow(t *testing.T) {
	o := given(t, role("reader", can("read")), role("editor", includes("reader"), can("edit")), gate(hasStatus("valid"), "edit-name"), guard(not(hasLabel("secret")), "edit-name"),
		granted("editor", "kalle", mandat.Below("sales").And(mandat.Below("house"))), granted("editor", "kalle", mandat.BelowHome()))
	o.wantSteps(as("kalle"), "edit-name", contract("c-9", "domestic"), "grant editor at sales",
		stands, "grant editor at sales", "grant editor at sales", "gate-open: contract.edit-name", "guard-open: contract.edit-name")
}

func TestARightIsShownByTheFirstGrantThatGivesIt(t *testing.T) {
	o := given(t, role("reader", can("read")), role("namer", can("edit")), group("team", "", "kalle"),
		grantedGroup("reader", "team", mandat.WholeOrg()), granted("namer", "kalle", mandat.WholeOrg()))
	o.wantSteps(as("kalle"), "edit-name", contract("c-9", "sales"), "grant reader at org through group team; grant namer at org",
		stands, "grant reader at org through group team", "grant namer at org")
}

func TestHowFarEachGrantCame(t *testing.T) {
	c := contract("c-9", "sales")
	clerk, all := role("clerk", can("delete", "read")), granted("clerk", "kalle", mandat.WholeOrg())
	ended := grant(mandat.Grant{Role: "clerk", Member: "kalle", Scope: mandat.WholeOrg(), Until: now.Add(-time.Hour)})
	hanging := role("clerk", permits(mandat.Permission{Setting: "extra"}, []string{"delete"}))
	for _, row := range []struct {
		want  string
		q     question
		parts []part
	}{
		{"no-function: contract.delete", question{as("kalle"), "delete", c}, []part{clerk}},
		{"not-in-force: grant clerk at org", question{as("kalle"), "delete", c}, []part{clerk, ended}},
		{"not-in-force: grant clerk at org", question{as("kalle"), "delete", c}, []part{role("clerk", can("delete"), hangsOn("extra")), all}},
		{"setting-off: grant clerk at org", question{as("kalle"), "delete", c}, []part{hanging, all}},
		{"wrong-channel: grant clerk at org", question{as("kalle"), "delete", c}, []part{role("clerk", can("delete"), opens("mail")), all}},
		{"condition-unmet: grant clerk at org", question{as("kalle"), "delete", c}, []part{role("clerk", canIf(hasStatus("draft"), "delete")), all}},
		{"condition-unmet: base role everyone", question{as("kalle"), "delete", c}, []part{everyone(canIf(hasRelation("deputy"), "delete"))}},
		{"sealed: grant clerk at org", question{as("kalle"), "delete", contract("c-9", "vault")}, []part{clerk, all}},
		{"not-covered: grant clerk at purchasing", question{as("kalle"), "delete", c}, []part{clerk, granted("clerk", "kalle", mandat.Below("purchasing"))}},
		{"not-covered: grant clerk at room", question{as("kalle"), "delete", c}, []part{clerk, granted("clerk", "kalle", mandat.Below("room"))}},
		{"not-covered: grant clerk at home", question{as("nils"), "delete", c}, []part{clerk, granted("clerk", "nils", mandat.AtHome())}},
		{"not-listed: grant clerk at org", question{as("kalle"), "read", contract("c-9", "sales", listed())}, []part{clerk, all}},
	} {
		given(t, row.parts...).wantSteps(row.q.s, row.q.a, row.q.r, "no-right; "+row.want, stands, row.want)
	}
}

func TestOfSeveralPermissionsTheOneThatCameFurthestIsShown(t *testing.T) {
	o := given(t, role("clerk", canIf(hasStatus("draft"), "delete"), can("delete")), granted("clerk", "kalle", mandat.Below("purchasing")))
	o.wantSteps(as("kalle"), "delete", contract("c-9", "sales"), "no-right; not-covered: grant clerk at purchasing", stands, "not-covered: grant clerk at purchasing")
}

func TestGatesAndGuardsStandThereAfterAMissingRight(t *testing.T) {
	o := given(t, gate(hasStatus("draft"), "delete"), guard(hasLabel("secret"), "delete"), role("boss", can("read")), approval("vote", "delete"))
	o.wantSteps(as("kalle"), "delete", contract("c-9", "sales"), "no-right; no-function: contract.delete",
		stands, "no-function: contract.delete", "gate-closed: contract.delete", "guard: contract.delete", "needs-approval: contract.delete")
}

func TestBecauseNamesWhatDecided(t *testing.T) {
	closed, blocked := gate(hasStatus("draft"), "delete"), guard(hasLabel("secret"), "delete")
	clerk := everyone(can("delete"))
	c := contract("c-9", "sales")
	for want, parts := range map[string][]part{
		"base role everyone":                              {clerk},
		"gate-closed; gate-closed: contract.delete":       {clerk, closed, blocked, approval("vote", "delete")},
		"guard; guard: contract.delete":                   {clerk, blocked, approval("vote", "delete")},
		"needs-approval; needs-approval: contract.delete": {clerk, approval("vote", "delete")},
	} {
		wantEqual(t, strings.Join(given(t, parts...).Explain(as("kalle"), "delete", c).Because(), "; "), want)
	}
	o := given(t)
	o.wantSteps(as("nobody"), "delete", c, "no-standing: not-a-member", "no-standing: not-a-member")
	o.wantSteps(as("kalle"), "fly", c, "malformed: action-unknown", "malformed: action-unknown")
	var zero mandat.View
	wantEqual(t, zero.Explain("read", c).Because(), []string{"malformed: no-org"})
}

func TestAStepTellsWhatItIsAbout(t *testing.T) {
	draft := hasStatus("draft")
	o := given(t, role("admin", canPast(mandat.PastLists, "read")), role("reader", permits(mandat.Permission{When: &draft}, []string{"delete"})), role("boss", can("folder.read", "vote")),
		approval("vote", "sign"), everyone(can("sign")), group("team", "", "kalle"),
		granted("admin", "kalle", mandat.BelowHome()), grantedGroup("reader", "team", mandat.Exactly("sales")))
	c := contract("c-9", "sales", status("draft"), listed())
	step := func(a mandat.Action, i int) mandat.Step { return o.Explain(as("kalle"), a, c).Steps()[i] }
	wantEqual(t, step("read", 0), mandat.Step{Kind: mandat.StepStanding, Role: "everyone", Base: true, Scope: mandat.WholeOrg()}, scopes)
	read := step("read", 1)
	wantEqual(t, read.Scope.Places(), []mandat.ScopePlace{{Unit: "sales", Reach: mandat.HomeSubtree}}) // the home as the unit that it is
	read.Scope = mandat.Scope{}
	wantEqual(t, read, mandat.Step{Kind: mandat.StepRight, Action: mandat.ActionRef{Type: "contract", Action: "read"}, Role: "admin", How: mandat.PastTheList, Rule: mandat.RuleRef{Kind: mandat.RuleOfRole, Role: "admin"}, Lists: []mandat.Action{"read"}}, scopes)
	wantEqual(t, step("delete", 1), mandat.Step{Kind: mandat.StepRight, Action: mandat.ActionRef{Type: "contract", Action: "delete"}, Role: "reader", Group: "team",
		Scope: mandat.Exactly("sales"), How: mandat.ByCover, Condition: &draft, Rule: mandat.RuleRef{Kind: mandat.RuleOfRole, Role: "reader"}}, scopes)
	wantEqual(t, step("sign", 2), mandat.Step{Kind: mandat.StepNeedsApproval, Action: mandat.ActionRef{Type: "contract", Action: "sign"}, Roles: []mandat.RoleID{"boss"}, Votes: 1,
		Rule: mandat.RuleRef{Kind: mandat.RuleOfApproval}}, scopes)
	byList := o.Explain(as("kalle"), "read", contract("c-9", "sales", listed(mandat.Named("kalle")))).Steps()[1]
	wantEqual(t, byList.How, mandat.ByList)
}

// A type that says by which action it is seen hides from others.

func hiding() part { return rules(func(r *mandat.Rules) { r.Types[contractType].Seen = "read" }) }

func TestAViewHidesWhatTheSubjectMayNotSee(t *testing.T) {
	o := given(t, hiding(), role("reader", can("read")), granted("reader", "kalle", mandat.Exactly("sales")), gate(hasStatus("draft"), "delete"), everyone(can("delete")))
	for _, unseen := range []question{
		{as("anna"), "read", contract("c-9", "sales")},
		{as("anna"), "delete", contract("c-9", "sales")}, // a closed gate would tell the status
		{as("nobody"), "read", contract("c-9", "sales")},
		{as("kalle"), "read", contract("c-9", "sales", func(r *mandat.Resource) { r.Org = "other-ltd" })},
		{as("kalle"), "read", contract("c-9", "purchasing", related("responsible", "bo"), listed(mandat.Named("bo")))},
	} {
		e := o.As(unseen.s).Explain(unseen.a, unseen.r)
		if !e.NotFound() || len(e.Steps()) > 0 || len(e.Misses()) > 0 {
			t.Errorf("%s, and the explanation does not hide it: %s", sentence(unseen.s, unseen.a, unseen.r, e.Decision()), e.Text("en"))
		}
		wantEqual(t, []string{e.Text("en"), e.Text("sv"), e.Header("en"), e.Header("sv")}, []string{"Not found.", "Finns inte.", "Not found.", "Finns inte."})
		if err := o.As(unseen.s).Check(unseen.a, unseen.r); err.Error() != "mandat: Not found." {
			t.Errorf("the error says %q", err)
		}
		if whole := o.Explain(unseen.s, unseen.a, unseen.r); whole.NotFound() || len(whole.Steps()) == 0 {
			t.Errorf("Org.Explain hides: %s", sentence(unseen.s, unseen.a, unseen.r, whole.Decision()))
		}
	}
}

func TestAViewExplainsWhatTheSubjectMaySee(t *testing.T) {
	o := given(t, hiding(), role("reader", can("read")), granted("reader", "kalle", mandat.Exactly("sales")))
	for _, seen := range []question{
		{as("kalle"), "delete", contract("c-9", "sales")},
		{as("anna"), "delete", contract("", "sales")},                                  // what does not exist yet
		{as("anna"), "delete", contract("c-9", "sales", status("gone"))},               // what is wrong with the request
		{as("anna"), "cancel", booking("b-1", mandat.At("sales"), mandat.At("house"))}, // a type that is no secret
	} {
		if e := o.As(seen.s).Explain(seen.a, seen.r); e.NotFound() || len(e.Steps()) == 0 {
			t.Errorf("%s, and nothing explains it", sentence(seen.s, seen.a, seen.r, e.Decision()))
		}
	}
}

func TestTheCopiesThatAnExplanationGivesAreTheCallers(t *testing.T) {
	o := given(t, role("reader", can("read")))
	e := o.Explain(as("kalle"), "read", contract("c-9", "sales"))
	before := e.Text("en")
	e.Steps()[0].Role, e.Misses()[0].Role = "other", "other"
	wantEqual(t, e.Text("en"), before)
}

func TestWhatAStepHandsOutIsNotThePolicysOwn(t *testing.T) {
	o := given(t, everyone(can("delete", "sign")), gate(hasStatus("draft"), "delete"), approval("vote", "sign"))
	before := o.Policy().Rules()
	for _, a := range []mandat.Action{"delete", "sign"} {
		for _, s := range o.Explain(as("kalle"), a, contract("c-9", "sales")).Steps() {
			if s.Condition != nil {
				s.Condition.Status[0] = "ended"
			}
			if s.Roles != nil {
				s.Roles[0] = "nobody"
			}
		}
	}
	wantEqual(t, o.Policy().Rules(), before)
}

// A link is for one action, and never for the one by which a resource is seen.
func TestWhoHoldsALinkIsToldWhyNotIfTheyMaySeeTheResource(t *testing.T) {
	o := given(t, hiding(), everyone(can("read", "sign")), guard(hasStatus("draft"), "sign"))
	e := o.As(as("kalle", linkFor("sign", "c-9"))).Explain("sign", contract("c-9", "sales"))
	if e.NotFound() || !slices.Contains(e.Because(), "guard") {
		t.Errorf("kalle, who may read c-9 and is blocked from signing it by a link, is told: %s", e.Text("en"))
	}
	blind := given(t, hiding(), everyone(can("sign")), guard(hasStatus("draft"), "sign"))
	if e := blind.As(as("kalle", linkFor("sign", "c-9"))).Explain("sign", contract("c-9", "sales")); !e.NotFound() {
		t.Errorf("kalle, who may not read c-9, is told: %s", e.Text("en"))
	}
	if e := o.As(as("kalle", linkFor("sign", "c-8"))).Explain("sign", contract("c-9", "sales")); !e.NotFound() {
		t.Errorf("kalle, whose link is for c-8, is told of c-9: %s", e.Text("en"))
	}
}

// What seeing needs is not stated, and what is asked does not need it.
func TestWhatCannotBeToldToBeSeenIsHidden(t *testing.T) {
	o := given(t, hiding(), role("clerk", can("read", "delete")), gate(hasStatus("draft"), "delete"))
	c := contract("c-9", "purchasing", status("draft"))
	if e := o.As(as("kalle")).Explain("delete", c); !e.NotFound() {
		t.Fatal("with every fact stated it is not hidden either")
	}
	c.ACLs = mandat.ACLs{} // deleting is governed by no list
	if e := o.As(as("kalle")).Explain("delete", c); !e.NotFound() {
		t.Errorf("kalle, who may not see c-9, is told:\n%s", e.Text("en"))
	}
}

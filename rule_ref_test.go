package mandat_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// rulesOf returns the rules on which the steps of an explanation rest.
func rulesOf(e mandat.Explanation) (all []mandat.RuleRef) {
	for _, s := range e.Steps() {
		if s.Rule != (mandat.RuleRef{}) {
			all = append(all, s.Rule)
		}
	}
	return all
}

func TestAStepNamesTheRuleThatItRestsOn(t *testing.T) {
	o := given(t, role("clerk", can("read"), canIf(hasStatus("draft"), "delete", "sign")), gate(hasStatus("valid"), "read"), gate(hasStatus("draft"), "delete"),
		guard(hasStatus("draft"), "sign"), guard(hasLabel("secret"), "delete"), approval("vote", "sign"), granted("clerk", "kalle", mandat.WholeOrg()))
	draft := contract("c-9", "sales", status("draft"))
	ask := func(a mandat.Action, r mandat.Resource) []mandat.RuleRef {
		return rulesOf(o.Explain(as("kalle"), a, r))
	}
	wantEqual(t, ask("delete", draft), []mandat.RuleRef{{mandat.RuleOfRole, "clerk", 1}, {mandat.RuleOfGate, "", 1}, {mandat.RuleOfGuard, "", 1}})
	wantEqual(t, ask("delete", contract("c-9", "sales")), []mandat.RuleRef{{mandat.RuleOfRole, "clerk", 1}, {mandat.RuleOfGate, "", 1}, {mandat.RuleOfGuard, "", 1}})
	wantEqual(t, ask("sign", draft), []mandat.RuleRef{{mandat.RuleOfRole, "clerk", 1}, {mandat.RuleOfGuard, "", 0}, {mandat.RuleOfApproval, "", 0}})
}

func TestWhatACustomRoleSaysIsNoRuleOfThePolicy(t *testing.T) {
	o := firm(t, custom(mandat.Role{ID: "own", Can: []mandat.Permission{gives("note.write")}}, mandat.Role{ID: "mixed", Includes: []mandat.RoleID{"reader"}}),
		has(mandat.Grant{Role: "own", Member: "sven", Scope: mandat.WholeOrg()}, mandat.Grant{Role: "mixed", Member: "sven", Scope: mandat.WholeOrg()}))
	assert.Empty(t, rulesOf(o.Explain(onWeb("sven"), "write", noteAt("sales"))))
	assert.Equal(t, []mandat.RuleRef{{mandat.RuleOfRole, "reader", 0}}, rulesOf(o.Explain(onWeb("sven"), "read", noteAt("sales"))))
}

// Whoever gives a role gives what it includes: each can be of another statement.
func TestAGrantRestsOnAStatementForEachRoleInIt(t *testing.T) {
	lead := mandat.Role{ID: "lead", Includes: []mandat.RoleID{"reader"}, At: []mandat.Where{{}}, Can: []mandat.Permission{gives("note.write")}}
	o := firm(t, aRole(lead), says(mandat.AdminRule{Who: []mandat.RoleID{"unit-admin"}, May: []mandat.AdminAct{mandat.AdminGrant}, Roles: []mandat.RoleID{"lead"}}))
	gift := mandat.GrantRole{Grant: mandat.Grant{Role: "lead", Member: "sven", Scope: mandat.WholeOrg()}}
	told := o.ExplainPlan(onWeb("dora"), gift)
	assert.Len(t, told, 1)
	assert.Equal(t, []mandat.RuleRef{{mandat.RuleOfStatement, "unit-admin", 4}, {mandat.RuleOfStatement, "unit-admin", 0}}, rulesOf(told[0]))
	assert.Equal(t, 1, strings.Count(told[0].Text("en"), "Right to give"), "one line for what differs in the statement alone:\n%s", told[0].Text("en"))
	assert.NotContains(t, told[0].Text("en"), "give and give")
}

func TestAPlanIsExplainedQuestionByQuestion(t *testing.T) {
	o := firm(t)
	moved := mandat.HandOver{Grants: []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}, To: "sven"}
	for _, told := range [][]mandat.Explanation{o.ExplainPlan(onWeb("dora"), moved, mandat.RemoveMember{Person: "nora"}),
		wantPlan(t, o, "allow", onWeb("dora"), moved, mandat.RemoveMember{Person: "nora"}).Explain()} {
		assert.Equal(t, []string{"dora may hand over", "dora may hand over", "dora may remove"}, firstWords(told))
		assert.Equal(t, mandat.RuleRef{Kind: mandat.RuleOfGuard}, told[2].Steps()[2].Rule)
	}
	refused := o.ExplainPlan(onWeb("kalle"), mandat.RemoveMember{Person: "nora"})
	assert.Len(t, refused, 1)
	assert.Equal(t, mandat.NoRight, refused[0].Decision().Reason())
	assert.False(t, refused[0].NotFound(), "it is for tests and logs, and hides nothing")
}

func TestWhatAsksNothingExplainsNothing(t *testing.T) {
	founded, err := mandat.Found(changePolicy(t), throughChannel("public", onWeb("olga")), mandat.FoundOrg{ID: "new"})
	assert.NoError(t, err)
	var none *mandat.Org
	assert.Empty(t, founded.Explain())
	assert.Empty(t, mandat.Change{}.Explain())
	assert.Empty(t, none.ExplainPlan(onWeb("olga"), mandat.RemoveMember{Person: "nora"}))
}

// firstWords returns the beginning of each header.
func firstWords(all []mandat.Explanation) (words []string) {
	for _, e := range all {
		header, _, _ := strings.Cut(e.Header("en"), " (")
		words = append(words, header)
	}
	return slices.Clip(words)
}

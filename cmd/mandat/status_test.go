package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
	"github.com/mandat-go/mandat/policyfile"
)

// An action has rows for the statuses in which it differs, with what is left of each
// condition: a gate that closes it is "no" to everybody, a guard "blocked" to those
// who have the right. It stands there too when no status lets anybody.
func TestMatrixByStatus(t *testing.T) {
	inFolder(t, map[string]string{"policy.yaml": strings.NewReplacer(
		"guards:", "guards:\n  - {before: text.title, needs: {any: [{status: ready}, {all: [{status: draft}, {setting: letters}]}]}}\n  - {before: text.answer, needs: {not: {status: draft}}}",
	).Replace(press)})
	blocks := strings.Split(runWith("matrix", ".").stdout, "\n\n")
	assert.Equal(t, `Action       Status        Rules  reader  editor      chief      printer
text.write   draft         2, 15  no      if 16       if 6, 16   no
text.write   ready         17     no      no          no         no
text.title   draft         15     no      yes 7       yes 7      no
text.title   ready                no      yes 7       yes 7      no
text.edit    draft         2      no      if 16       if 6, 16   no
text.edit    ready         17     no      no          no         no
text.print   draft, ready  17     no      no          no         no
text.answer  draft         18     no      blocked 13  blocked 1  no
text.answer  ready                no      if 13       yes 1      no`, blocks[2])
	for _, note := range []string{
		"  5  if the subject is author, and the status is draft\n",
		" 13  if the setting \"Letters\" is on\n",
		" 15  blocked until the setting \"Letters\" is on\n",
		" 16  if the subject is author\n",
		" 17  for everybody: not in this status\n",
		" 18  blocked in this status\n",
	} {
		assert.Contains(t, blocks[3], note)
	}
}

// TestByStatusSaysWhatTheEngineSays asks the engine about every cell: somebody who
// holds one role alone, about resources with each status, in every other state.
func TestByStatusSaysWhatTheEngineSays(t *testing.T) {
	for name := range sampleOrgs {
		p, err := policyfile.LoadPolicy(os.DirFS("../.."), "systems/"+name+"/policy.yaml")
		require.NoError(t, err)
		byStatus(t, p, true)
	}
	p, err := policyfile.ParsePolicy("policy.yaml", []byte(press))
	require.NoError(t, err)
	byStatus(t, p, true)
}

// In random policies a condition may be one that always holds, or never, for other
// reasons than the status: "if" is not checked.
func TestByStatusInRandomPolicies(t *testing.T) {
	withoutFailFile(t)
	asked := 0
	rapid.Check(t, func(rt *rapid.T) {
		rules := worlds.Draw(1).Draw(rt, "world").Rules
		hasLogin := slices.ContainsFunc(rules.Channels, func(c mandat.ChannelRule) bool { return c.Login })
		if p, err := mandat.NewPolicy(alone(rules)); err == nil && hasLogin {
			asked += byStatus(rt, p, false)
		}
	})
	t.Logf("%d cells", asked)
	assert.Greater(t, asked, 100)
}

// createMember is the action on members whose status the question states.
var createMember = mandat.ActionRef{Type: mandat.MemberType, Action: "create"}

// byStatus compares what a table says by status, and that it says nothing, with
// the engine. It returns the number of cells.
func byStatus(t require.TestingT, p *mandat.Policy, exact bool) (cells int) {
	rules := p.Rules()
	table, err := newTable(p, nil, "", "en")
	require.NoError(t, err)
	for i, role := range table.roles {
		orgs := holding(t, rules, nil, role.ID)
		for _, r := range table.rows {
			typ := table.giving.typ(r.action.Type)
			if typ.Structures == nil && r.action != createMember || typ.Statuses == nil {
				continue
			}
			all := []row{{statuses: typ.Statuses}}
			if said := ofAction(table.byStatus, r.action); said != nil {
				all = said
			}
			for _, said := range all {
				first := reasons(orgs, rules, typ, r.action.Action, said.statuses[0].Name)
				for _, s := range said.statuses {
					answers := reasons(orgs, rules, typ, r.action.Action, s.Name)
					assert.Equal(t, each(first, orDenied), each(answers, orDenied), "%s %s %s as in %s", role.ID, r.action, s.Name, said.statuses[0].Name)
					if said.cells != nil {
						cells++
						saysOfStatus(t, table, said, said.cells[i], answers, exact && r.action != createMember)
					}
				}
			}
		}
	}
	return cells
}

// orDenied returns the same reason for whatever denies.
func orDenied(r mandat.Reason) mandat.Reason { return max(r, mandat.GateClosed) }

func ofAction(rows []row, a mandat.ActionRef) (found []row) {
	for _, r := range rows {
		if r.action == a {
			found = append(found, r)
		}
	}
	return found
}

// reasons tells why the answers are what they are about resources with a status.
func reasons(orgs []*mandat.Org, rules mandat.Rules, typ *mandat.TypeRule, a mandat.Action, s mandat.Status) (all []mandat.Reason) {
	for _, o := range orgs {
		if typ.Name == mandat.MemberType {
			m, _ := o.Member("p")
			m.Person, m.Status = "new", mandat.MemberStatus(s)
			all = append(all, o.Decide(somebody(rules), a, m.Resource("o")).Reason())
			continue
		}
		for _, r := range states(rules, typ, false) {
			if r.Status == s {
				all = append(all, o.Decide(somebody(rules), a, r).Reason())
			}
		}
	}
	return all
}

// saysOfStatus compares what is said of a role, an action and a status with the
// answers.
func saysOfStatus(t require.TestingT, table *table, r row, c cell, answers []mandat.Reason, exact bool) {
	rules := strings.Join(each(r.rules, func(n int) string { return table.notes[n-1] }), "\n")
	hasRight := func(r mandat.Reason) bool { return r > mandat.NoRight }
	what := []any{"%s %s, rules %q: %v", c.says.en, r.action, rules, answers}
	switch {
	case strings.Contains(rules, phraseGateNever.en):
		assert.Equal(t, phraseNo, c.says, what...)
		assert.LessOrEqual(t, slices.Max(answers), mandat.GateClosed, what...)
	case c.says == phraseNo:
		assert.LessOrEqual(t, slices.Max(answers), mandat.NoRight, what...)
	case c.says == phraseBlocked:
		assert.Contains(t, rules, phraseGuardNever.en, what...)
		assert.LessOrEqual(t, slices.Max(answers), mandat.GuardClosed, what...)
	case c.says == phraseYes:
		assert.True(t, hasRight(slices.Min(answers)), what...)
	case exact:
		assert.True(t, hasRight(slices.Max(answers)) && !hasRight(slices.Min(answers)), what...)
	}
	if c.says != phraseNo && !strings.Contains(rules, "only if") && !strings.Contains(rules, "needs ") {
		assert.NotContains(t, answers, mandat.GateClosed, what...)
	}
}

package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// TestMatrixSaysWhatTheEngineSays asks the engine about every cell: somebody who
// holds one role alone, for the whole organisation, about resources in every
// state.
func TestMatrixSaysWhatTheEngineSays(t *testing.T) {
	contracts, err := policyfile.LoadPolicy(os.DirFS("../.."), "systems/contracts/policy.yaml")
	require.NoError(t, err)
	content, err := os.ReadFile("../../systems/contracts/sales.yaml")
	require.NoError(t, err)
	sales, err := policyfile.ParseOrgData("sales.yaml", content, contracts)
	require.NoError(t, err)
	compareWithEngine(t, contracts, sales.Roles)

	presses, err := policyfile.ParsePolicy("policy.yaml", []byte(press))
	require.NoError(t, err)
	compareWithEngine(t, presses, []mandat.Role{{ID: "intern", Includes: []mandat.RoleID{"chief"}}})
}

func compareWithEngine(t *testing.T, p *mandat.Policy, custom []mandat.Role) {
	rules := p.Rules()
	table, err := newTable(p, custom, "", "en")
	require.NoError(t, err)
	for i, role := range table.roles {
		orgs := holding(t, rules, custom, role.ID)
		for _, r := range table.rows {
			typ := table.giving.typ(r.action.Type)
			if typ.Structures == nil {
				continue // the engine does not yet answer questions about built-in types
			}
			free, listed := ask(orgs, rules, typ, r.action.Action, false), ask(orgs, rules, typ, r.action.Action, true)
			notes := strings.Join(each(r.cells[i].notes, func(n int) string { return table.notes[n-1] }), "\n")
			what := []any{"%s %s %s: %s", role.ID, r.cells[i].says.en, r.action, notes}
			switch r.cells[i].says {
			case phraseNo:
				assert.NotContains(t, free, true, what...)
			case phraseYes:
				assert.NotContains(t, free, false, what...)
			case phraseIf:
				assert.Contains(t, free, true, what...)
				assert.Contains(t, free, false, what...)
			}
			passes := governed(orgs[0], rules, typ, r.action.Action) && slices.Contains(listed, true)
			assert.Equal(t, passes, strings.Contains(notes, "past access lists"), what...)
		}
	}
}

// holding returns organisations of one member, who holds one role and no other:
// with the settings as they are by default, and all the other way round.
func holding(t require.TestingT, rules mandat.Rules, custom []mandat.Role, id mandat.RoleID) []*mandat.Org {
	custom = everywhere(rules, custom)
	p, err := mandat.NewPolicy(alone(rules))
	require.NoError(t, err)
	someone := mandat.Member{Person: "p", Status: mandat.MemberActive}
	data := mandat.OrgData{ID: "o", Roles: custom, Grants: []mandat.Grant{{Role: id, Member: "p", Scope: mandat.WholeOrg()}}}
	for _, s := range rules.Structures {
		data.Units = append(data.Units, mandat.Unit{ID: mandat.UnitID(s.Name), Structure: s.Name})
		if s.Home != mandat.NoHome {
			someone.Home = mandat.UnitID(s.Name)
		}
	}
	data.Members = []mandat.Member{someone}
	usual, err := mandat.NewOrg(p, data)
	require.NoError(t, err)
	data.Settings = make(map[mandat.Setting]bool)
	for _, s := range rules.Settings {
		data.Settings[s.Name] = !s.Default
	}
	turned, err := mandat.NewOrg(p, data)
	require.NoError(t, err)
	return []*mandat.Org{usual, turned}
}

// alone returns rules by which somebody can hold one role and no other.
func alone(rules mandat.Rules) mandat.Rules {
	rules.Base, rules.Roles, rules.Creation = "", everywhere(rules, rules.Roles), nil
	return rules
}

// everywhere returns the roles without limits of place and channel.
func everywhere(rules mandat.Rules, roles []mandat.Role) []mandat.Role {
	roles = slices.Clone(roles)
	for i := range roles {
		roles[i].At, roles[i].Opens = nil, []mandat.Channel{login(rules)}
	}
	return roles
}

// login returns a channel that asks for no more than a login.
func login(rules mandat.Rules) mandat.Channel {
	i := slices.IndexFunc(rules.Channels, func(c mandat.ChannelRule) bool { return c.Login })
	return rules.Channels[max(i, 0)].Name
}

func somebody(rules mandat.Rules) mandat.Subject {
	return mandat.Subject{Person: "p", Channel: login(rules), Session: mandat.OpenSession, SessionID: "s", At: now}
}

// ask tells for each organisation, and each state of a resource, whether there
// is a right. Listed resources have lists that admit nobody.
func ask(orgs []*mandat.Org, rules mandat.Rules, typ *mandat.TypeRule, a mandat.Action, listed bool) (answers []bool) {
	for _, o := range orgs {
		for _, r := range states(rules, typ, listed) {
			answers = append(answers, o.Decide(somebody(rules), a, r).Reason() > mandat.NoRight)
		}
	}
	return answers
}

// governed reports whether a question has to state lists.
func governed(o *mandat.Org, rules mandat.Rules, typ *mandat.TypeRule, a mandat.Action) bool {
	r := states(rules, typ, false)[0]
	r.ACLs, r.PartOf = mandat.ACLs{}, mandat.Whole{}
	detail := o.Decide(somebody(rules), a, r).Detail()
	return detail == mandat.ListNotStated || detail == mandat.WholeNotStated
}

// states returns resources of a type with each status, with and without labels,
// and with the person in each relation and in none.
func states(rules mandat.Rules, typ *mandat.TypeRule, listed bool) []mandat.Resource {
	all := []mandat.Resource{resourceOf(rules, typ, listed)}
	vary := func(n int, change func(*mandat.Resource, int)) {
		var varied []mandat.Resource
		for _, r := range all {
			for i := range n {
				other := r
				change(&other, i)
				varied = append(varied, other)
			}
		}
		all = varied
	}
	vary(max(1, len(typ.Statuses)), func(r *mandat.Resource, i int) {
		if typ.Statuses != nil {
			r.Status = typ.Statuses[i].Name
		}
	})
	vary(1+len(typ.Labels), func(r *mandat.Resource, i int) {
		r.Labels = mandat.Labelled()
		if i > 0 {
			r.Labels = mandat.Labelled(typ.Labels[i-1].Name)
		}
	})
	vary(1+len(typ.Relations), func(r *mandat.Resource, i int) {
		for k, rel := range typ.Relations {
			r.Relations[k] = rel.Name.Is(mandat.Nobody())
			if k == i-1 {
				r.Relations[k] = rel.Name.Is(mandat.One("p"))
			}
		}
	})
	return all
}

// resourceOf returns a resource of a type that is part of one of every other type
// above.
func resourceOf(rules mandat.Rules, typ *mandat.TypeRule, listed bool) mandat.Resource {
	r := mandat.Resource{Type: typ.Name, ID: "r", Org: "o", PartOf: mandat.PartOfNothing()}
	for i, s := range typ.Structures {
		r.Units[i] = s.Is(mandat.At(mandat.UnitID(s)))
	}
	if typ.Statuses != nil {
		r.Status = typ.Statuses[0].Name
	}
	r.Labels = mandat.Labelled()
	for i, rel := range typ.Relations {
		r.Relations[i] = rel.Name.Is(mandat.Nobody())
	}
	for i, l := range typ.Lists {
		r.ACLs[i] = l.By(mandat.NoACL())
		if listed {
			r.ACLs[i] = l.By(mandat.Only())
		}
	}
	rules.Types = slices.DeleteFunc(slices.Clone(rules.Types), func(t mandat.TypeRule) bool { return t.Name == typ.Name })
	for i := range rules.Types {
		if rules.Types[i].Name == typ.PartOf {
			whole := resourceOf(rules, &rules.Types[i], listed)
			r.PartOf = mandat.PartOf(&whole)
		}
	}
	return r
}

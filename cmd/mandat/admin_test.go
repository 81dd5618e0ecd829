package main

import (
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// swimmers has everything that a statement can say.
const swimmers = `system: swimmers
version: "1"
structures: {sections: {title: {en: Sections}}, rooms: }
channels: {app: {login: true}, letter: {}}
settings: {open: {default: true, title: {en: Open}}}
roles:
  coach: {at: [org, {sections: subtree}], opens: app, can: unit.read}
  head-coach: {title: {en: Head coach}, includes: coach}
  chair: {opens: [app, letter], can: org.read}
  board: {includes: chair}
guards:
  - {before: grant.give, needs: {setting: open}}
administer:
  - {who: chair, may: [grant, revoke], roles: [coach, head-coach], in: sections}
  - {who: board, may: grant, roles: head-coach, through: letter, when: {vacant: head-coach}}
  - {who: board, may: grant, roles: coach, self: true, past: seals}
  - {who: chair, may: grant, custom: true}
  - {who: board, may: hand-over, roles: chair}
  - {who: coach, may: [grant, revoke], roles: head-coach}
`

func TestMatrixOfWhatIsAdministered(t *testing.T) {
	inFolder(t, map[string]string{"policy.yaml": swimmers})
	assert.Equal(t, output{0, `swimmers, version 1

Action                      Rules  coach  head-coach  chair  board
grant.give of coach         1      no     no          if 2   yes 3
grant.give of head-coach    1      no     no          if 2   if 2, 4
grant.give of custom roles  1      no     no          if 5   if 5
grant.revoke of coach              no     no          if 2   if 2
grant.revoke of head-coach         yes    yes         if 2   if 2
grant.hand-over of chair           no     no          no     yes

  1  blocked until the setting "Open" is on
  2  only in Sections
  3  past seals, also for oneself
  4  if Head coach has no holder, and the channel is letter
  5  if the subject holds all that the role can do, and may do this with each role that it includes
`, ""}, runWith("matrix", "-type", "grant", "."))
}

// TestAdministerRowsSayWhatTheEngineSays asks the engine about every cell:
// somebody who holds one role alone, for the whole organisation, would do it with
// a role for another member.
func TestAdministerRowsSayWhatTheEngineSays(t *testing.T) {
	for _, dir := range []string{"grants", "journal"} {
		p, err := policyfile.LoadPolicy(os.DirFS("../.."), "systems/"+dir+"/policy.yaml")
		require.NoError(t, err)
		rules := p.Rules()
		table, err := newTable(p, nil, mandat.GrantType, "en")
		require.NoError(t, err)
		asked := 0
		for i, role := range table.roles {
			o := held(t, rules, role.ID)
			for _, a := range adminActs {
				for _, id := range table.giving.administered(a.act) {
					name := mandat.ActionRef{Type: mandat.GrantType, Action: a.action}.String() + " of " + string(id)
					k := slices.IndexFunc(table.rows, func(r row) bool { return r.name == name })
					require.GreaterOrEqual(t, k, 0, name)
					some, all := rightTo(o, a.action, id)
					says := table.rows[k].cells[i].says
					assert.Equal(t, some, says != phraseNo, "%s: %s %s: %s", dir, role.ID, name, says.en)
					if says == phraseYes {
						assert.True(t, all, "%s: %s %s", dir, role.ID, name)
					}
					asked++
				}
			}
		}
		assert.Greater(t, asked, 40)
	}
}

// held returns organisations in which p holds one role: one with the settings of
// the policy, where all other roles are vacant, and one with the others, where q
// holds all.
func held(t *testing.T, rules mandat.Rules, id mandat.RoleID) []*mandat.Org {
	t.Helper()
	rules.Base, rules.Joining = "", mandat.JoiningRules{}
	rules.Roles = slices.Clone(rules.Roles)
	all := each(rules.Channels, func(c mandat.ChannelRule) mandat.Channel { return c.Name })
	for i := range rules.Roles {
		rules.Roles[i].At, rules.Roles[i].Opens = nil, all
	}
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	var orgs []*mandat.Org
	for _, full := range []bool{false, true} {
		data := mandat.OrgData{ID: "o",
			Members: []mandat.Member{{Person: "p", Status: mandat.MemberActive}, {Person: "q", Status: mandat.MemberActive}},
			Grants:  []mandat.Grant{{Role: id, Member: "p", Scope: mandat.WholeOrg()}}}
		for _, r := range rules.Roles {
			if full {
				data.Grants = append(data.Grants, mandat.Grant{Role: r.ID, Member: "q", Scope: mandat.WholeOrg()})
			}
		}
		data.Settings = make(map[mandat.Setting]bool)
		for _, s := range rules.Settings {
			data.Settings[s.Name] = full != s.Default
		}
		for _, s := range rules.Structures {
			if s.Home == mandat.HomeRequired {
				unit := mandat.UnitID(s.Name)
				data.Units = append(data.Units, mandat.Unit{ID: unit, Structure: s.Name})
				data.Members[0].Home, data.Members[1].Home = unit, unit
			}
		}
		o, err := mandat.NewOrg(p, data)
		require.NoError(t, err)
		orgs = append(orgs, o)
	}
	return orgs
}

// rightTo tells whether p has the right in some of the organisations and
// channels, and whether in all.
func rightTo(orgs []*mandat.Org, a mandat.Action, id mandat.RoleID) (some, all bool) {
	all = true
	for _, o := range orgs {
		for _, c := range o.Policy().Rules().Channels {
			s := mandat.Subject{Person: "p", Channel: c.Name, Session: mandat.OpenSession, At: now}
			g := mandat.Grant{Role: id, Member: "q", Scope: mandat.WholeOrg()}.Resource("o")
			if c.Bearer {
				s.Only = mandat.Purpose{Org: "o", Type: g.Type, ID: g.ID, Action: a}
			}
			has := o.Decide(s, a, g).Reason() > mandat.NoRight
			some, all = some || has, all && has
		}
	}
	return some, all
}

package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// roleOf returns a role of some rules, to be changed.
func roleOf(r *mandat.Rules, id mandat.RoleID) *mandat.Role {
	for i := range r.Roles {
		if r.Roles[i].ID == id {
			return &r.Roles[i]
		}
	}
	return nil
}

// TestAdoptionKeepsWhatThePolicyEnforces: what AdoptPolicy is blocked for,
// Adopting lists, and nothing else.
func TestAdoptionKeepsWhatThePolicyEnforces(t *testing.T) {
	kalle := func(id mandat.RoleID) mandat.Grant {
		return mandat.Grant{Role: id, Member: "kalle", Scope: mandat.WholeOrg()}
	}
	twoOwners := has(mandat.Grant{Role: "owner", Member: "dora", Scope: mandat.WholeOrg()})
	for name, test := range map[string]struct {
		org      []change
		next     func(*mandat.Rules)
		answer   string
		problems []string
	}{
		"nothing new":    {next: func(*mandat.Rules) {}, answer: "allow"},
		"another system": {next: func(r *mandat.Rules) { r.System = "another" }, answer: "blocked: guard: policy-other", problems: []string{`it is of system "another": expected a version of "changes"`}},
		"the same version": {next: func(r *mandat.Rules) { r.Version = "1" }, answer: "blocked: guard: policy-other",
			problems: []string{`version "1" is in force already: expected another one`}},
		"too few": {org: []change{has(kalle("old"))}, next: func(r *mandat.Rules) { old := roleOf(r, "old"); old.Least, old.Enforced = 2, true },
			answer: "blocked: guard: too-few-holders", problems: []string{`role "old" is held by 1 for good: expected at least 2`}},
		"too few, not enforced": {org: []change{has(kalle("old"))}, next: func(r *mandat.Rules) { roleOf(r, "old").Least = 2 }, answer: "allow"},
		"too many": {org: []change{has(kalle("old")), has(mandat.Grant{Role: "old", Member: "adam", Scope: mandat.WholeOrg()})},
			next:   func(r *mandat.Rules) { old := roleOf(r, "old"); old.Most, old.Enforced = 1, true },
			answer: "blocked: guard: too-many-holders", problems: []string{`role "old" is held by 2: expected at most 1`}},
		"too many before, and no worse": {org: []change{twoOwners}, next: func(*mandat.Rules) {}, answer: "allow"},
		"a new role": {next: func(r *mandat.Rules) {
			r.Roles = append(r.Roles, mandat.Role{ID: "new", Least: 1, Enforced: true, Can: []mandat.Permission{gives("note.read")}})
		}, answer: "allow"},
		"exclusive": {org: []change{has(kalle("old")), has(kalle("reader"))},
			next: func(r *mandat.Rules) {
				r.Exclusive = append(r.Exclusive, mandat.ExclusiveRule{Roles: []mandat.RoleID{"old", "reader"}, Most: 1})
			},
			answer: "blocked: guard: roles-exclusive", problems: []string{`member "kalle" holds 2 of the roles "old", "reader": expected at most 1`}},
		"exclusive before": {org: []change{has(kalle("old")), has(kalle("reader")), theRules(func(r *mandat.Rules) {
			r.Exclusive = append(r.Exclusive, mandat.ExclusiveRule{Roles: []mandat.RoleID{"reader", "old"}, Most: 1})
		})}, next: func(r *mandat.Rules) {
			r.Exclusive = append(r.Exclusive, mandat.ExclusiveRule{Roles: []mandat.RoleID{"old", "reader"}, Most: 1})
		}, answer: "allow"},
		"a custom role's id is built in": {org: []change{theData(func(d *mandat.OrgData) {
			d.Roles = append(d.Roles, mandat.Role{ID: "helper", Can: []mandat.Permission{gives("note.read")}})
		})}, next: func(r *mandat.Rules) {
			r.Roles = append(r.Roles, mandat.Role{ID: "helper", Can: []mandat.Permission{gives("note.write")}})
		}, answer: "blocked: guard: policy-other", problems: []string{`role "helper" is built in`}},
		"a setting that is gone": {org: []change{theData(func(d *mandat.OrgData) { d.Settings = map[mandat.Setting]bool{"clerks": true} })},
			next: func(r *mandat.Rules) {
				r.Settings = nil
				for i := range r.Roles {
					if r.Roles[i].Setting != "" {
						r.Roles[i].Setting = ""
					}
				}
			}, answer: "blocked: guard: policy-other", problems: []string{`unknown setting "clerks"`}},
	} {
		t.Run(name, func(t *testing.T) {
			rules := nextRules()
			test.next(&rules)
			to, o := mustPolicy(t, rules), firm(t, test.org...)
			wantPlan(t, o, test.answer, onWeb("dora"), mandat.AdoptPolicy{Policy: to})
			_, err := o.Adopting(to, noon)
			if test.problems == nil {
				assert.NoError(t, err)
				return
			}
			invalid := &mandat.InvalidError{}
			require.ErrorAs(t, err, &invalid)
			var problems []string
			for _, p := range invalid.Problems {
				problems = append(problems, p.Message)
			}
			assert.Equal(t, test.problems, problems)
		})
	}
}

// While the setting on which it hangs is off, a role has no least number: nothing
// was wrong before, whatever turns it on.
func TestAdoptionThatTurnsALeastNumberOn(t *testing.T) {
	rules := func(version string, setting mandat.Setting, on bool) mandat.Rules {
		return mandat.Rules{System: "s", Version: version, Channels: []mandat.ChannelRule{{Name: "web"}}, Base: "all",
			Settings: []mandat.SettingRule{{Name: "a", Default: on}},
			Roles: []mandat.Role{{ID: "all", Opens: []mandat.Channel{"web"}},
				{ID: "maker", Can: []mandat.Permission{gives("org.edit", "org.adopt-policy")}},
				{ID: "owner", Setting: setting, Least: 1, Enforced: true, Can: []mandat.Permission{gives("org.read")}}}}
	}
	o := mustOrg(t, mustPolicy(t, rules("1", "a", false)), mandat.OrgData{ID: "o", Members: []mandat.Member{{Person: "ann", Status: mandat.MemberActive}},
		Grants: []mandat.Grant{{Role: "maker", Member: "ann", Scope: mandat.WholeOrg()}}})
	const few = "blocked: guard: too-few-holders"
	wantPlan(t, o, few, onWeb("ann"), mandat.ChangeSetting{Setting: "a", On: true})
	wantPlan(t, o, few, onWeb("ann"), mandat.AdoptPolicy{Policy: mustPolicy(t, rules("2", "a", true))})
	wantPlan(t, o, few, onWeb("ann"), mandat.AdoptPolicy{Policy: mustPolicy(t, rules("2", "", false))})
	wantPlan(t, o, "allow", onWeb("ann"), mandat.AdoptPolicy{Policy: mustPolicy(t, rules("2", "a", false))})
	wrong := mustOrg(t, mustPolicy(t, rules("1", "", false)), o.Data()) // nobody holds it already
	wantPlan(t, wrong, "allow", onWeb("ann"), mandat.AdoptPolicy{Policy: mustPolicy(t, rules("2", "a", true))})
}

func TestAdoptingTellsTheImpactAndHidesNobody(t *testing.T) {
	rules := nextRules()
	old := roleOf(&rules, "old")
	old.Can = append(old.Can, gives("note.write"))
	o := firm(t, has(mandat.Grant{Role: "old", Member: "kalle", Scope: mandat.WholeOrg()}))
	i, err := o.Adopting(mustPolicy(t, rules), noon)
	require.NoError(t, err)
	assert.Equal(t, []string{"kalle gains note.write in the whole organisation"}, i.Lines("en"))
	assert.Zero(t, i.Hidden)
}

// A retired id of a custom role can be that of a new built-in role: nothing holds
// it, and nobody gets it by the adoption.
func TestARetiredRoleIsNotWokenByAPolicy(t *testing.T) {
	o := firm(t, theData(func(d *mandat.OrgData) { d.Retired.Roles = append(d.Retired.Roles, "helper") }))
	rules := nextRules()
	rules.Roles = append(rules.Roles, mandat.Role{ID: "helper", Can: []mandat.Permission{gives("note.write")}})
	i, err := o.Adopting(mustPolicy(t, rules), noon)
	require.NoError(t, err)
	assert.Empty(t, i.Effects)
	assert.Empty(t, after(t, o, onWeb("dora"), mandat.AdoptPolicy{Policy: mustPolicy(t, rules)}).Holders("helper", noon))
}

func TestNothingIsAdoptedByNobody(t *testing.T) {
	var none *mandat.Org
	_, err := none.Adopting(nextPolicy(t), time.Time{})
	assert.EqualError(t, err, "mandat: invalid policy\n\t: there is no organisation to adopt it")
	_, err = firm(t).Adopting(nil, noon)
	assert.Error(t, err)
}

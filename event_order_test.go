package mandat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// TestEventsOutOfOrderAreRefused: every event must be the next one. The error
// says which one is not and what is wrong with it, and nothing has happened.
func TestEventsOutOfOrderAreRefused(t *testing.T) {
	o := acme(t)
	unit := func(id mandat.UnitID) mandat.Happening {
		return mandat.UnitAdded{Unit: mandat.Unit{ID: id, Structure: "organisation"}}
	}
	event := func(version uint64, step, of int, h mandat.Happening) mandat.Event {
		return mandat.Event{Org: "acme", Version: version, Step: step, Of: of, At: noon, By: "olga", Through: "web", What: h}
	}
	good := []mandat.Event{event(1, 1, 1, unit("a")), event(2, 1, 3, unit("b")), event(2, 2, 3, unit("c")), event(2, 3, 3, unit("d")), event(3, 1, 1, mandat.UnitRemoved{Unit: "a"})}
	want, err := o.Apply(good)
	require.NoError(t, err)
	assert.EqualValues(t, 3, want.Version())
	set := func(i int, change func(*mandat.Event)) func([]mandat.Event) []mandat.Event {
		return func(e []mandat.Event) []mandat.Event { change(&e[i]); return e }
	}
	second := policyVersion(t, "2")
	for name, c := range map[string]struct {
		alter func([]mandat.Event) []mandat.Event
		want  string
	}{
		"begins too late":              {func(e []mandat.Event) []mandat.Event { return e[1:] }, "mandat: event 2.1 of acme (unit-added): it is out of order: expected 1.1"},
		"begins in a change":           {func(e []mandat.Event) []mandat.Event { return e[2:] }, "mandat: event 2.2 of acme (unit-added): it is out of order: expected 1.1"},
		"doubled":                      {func(e []mandat.Event) []mandat.Event { return slices.Insert(e, 1, e[0]) }, "mandat: event 1.1 of acme (unit-added): it is out of order: expected 2.1"},
		"doubled in a change":          {func(e []mandat.Event) []mandat.Event { return slices.Insert(e, 2, e[1]) }, "mandat: event 2.1 of acme (unit-added): it is out of order: expected 2.2"},
		"swapped":                      {func(e []mandat.Event) []mandat.Event { e[2], e[3] = e[3], e[2]; return e }, "mandat: event 2.3 of acme (unit-added): it is out of order: expected 2.2"},
		"one missing in a change":      {func(e []mandat.Event) []mandat.Event { return slices.Delete(e, 2, 3) }, "mandat: event 2.3 of acme (unit-added): it is out of order: expected 2.2"},
		"half a change in the middle":  {func(e []mandat.Event) []mandat.Event { return slices.Delete(e, 3, 4) }, "mandat: event 3.1 of acme (unit-removed): it does not belong to the same change as the one before"},
		"half a change at the end":     {func(e []mandat.Event) []mandat.Event { return e[:3] }, "mandat: event 2.2 of acme (unit-added): the change has 3 events, and the last ones are missing"},
		"another organisation":         {set(0, func(e *mandat.Event) { e.Org = "beta" }), "mandat: event 1.1 of beta (unit-added): it belongs to another organisation: expected one of acme"},
		"another in a change":          {set(2, func(e *mandat.Event) { e.Org = "" }), `mandat: event 2.2 of "" (unit-added): it belongs to another organisation: expected one of acme`},
		"a version is left out":        {set(4, func(e *mandat.Event) { e.Version = 4 }), "mandat: event 4.1 of acme (unit-removed): it is out of order: expected 3.1"},
		"the last version":             {set(0, func(e *mandat.Event) { e.Version = 0 }), "mandat: event 0.1 of acme (unit-added): it is out of order: expected 1.1"},
		"a version far away":           {set(0, func(e *mandat.Event) { e.Version = 1<<64 - 1 }), "mandat: event 18446744073709551615.1 of acme (unit-added): it is out of order: expected 1.1"},
		"no step":                      {set(0, func(e *mandat.Event) { e.Step = 0 }), "mandat: event 1.0 of acme (unit-added): it is out of order: expected 1.1"},
		"more steps than there are":    {set(0, func(e *mandat.Event) { e.Step, e.Of = 1, 0 }), "mandat: event 1.1 of acme (unit-added): it is out of order: expected 1.1"},
		"another number of steps":      {set(2, func(e *mandat.Event) { e.Of = 4 }), "mandat: event 2.2 of acme (unit-added): it does not belong to the same change as the one before"},
		"another actor in a change":    {set(2, func(e *mandat.Event) { e.By = "adam" }), "mandat: event 2.2 of acme (unit-added): it does not belong to the same change as the one before"},
		"another channel":              {set(3, func(e *mandat.Event) { e.Through = "notice" }), "mandat: event 2.3 of acme (unit-added): it does not belong to the same change as the one before"},
		"another time in a change":     {set(2, func(e *mandat.Event) { e.At = e.At.Add(1) }), "mandat: event 2.2 of acme (unit-added): it does not belong to the same change as the one before"},
		"no time":                      {set(0, func(e *mandat.Event) { e.At = time.Time{} }), "mandat: event 1.1 of acme (unit-added): it has no time"},
		"a time that has no form":      {set(0, func(e *mandat.Event) { e.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }), "mandat: event 1.1 of acme (unit-added): its time is not in the years 0 to 9999"},
		"an actor that has no form":    {set(0, func(e *mandat.Event) { e.By = "\xff" }), `mandat: event 1.1 of acme (unit-added): value-invalid: the value is not valid: "\xff"`},
		"a channel that has no form":   {set(0, func(e *mandat.Event) { e.Through = "\xff" }), `mandat: event 1.1 of acme (unit-added): value-invalid: the value is not valid: "\xff"`},
		"nothing":                      {set(0, func(e *mandat.Event) { e.What = nil }), "mandat: event 1.1 of acme (unknown): nothing happens"},
		"a pointer":                    {set(0, func(e *mandat.Event) { e.What = &mandat.UnitRemoved{} }), "mandat: event 1.1 of acme (unknown): a *mandat.UnitRemoved is no event: expected a type of this package"},
		"founded again":                {set(0, func(e *mandat.Event) { e.What = mandat.OrgFounded{System: "changes", Policy: "1"} }), "mandat: event 1.1 of acme (org-founded): the organisation is founded already"},
		"an unknown policy":            {set(0, func(e *mandat.Event) { e.What = mandat.PolicyAdopted{Policy: "3"} }), `mandat: event 1.1 of acme (policy-adopted): there is no policy of system "changes" in version "3"`},
		"the policy in force":          {set(0, func(e *mandat.Event) { e.What = mandat.PolicyAdopted{Policy: "1"} }), `mandat: event 1.1 of acme (policy-adopted): the policy in version "1" is in force already`},
		"a policy with something else": {set(1, func(e *mandat.Event) { e.What = mandat.PolicyAdopted{Policy: "2"} }), "mandat: event 2.1 of acme (policy-adopted): a policy is adopted by a change of its own"},
		"something that is gone": {func(e []mandat.Event) []mandat.Event {
			return append(e, event(4, 1, 1, mandat.UnitMoved{Unit: "a", To: "head"}))
		}, "mandat: event 4.1 of acme (unit-moved): unit-missing: there is no such unit: a"},
		"an id that is gone": {func(e []mandat.Event) []mandat.Event { return append(e, event(4, 1, 1, unit("a"))) }, "mandat: event 4.1 of acme (unit-added): id-used: the id is used already: a"},
		"something in use": {func(e []mandat.Event) []mandat.Event {
			return append(e, event(4, 1, 1, mandat.UnitRemoved{Unit: "sales"}))
		}, "mandat: event 4.1 of acme (unit-removed): in-use: it is still in use: north"},
		"the last of many impossible": {set(3, func(e *mandat.Event) { e.What = mandat.MemberLeft{Person: "nobody"} }), `mandat: event 2.3 of acme (member-left): member-missing: there is no such member: "nobody"`},
	} {
		before := encoding(t, o)
		next, err := o.Apply(c.alter(slices.Clone(good)), o.Policy(), second)
		assert.EqualError(t, err, c.want, name)
		assert.Nil(t, next, name)
		assert.Equal(t, before, encoding(t, o), name)
	}
}

func TestReplayRefuses(t *testing.T) {
	p := changePolicy(t)
	all := foundAcme(t, p).Events()
	_, err := mandat.Replay(all, p)
	require.NoError(t, err)
	later := slices.Clone(all)
	later[0].Version = 2
	nameless := renamed(slices.Clone(all), "")
	for want, replay := range map[string]func() (*mandat.Org, error){
		`mandat: event 0.0 of "" (unknown): there is no event: expected org-founded`:                      func() (*mandat.Org, error) { return mandat.Replay(nil, p) },
		`mandat: event 1.2 of acme (member-joined): it is out of order: expected 1.1`:                     func() (*mandat.Org, error) { return mandat.Replay(all[1:], p) },
		`mandat: event 1.1 of acme (org-founded): the change has 3 events, and the last ones are missing`: func() (*mandat.Org, error) { return mandat.Replay(all[:1], p) },
		`mandat: event 2.1 of acme (org-founded): it is out of order: expected 1.1`:                       func() (*mandat.Org, error) { return mandat.Replay(later, p) },
		`mandat: event 1.1 of acme (org-founded): there is no policy of system "changes" in version "1"`:  func() (*mandat.Org, error) { return mandat.Replay(all, policyVersion(t, "2"), nil, &mandat.Policy{}) },
		`mandat: event 1.1 of "" (org-founded): it belongs to another organisation: expected one of ""`:   func() (*mandat.Org, error) { return mandat.Replay(nameless, p) },
		`mandat: event 1.1 of acme (unit-removed): there is no organisation yet: expected org-founded`: func() (*mandat.Org, error) {
			return mandat.Replay([]mandat.Event{{Org: "acme", Version: 1, Step: 1, Of: 1, At: noon, What: mandat.UnitRemoved{}}}, p)
		},
		`mandat: event 1.1 of acme (policy-adopted): there is no organisation yet: expected org-founded`: func() (*mandat.Org, error) {
			return mandat.Replay([]mandat.Event{{Org: "acme", Version: 1, Step: 1, Of: 1, At: noon, What: mandat.PolicyAdopted{}}}, p)
		},
		`mandat: event 0.0 of "" (unknown): there is no organisation to which it could happen`: func() (*mandat.Org, error) { return (&mandat.Org{}).Apply(all, p) },
	} {
		o, err := replay()
		assert.EqualError(t, err, want)
		assert.Nil(t, o)
	}
	_, err = (*mandat.Org)(nil).Apply(nil)
	assert.Error(t, err)
}

// No events are no change.
func TestApplyOfNothingIsTheSame(t *testing.T) {
	o := acme(t)
	same, err := o.Apply(nil)
	require.NoError(t, err)
	assert.Equal(t, encoding(t, o), encoding(t, same))
	assert.Zero(t, same.Version())
	assert.Zero(t, (*mandat.Org)(nil).Version())
	assert.Zero(t, (&mandat.Org{}).Version())
}

// Events that say two things, or none.
func TestEventsSayOneThing(t *testing.T) {
	o := busyAcme(t)
	both := mandat.Grant{Role: "reader", Member: "kalle", Group: "g-1", Scope: mandat.WholeOrg()}
	held := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}
	twice := mandat.Invitation{ID: "i-2", Person: "new", Token: mandat.TokenHash{1}, Grants: []mandat.Grant{{Role: "reader", Member: "new", Scope: mandat.WholeOrg()}, {Role: "reader", Member: "new", Scope: mandat.WholeOrg()}}}
	for _, c := range []struct {
		what mandat.Happening
		want string
	}{
		{mandat.GroupJoined{Group: "g-2", Person: "adam", Sub: "g-1"}, "id-missing"},
		{mandat.GroupJoined{Group: "g-2"}, "id-missing"},
		{mandat.GroupLeft{Group: "g-1", Person: "kalle", Sub: "g-2"}, "id-missing"},
		{mandat.GroupLeft{Group: "g-1"}, "id-missing"},
		{mandat.RoleGranted{Grant: both}, "id-missing"},
		{mandat.RoleRevoked{Grant: both}, "id-missing"},
		{mandat.RoleRevoked{Grant: mandat.Grant{Role: "reader", Scope: mandat.WholeOrg()}}, "id-missing"},
		{mandat.RoleHandedOver{Grant: both, To: "pia"}, "id-missing"},
		{mandat.RoleHandedOver{Grant: held}, "id-missing"},
		{mandat.RoleHandedOver{Grant: held, To: "kalle"}, "already-so"},
		{mandat.RoleGranted{Grant: held}, "already-so"},
		{mandat.InvitationSent{Invitation: twice}, "already-so"},
		{mandat.IDsRetired{Retired: mandat.Retired{Units: []mandat.UnitID{"x", "x"}}}, "id-used"},
		{mandat.IDsRetired{Retired: mandat.Retired{Roles: []mandat.RoleID{""}}}, "id-missing"},
	} {
		_, err := o.Apply([]mandat.Event{{Org: "acme", Version: 1, Step: 1, Of: 1, At: noon, What: c.what}})
		var e *mandat.EventError
		require.ErrorAs(t, err, &e, "%#v", c.what)
		assert.Contains(t, e.Problem, c.want+": ", "%#v", c.what)
	}
}

// A scope is the same in whatever order its units stand: it is held once, and
// taken away.
func TestAScopeIsTheSameInAnyOrder(t *testing.T) {
	rules := changeRules()
	rules.Roles = append(rules.Roles, mandat.Role{ID: "both", At: []mandat.Where{{"organisation": {mandat.Subtree}, "folders": {mandat.Exact}}}, Can: []mandat.Permission{gives("note.read")}})
	p, err := mandat.NewPolicy(rules)
	require.NoError(t, err)
	data := acme(t).Data()
	there, back := mandat.Below("sales").And(mandat.Exactly("f-1")), mandat.Exactly("f-1").And(mandat.Below("sales"))
	grant := func(s mandat.Scope) mandat.Grant { return mandat.Grant{Role: "both", Member: "kalle", Scope: s} }
	data.Grants = append(data.Grants, grant(back))
	o, err := mandat.NewOrg(p, data)
	require.NoError(t, err)
	assert.Equal(t, grant(there), o.GrantsOf("kalle")[1])
	event := func(h mandat.Happening) []mandat.Event {
		return []mandat.Event{{Org: "acme", Version: 1, Step: 1, Of: 1, At: noon, What: h}}
	}
	for _, s := range []mandat.Scope{there, back} {
		_, err := o.Apply(event(mandat.RoleGranted{Grant: grant(s)}))
		assert.ErrorContains(t, err, "already-so")
		taken, err := o.Apply(event(mandat.RoleRevoked{Grant: grant(s)}))
		require.NoError(t, err)
		assert.Len(t, taken.GrantsOf("kalle"), 1)
	}
	data.Grants = append(data.Grants, grant(there))
	_, err = mandat.NewOrg(p, data)
	assert.ErrorContains(t, err, "Grants[4]: the grant stands here twice")
}

package mandat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// What random changes name. Some of it is not there.
var (
	somePersons = []mandat.PersonID{"olga", "dora", "adam", "pia", "kalle", "sven", "nora", "ida", "eva", "acke", "rolf", "vera", "new", "eve", ""}
	someUnits   = []mandat.UnitID{"head", "sales", "north", "east", "purchasing", "vault", "inner", "f-1", "u-1", "u-2", "razed", ""}
	someRoles   = []mandat.RoleID{"reader", "writer", "filer", "clerk", "auditor", "unit-admin", "director", "owner", "signatory", "clip", "mine", "boss"}
	someGroups  = []mandat.GroupID{"crew", "pool", "locals", "all", "g-1", "dissolved"}
)

func draw[E any](t *rapid.T, from []E) E { return rapid.SampledFrom(from).Draw(t, "one") }

func randomScope(t *rapid.T) mandat.Scope {
	switch rapid.IntRange(0, 5).Draw(t, "scope") {
	case 0:
		return mandat.WholeOrg()
	case 1:
		return mandat.Exactly(draw(t, someUnits))
	case 2:
		return mandat.BelowHome()
	case 3:
		return mandat.Below("sales")
	}
	return mandat.Below(draw(t, someUnits))
}

func randomGrant(t *rapid.T) mandat.Grant {
	g := mandat.Grant{Role: draw(t, someRoles), Scope: randomScope(t)}
	if rapid.IntRange(0, 3).Draw(t, "to") == 0 {
		g.Group = draw(t, someGroups)
	} else {
		g.Member = draw(t, somePersons)
	}
	switch rapid.IntRange(0, 9).Draw(t, "time") {
	case 0:
		g.Until = noon.Add(time.Hour)
	case 1:
		g.From = noon.Add(time.Hour)
	}
	return g
}

func randomRole(t *rapid.T) mandat.Role {
	return mandat.Role{ID: draw(t, []mandat.RoleID{"clip", "mine", "reader"}), Includes: []mandat.RoleID{draw(t, someRoles[:9])}}
}

// randomCommand is about what there is, or could be.
func randomCommand(t *rapid.T, o *mandat.Org) mandat.Command {
	held := draw(t, slices.Collect(o.Grants()))
	p, u, g := draw(t, somePersons), draw(t, someUnits), draw(t, someGroups)
	switch rapid.IntRange(0, 33).Draw(t, "command") {
	case 0:
		return mandat.ChangeSetting{Setting: "clerks", On: rapid.Bool().Draw(t, "on")}
	case 1:
		return mandat.AddUnit{Unit: mandat.Unit{ID: draw(t, []mandat.UnitID{"u-1", "u-2"}), Structure: "organisation", Parent: u, Sealed: rapid.Bool().Draw(t, "sealed")}}
	case 2, 3:
		return mandat.MoveUnit{Unit: u, To: draw(t, someUnits)}
	case 4:
		return mandat.SealUnit{Unit: u, Sealed: rapid.Bool().Draw(t, "sealed")}
	case 5:
		return mandat.RemoveUnit{Unit: u}
	case 6:
		return mandat.AddMember{Person: p, Home: u, NoAccount: rapid.Bool().Draw(t, "no account")}
	case 7:
		return mandat.Register{}
	case 8, 9:
		return mandat.MoveMember{Person: p, To: u}
	case 10:
		return mandat.DeactivateMember{Person: p}
	case 11:
		return mandat.ActivateMember{Person: p}
	case 12:
		return mandat.ConfirmAccount{Person: p}
	case 13:
		return mandat.RemoveMember{Person: p}
	case 14:
		return mandat.InvitePerson{Invitation: draw(t, []mandat.InvitationID{"i-1", "i-2", "i-3"}), Person: p, Home: u, Roles: []mandat.Grant{{Role: draw(t, someRoles), Scope: randomScope(t)}}, Token: newToken.Bind(newMail)}
	case 15:
		return mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(newMail)}
	case 16:
		return mandat.RevokeInvitation{Invitation: "i-1"}
	case 17:
		return evaAccepts
	case 18:
		return evaDeclines
	case 19:
		return mandat.AddGroup{Group: mandat.Group{ID: "g-1", Unit: draw(t, []mandat.UnitID{"", "sales", "north"}), Members: []mandat.PersonID{p}}}
	case 20, 21:
		return mandat.JoinGroup{Group: g, Person: p}
	case 22:
		return mandat.JoinGroup{Group: g, Sub: draw(t, someGroups)}
	case 23:
		return mandat.LeaveGroup{Group: g, Person: p}
	case 24:
		return mandat.RemoveGroup{Group: g}
	case 25:
		return mandat.AddRole{Role: randomRole(t)}
	case 26:
		return mandat.EditRole{Role: randomRole(t)}
	case 27:
		return mandat.RemoveRole{Role: draw(t, someRoles)}
	case 28:
		return mandat.HandOver{To: p, Grants: []mandat.Grant{held}}
	case 29:
		return mandat.RevokeRole{Grant: held}
	}
	return mandat.GrantRole{Grant: randomGrant(t)}
}

// randomFirm is firm with a sealed unit, groups, and grants at random.
func randomFirm(t *rapid.T, p *mandat.Policy) *mandat.Org {
	d := firmData()
	d.Units = append(d.Units, mandat.Unit{ID: "vault", Structure: "organisation", Parent: "sales", Sealed: true}, mandat.Unit{ID: "inner", Structure: "organisation", Parent: "vault"})
	d.Members = append(d.Members, mandat.Member{Person: "vera", Status: mandat.MemberActive, Home: "vault"})
	d.Groups = append(d.Groups, mandat.Group{ID: "locals", Unit: "sales", Members: []mandat.PersonID{"kalle"}}, mandat.Group{ID: "all", Groups: []mandat.GroupID{"pool"}})
	d.Grants = append(d.Grants, mandat.Grant{Role: "unit-admin", Member: "vera", Scope: mandat.Below("vault")})
	o, err := mandat.NewOrg(p, d)
	require.NoError(t, err)
	for range rapid.IntRange(0, 4).Draw(t, "grants") {
		more := d
		more.Grants = append(slices.Clone(d.Grants), randomGrant(t))
		if next, err := mandat.NewOrg(p, more); err == nil && !exclusiveHeld(next, more.Grants[len(d.Grants)]) {
			o, d = next, more
		}
	}
	return o
}

// exclusiveHeld keeps the owner alone, and everybody in order, in data.
func exclusiveHeld(o *mandat.Org, g mandat.Grant) bool {
	return g.Role == "owner" || len(disorder(o)) > 0
}

// includedIn returns a role and all that it includes.
func includedIn(o *mandat.Org, id mandat.RoleID) []mandat.RoleID {
	r, _ := o.Role(id)
	all := []mandat.RoleID{id}
	for _, in := range r.Includes {
		all = append(all, includedIn(o, in)...)
	}
	return all
}

// rolesOf returns the roles that somebody holds, by a grant that has not ended.
func rolesOf(o *mandat.Org, p mandat.PersonID) []mandat.RoleID {
	var all []mandat.RoleID
	in := map[mandat.GroupID]bool{}
	for g := range o.Groups() {
		in[g.ID] = slices.Contains(g.Members, p)
	}
	for g := range o.Groups() {
		for _, sub := range g.Groups {
			in[g.ID] = in[g.ID] || in[sub]
		}
	}
	for g := range o.Grants() {
		if (g.Member == p || in[g.Group]) && (g.Until.IsZero() || noon.Before(g.Until)) {
			all = append(all, includedIn(o, g.Role)...)
		}
	}
	return all
}

// disorder returns what is against the rules that always hold, as plainly as it
// can be found.
func disorder(o *mandat.Org) []string {
	var all []string
	owners := 0
	for m := range o.Members() {
		roles := rolesOf(o, m.Person)
		if m.Status != mandat.MemberRemoved && slices.Contains(roles, "auditor") && slices.Contains(roles, "writer") {
			all = append(all, string(m.Person)+" is auditor and writer")
		}
		if m.Status == mandat.MemberRemoved && len(roles) > 0 {
			all = append(all, string(m.Person)+" is removed and holds a role")
		}
		for _, g := range o.GrantsOf(m.Person) {
			if m.Status == mandat.MemberActive && g.Role == "owner" && g.From.IsZero() && g.Until.IsZero() {
				owners++
			}
		}
	}
	if owners != 1 {
		all = append(all, "there is not one owner")
	}
	return all
}

// powers are what somebody can do to notes and units: "kalle note.read at north".
func powers(o *mandat.Org, p mandat.PersonID) map[string]mandat.UnitID {
	all := map[string]mandat.UnitID{}
	v := o.As(onWeb(p))
	for _, u := range someUnits[:8] {
		for _, a := range []mandat.Action{"read", "write"} {
			if u != "f-1" && v.Decide(a, noteAt(u)).Allowed() {
				all["note."+string(a)+" at "+string(u)] = u
			}
		}
		for _, a := range []mandat.Action{"edit", "move", "create"} {
			if v.Decide(a, mandat.Resource{Type: "unit", ID: mandat.ResourceID(u), Org: "acme"}).Allowed() {
				all["unit."+string(a)+" at "+string(u)] = u
			}
		}
	}
	return all
}

// Nobody gets more by a change of their own, and nobody gives anybody anything
// where they do not administer. Whatever is planned keeps the rules.
func TestRandomChangesWidenNobody(t *testing.T) {
	p := mustPolicy(t, firmRules())
	rapid.Check(t, func(t *rapid.T) {
		o := randomFirm(t, p)
		for range 10 {
			who := draw(t, append(somePersons, "dora", "adam", "adam", "pia", "vera", "eva"))
			var all []mandat.Command
			for range rapid.IntRange(1, 2).Draw(t, "steps") {
				all = append(all, randomCommand(t, o))
			}
			c, err := planRandomly(t, o, who, all)
			if err != nil {
				continue
			}
			checkWidens(t, o, c.Org(), who, all)
			o = c.Org()
		}
	})
}

func planRandomly(t *rapid.T, o *mandat.Org, who mandat.PersonID, all []mandat.Command) (mandat.Change, error) {
	before := jsonText(t, o)
	c, err := o.Plan(onWeb(who), all...)
	require.Equal(t, before, jsonText(t, o))
	if err != nil {
		require.NotEmpty(t, err.Error())
		return c, err
	}
	applied, err := o.Apply(c.Events())
	require.NoError(t, err)
	require.Equal(t, jsonText(t, c.Org()), jsonText(t, applied))
	_, err = mandat.NewOrg(o.Policy(), c.Org().Data())
	require.NoError(t, err)
	require.Empty(t, disorder(c.Org()), sentenceOf(onWeb(who), all))
	return c, nil
}

func jsonText(t *rapid.T, o *mandat.Org) string {
	text, err := o.MarshalJSON()
	require.NoError(t, err)
	return string(text)
}

// checkWidens checks who can do more after a change by somebody.
func checkWidens(t *rapid.T, before, after *mandat.Org, who mandat.PersonID, all []mandat.Command) {
	authority := powers(before, who)
	for _, p := range somePersons[:len(somePersons)-1] {
		had, has := powers(before, p), powers(after, p)
		for what, unit := range has {
			if _, had := had[what]; had || comesBack(p, all) {
				continue
			}
			if p == who {
				t.Fatalf("%s gains %s by their own change: %s", p, what, sentenceOf(onWeb(who), all))
			}
			if _, may := authority["unit.edit at "+string(unit)]; !may && !exempt(before, all) {
				t.Fatalf("%s gains %s by a change of %s, who does not administer it: %s", p, what, who, sentenceOf(onWeb(who), all))
			}
		}
	}
}

// comesBack reports whether somebody begins to act by a change, with what they
// were given before.
func comesBack(p mandat.PersonID, all []mandat.Command) bool {
	return slices.ContainsFunc(all, func(c mandat.Command) bool {
		switch c := c.(type) {
		case mandat.ActivateMember:
			return c.Person == p
		case mandat.ConfirmAccount:
			return c.Person == p
		case mandat.AcceptInvitation:
			return p == "eva"
		}
		return false
	})
}

// exempt tells of what reaches further than where it is done. Who edits a role
// has it everywhere, and need not reach into sealed units where others hold it;
// a member who moves in lies in the groups of which they were made a member.
func exempt(o *mandat.Org, all []mandat.Command) bool {
	return slices.ContainsFunc(all, func(c mandat.Command) bool {
		switch c := c.(type) {
		case mandat.EditRole, mandat.MoveUnit:
			return true
		case mandat.MoveMember:
			g, _ := o.Group("locals")
			return slices.Contains(g.Members, c.Person)
		}
		return false
	})
}

// Plans of very many steps come to an end.
func TestAChangeOfTenThousandSteps(t *testing.T) {
	o := firm(t)
	var all []mandat.Command
	for i := range 10_000 {
		p := mandat.PersonID(rune('a'+i%26)) + mandat.PersonID(time.Duration(i).String())
		all = append(all, mandat.AddMember{Person: p, Home: "north"})
	}
	c, err := o.Plan(onWeb("dora"), all...)
	require.NoError(t, err)
	require.Len(t, c.Events(), 10_000)
	all = append(all, giving("owner", "sven", mandat.WholeOrg()))
	_, err = o.Plan(onWeb("dora"), all...)
	wantEqual(t, answered(err), noRight)
	wantEqual(t, stepOf(err), 10_001)
	q := mandat.Command(mandat.RemoveMember{Person: "kalle"})
	for range 1_000_000 {
		q = mandat.Quietly(q)
	}
	wantPlan(t, o, "allow", onWeb("dora"), q)
}

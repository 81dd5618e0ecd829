package mandat_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// TestDiffIsExact: what a difference says is what is found by deciding everything
// by both organisations, there and back, whatever they have in common.
func TestDiffIsExact(t *testing.T) {
	t.Parallel()
	policies := richPolicies(t)
	rich, next := policies[0], mustPolicy(t, otherVersion(policies[0].Rules()))
	kinds := []struct {
		name string
		draw func(*rapid.T) (before, after *mandat.Org)
	}{
		{"two versions", func(t *rapid.T) (*mandat.Org, *mandat.Org) {
			c := drawChange(t, rapid.SampledFrom(policies).Draw(t, "policy"))
			return c.Before(), c.Org()
		}},
		{"two files", func(t *rapid.T) (*mandat.Org, *mandat.Org) {
			p := rapid.SampledFrom(policies).Draw(t, "policy")
			d := richDataOf(t, p)
			return mustOrg(t, p, d), mustOrg(t, p, editedData(t, p, d))
		}},
		{"two strangers", func(t *rapid.T) (*mandat.Org, *mandat.Org) {
			p := rapid.SampledFrom(policies).Draw(t, "policy")
			same := mustPolicy(t, p.Rules())
			return mustOrg(t, p, editedData(t, p, richDataOf(t, p))), mustOrg(t, same, editedData(t, same, richDataOf(t, p)))
		}},
		{"two policies", func(t *rapid.T) (*mandat.Org, *mandat.Org) {
			d := richData(t)
			other := d
			if rapid.Bool().Draw(t, "edited too") {
				other = editedData(t, next, d)
			}
			return mustOrg(t, rich, d), mustOrg(t, next, other)
		}},
	}
	found := make(map[string]int)
	rapid.Check(t, func(rt *rapid.T) {
		kind := kinds[rapid.IntRange(0, len(kinds)-1).Draw(rt, "kind")]
		a, b := kind.draw(rt)
		there, back := mustDiff(rt, a, b), mustDiff(rt, b, a)
		w := drawWorld(rt, a, b, there.Impact)
		if wrong := w.check(); wrong != "" {
			rt.Fatalf("%s\n%+v\nit says:\n%s", wrong, there.Data, there.Text("en"))
		}
		found[kind.name] += w.flips
		for _, one := range slices.Concat(there.Data, back.Data) {
			found[one.Kind.String()]++
		}
		w = drawWorld(rt, b, a, back.Impact)
		if wrong := w.check(); wrong != "" {
			rt.Fatalf("back: %s\n%+v\nit says:\n%s", wrong, back.Data, back.Text("en"))
		}
		mirrored(rt, there, back)
		sharedWholly(rt, there)
	})
	t.Log(found)
	for _, kind := range kinds {
		if inFull() && found[kind.name] == 0 && !t.Failed() {
			t.Errorf("of %s nobody gained or lost anything", kind.name)
		}
	}
	// Invitations and approvals give no rights; predefined groups are their own.
	for kind := mandat.DiffPolicy; kind < mandat.DiffInvitation; kind++ {
		if inFull() && kind != mandat.DiffGroupFixed && kind != mandat.DiffGroupFree && found[kind.String()] == 0 && !t.Failed() {
			t.Errorf("no two organisations differ by %s", kind)
		}
	}
}

func mustDiff(t failer, a, b *mandat.Org) mandat.Difference {
	t.Helper()
	d, err := mandat.Diff(a, b, now)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// mirrored checks that whoever gains something on the way there loses it on the
// way back.
func mirrored(t failer, there, back mandat.Difference) {
	t.Helper()
	of := func(d mandat.Difference, turned bool) map[string]bool {
		all := make(map[string]bool)
		for _, e := range d.Impact.Effects {
			for _, a := range e.Actions { // which roles stand in one effect can be chosen otherwise
				all[fmt.Sprint(e.Person, " ", a, " ", e.Gains != turned)] = true
				for _, r := range e.Roles {
					all[fmt.Sprint(e.Person, " ", a, " ", r, e.Gains != turned)] = true
				}
			}
		}
		for _, l := range d.Impact.Lists {
			l.Enter = l.Enter != turned
			all[fmt.Sprint(l)] = true
		}
		return all
	}
	is, was := of(there, false), of(back, true)
	for e := range is {
		if !was[e] {
			t.Fatal("only there: ", e)
		}
	}
	for e := range was {
		if !is[e] {
			t.Fatal("only back: ", e)
		}
	}
	if len(there.Data) != len(back.Data) {
		t.Fatal("other data there than back: ", there.Data, back.Data)
	}
}

// sharedWholly checks that what is shared is the impact, each effect once, and that
// each has a cause.
func sharedWholly(t failer, d mandat.Difference) {
	t.Helper()
	n := 0
	form := func(e mandat.Effect) string {
		text, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	for _, s := range d.Shared {
		n += len(s.Persons) * (len(s.Effects) + len(s.Lists))
		if len(s.Because) == 0 || len(s.Effects)+len(s.Lists) == 0 {
			t.Fatal("without a cause, or without an effect: ", s.Persons)
		}
		for _, p := range s.Persons {
			for _, e := range s.Effects {
				if e.Person = p; !slices.ContainsFunc(d.Impact.Effects, func(f mandat.Effect) bool { return form(e) == form(f) }) {
					t.Fatal("not in the impact: ", e)
				}
			}
			for _, l := range s.Lists {
				if l.Person = p; !slices.Contains(d.Impact.Lists, l) {
					t.Fatal("not in the impact: ", l)
				}
			}
		}
	}
	if all := len(d.Impact.Effects) + len(d.Impact.Lists); n != all {
		t.Fatal("shared are ", n, " of ", all)
	}
}

// editedData returns data with some edits, of those that leave it valid.
func editedData(t *rapid.T, p *mandat.Policy, d mandat.OrgData, first ...func(*rapid.T, *mandat.OrgData)) mandat.OrgData {
	for n := range len(first) + rapid.IntRange(1, 6).Draw(t, "edits") {
		edited := mustOrg(t, p, d).Data()
		if edited.Settings == nil {
			edited.Settings = make(map[mandat.Setting]bool)
		}
		if n < len(first) {
			first[n](t, &edited)
		} else {
			edits[rapid.IntRange(0, len(edits)-1).Draw(t, "edit")](t, &edited)
		}
		if _, err := mandat.NewOrg(p, edited); err == nil {
			d = edited
		}
	}
	return d
}

// oneFrom draws one of a list; one that is in none where there is nothing.
func oneFrom[E any](t *rapid.T, list []E) *E {
	if len(list) == 0 {
		return new(E)
	}
	return &list[rapid.IntRange(0, len(list)-1).Draw(t, "which")]
}

func goesHome(t *rapid.T, d *mandat.OrgData) { oneFrom(t, d.Members).Home = oneFrom(t, d.Units).ID }

func joinsOrLeaves(t *rapid.T, d *mandat.OrgData) {
	g, p := oneFrom(t, d.Groups), oneFrom(t, d.Members).Person
	if i := slices.Index(g.Members, p); i >= 0 {
		g.Members = slices.Delete(g.Members, i, i+1)
	} else {
		g.Members = append(g.Members, p)
	}
}

// edits are what can be different between two files.
var edits = []func(*rapid.T, *mandat.OrgData){
	func(_ *rapid.T, d *mandat.OrgData) {
		slices.Reverse(d.Units)
		slices.Reverse(d.Members)
	},
	func(t *rapid.T, d *mandat.OrgData) {
		slices.Reverse(d.Groups)
		slices.Reverse(d.Grants)
	},
	func(t *rapid.T, d *mandat.OrgData) { oneFrom(t, d.Units).Parent = oneFrom(t, d.Units).ID },
	func(t *rapid.T, d *mandat.OrgData) { oneFrom(t, d.Units).Parent = "" },
	func(t *rapid.T, d *mandat.OrgData) {
		u := oneFrom(t, d.Units)
		u.Sealed = !u.Sealed
	},
	func(t *rapid.T, d *mandat.OrgData) {
		above := *oneFrom(t, d.Units)
		u := mandat.Unit{ID: mandat.UnitID(fmt.Sprint(map[mandat.Structure]string{"rooms": "hall-"}[above.Structure], "new-", len(d.Units)%3)), Structure: above.Structure, Parent: above.ID, Sealed: rapid.Bool().Draw(t, "sealed")}
		d.Units = slices.Insert(d.Units, rapid.IntRange(0, len(d.Units)).Draw(t, "at"), u)
	},
	func(t *rapid.T, d *mandat.OrgData) {
		gone := oneFrom(t, d.Units).ID
		names := func(p mandat.ScopePlace) bool { return p.Unit == gone }
		d.Units = slices.DeleteFunc(d.Units, func(u mandat.Unit) bool { return u.ID == gone })
		for i := range d.Units {
			if d.Units[i].Parent == gone {
				d.Units[i].Parent = ""
			}
		}
		for i := range d.Members {
			if d.Members[i].Home == gone {
				d.Members[i].Home = ""
			}
		}
		d.Grants = slices.DeleteFunc(d.Grants, func(g mandat.Grant) bool { return slices.ContainsFunc(g.Scope.Places(), names) })
	},
	func(t *rapid.T, d *mandat.OrgData) { d.Grants = append(d.Grants, drawTimedGrant(t)) },
	func(t *rapid.T, d *mandat.OrgData) { d.Grants = append(d.Grants, drawTimedGrant(t)) },
	func(t *rapid.T, d *mandat.OrgData) {
		if len(d.Grants) > 0 {
			i := rapid.IntRange(0, len(d.Grants)-1).Draw(t, "taken")
			d.Grants = slices.Delete(d.Grants, i, i+1)
		}
	},
	func(t *rapid.T, d *mandat.OrgData) {
		oneFrom(t, d.Members).Status = rapid.SampledFrom([]mandat.MemberStatus{mandat.MemberActive, mandat.MemberInactive, mandat.MemberAccepted}).Draw(t, "status")
	},
	goesHome,
	func(t *rapid.T, d *mandat.OrgData) {
		m := mandat.Member{Person: "nora", Status: mandat.MemberActive, Home: "sales"}
		d.Members = slices.Insert(d.Members, rapid.IntRange(0, len(d.Members)).Draw(t, "at"), m)
	},
	func(t *rapid.T, d *mandat.OrgData) {
		gone := oneFrom(t, d.Members).Person
		is := func(p mandat.PersonID) bool { return p == gone }
		d.Members = slices.DeleteFunc(d.Members, func(m mandat.Member) bool { return is(m.Person) })
		for i := range d.Groups {
			d.Groups[i].Members = slices.DeleteFunc(d.Groups[i].Members, is)
		}
		d.Grants = slices.DeleteFunc(d.Grants, func(g mandat.Grant) bool { return is(g.Member) })
	},
	joinsOrLeaves,
	func(t *rapid.T, d *mandat.OrgData) {
		g := oneFrom(t, d.Groups)
		g.Unit = rapid.SampledFrom([]mandat.UnitID{"", "sales", "house", "purchasing"}).Draw(t, "unit")
	},
	func(t *rapid.T, d *mandat.OrgData) {
		if g := oneFrom(t, d.Groups); len(g.Groups) > 0 {
			g.Groups = nil
		} else {
			g.Groups = []mandat.GroupID{"team"}
		}
	},
	func(t *rapid.T, d *mandat.OrgData) {
		s := rapid.SampledFrom([]mandat.Setting{"extra", "archive"}).Draw(t, "setting")
		d.Settings[s] = !d.Settings[s]
	},
	func(t *rapid.T, d *mandat.OrgData) {
		d.Roles = []mandat.Role{roleRule("own", []func(*mandat.Role){includes("party"), can("edit", "sign")})}
	},
	func(_ *rapid.T, d *mandat.OrgData) {
		d.Roles = append(d.Roles, roleRule("other", []func(*mandat.Role){includes("reader"), can("delete")}))
		d.Grants = append(d.Grants, mandat.Grant{Role: "other", Member: "anna", Scope: mandat.WholeOrg()})
	},
	func(_ *rapid.T, d *mandat.OrgData) {
		d.Roles = nil
		d.Grants = slices.DeleteFunc(d.Grants, func(g mandat.Grant) bool { return g.Role == "own" || g.Role == "other" })
	},
	func(t *rapid.T, d *mandat.OrgData) {
		d.Groups = slices.DeleteFunc(d.Groups, func(g mandat.Group) bool { return g.ID == "crew" })
		d.Grants = slices.DeleteFunc(d.Grants, func(g mandat.Grant) bool { return g.Group == "crew" })
	},
}

package mandat_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// TestDiffOfOneOrganisationInOtherForms: one that was replayed, one read from a
// snapshot and one made of its data differ in nothing.
func TestDiffOfOneOrganisationInOtherForms(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := worlds.Begin(rt)
		p := mustPolicy(rt, s.World().Rules)
		c, err := mandat.Import(p, s.World().Data, worlds.Now)
		if err != nil {
			rt.Fatal(err)
		}
		o, events := c.Org(), c.Events()
		for range 10 {
			step := s.Next(o)
			if c, err := o.Plan(step.Subject, step.Commands...); err == nil {
				o, events = c.Org(), append(events, c.Events()...)
			}
		}
		replayed, err := mandat.Replay(events, p)
		if err != nil {
			rt.Fatal(err)
		}
		text, err := o.Snapshot()
		if err != nil {
			rt.Fatal(err)
		}
		restored, err := mandat.Restore(text, o.ID(), p)
		if err != nil {
			rt.Fatal(err)
		}
		again := mustOrg(rt, mustPolicy(rt, p.Rules()), o.Data())
		all := []*mandat.Org{o, replayed, restored, again}
		for _, a := range all {
			for _, b := range all {
				if d := mustDiff(rt, a, b); len(d.Data)+len(d.Shared)+len(d.Impact.Effects)+len(d.Impact.Lists)+len(d.Impact.Untold) > 0 || d.Text("en") != "nothing is different" {
					rt.Fatal(d.Text("en"))
				}
			}
		}
	})
}

// TestDiffTellsWhatAnImpactTells: of two versions it says what the change says that
// lies between them.
func TestDiffTellsWhatAnImpactTells(t *testing.T) {
	p := richPolicies(t)[2]
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChange(rt, p)
		d := mustDiff(rt, c.Before(), c.Org())
		of := func(i mandat.Impact) (all []string) {
			for _, e := range i.Effects {
				for _, a := range e.Actions {
					all = append(all, fmt.Sprint(e.Person, e.Gains, a, e.Roles))
				}
			}
			slices.Sort(all)
			return slices.Compact(all)
		}
		if was, is := of(c.Impact()), of(d.Impact); !slices.Equal(was, is) {
			rt.Fatalf("%s\n%s", c.Impact().Text("en"), d.Text("en"))
		}
	})
}

func TestDiffOfWhatCannotBeCompared(t *testing.T) {
	p := mustPolicy(t, standardRules())
	o := mustOrg(t, p, standardData())
	other, rooms, system := standardData(), standardData(), standardRules()
	other.ID, system.System = "other", "another"
	for i := range rooms.Units {
		if rooms.Units[i].ID == "purchasing" {
			rooms.Units[i].Structure, rooms.Units[i].Parent = "rooms", ""
		}
	}
	for i := range rooms.Members {
		rooms.Members[i].Home = ""
	}
	for _, test := range []struct {
		before, after *mandat.Org
		at            time.Time
		says          string
	}{
		{nil, o, now, "there are no two organisations to compare"},
		{o, &mandat.Org{}, now, "there are no two organisations to compare"},
		{o, mustOrg(t, p, other), now, `one is organisation "acme-ltd", the other "other": expected the same id`},
		{o, mustOrg(t, mustPolicy(t, system), standardData()), now, `one decides by a policy of system "office", the other by one of "another": expected the same system`},
		{o, o, time.Time{}, "the time at which they are compared is not stated, or not in the years 0 to 9999"},
		{o, mustOrg(t, p, rooms), now, `unit "purchasing" lies in structure "organisation" in one, and in "rooms" in the other: expected the same`},
	} {
		d, err := mandat.Diff(test.before, test.after, test.at)
		wrong, ok := errors.AsType[*mandat.InvalidError](err)
		require.True(t, ok, test.says)
		assert.Equal(t, []mandat.Problem{{Message: test.says}}, wrong.Problems)
		assert.Equal(t, mandat.Difference{}, d)
	}
}

// TestDiffOfTypesThatLieElsewhere: no question fits both, and it is said that nothing
// is told of them.
func TestDiffOfTypesThatLieElsewhere(t *testing.T) {
	r := standardRules()
	role("reader", can("read", "booking.read"))(&r, &mandat.OrgData{})
	d := standardData()
	d.Grants = []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg()}}
	a := mustOrg(t, mustPolicy(t, r), d)
	next := a.Policy().Rules()
	next.Version = "2"
	for i := range next.Types {
		if next.Types[i].Name == "booking" {
			next.Types[i].Structures = []mandat.Structure{"rooms"}
		}
	}
	d.Grants = nil
	diff := mustDiff(t, a, mustOrg(t, mustPolicy(t, next), d))
	assert.Equal(t, []mandat.ResourceType{"booking"}, diff.Unlike)
	for _, e := range diff.Impact.Effects {
		assert.NotEqual(t, mandat.ResourceType("booking"), e.Actions[0].Type)
	}
	assert.NotEmpty(t, diff.Impact.Effects)
	assert.Contains(t, diff.Text("en"), "of booking nothing is told: the policies have it lie in different structures")
}

// TestDiffAtAStructureThatIsGone: what lay there is lost, and found on the way back.
func TestDiffAtAStructureThatIsGone(t *testing.T) {
	r := standardRules()
	role("reader", can("folder.read"), func(r *mandat.Role) { r.At = []mandat.Where{{}} })(&r, &mandat.OrgData{})
	d := standardData()
	d.Grants = []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg()}}
	r.Types = append(r.Types, mandat.TypeRule{Name: "key", Structures: []mandat.Structure{"rooms"}, Actions: []mandat.ActionRule{{Name: "use"}}})
	r.Roles[len(r.Roles)-1].Can = append(r.Roles[len(r.Roles)-1].Can, mandat.Permission{Do: actionsOf("key.use")})
	a := mustOrg(t, mustPolicy(t, r), d)
	next := a.Policy().Rules()
	next.Version = "2"
	next.Structures = slices.DeleteFunc(next.Structures, func(s mandat.StructureRule) bool { return s.Name == "rooms" })
	next.Types = slices.DeleteFunc(next.Types, func(t mandat.TypeRule) bool { return slices.Contains(t.Structures, "rooms") })
	for i := range next.Roles {
		next.Roles[i].Can = slices.DeleteFunc(next.Roles[i].Can, func(p mandat.Permission) bool { return p.Do[0].Type == "key" })
		next.Roles[i].At = slices.DeleteFunc(next.Roles[i].At, func(w mandat.Where) bool { return w["rooms"] != nil })
	}
	d.Units = slices.DeleteFunc(d.Units, func(u mandat.Unit) bool { return u.Structure == "rooms" })
	b := mustOrg(t, mustPolicy(t, next), d)
	assert.Contains(t, mustDiff(t, a, b).Impact.Lines("en"), "kalle loses key.use in the whole organisation outside sealed units")
	assert.Contains(t, mustDiff(t, b, a).Impact.Lines("en"), "kalle gains key.use in the whole organisation outside sealed units")
}

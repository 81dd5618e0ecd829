package mandat_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// TestWhatIsNoCauseDoesNotMatter takes one difference back, and asks again: what
// somebody gained or lost and does no more has this difference among its causes.
func TestWhatIsNoCauseDoesNotMatter(t *testing.T) {
	t.Parallel()
	policies := richPolicies(t)
	found := make(map[string]int)
	rapid.Check(t, func(rt *rapid.T) {
		p := rapid.SampledFrom(policies).Draw(rt, "policy")
		d := richDataOf(rt, p)
		for _, g := range []mandat.Grant{{Role: "archivist", Group: "team", Scope: mandat.WholeOrg()}, {Role: "editor", Group: "crew", Scope: mandat.Below("sales")}} {
			if !slices.Contains(d.Grants, g) && rapid.IntRange(0, 2).Draw(rt, "to a group") > 0 {
				d.Grants = append(d.Grants, g)
			}
		}
		a, b := mustOrg(rt, p, d), mustOrg(rt, p, editedData(rt, p, d, joinsOrLeaves, goesHome, oftenTurns))
		diff := mustDiff(rt, a, b)
		for k, back := range diff.Data {
			if len(diff.Data) > 3 && k%3 != 0 {
				continue
			}
			data := b.Data()
			if !takeBack(back, a, &data) {
				continue
			}
			c, err := mandat.NewOrg(p, data)
			if err != nil {
				continue
			}
			w := &causeWorld{impactWorld: drawWorld(rt, a, b, diff.Impact), without: c, diff: diff, back: back}
			if wrong := w.check(); wrong != "" {
				rt.Fatalf("%s\nwithout: %s\nit says:\n%s", wrong, back.Text("en"), diff.Text("en"))
			}
			found[back.Kind.String()] += w.turned
			found["no cause of"] += w.others
		}
	})
	t.Log(found)
	var missing []string
	for _, kinds := range [][]string{{"granted", "revoked"}, {"unit-moved", "unit-sealed", "unit-unsealed"}, {"group-joined", "group-left", "group-moved"},
		{"setting-on", "setting-off"}, {"member-moved", "member-status"}, {"no cause of"}} {
		n := 0
		for _, kind := range kinds {
			n += found[kind]
		}
		if n == 0 {
			missing = append(missing, kinds...)
		}
	}
	if inFull() && missing != nil && !t.Failed() {
		t.Errorf("nothing turned on %s", missing)
	}
}

// oftenTurns turns a setting, one time in two.
func oftenTurns(t *rapid.T, d *mandat.OrgData) {
	if rapid.Bool().Draw(t, "turn") {
		s := rapid.SampledFrom([]mandat.Setting{"archive", "extra"}).Draw(t, "setting")
		d.Settings[s] = !d.Settings[s]
	}
}

// causeWorld asks everything about two organisations, and about the second without
// one of the differences.
type causeWorld struct {
	*impactWorld
	without *mandat.Org
	diff    mandat.Difference
	back    mandat.DataDifference
	turned  int // answers that hang on the difference
	others  int // and effects that it has nothing to do with
}

func (w *causeWorld) check() string {
	for _, s := range w.diff.Shared {
		for _, p := range s.Persons {
			if !w.isCause(&s, p) {
				w.others++
			}
		}
	}
	w.impactWorld.asked = w.turns
	return w.impactWorld.check()
}

// turns asks one question without the difference.
func (w *causeWorld) turns(p impactPoint, s mandat.Subject, a mandat.Action, r mandat.Resource, gains bool, units unitsOf) string {
	is := w.without.Decide(s, a, r)
	if reachesGuards(is) == gains {
		return ""
	}
	w.turned++
	for i := range w.diff.Shared {
		shared := &w.diff.Shared[i]
		if !slices.Contains(shared.Persons, p.person) {
			continue
		}
		for _, e := range shared.Effects {
			if e.Person = p.person; e.Gains == gains && effectCovers(&e, units, &p) && w.isCause(shared, p.person) {
				return ""
			}
		}
	}
	return "it is not said that this is a cause of what " + string(p.person) + " has of " + p.action.String() + " at " + p.at.Format(time.RFC3339)
}

func (w *causeWorld) isCause(s *mandat.SharedEffects, p mandat.PersonID) bool {
	back := w.back
	if back.Person == p {
		back.Person = ""
	}
	return slices.Contains(s.Because, back)
}

// takeBack makes of some data what they were but for one difference. It reports
// whether that can be done.
func takeBack(d mandat.DataDifference, was *mandat.Org, data *mandat.OrgData) bool {
	grant := mandat.Grant{Role: d.Role, Member: d.Person, Group: d.Group, Scope: d.Scope, From: d.From, Until: d.Until}
	switch d.Kind {
	case mandat.DiffSettingOn, mandat.DiffSettingOff:
		data.Settings[d.Setting] = d.Kind == mandat.DiffSettingOff
	case mandat.DiffUnitMoved, mandat.DiffUnitSealed, mandat.DiffUnitUnsealed:
		u := &data.Units[slices.IndexFunc(data.Units, func(u mandat.Unit) bool { return u.ID == d.Unit })]
		if old, _ := was.Unit(d.Unit); d.Kind == mandat.DiffUnitMoved {
			u.Parent = old.Parent
		} else {
			u.Sealed = old.Sealed
		}
	case mandat.DiffMemberStatus, mandat.DiffMemberMoved:
		m := &data.Members[slices.IndexFunc(data.Members, func(m mandat.Member) bool { return m.Person == d.Person })]
		if old, _ := was.Member(d.Person); d.Kind == mandat.DiffMemberStatus {
			m.Status = old.Status
		} else {
			m.Home = old.Home
		}
	case mandat.DiffGroupJoined, mandat.DiffGroupLeft, mandat.DiffGroupMoved:
		g := &data.Groups[slices.IndexFunc(data.Groups, func(g mandat.Group) bool { return g.ID == d.Group })]
		switch old, _ := was.Group(d.Group); {
		case d.Kind == mandat.DiffGroupMoved:
			g.Unit = old.Unit
		case d.Sub != "":
			g.Groups = old.Groups
		case d.Kind == mandat.DiffGroupLeft:
			g.Members = append(g.Members, d.Person)
		default:
			g.Members = slices.DeleteFunc(g.Members, func(p mandat.PersonID) bool { return p == d.Person })
		}
	case mandat.DiffGranted:
		data.Grants = slices.DeleteFunc(data.Grants, func(g mandat.Grant) bool { return g == grant })
	case mandat.DiffRevoked:
		data.Grants = append(data.Grants, grant)
	case mandat.DiffRoleEdited:
		old, _ := was.Role(d.Role)
		data.Roles[slices.IndexFunc(data.Roles, func(r mandat.Role) bool { return r.ID == d.Role })] = old
	default:
		return false
	}
	return true
}

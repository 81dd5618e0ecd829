package mandat_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// listedRules are a policy by which everybody reads what a list admits them to.
func listedRules() mandat.Rules {
	web := []mandat.Channel{"web"}
	return mandat.Rules{
		System: "lists", Version: "1",
		Structures:      []mandat.StructureRule{{Name: "organisation", Home: mandat.HomeOptional}, {Name: "rooms"}},
		Channels:        []mandat.ChannelRule{{Name: "web"}},
		GroupsHoldRoles: true,
		Types:           []mandat.TypeRule{{Name: "note", Structures: []mandat.Structure{"organisation", "rooms"}, Lists: []mandat.Action{"read"}, Actions: []mandat.ActionRule{{Name: "read"}}}},
		Base:            "everybody",
		Roles: []mandat.Role{{ID: "everybody", Opens: web, Can: []mandat.Permission{gives("note.read")}},
			{ID: "keyholder", At: []mandat.Where{{"rooms": {mandat.Subtree, mandat.Exact}}}, Contact: []string{"name"}}},
	}
}

func listedData() mandat.OrgData {
	return mandat.OrgData{ID: "acme",
		Units: []mandat.Unit{{ID: "head", Structure: "organisation"}, {ID: "sales", Structure: "organisation", Parent: "head"}, {ID: "north", Structure: "organisation", Parent: "sales"},
			{ID: "house", Structure: "rooms"}, {ID: "hall", Structure: "rooms", Parent: "house"}, {ID: "desk", Structure: "rooms", Parent: "hall"}},
		Members: []mandat.Member{{Person: "kalle", Status: "active", Home: "north"}, {Person: "anna", Status: "active", Home: "sales"}, {Person: "nils", Status: "active"}},
		Groups: []mandat.Group{{ID: "team", Members: []mandat.PersonID{"kalle"}}, {ID: "crew", Unit: "sales", Members: []mandat.PersonID{"kalle", "anna"}},
			{ID: "hosts", Unit: "house"}, {ID: "guards", Unit: "hall"}, {ID: "teams", Groups: []mandat.GroupID{"team"}}},
	}
}

func drawKey(t *rapid.T) mandat.Grant {
	g := mandat.Grant{Role: "keyholder", Member: rapid.SampledFrom([]mandat.PersonID{"kalle", "anna", "nils"}).Draw(t, "keyholder"),
		Scope: mandat.Exactly(rapid.SampledFrom([]mandat.UnitID{"house", "hall", "desk", "cellar"}).Draw(t, "key to"))}
	hours := func(label string) time.Time {
		if n := rapid.IntRange(-1, 3).Draw(t, label); n > 0 {
			return now.Add(time.Duration(n) * time.Hour)
		}
		return time.Time{}
	}
	g.From, g.Until = hours("from"), hours("until")
	return g
}

func drawListing(t *rapid.T, o *mandat.Org) mandat.Happening {
	person := rapid.SampledFrom([]mandat.PersonID{"kalle", "anna", "nils"}).Draw(t, "whom")
	group := rapid.SampledFrom([]mandat.GroupID{"team", "crew", "hosts", "guards"}).Draw(t, "group")
	switch rapid.IntRange(0, 8).Draw(t, "what happens") {
	case 0, 1:
		return mandat.GroupJoined{Group: group, Person: person}
	case 2:
		return mandat.GroupLeft{Group: group, Person: person}
	case 3:
		return mandat.MemberMoved{Person: person, To: rapid.SampledFrom([]mandat.UnitID{"head", "sales", "north", ""}).Draw(t, "home")}
	case 4:
		u := rapid.SampledFrom([]mandat.UnitID{"north", "hall", "desk"}).Draw(t, "moved")
		return mandat.UnitMoved{Unit: u, To: rapid.SampledFrom([]mandat.UnitID{"", "head", "house"}).Draw(t, "below")}
	case 5:
		if all := slices.Collect(o.Grants()); len(all) > 0 {
			return mandat.RoleRevoked{Grant: rapid.SampledFrom(all).Draw(t, "which grant")}
		}
	case 6:
		return mandat.UnitAdded{Unit: mandat.Unit{ID: "cellar", Structure: "rooms", Parent: "hall"}}
	}
	return mandat.RoleGranted{Grant: drawKey(t)}
}

// TestImpactOnListsIsExact: who may enter or leave a list, and when, is found by
// asking about a list that names one group or unit.
func TestImpactOnListsIsExact(t *testing.T) {
	t.Parallel()
	p := mustPolicy(t, listedRules())
	var flips, later int
	rapid.Check(t, func(rt *rapid.T) {
		was := mustOrg(rt, p, listedData())
		was, _ = drawn(rt, was, rapid.IntRange(0, 4).Draw(rt, "first"))
		is, events := drawn(rt, was, rapid.IntRange(1, 3).Draw(rt, "events"))
		i := mandat.ChangeOf(was, is, events, mandat.Subject{At: now}).Impact()
		for m := range is.Members() {
			for hour := range 4 {
				at := now.Add(time.Duration(hour) * time.Hour)
				for _, name := range listNames(is) {
					had, has := admits(was, m.Person, at, name), admits(is, m.Person, at, name)
					if enters, leaves := saysListed(i, m.Person, at, name, true), saysListed(i, m.Person, at, name, false); enters != (has && !had) || leaves != (had && !has) {
						rt.Fatalf("%s, %+v after %d hours: was %t, is %t, but it says:\n%s", m.Person, name, hour, had, has, i.Text("en"))
					}
					if had != has {
						flips++
						later += min(hour, 1)
					}
				}
			}
		}
	})
	if t.Logf("%d flips, %d of them later", flips, later); later == 0 && !t.Failed() {
		t.Error("nobody entered or left a list later on")
	}
}

// drawn returns an organisation to which up to n things have happened.
func drawn(t *rapid.T, o *mandat.Org, n int) (*mandat.Org, []mandat.Event) {
	var events []mandat.Event
	for range n {
		e := mandat.Event{Org: o.ID(), Version: o.Version() + 1, Step: 1, Of: 1, At: now, What: drawListing(t, o)}
		if next, err := o.Apply([]mandat.Event{e}); err == nil {
			o, events = next, append(events, e)
		}
	}
	return o, events
}

// listName is a group or a unit, a list that names it alone, and where the group
// counts.
type listName struct {
	group mandat.GroupID
	unit  mandat.UnitID
	acl   mandat.ACL
	at    mandat.Units
}

func (n listName) String() string { return fmt.Sprintf("group %q, unit %q", n.group, n.unit) }

func listNames(o *mandat.Org) []listName {
	var all []listName
	nowhere := mandat.Units{{Structure: "organisation", Place: mandat.Nowhere()}, {Structure: "rooms", Place: mandat.Nowhere()}}
	units := unitsIn(o)
	for g := range o.Groups() {
		n := listName{group: g.ID, acl: mandat.Only(mandat.InGroup(g.ID)), at: nowhere}
		for k := range n.at {
			if u := units[g.Unit]; n.at[k].Structure == u.Structure {
				n.at[k].Place = mandat.At(u.ID)
			}
		}
		all = append(all, n)
	}
	for u := range o.Units() {
		if u.Structure == "organisation" {
			all = append(all, listName{unit: u.ID, acl: mandat.Only(mandat.InUnit(u.ID)), at: nowhere})
		}
	}
	return all
}

func admits(o *mandat.Org, p mandat.PersonID, at time.Time, n listName) bool {
	r := mandat.Resource{Type: "note", ID: "n", Org: "acme", Units: n.at, ACLs: mandat.ACLs{{Action: "read", ACL: n.acl}}}
	return o.Decide(mandat.Subject{Person: p, Channel: "web", At: at}, "read", r).Allowed()
}

func saysListed(i mandat.Impact, p mandat.PersonID, at time.Time, n listName, enter bool) bool {
	return slices.ContainsFunc(i.Lists, func(l mandat.ListEffect) bool {
		return l.Person == p && l.Enter == enter && l.Group == n.group && l.Unit == n.unit && !at.Before(l.From) && (l.Until.IsZero() || at.Before(l.Until))
	})
}

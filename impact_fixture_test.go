package mandat_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// impactPoint is one question to which an impact has an answer: does it say that
// the person gains, or loses, the action under these facts?
type impactPoint struct {
	person    mandat.PersonID
	action    mandat.ActionRef
	role      mandat.RoleID                      // of actions on grants
	of        mandat.RoleID                      // that of the grant, if it is one
	self      bool                               // and whether it is given to oneself
	units     map[mandat.Structure]mandat.UnitID // "" for nowhere in it
	alone     bool                               // a grant of its unit alone
	channel   mandat.Channel
	login     bool
	loggedOut bool
	status    mandat.Status
	labels    []mandat.Label
	relations []mandat.Relation
	holds     []mandat.RoleID // of the member concerned
	target    mandat.Status   // theirs
	lists     map[mandat.Action]mandat.ListReach
	levels    []map[mandat.Action]bool // or by level, the resource first: which lists there are, and which admit the person
	at        time.Time
}

// impactSays reports whether an impact says that the person gains or loses it.
func impactSays(i mandat.Impact, gains bool, all unitsOf, p *impactPoint) bool {
	return slices.ContainsFunc(i.Effects, func(e mandat.Effect) bool { return e.Gains == gains && effectCovers(&e, all, p) })
}

// governed returns how lists of some names govern: the nearest ones, all of which
// must admit the person.
func (p *impactPoint) governed(names []mandat.Action) mandat.ListReach {
	if p.levels == nil {
		return p.lists[names[len(names)-1]]
	}
	for _, level := range p.levels {
		reach := mandat.Unlisted
		for _, n := range names {
			if admits, is := level[n]; is && !admits {
				reach = mandat.NotAdmitted
			} else if is && reach == mandat.Unlisted {
				reach = mandat.Admitted
			}
		}
		if reach != mandat.Unlisted {
			return reach
		}
	}
	return mandat.Unlisted
}

func effectCovers(e *mandat.Effect, all unitsOf, p *impactPoint) bool {
	if e.Person != p.person || !slices.Contains(e.Actions, p.action) || p.role != "" && !slices.Contains(e.Roles, p.role) {
		return false
	}
	if !e.From.IsZero() && p.at.Before(e.From) || !e.Until.IsZero() && !p.at.Before(e.Until) {
		return false
	}
	if p.role != "" && p.self && e.Self == mandat.NotToSelf && p.action.Action != "revoke" || !p.self && e.Self == mandat.ToSelfOnly {
		return false
	}
	if e.Depth == mandat.UnitAlone && !p.alone || e.Depth == mandat.UnitAndBelow && p.alone {
		return false
	}
	for _, l := range e.Lists {
		if p.governed(l.Names)&l.Reach == 0 {
			return false
		}
	}
	if e.When != nil && !conditionHolds(e.When, p, false) {
		return false
	}
	if e.Where == nil {
		return areaHas(all, nil, p.units)
	}
	return slices.ContainsFunc(e.Where, func(a mandat.Area) bool { return areaHas(all, a, p.units) })
}

// unitsOf are the units of an organisation.
type unitsOf map[mandat.UnitID]mandat.Unit

func unitsIn(o *mandat.Org) unitsOf {
	all := make(unitsOf)
	for u := range o.Units() {
		all[u.ID] = u
	}
	return all
}

// sealed reports whether a seal lies around a unit.
func (all unitsOf) sealed(u mandat.UnitID) bool {
	for ; u != ""; u = all[u].Parent {
		if all[u].Sealed {
			return true
		}
	}
	return false
}

// areaHas reports whether units lie in each region; where there is none for a
// structure, outside seals.
func areaHas(all unitsOf, a mandat.Area, units map[mandat.Structure]mandat.UnitID) bool {
	for s, u := range units {
		if !slices.ContainsFunc(a, func(r mandat.Region) bool { return r.Structure == "" || r.Structure == s }) && all.sealed(u) {
			return false
		}
	}
	return !slices.ContainsFunc(a, func(r mandat.Region) bool { return !regionHas(all, r, units) })
}

func regionHas(all unitsOf, r mandat.Region, units map[mandat.Structure]mandat.UnitID) bool {
	if _, lies := units[r.Structure]; r.Structure != "" && !lies || r.Structure == "" && len(units) > 1 {
		return false
	}
	at := mandat.UnitID("")
	for s, u := range units {
		if u != "" && (r.Structure == "" || r.Structure == s) {
			at = u
		}
	}
	if at == "" {
		return r.Nowhere
	}
	return slices.ContainsFunc(r.Parts, func(p mandat.Part) bool { return partHas(all, p, at) })
}

func partHas(all unitsOf, p mandat.Part, at mandat.UnitID) bool {
	if slices.ContainsFunc(p.Except, func(x mandat.Part) bool { return partHas(all, x, at) }) {
		return false
	}
	if at == p.Unit {
		return p.Here
	}
	if p.Unit == "" && p.Structure != "" && all[at].Structure != p.Structure {
		return false
	}
	inSeal := false
	for u := at; u != p.Unit; u = all[u].Parent {
		if u == "" {
			return false
		}
		inSeal = inSeal || all[u].Sealed
	}
	return p.Below && (p.Seals == mandat.PastAllSeals || inSeal == (p.Seals == mandat.InsideSeals))
}

func conditionHolds(c *mandat.Condition, p *impactPoint, target bool) bool {
	every := func(cs []mandat.Condition) bool {
		return !slices.ContainsFunc(cs, func(c mandat.Condition) bool { return !conditionHolds(&c, p, target) })
	}
	if !every(c.All) || c.Any != nil && !slices.ContainsFunc(c.Any, func(c mandat.Condition) bool { return conditionHolds(&c, p, target) }) {
		return false
	}
	if c.Not != nil && conditionHolds(c.Not, p, target) || c.Target != nil && !conditionHolds(c.Target, p, true) {
		return false
	}
	is := p.status
	if target {
		is = p.target
	}
	status := slices.Contains(c.Status, is) || is == "removed" && slices.Contains(c.Status, "absent")
	return (c.Relation == nil || intersects(c.Relation, p.relations)) && (c.Status == nil || status) &&
		(c.Label == nil || intersects(c.Label, p.labels)) && (c.Channel == nil || slices.Contains(c.Channel, p.channel)) &&
		(!c.LoggedOut || p.loggedOut && !p.login) && (c.Holds == nil || intersects(c.Holds, p.holds)) && (c.Role == nil || slices.Contains(c.Role, p.of)) && c.Vacant == nil && c.Setting == nil
}

func intersects[E comparable](a, b []E) bool {
	return slices.ContainsFunc(a, func(e E) bool { return slices.Contains(b, e) })
}

// reachesGuards reports whether a decision found standing and right, and no gate
// closed. Of what is at a unit that is not there it is told whether one has the
// action anywhere.
func reachesGuards(d mandat.Decision) bool {
	return d.Reason() > mandat.GateClosed && d.Detail() != mandat.UnitMissing
}

// drawHappening draws something that might happen to an organisation.
func drawHappening(t *rapid.T, o *mandat.Org, n int) mandat.Happening {
	unit := func(label string) mandat.UnitID {
		return rapid.SampledFrom([]mandat.UnitID{"acme", "sales", "domestic", "vault", "safe", "box", "purchasing", "house", "room", "desk", "new-0", "new-1"}).Draw(t, label)
	}
	person := rapid.SampledFrom([]mandat.PersonID{"kalle", "kalle", "anna", "nils", "ida", "ivar", "adam", "rune"}).Draw(t, "whom")
	team := rapid.SampledFrom([]mandat.GroupID{"team", "crew", "roomers", "teams"}).Draw(t, "which group")
	switch rapid.IntRange(0, 18).Draw(t, "what happens") {
	case 0, 1, 2:
		return mandat.RoleGranted{Grant: drawTimedGrant(t)}
	case 3:
		if all := slices.Collect(o.Grants()); len(all) > 0 {
			return mandat.RoleRevoked{Grant: rapid.SampledFrom(all).Draw(t, "which grant")}
		}
		return mandat.RoleGranted{Grant: drawTimedGrant(t)}
	case 4:
		if all := slices.DeleteFunc(slices.Collect(o.Grants()), func(g mandat.Grant) bool { return g.Member == "" }); len(all) > 0 {
			return mandat.RoleHandedOver{Grant: rapid.SampledFrom(all).Draw(t, "which grant"), To: person}
		}
		return mandat.RoleGranted{Grant: drawTimedGrant(t)}
	case 5:
		return mandat.GroupJoined{Group: team, Person: person}
	case 6:
		if rapid.Bool().Draw(t, "a group") {
			return mandat.GroupLeft{Group: "teams", Sub: "team"}
		}
		return mandat.GroupLeft{Group: team, Person: person}
	case 7:
		return mandat.MemberMoved{Person: person, To: rapid.SampledFrom([]mandat.UnitID{"", "acme", "sales", "domestic", "vault", "purchasing"}).Draw(t, "home")}
	case 8:
		return mandat.MemberDeactivated{Person: person}
	case 9:
		return mandat.MemberActivated{Person: person}
	case 10:
		if rapid.Bool().Draw(t, "joins") {
			return mandat.MemberJoined{Member: mandat.Member{Person: "rune", Status: mandat.MemberActive, Home: "sales"}}
		}
		return mandat.MemberLeft{Person: person}
	case 11:
		return mandat.UnitMoved{Unit: unit("moved"), To: rapid.SampledFrom([]mandat.UnitID{"", "acme", "sales", "domestic", "vault", "safe", "purchasing", "house", "desk", "new-0"}).Draw(t, "below")}
	case 12:
		return mandat.UnitSealed{Unit: unit("sealed"), Sealed: rapid.Bool().Draw(t, "seal")}
	case 13, 14:
		u := mandat.Unit{ID: mandat.UnitID(fmt.Sprintf("new-%d", n)), Structure: "organisation", Sealed: rapid.Bool().Draw(t, "sealed at once")}
		u.Parent = rapid.SampledFrom([]mandat.UnitID{"", "sales", "vault", "purchasing", "new-0", "new-1", "room"}).Draw(t, "made below")
		if u.Parent == "room" {
			u.Structure = "rooms"
		}
		return mandat.UnitAdded{Unit: u}
	case 15, 16:
		return mandat.UnitRemoved{Unit: unit("removed")}
	case 17:
		s := rapid.SampledFrom([]mandat.Setting{"extra", "archive"}).Draw(t, "setting")
		return mandat.SettingChanged{Setting: s, On: rapid.Bool().Draw(t, "on")}
	}
	if rapid.Bool().Draw(t, "a group goes") {
		return mandat.GroupRemoved{Group: team}
	}
	edited := roleRule("own", []func(*mandat.Role){includes("party"), can("edit", "sign")})
	return mandat.RoleEdited{Role: edited}
}

func drawTimedGrant(t *rapid.T) mandat.Grant {
	g := mandat.Grant{Scope: drawScope(t),
		Role: rapid.SampledFrom([]mandat.RoleID{"reader", "editor", "auditor", "party", "archivist", "chief", "own"}).Draw(t, "role")}
	if rapid.IntRange(0, 3).Draw(t, "to a group") == 0 {
		g.Group = rapid.SampledFrom([]mandat.GroupID{"team", "crew", "roomers", "teams"}).Draw(t, "group")
	} else {
		g.Member = drawMember(t)
	}
	if rapid.IntRange(0, 2).Draw(t, "inside a seal") == 0 {
		g.Scope = rapid.SampledFrom([]mandat.Scope{mandat.Exactly("box"), mandat.Below("safe"), mandat.Below("box").And(mandat.Below("room"))}).Draw(t, "where")
	}
	if rapid.IntRange(0, 3).Draw(t, "at a new unit") == 0 {
		u := rapid.SampledFrom([]mandat.UnitID{"new-0", "new-1"}).Draw(t, "new unit")
		g.Scope = rapid.SampledFrom([]mandat.Scope{mandat.Exactly(u), mandat.Below(u), mandat.Below(u).And(mandat.Below("room"))}).Draw(t, "at it")
	}
	switch rapid.IntRange(0, 5).Draw(t, "time") {
	case 0:
		g.From = now.Add(time.Hour)
	case 1:
		g.Until = now.Add(2 * time.Hour)
	}
	return g
}

// drawChange draws an organisation and a change that happens to it, whoever may
// do that.
func drawChange(t *rapid.T, p *mandat.Policy) mandat.Change {
	d := richDataOf(t, p)
	if rapid.Bool().Draw(t, "timed") {
		g := drawTimedGrant(t)
		made := p.Version() == "lean" && len(g.Scope.Places()) > 1 || slices.ContainsFunc(g.Scope.Places(), func(p mandat.ScopePlace) bool { return strings.HasPrefix(string(p.Unit), "new") })
		if !made && !slices.Contains(d.Grants, g) {
			d.Grants = append(d.Grants, g)
		}
	}
	o := mustOrg(t, p, d)
	reached, events := o, []mandat.Event(nil)
	for n := range rapid.IntRange(1, 4).Draw(t, "events") {
		e := mandat.Event{Org: o.ID(), Version: reached.Version() + 1, Step: 1, Of: 1, At: now, What: drawHappening(t, reached, n)}
		if next, err := reached.Apply([]mandat.Event{e}); err == nil {
			reached, events = next, append(events, e)
		}
	}
	return mandat.ChangeOf(o, reached, events, mandat.Subject{At: now})
}

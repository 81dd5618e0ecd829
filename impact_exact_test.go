package mandat_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// TestImpactIsExact: what an impact says is what is found by deciding everything
// before and after, no more and no less.
func TestImpactIsExact(t *testing.T) {
	t.Parallel()
	policies := richPolicies(t)
	var flips, changes int
	rapid.Check(t, func(rt *rapid.T) {
		c := drawChange(rt, rapid.SampledFrom(policies).Draw(rt, "policy"))
		i := c.Impact()
		changes++
		if i.Hidden != 0 {
			rt.Fatalf("%d are hidden, in a change of which nobody is the subject", i.Hidden)
		}
		w := drawWorld(rt, c.Before(), c.Org(), i)
		if wrong := w.check(); wrong != "" {
			rt.Fatalf("%s\nevents: %+v\nit says:\n%s", wrong, whatHappened(c), i.Text("en"))
		}
		flips += w.flips
	})
	t.Logf("%d flips in %d changes", flips, changes)
	if inFull() && flips == 0 && !t.Failed() {
		t.Error("nobody gained or lost anything")
	}
}

// TestImpactOfAnImportIsExact: all units and all members are new.
func TestImpactOfAnImportIsExact(t *testing.T) {
	t.Parallel()
	p := richPolicy(t)
	rapid.Check(t, func(rt *rapid.T) {
		c, err := mandat.Import(p, richData(rt), now)
		if err != nil {
			rt.Fatal(err)
		}
		w := drawWorld(rt, nil, c.Org(), c.Impact())
		if wrong := w.check(); wrong != "" {
			rt.Fatalf("%s\nit says:\n%s", wrong, w.impact.Text("en"))
		}
		if w.flips == 0 {
			rt.Fatal("nobody gained anything")
		}
	})
}

// TestImpactOfAPolicyIsExact: under another version everything can stand under
// another number, and mean something else.
func TestImpactOfAPolicyIsExact(t *testing.T) {
	t.Parallel()
	r, d := standardRules(), standardData()
	for _, p := range richParts() {
		p(&r, &d)
	}
	was := mustPolicy(t, r)
	next := mustPolicy(t, otherVersion(was.Rules()))
	rapid.Check(t, func(rt *rapid.T) {
		data := richData(rt)
		data.Units = append([]mandat.Unit{{ID: "gone", Structure: "organisation"}}, data.Units...)
		o := mustOrg(rt, was, data)
		event := func(version uint64, what mandat.Happening) []mandat.Event {
			return []mandat.Event{{Org: o.ID(), Version: version, Step: 1, Of: 1, At: now, What: what}}
		}
		o, err := o.Apply(event(1, mandat.UnitRemoved{Unit: "gone"}))
		if err != nil {
			rt.Fatal(err)
		}
		events := event(2, mandat.PolicyAdopted{Policy: "2"})
		after, err := o.Apply(events, next)
		if err != nil {
			rt.Fatal(err)
		}
		c := mandat.ChangeOf(o, after, events, mandat.Subject{At: now})
		w := drawWorld(rt, o, after, c.Impact())
		if wrong := w.check(); wrong != "" {
			rt.Fatalf("%s\nit says:\n%s", wrong, w.impact.Text("en"))
		}
		if w.flips == 0 {
			rt.Fatal("nobody gained or lost anything")
		}
	})
}

// otherVersion returns rules with the same names in another order, some of which
// give something else.
func otherVersion(r mandat.Rules) mandat.Rules {
	r.Version = "2"
	slices.Reverse(r.Structures)
	slices.Reverse(r.Channels)
	slices.Reverse(r.Settings)
	slices.Reverse(r.Types)
	slices.Reverse(r.Roles)
	for i := range r.Types {
		t := &r.Types[i]
		slices.Reverse(t.Statuses)
		slices.Reverse(t.Labels)
		slices.Reverse(t.Relations)
		slices.Reverse(t.Actions)
	}
	for i := range r.Roles {
		switch role := &r.Roles[i]; role.ID {
		case "everyone":
			role.Can = append(role.Can, mandat.Permission{Do: refs([]string{"read"}), When: &mandat.Condition{Status: []mandat.Status{"draft"}}})
		case "archivist":
			role.Can = nil
			role.Opens = []mandat.Channel{"mail"}
		}
	}
	r.Gates = append(r.Gates, mandat.Gate{Close: refs([]string{"sign"}), Unless: not(hasLabel("secret"))})
	return r
}

func whatHappened(c mandat.Change) string {
	text := ""
	for _, e := range c.Events() {
		text += fmt.Sprintf("\n  %s %+v", e.What.EventName(), e.What)
	}
	return text
}

// oneOf is how many combinations of facts there are for each that is asked. It
// is a prime, so that each question meets other ones.
const oneOf = 211

// impactWorld asks everything about two organisations. There may be none before.
type impactWorld struct {
	before, after *mandat.Org
	impact        mandat.Impact
	pick          int // which of the facts are asked: one combination of oneOf
	n             int
	flips         int
	was           unitsOf
	is            unitsOf
	// asked looks at a question of which the answer is another one, nil for nothing.
	asked func(p impactPoint, s mandat.Subject, a mandat.Action, r mandat.Resource, gains bool, units unitsOf) string
}

func drawWorld(t *rapid.T, before, after *mandat.Org, i mandat.Impact) *impactWorld {
	return &impactWorld{before: before, after: after, impact: i, pick: rapid.IntRange(0, oneOf-1).Draw(t, "facts"), was: unitsIn(before), is: unitsIn(after)}
}

// members returns those who are members before or after.
func (w *impactWorld) members() (all []mandat.Member) {
	for m := range w.after.Members() {
		all = append(all, m)
	}
	for m := range w.before.Members() {
		if _, known := w.after.Member(m.Person); !known {
			all = append(all, m)
		}
	}
	return all
}

func (w *impactWorld) check() string {
	for _, m := range w.members() {
		for _, at := range []time.Time{now, now.Add(time.Hour), now.Add(2 * time.Hour)} {
			for _, channel := range []mandat.Channel{"web", "mail", "link"} {
				if wrong := w.member(impactPoint{person: m.Person, at: at, channel: channel}); wrong != "" {
					return wrong
				}
			}
		}
	}
	return ""
}

// places returns the units that are there before or after, and nowhere.
func (w *impactWorld) places(s mandat.Structure) []mandat.UnitID {
	all := []mandat.UnitID{""}
	for _, o := range []*mandat.Org{w.before, w.after} {
		for u := range o.Units() {
			if u.Structure == s && !slices.Contains(all, u.ID) {
				all = append(all, u.ID)
			}
		}
	}
	return all
}

func placeOf(u mandat.UnitID) mandat.Place {
	if u == "" {
		return mandat.Nowhere()
	}
	return mandat.At(u)
}

func (w *impactWorld) member(p impactPoint) string {
	for _, u := range w.places("organisation") {
		for _, room := range w.places("rooms") {
			p.units = map[mandat.Structure]mandat.UnitID{"organisation": u, "rooms": room}
			for _, a := range []mandat.Action{"read", "cancel"} {
				if wrong := w.ask(p, booking("b-1", placeOf(u), placeOf(room)), a); wrong != "" {
					return wrong
				}
			}
		}
		p.units = map[mandat.Structure]mandat.UnitID{"organisation": u}
		if wrong := w.contracts(p, u); wrong != "" {
			return wrong
		}
	}
	return ""
}

// contracts asks about contracts and folders at a unit, in some of all ways in
// which they can be.
func (w *impactWorld) contracts(p impactPoint, unit mandat.UnitID) string {
	for facts := range 2 * 3 * 4 * 4 * 9 {
		if w.n++; w.n%oneOf != w.pick {
			continue
		}
		r := contract("c-9", unit)
		r.Units[0].Place = placeOf(unit)
		rest := facts
		next := func(n int) int {
			value := rest % n
			rest /= n
			return value
		}
		p.loggedOut = next(2) == 1
		p.status = []mandat.Status{"draft", "valid", "ended"}[next(3)]
		r.Status = p.status
		p.labels, p.relations = nil, nil
		for k, l := range []mandat.Label{"secret", "urgent"} {
			if next(2) == 1 {
				p.labels = append(p.labels, l)
			}
			if rel := []mandat.Relation{"responsible", "deputy"}[k]; next(2) == 1 {
				p.relations = append(p.relations, rel)
				r.Relations[k].People = mandat.One(p.person)
			}
		}
		r.Labels = mandat.Labelled(p.labels...)
		p.lists = make(map[mandat.Action]mandat.ListReach)
		for k, l := range []mandat.Action{"read", "edit"} {
			acl := []mandat.ACL{mandat.NoACL(), mandat.Only(mandat.Named(p.person)), mandat.Only(mandat.Named("nobody"))}
			n := next(3)
			r.ACLs[k].ACL, p.lists[l] = acl[n], mandat.ListReach(1<<n)
		}
		for _, a := range []mandat.Action{"read", "edit-name", "edit-period", "delete", "sign"} {
			if wrong := w.ask(p, r, a); wrong != "" {
				return wrong
			}
		}
		f := r
		f.Type, f.Status, f.Labels, f.Relations = "folder", "", mandat.Labels{}, mandat.Relations{}
		for _, a := range []mandat.Action{"read", "edit"} {
			if wrong := w.ask(p, f, a); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

// ask asks one question before and after, and compares with what the impact
// says.
func (w *impactWorld) ask(p impactPoint, r mandat.Resource, a mandat.Action) string {
	p.action = mandat.ActionRef{Type: r.Type, Action: a}
	s := mandat.Subject{Person: p.person, Channel: p.channel, Session: mandat.OpenSession, At: p.at}
	if p.loggedOut {
		s.Session = mandat.NoSession
	}
	if p.channel == "link" {
		s.Only = mandat.Purpose{Org: "acme-ltd", Type: r.Type, ID: r.ID, Action: a}
	}
	was, is := w.before.Decide(s, a, r), w.after.Decide(s, a, r)
	if was.Reason() == mandat.Malformed && is.Reason() == mandat.Malformed && is.Detail() != mandat.UnitUnknown {
		return fmt.Sprintf("malformed: %s %+v", was, p)
	}
	for _, gains := range []bool{true, false} {
		has, had, units := is, was, w.is
		if !gains {
			has, had, units = was, is, w.was
		}
		flips := reachesGuards(has) && !reachesGuards(had)
		// An effect that names no channel is about those with standing. What it says
		// of units is about those that are there.
		said := has.Reason() != mandat.NoStanding && has.Reason() != mandat.Malformed && has.Detail() != mandat.UnitMissing && impactSays(w.impact, gains, units, &p)
		if flips {
			w.flips++
			if w.asked != nil {
				if wrong := w.asked(p, s, a, r, gains, units); wrong != "" {
					return wrong
				}
			}
		}
		if flips != said {
			return fmt.Sprintf("gains=%t: it says %t, but was %s and is %s: %+v", gains, said, was, is, p)
		}
	}
	return ""
}

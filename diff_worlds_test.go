package mandat_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/internal/worlds"
)

// TestDiffOfWorldsIsExact compares random worlds, of every form of condition, gate,
// list and seal, with what they become: by edits of their data, by a story of
// changes, or under a policy with one thing wrong.
func TestDiffOfWorldsIsExact(t *testing.T) {
	t.Parallel()
	found := make(map[string]int)
	one := func(rt *rapid.T) {
		how := rapid.SampledFrom([]string{"edited", "told on", "another policy"}).Draw(rt, "how")
		a, b := drawWorlds(rt, how)
		if a == nil || b == nil {
			return
		}
		d, err := mandat.Diff(a, b, worlds.Now)
		if err != nil {
			rt.Fatal(err)
		}
		back, err := mandat.Diff(b, a, worlds.Now)
		if err != nil {
			rt.Fatal(err)
		}
		if len(d.Impact.Untold)+len(d.Unlike) > 0 {
			return
		}
		w := &worldPair{impactWorld: &impactWorld{before: a, after: b, impact: d.Impact, was: unitsIn(a), is: unitsIn(b)}, t: rt, found: found}
		if wrong := w.check(); wrong != "" {
			rt.Fatalf("%s\n%s\nit says:\n%s\n%v", how, wrong, d.Text("en"), worlds.World{Rules: a.Policy().Rules(), Data: a.Data()})
		}
		found[how] += w.flips
		mirrored(rt, d, back)
		sharedWholly(rt, d)
	}
	rapid.Check(t, func(rt *rapid.T) {
		for range 4 {
			one(rt)
		}
	})
	t.Log(found)
	for _, what := range []string{"edited", "told on", "another policy", "gate", "list", "seal", "relation", "status", "label", "channel", "logged-out", "setting", "vacant", "holds"} {
		if inFull() && found[what] == 0 && !t.Failed() {
			t.Errorf("nobody gained or lost anything by %s", what)
		}
	}
}

// drawWorlds draws an organisation, and what becomes of it; nil where that is not
// valid.
func drawWorlds(t *rapid.T, how string) (a, b *mandat.Org) {
	if how == "told on" {
		s := worlds.Begin(t)
		a = mustOrg(t, mustPolicy(t, s.World().Rules), s.World().Data)
		b = a
		for range 12 {
			step := s.Next(b)
			if c, err := b.Plan(step.Subject, step.Commands...); err == nil {
				b = c.Org()
			}
		}
		return a, b
	}
	w := worlds.Draw(0).Draw(t, "world")
	p := mustPolicy(t, w.Rules)
	a = mustOrg(t, p, w.Data)
	if how == "edited" {
		toggle := func(t *rapid.T, d *mandat.OrgData) {
			if len(w.Rules.Settings) > 0 {
				s := oneFrom(t, w.Rules.Settings)
				d.Settings[s.Name] = !d.Settings[s.Name]
			}
		}
		copied := func(t *rapid.T, d *mandat.OrgData) {
			if len(d.Grants) > 0 {
				g := *oneFrom(t, d.Grants)
				g.Group, g.Member = "", oneFrom(t, d.Members).Person
				d.Grants = append(d.Grants, g)
			}
		}
		return a, mustOrg(t, p, editedData(t, p, w.Data, toggle, copied))
	}
	all := mutants.Of(p)
	rules := oneFrom(t, all).Rules
	rules.Version += "-other"
	other, err := mandat.NewPolicy(rules)
	if err != nil {
		return nil, nil
	}
	b, err = mandat.NewOrg(other, w.Data)
	if err != nil {
		return nil, nil
	}
	return a, b
}

// worldPair asks about what two organisations have in common.
type worldPair struct {
	*impactWorld
	t     *rapid.T
	found map[string]int
}

func (w *worldPair) check() string {
	rules := w.after.Policy().Rules()
	for _, typ := range rules.Types {
		for range 12 {
			if wrong := w.about(&rules, typ); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

// about asks about a resource of a type, in everybody's name and in every channel.
func (w *worldPair) about(rules *mandat.Rules, typ mandat.TypeRule) string {
	r, p := w.resource(rules, typ)
	for _, m := range w.members() {
		p.person, p.relations = m.Person, nil
		own := r
		for i, rel := range typ.Relations {
			people := mandat.Nobody()
			if rapid.Bool().Draw(w.t, "related") {
				people = mandat.One(m.Person)
				p.relations = append(p.relations, rel.Name)
			}
			own.Relations[i] = rel.Name.Is(people)
		}
		own.ACLs, own.PartOf = w.lists(rules, typ, &p)
		for _, c := range rules.Channels {
			p.channel, p.login, p.loggedOut = c.Name, c.Login, rapid.Bool().Draw(w.t, "logged out")
			for _, a := range typ.Actions {
				if len(a.Of) > 0 {
					continue
				}
				if wrong := w.put(p, own, a.Name, c.Bearer); wrong != "" {
					return wrong
				}
			}
		}
	}
	return ""
}

// resource draws what everybody is asked about.
func (w *worldPair) resource(rules *mandat.Rules, typ mandat.TypeRule) (mandat.Resource, impactPoint) {
	r := mandat.Resource{Type: typ.Name, ID: "y-1", Org: w.after.ID()} // of x-1 there are approvals
	p := impactPoint{at: worlds.Now, units: make(map[mandat.Structure]mandat.UnitID), lists: make(map[mandat.Action]mandat.ListReach)}
	for i, s := range typ.Structures {
		u := *oneFrom(w.t, w.places(s))
		r.Units[i], p.units[s] = s.Is(placeOf(u)), u
	}
	if len(typ.Statuses) > 0 {
		p.status = oneFrom(w.t, typ.Statuses).Name
		r.Status = p.status
	}
	for _, l := range typ.Labels {
		if rapid.Bool().Draw(w.t, "labelled") {
			p.labels = append(p.labels, l.Name)
		}
	}
	r.Labels = mandat.Labelled(p.labels...)
	return r, p
}

// lists draws the lists of a resource and of what it is part of. Each admits the
// person, or nobody.
func (w *worldPair) lists(rules *mandat.Rules, typ mandat.TypeRule, p *impactPoint) (mandat.ACLs, mandat.Whole) {
	p.levels = nil
	var acls mandat.ACLs
	level := make(map[mandat.Action]bool)
	for i, l := range typ.Lists {
		acl := mandat.NoACL()
		switch rapid.IntRange(0, 3).Draw(w.t, "list") {
		case 0:
			acl, level[l] = mandat.Only(mandat.Named(p.person)), true
		case 1:
			acl, level[l] = mandat.Only(mandat.Named("stranger")), false
		}
		acls[i] = l.By(acl)
	}
	whole := mandat.Whole{}
	if typ.PartOf != "" {
		whole = mandat.PartOfNothing()
	}
	if k := slices.IndexFunc(rules.Types, func(t mandat.TypeRule) bool { return t.Name == typ.PartOf }); k >= 0 && len(p.levels) < 2 && rapid.Bool().Draw(w.t, "part") {
		above := mandat.Resource{Type: typ.PartOf, Org: w.after.ID()}
		above.ACLs, above.PartOf = w.lists(rules, rules.Types[k], p)
		whole = mandat.PartOf(&above)
	}
	p.levels = append([]map[mandat.Action]bool{level}, p.levels...)
	return acls, whole
}

// put asks one question of both.
func (w *worldPair) put(p impactPoint, r mandat.Resource, a mandat.Action, bearer bool) string {
	s := mandat.Subject{Person: p.person, Channel: p.channel, Session: mandat.OpenSession, At: p.at}
	if p.loggedOut {
		s.Session = mandat.NoSession
	}
	if bearer {
		s.Only = mandat.Purpose{Org: r.Org, Type: r.Type, ID: r.ID, Action: a}
	}
	p.action = mandat.ActionRef{Type: r.Type, Action: a}
	was, is := w.before.Decide(s, a, r), w.after.Decide(s, a, r)
	if foreign(was) || foreign(is) {
		return ""
	}
	for _, gains := range []bool{true, false} {
		has, had, units := is, was, w.is
		if !gains {
			has, had, units = was, is, w.was
		}
		flips := reachesGuards(has) && !reachesGuards(had)
		said := has.Reason() != mandat.NoStanding && has.Reason() != mandat.Malformed && impactSays(w.impact, gains, units, &p)
		if flips != said {
			return fmt.Sprintf("gains=%t: it says %t, but was %s and is %s: %+v", gains, said, was, is, p)
		}
		if flips {
			w.flips++
			w.note(s, a, r, gains)
		}
	}
	return ""
}

// foreign reports whether a question was not put as the policy has it. What lies at
// a unit that is not there is.
func foreign(d mandat.Decision) bool {
	return d.Reason() == mandat.Malformed && d.Detail() != mandat.UnitUnknown && d.Detail() != mandat.StatusUnknown && d.Detail() != mandat.ChannelUnknown
}

// note counts what decided where somebody gained or lost something.
func (w *worldPair) note(s mandat.Subject, a mandat.Action, r mandat.Resource, gains bool) {
	o := w.before
	if !gains {
		o = w.after
	}
	for _, step := range o.Explain(s, a, r).Steps() {
		switch step.Kind {
		case mandat.StepGateClosed:
			w.found["gate"]++
		case mandat.StepSealed:
			w.found["seal"]++
		case mandat.StepNotListed:
			w.found["list"]++
		case mandat.StepSettingOff:
			w.found["setting"]++
		}
		if step.Condition != nil {
			w.condition(step.Condition)
		}
	}
}

func (w *worldPair) condition(c *mandat.Condition) {
	for name, is := range map[string]bool{"relation": c.Relation != nil, "status": c.Status != nil, "label": c.Label != nil, "channel": c.Channel != nil,
		"logged-out": c.LoggedOut, "setting": c.Setting != nil, "vacant": c.Vacant != nil, "holds": c.Holds != nil} {
		if is {
			w.found[name]++
		}
	}
	for _, kid := range slices.Concat(c.All, c.Any) {
		w.condition(&kid)
	}
	if c.Not != nil {
		w.condition(c.Not)
	}
}

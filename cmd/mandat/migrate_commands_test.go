package main

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/internal/worlds"
)

// TestNoCommandWidensInSilence: where a change is allowed under one of two policies
// and was not under the other, the listing of going over says that something
// widens, before it has looked at members. A change that was malformed is not
// compared.
func TestNoCommandWidensInSilence(t *testing.T) {
	withoutFailFile(t)
	c := &commandPairs{}
	rapid.Check(t, c.story)
	t.Logf("%d pairs of changes, of which %d widen; %d versions are said to widen nothing", c.pairs, c.widened, c.silent)
	if !t.Failed() && (c.widened == 0 || c.silent == 0) {
		t.Error("the pairs are not of both kinds")
	}
}

// commandPairs counts what was compared.
type commandPairs struct{ pairs, widened, silent int }

// story tells a story under one policy, and asks of each change whether another
// version would have it.
func (c *commandPairs) story(t *rapid.T) {
	s := worlds.Begin(t)
	p, err := mandat.NewPolicy(s.World().Rules)
	if err != nil {
		t.Fatal(err)
	}
	org, err := mandat.NewOrg(p, s.World().Data)
	if err != nil {
		t.Fatal(err)
	}
	others := otherVersions(t, p)
	for range 8 {
		step := s.Next(org)
		for name, other := range others {
			c.compare(t, name, org, other, step)
		}
		if change, err := org.Plan(step.Subject, step.Commands...); err == nil {
			org = change.Org()
		}
	}
}

// compare compares a change under two versions, there and back.
func (c *commandPairs) compare(t *rapid.T, name string, org *mandat.Org, other *mandat.Policy, step worlds.Step) {
	under, err := mandat.NewOrg(other, org.Data())
	if err != nil {
		return
	}
	for _, pair := range [][2]*mandat.Org{{org, under}, {under, org}} {
		was, is := pair[0], pair[1]
		_, before := was.Plan(step.Subject, step.Commands...)
		change, after := is.Plan(step.Subject, step.Commands...)
		c.pairs++
		widens := after == nil && widened(before, change)
		if !widens && c.pairs%16 != 0 { // a listing takes long
			continue
		}
		r := newMigrationReport(was, is.Policy(), worlds.Now, "en")
		r.impact = mandat.Impact{}
		switch said := len(r.wider()) > 0; {
		case r.invalid != nil:
		case widens && !said:
			t.Fatalf("from %s to %s: %s\n%v\nis allowed, and was not: %v\nnothing is said to widen: %+v", was.Policy().Version(), is.Policy().Version(), name, step, before, r.sections)
		case widens:
			c.widened++
		case !said:
			c.silent++
		}
	}
}

// widened reports whether a change was refused that is allowed now. To ask for an
// approval that was not needed gives nobody anything. Nor does a custom role that can
// be now because it asks for a fact that a rule names now: a condition only takes
// away. Nor does a vote that was the last one needed, and blocked, and is one of
// several now.
func widened(before error, now mandat.Change) bool {
	refused, ok := errors.AsType[*mandat.Error](before)
	if !ok {
		return false
	}
	d := refused.Explanation.Decision()
	if d.Outcome() == mandat.Blocked && !slices.ContainsFunc(now.Events(), func(e mandat.Event) bool { return e.What.EventName() != "approval-voted" }) {
		return false
	}
	return d.Reason() != mandat.Malformed && d.Detail() != mandat.ApprovalNotNeeded && d.Detail() != mandat.RoleInvalid
}

// otherVersions returns other versions of a policy, by what is different.
func otherVersions(t *rapid.T, p *mandat.Policy) map[string]*mandat.Policy {
	all := slices.Concat(mutants.Of(p), edits(p))
	found := make(map[string]*mandat.Policy)
	for _, k := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 4, 4).Draw(t, "mutants") {
		found[all[k].Name] = another(all[k].Rules, k)
	}
	last := edits(p)
	if len(last) > 0 {
		one := last[rapid.IntRange(0, len(last)-1).Draw(t, "edit")]
		found[one.Name] = another(one.Rules, len(all))
	}
	for name, other := range found {
		if other == nil {
			delete(found, name)
		}
	}
	return found
}

func another(rules mandat.Rules, k int) *mandat.Policy {
	rules.Version += fmt.Sprint("-", k)
	p, err := mandat.NewPolicy(rules)
	if err != nil {
		return nil
	}
	return p
}

// edits returns edits that change what other rules hang on: without an inclusion, a
// reach or a permission, with a setting, and without a place.
func edits(p *mandat.Policy) (all []mutants.Mutant) {
	rules := p.Rules()
	edit := func(name string, i int, change func(*mandat.Role)) {
		other := p.Rules()
		change(&other.Roles[i])
		all = append(all, mutants.Mutant{Name: fmt.Sprint("role ", rules.Roles[i].ID, " ", name), Rules: other})
	}
	for i := range rules.Roles {
		r := &rules.Roles[i]
		for k := range r.Includes {
			edit("includes less", i, func(r *mandat.Role) { r.Includes = slices.Delete(r.Includes, k, k+1) })
		}
		for _, s := range rules.Settings {
			if r.Setting == "" && r.ID != rules.Base {
				edit("hangs on "+string(s.Name), i, func(r *mandat.Role) { r.Setting = s.Name })
			}
		}
		for k := range r.At {
			for s := range r.At[k] {
				if len(r.At[k][s]) > 1 {
					edit("has less reach", i, func(r *mandat.Role) { r.At[k][s] = r.At[k][s][1:] })
				}
			}
		}
		for k := range r.Can {
			edit("can less", i, func(r *mandat.Role) { r.Can = slices.Delete(r.Can, k, k+1) })
		}
	}
	return all
}

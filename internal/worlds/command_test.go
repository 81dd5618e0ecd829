package worlds_test

import (
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/reference"
	"github.com/mandat-go/mandat/internal/worlds"
	"pgregory.net/rapid"
)

const (
	// perStory is the number of changes in each story.
	perStory = 12
	// storyShare is how many worlds there are for one story, where there are many;
	// where there are few, there are as many as half of them, up to fewStories.
	storyShare, fewStories = 10, 600
)

// TestCommands holds Org.Plan against the reference, on stories of random
// changes, and checks what always holds.
func TestCommands(t *testing.T) {
	c := newStoryCensus()
	t.Run("shards", func(t *testing.T) {
		shards := runtime.GOMAXPROCS(0)
		stories := max(*worldCount/storyShare, min(*worldCount/2, fewStories))
		setChecks(t, (stories+shards-1)/shards)
		for i := range shards {
			t.Run(strconv.Itoa(i), func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(t *rapid.T) { tell(t, c) })
			})
		}
	})
	if t.Failed() {
		return
	}
	t.Log(c)
	if *worldCount >= 50_000 {
		c.want(t)
	}
}

// teller tells one story.
type teller struct {
	*rapid.T
	world  worlds.World
	story  *worlds.Story
	policy *mandat.Policy
	census *storyCensus
	// org is the organisation as it is, imported and events what made it.
	org    *mandat.Org
	events []mandat.Event
}

// tell draws a world, and then changes of it, one after the other.
func tell(t *rapid.T, c *storyCensus) {
	s := worlds.Begin(t)
	x := &teller{T: t, world: s.World(), story: s, census: c}
	x.policy = build(t, x.world).Policy()
	begun, err := mandat.Import(x.policy, x.world.Data, worlds.Now.AddDate(-1, 0, 0))
	if err != nil {
		t.Fatalf("Import refuses a world: %v\n%v", err, x.world)
	}
	x.org, x.events = begun.Org(), begun.Events()
	for range perStory {
		x.step(s.Next(x.org))
	}
}

// step has one change judged by both, and goes on from it if it is allowed.
func (x *teller) step(c worlds.Step) {
	data := x.org.Data()
	before := encode(x, x.org)
	after, want := reference.Plan(x.world.Rules, data, x.history(), c.Subject, steps(c)...)
	change, err := x.plan(c)
	x.census.add(c, want)
	x.sameVerdict(c, data, err, want)
	if got := encode(x, x.org); got != before {
		x.fail(c, data, "the organisation before is not what it was: %s, was %s", got, before)
	}
	if err != nil {
		if change.Org() != nil || change.Events() != nil {
			x.fail(c, data, "a refused change has an outcome")
		}
		return
	}
	if got, want := canonical(change.Org().Data()), canonical(after); got != want {
		x.fail(c, data, "the organisation afterwards is not what it is by the reference (-):\n%s", cmp.Diff(want, got))
	}
	x.census.happened(change)
	x.replays(c, data, change)
	x.holds(c, data, change)
	x.org, x.events = change.Org(), append(x.events, change.Events()...)
}

// steps returns the commands of a change with their values.
func steps(c worlds.Step) (all []reference.Step) {
	for i, command := range c.Commands {
		all = append(all, reference.Step{Command: command, Value: c.Values[i]})
	}
	return all
}

// history returns to whom the invitations were that the story told of.
func (x *teller) history() reference.History {
	past := reference.History{}
	for _, e := range x.events {
		if sent, ok := e.What.(mandat.InvitationSent); ok {
			past[sent.Invitation.ID] = sent.Invitation.Person
		}
	}
	return past
}

// plan has the engine judge a change.
func (x *teller) plan(c worlds.Step) (change mandat.Change, err error) {
	defer func() {
		if p := recover(); p != nil {
			x.fail(c, x.org.Data(), "Plan panics: %v", p)
		}
	}()
	return x.org.Plan(c.Subject, c.Commands...)
}

// sameVerdict compares outcome, reason, detail and step.
func (x *teller) sameVerdict(c worlds.Step, data mandat.OrgData, err error, want reference.Verdict) {
	got := reference.Verdict{Answer: reference.Answer{Outcome: mandat.Allowed, Reason: mandat.Granted}}
	var refused *mandat.Error
	if errors.As(err, &refused) {
		got = reference.Verdict{Answer: answer(refused.Explanation.Decision()), Step: refused.Step}
	} else if err != nil {
		x.fail(c, data, "the engine fails: %v", err)
	}
	if slices.Contains(want.Broken, got.Detail) {
		want.Detail = got.Detail
	}
	if got.Answer != want.Answer || got.Step != want.Step {
		x.fail(c, data, "the engine answers %v %s at step %d: %v\nthe reference %v %s at step %d",
			got.Outcome, code(got.Answer), got.Step, err, want.Outcome, code(want.Answer), want.Step)
	}
}

// fail prints the world as it is, and the change.
func (x *teller) fail(c worlds.Step, data mandat.OrgData, format string, args ...any) {
	x.Helper()
	w := x.world
	w.Data = data
	x.Fatalf(format+"\n%v%v", append(args, w, c)...)
}

func encode(t *teller, o *mandat.Org) string {
	text, err := o.MarshalJSON()
	if err != nil {
		t.Fatalf("an organisation has no encoding: %v", err)
	}
	return string(text)
}

// replays checks that the events make the organisation: from the one before, and
// from the beginning, also after they were written and read.
func (x *teller) replays(c worlds.Step, data mandat.OrgData, change mandat.Change) {
	want := encode(x, change.Org())
	applied, err := x.org.Apply(change.Events(), x.policy)
	x.same(c, data, "Apply", applied, err, want)
	all := append(slices.Clone(x.events), change.Events()...)
	replayed, err := mandat.Replay(all, x.policy)
	x.same(c, data, "Replay", replayed, err, want)
	text, err := json.Marshal(all)
	if err != nil {
		x.fail(c, data, "events have no JSON form: %v", err)
	}
	var read []mandat.Event
	if err := json.Unmarshal(text, &read); err != nil {
		x.fail(c, data, "events are not read again: %v\n%s", err, text)
	}
	replayed, err = mandat.Replay(read, x.policy)
	x.same(c, data, "Replay of what was read", replayed, err, want)
	if _, err := mandat.NewOrg(x.policy, change.Org().Data()); err != nil {
		x.fail(c, data, "NewOrg refuses the data: %v", err)
	}
}

func (x *teller) same(c worlds.Step, data mandat.OrgData, how string, got *mandat.Org, err error, want string) {
	if err != nil {
		x.fail(c, data, "%s: %v", how, err)
	}
	if text := encode(x, got); text != want {
		x.fail(c, data, "%s makes\n%s\nwant\n%s", how, text, want)
	}
}

package mandat_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// gateCanOpen reports whether rules with such a gate on deleting contracts are valid.
func gateCanOpen(t testing.TB, c mandat.Condition) bool {
	t.Helper()
	r := fullRules()
	r.Gates[0].Unless = c
	_, err := mandat.NewPolicy(r)
	var invalid *mandat.InvalidError
	if errors.As(err, &invalid) && (len(invalid.Problems) != 1 || invalid.Problems[0].Path != "Gates[0].Unless") {
		t.Fatal(err)
	}
	return err == nil
}

func TestAGateThatNothingOpensIsRefused(t *testing.T) {
	draft, secret, mine := hasStatus("draft"), hasLabel("secret"), hasRelation("deputy")
	web, mail := mandat.Condition{Channel: []mandat.Channel{"web"}}, mandat.Condition{Channel: []mandat.Channel{"mail"}}
	out, on := mandat.Condition{LoggedOut: true}, mandat.Condition{Setting: []mandat.Setting{"extra"}}
	for name, row := range map[string]struct {
		opens bool
		c     mandat.Condition
	}{
		"one status":                          {true, draft},
		"two statuses at once":                {false, everyOf(draft, hasStatus("valid"))},
		"overlapping statuses":                {true, everyOf(hasStatus("draft", "ended"), hasStatus("valid", "ended"))},
		"no status at all":                    {false, not(hasStatus("draft", "valid", "ended"))},
		"not two of three statuses":           {true, not(hasStatus("draft", "valid"))},
		"two labels at once":                  {true, everyOf(secret, hasLabel("urgent"))},
		"no label at all":                     {true, not(hasLabel("secret", "urgent"))},
		"a label and not that label":          {false, everyOf(secret, not(secret))},
		"a label or not that label":           {true, someOf(secret, not(secret))},
		"a relation and not that relation":    {false, everyOf(mine, not(mine))},
		"two relations":                       {true, everyOf(mine, hasRelation("responsible"))},
		"two channels at once":                {false, everyOf(web, mail)},
		"no channel at all":                   {false, not(mandat.Condition{Channel: []mandat.Channel{"web", "mail", "link"}})},
		"logged out and not logged out":       {false, everyOf(out, not(out))},
		"a setting on and off":                {false, everyOf(on, not(on))},
		"two settings":                        {true, everyOf(on, mandat.Condition{Setting: []mandat.Setting{"archive"}})},
		"vacant and not vacant":               {false, everyOf(vacantRole("reader"), not(vacantRole("reader")))},
		"one of two vacant, not the first":    {true, everyOf(vacantRole("reader", "admin"), not(vacantRole("reader")))},
		"one of two vacant, neither of them":  {false, everyOf(vacantRole("reader", "admin"), not(vacantRole("reader")), not(vacantRole("admin")))},
		"holds and does not hold":             {false, everyOf(holdsRole("reader"), not(holdsRole("reader")))},
		"fields that contradict each other":   {false, mandat.Condition{Status: []mandat.Status{"draft"}, Not: &draft}},
		"a way out among dead ends":           {true, someOf(everyOf(draft, hasStatus("valid")), everyOf(web, mail), secret)},
		"every way a dead end":                {false, someOf(everyOf(draft, hasStatus("valid")), everyOf(web, mail))},
		"not not":                             {false, not(not(everyOf(secret, not(secret))))},
		"either label decides, neither helps": {false, everyOf(someOf(secret, draft), someOf(secret, not(draft)), not(secret))},
	} {
		t.Run(name, func(t *testing.T) {
			if got := gateCanOpen(t, row.c); got != row.opens {
				t.Errorf("a gate unless %+v is accepted: %t; want %t", row.c, got, row.opens)
			}
		})
	}
}

func TestATargetHasFactsOfItsOwn(t *testing.T) {
	for c, want := range map[*mandat.Condition]bool{
		{Status: []mandat.Status{"active"}, Holds: []mandat.RoleID{"reader"}}:                                               true,
		{All: []mandat.Condition{hasStatus("active"), hasStatus("absent")}}:                                                 false,
		{All: []mandat.Condition{holdsRole("reader"), not(holdsRole("reader"))}}:                                            false,
		{Not: &mandat.Condition{Status: []mandat.Status{"absent", "invited", "accepted", "active"}}}:                        true,
		{Not: &mandat.Condition{Status: []mandat.Status{"absent", "invited", "accepted", "active", "inactive", "removed"}}}: false,
	} {
		r := fullRules()
		r.Guards[0].Needs = mandat.Condition{Target: c, Not: &mandat.Condition{Holds: []mandat.RoleID{"reader"}}} // the subject's, not the target's
		if _, err := mandat.NewPolicy(r); (err == nil) != want {
			t.Errorf("a guard that needs of the target %+v: %v; want it accepted: %t", *c, err, want)
		}
	}
}

// combination is one combination of all facts of a contract in the full rules.
type combination struct {
	status  mandat.Status
	channel mandat.Channel
	yes     map[string]bool
}

// meets is the plain meaning of a condition.
func (w combination) meets(c mandat.Condition) bool {
	ok := true
	for _, k := range c.All {
		ok = ok && w.meets(k)
	}
	if c.Any != nil {
		some := false
		for _, k := range c.Any {
			some = some || w.meets(k)
		}
		ok = ok && some
	}
	if c.Not != nil {
		ok = ok && !w.meets(*c.Not)
	}
	ok = ok && one(c.Status, func(s mandat.Status) bool { return s == w.status })
	ok = ok && one(c.Channel, func(s mandat.Channel) bool { return s == w.channel })
	ok = ok && one(c.Label, func(s mandat.Label) bool { return w.yes["label "+string(s)] })
	ok = ok && one(c.Holds, func(s mandat.RoleID) bool { return w.yes["holds "+string(s)] })
	return ok && (!c.LoggedOut || w.yes["out"])
}

func one[N any](names []N, is func(N) bool) bool {
	for _, n := range names {
		if is(n) {
			return true
		}
	}
	return names == nil
}

// combinations are all of them.
func combinations() []combination {
	var all []combination
	bits := []string{"label secret", "label urgent", "holds reader", "holds admin", "out"}
	for _, s := range []mandat.Status{"draft", "valid", "ended"} {
		for _, c := range []mandat.Channel{"web", "mail", "link"} {
			for mask := range 1 << len(bits) {
				yes := make(map[string]bool)
				for i, b := range bits {
					yes[b] = mask&(1<<i) != 0
				}
				all = append(all, combination{s, c, yes})
			}
		}
	}
	return all
}

func drawCondition(t *rapid.T, depth int) mandat.Condition {
	var c mandat.Condition
	kinds := []string{"status", "channel", "label", "holds", "out"}
	if depth > 0 {
		kinds = append(kinds, "all", "any", "not", "all", "any", "not")
	}
	some := func() []mandat.Condition {
		return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) mandat.Condition { return drawCondition(t, depth-1) }), 1, 3).Draw(t, "conditions")
	}
	for range rapid.IntRange(1, 2).Draw(t, "fields") {
		switch rapid.SampledFrom(kinds).Draw(t, "kind") {
		case "status":
			c.Status = rapid.SliceOfNDistinct(rapid.SampledFrom([]mandat.Status{"draft", "valid", "ended"}), 1, 3, rapid.ID).Draw(t, "status")
		case "channel":
			c.Channel = rapid.SliceOfNDistinct(rapid.SampledFrom([]mandat.Channel{"web", "mail", "link"}), 1, 3, rapid.ID).Draw(t, "channel")
		case "label":
			c.Label = rapid.SliceOfNDistinct(rapid.SampledFrom([]mandat.Label{"secret", "urgent"}), 1, 2, rapid.ID).Draw(t, "label")
		case "holds":
			c.Holds = rapid.SliceOfNDistinct(rapid.SampledFrom([]mandat.RoleID{"reader", "admin"}), 1, 2, rapid.ID).Draw(t, "holds")
		case "out":
			c.LoggedOut = true
		case "all":
			c.All = some()
		case "any":
			c.Any = some()
		case "not":
			n := drawCondition(t, depth-1)
			c.Not = &n
		}
	}
	return c
}

func TestSatisfiableIsWhatTryingEveryCombinationFinds(t *testing.T) {
	all := combinations()
	seen := map[bool]int{}
	rapid.Check(t, func(rt *rapid.T) {
		c := drawCondition(rt, 3)
		want := false
		for _, w := range all {
			want = want || w.meets(c)
		}
		seen[want]++
		if got := gateCanOpen(t, c); got != want {
			rt.Fatalf("a gate unless %+v is accepted: %t; want %t", c, got, want)
		}
	})
	t.Logf("%d conditions that can be met, %d that cannot", seen[true], seen[false])
	if inFull() && !t.Failed() && (seen[true] == 0 || seen[false] == 0) {
		t.Errorf("conditions that can be met: %d, that cannot: %d; want some of each", seen[true], seen[false])
	}
}

func TestNobodyIsLoggedOutInAChannelThatTakesALogin(t *testing.T) {
	opens := func(c mandat.Condition, logins ...int) bool {
		r := fullRules()
		for _, i := range logins {
			r.Channels[i].Login, r.Channels[i].Bearer = true, false
		}
		r.Gates[0].Unless = c
		_, err := mandat.NewPolicy(r)
		return err == nil
	}
	out, web := mandat.Condition{LoggedOut: true}, mandat.Condition{Channel: []mandat.Channel{"web"}}
	webOrMail := mandat.Condition{Channel: []mandat.Channel{"web", "mail"}}
	for name, row := range map[string]struct{ got, want bool }{
		"logged out on the web, which takes none":    {opens(everyOf(out, web)), true},
		"logged out on the web, which takes a login": {opens(everyOf(out, web), 0), false},
		"the same, asked in the other order":         {opens(everyOf(web, out), 0), false},
		"on the web or by mail":                      {opens(everyOf(out, webOrMail), 0), true},
		"on the web or by mail, both with a login":   {opens(everyOf(out, webOrMail), 0, 1), false},
		"every channel with a login":                 {opens(out, 0, 1, 2), false},
		"every channel with a login, and not out":    {opens(not(out), 0, 1, 2), true},
		"not one of those without a login":           {opens(everyOf(out, not(mandat.Condition{Channel: []mandat.Channel{"mail", "link"}})), 0), false},
	} {
		if row.got != row.want {
			t.Errorf("a gate that asks for it (%s) is accepted: %t; want %t", name, row.got, row.want)
		}
	}
}

package worlds

import (
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// satisfiable reports whether some state of affairs fulfils the condition, by
// trying all: each status with each channel, and with and without every other
// thing that the condition names.
func satisfiable(c *mandat.Condition, f facts) bool {
	var named []string
	mentions(c, false, &named)
	slices.Sort(named)
	named = slices.Compact(named)
	if len(named) > 10 {
		return false
	}
	for _, status := range append([]mandat.Status{""}, f.statuses...) {
		if (status == "") != (len(f.statuses) == 0) {
			continue
		}
		for _, channel := range f.channels {
			if satisfiableIn(c, f, state{status: status, channel: channel, named: named}) {
				return true
			}
		}
	}
	return false
}

// satisfiableIn tries all that is not fixed by a status and a channel.
func satisfiableIn(c *mandat.Condition, f facts, s state) bool {
	targets := []mandat.Status{""}
	if f.target {
		targets = memberStatuses()
	}
	for _, s.target = range targets {
		for s.facts = range 1 << len(s.named) {
			if s.possible() && s.fulfils(c) {
				return true
			}
		}
	}
	return false
}

// state is a state of affairs: the named things are true whose bit is set.
type state struct {
	status, target mandat.Status
	channel        mandat.Channel
	named          []string
	facts          int
	ofMember       bool
}

func (s *state) is(name string) bool {
	i, ok := slices.BinarySearch(s.named, name)
	return ok && s.facts>>i&1 == 1
}

// possible tells that nobody is logged out in the channel that takes a login,
// and that a grant is of one role.
func (s *state) possible() bool {
	roles := 0
	for _, name := range s.named {
		if strings.HasPrefix(name, "role ") && s.is(name) {
			roles++
		}
	}
	return roles < 2 && (s.channel != "web" || !s.is("logged out"))
}

func (s *state) fulfils(c *mandat.Condition) bool {
	for i := range c.All {
		if !s.fulfils(&c.All[i]) {
			return false
		}
	}
	one := len(c.Any) == 0
	for i := range c.Any {
		one = one || s.fulfils(&c.Any[i])
	}
	return one &&
		(c.Not == nil || !s.fulfils(c.Not)) &&
		(len(c.Status) == 0 || slices.Contains(c.Status, s.status)) &&
		(len(c.Channel) == 0 || slices.Contains(c.Channel, s.channel)) &&
		(!c.LoggedOut || s.is("logged out")) &&
		(c.Target == nil || s.ofTarget().fulfils(c.Target)) &&
		anyOf(s, "relation ", c.Relation) && anyOf(s, "label ", c.Label) &&
		anyOf(s, "setting ", c.Setting) && anyOf(s, "vacant ", c.Vacant) && anyOf(s, s.holds(), c.Holds) && anyOf(s, "role ", c.Role)
}

// ofTarget returns the state of affairs of the member concerned.
func (s *state) ofTarget() *state {
	t := *s
	t.status, t.ofMember = s.target, true
	return &t
}

func (s *state) holds() string { return holdsWord(s.ofMember) }

func holdsWord(target bool) string {
	if target {
		return "target holds "
	}
	return "holds "
}

func anyOf[T ~string](s *state, kind string, names []T) bool {
	return len(names) == 0 || slices.ContainsFunc(names, func(n T) bool { return s.is(kind + string(n)) })
}

// mentions adds what the condition names, but for statuses and channels.
func mentions(c *mandat.Condition, target bool, into *[]string) {
	for i := range c.All {
		mentions(&c.All[i], target, into)
	}
	for i := range c.Any {
		mentions(&c.Any[i], target, into)
	}
	if c.Not != nil {
		mentions(c.Not, target, into)
	}
	if c.Target != nil {
		mentions(c.Target, true, into)
	}
	if c.LoggedOut {
		*into = append(*into, "logged out")
	}
	addAll(into, "relation ", c.Relation)
	addAll(into, "label ", c.Label)
	addAll(into, "setting ", c.Setting)
	addAll(into, "vacant ", c.Vacant)
	addAll(into, holdsWord(target), c.Holds)
	addAll(into, "role ", c.Role)
}

func addAll[T ~string](into *[]string, kind string, names []T) {
	for _, n := range names {
		*into = append(*into, kind+string(n))
	}
}

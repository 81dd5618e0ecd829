package worlds

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// satisfiable reports whether some state of affairs fulfils the condition, by
// trying all: each status with each channel, and with and without every other
// thing that the condition names.
func satisfiable(c *mandat.Condition, f facts) bool {
	var named []string
	mentions(c, &named)
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
			for facts := range 1 << len(named) {
				s := state{status, channel, named, facts}
				if s.possible() && s.fulfils(c) {
					return true
				}
			}
		}
	}
	return false
}

// state is a state of affairs: the named things are true whose bit is set.
type state struct {
	status  mandat.Status
	channel mandat.Channel
	named   []string
	facts   int
}

func (s *state) is(name string) bool {
	i, ok := slices.BinarySearch(s.named, name)
	return ok && s.facts>>i&1 == 1
}

// possible tells that nobody is logged out in the channel that takes a login.
func (s *state) possible() bool { return s.channel != "web" || !s.is("logged out") }

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
		anyOf(s, "relation ", c.Relation) && anyOf(s, "label ", c.Label) &&
		anyOf(s, "setting ", c.Setting) && anyOf(s, "vacant ", c.Vacant) && anyOf(s, "holds ", c.Holds)
}

func anyOf[T ~string](s *state, kind string, names []T) bool {
	return len(names) == 0 || slices.ContainsFunc(names, func(n T) bool { return s.is(kind + string(n)) })
}

// mentions adds what the condition names, but for statuses and channels.
func mentions(c *mandat.Condition, into *[]string) {
	for i := range c.All {
		mentions(&c.All[i], into)
	}
	for i := range c.Any {
		mentions(&c.Any[i], into)
	}
	if c.Not != nil {
		mentions(c.Not, into)
	}
	if c.LoggedOut {
		*into = append(*into, "logged out")
	}
	addAll(into, "relation ", c.Relation)
	addAll(into, "label ", c.Label)
	addAll(into, "setting ", c.Setting)
	addAll(into, "vacant ", c.Vacant)
	addAll(into, "holds ", c.Holds)
}

func addAll[T ~string](into *[]string, kind string, names []T) {
	for _, n := range names {
		*into = append(*into, kind+string(n))
	}
}

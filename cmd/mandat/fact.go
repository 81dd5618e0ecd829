package main

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// fact is one thing that a policy says of a role, or of all. Two versions of a
// policy are compared by the facts that only one of them has.
type fact struct {
	kind facet
	// about tells what it is about: of facts about the same, one can cover another.
	about string
	// asks is what must hold for it, sorted; past the barriers that it passes;
	// much, of numbers, how much it gives or closes, one by one.
	asks []string
	past mandat.Past
	much []int

	says phrase // with {what}, which facts that say the same share
	what string
	how  string // what must hold, in words
}

// facet tells in which direction a fact widens what somebody may do.
type facet uint8

const (
	gives  facet = iota // to have it is wider
	closes              // to be without it is wider
	turns               // either can be
	tells               // neither is
)

// same reports whether two facts differ in words alone.
func (f *fact) same(g *fact) bool {
	return f.kind == g.kind && f.about == g.about && slices.Equal(f.asks, g.asks) && f.past == g.past && slices.Equal(f.much, g.much)
}

// covers reports whether a fact gives or closes all that another one does.
func (f *fact) covers(g *fact) bool {
	return f.kind == g.kind && f.about == g.about && subset(f.asks, g.asks) && g.past&^f.past == 0 && f.isAsMuch(g)
}

func (f *fact) isAsMuch(g *fact) bool {
	for i, n := range f.much {
		if n < g.much[i] {
			return false
		}
	}
	return true
}

// difference is a fact that one version has and the other has not.
type difference struct {
	fact
	gained bool // by the new version
	wider  bool // somebody may be able to do more
}

// compare returns what is gained, then what is lost, each in the order of its
// version.
func compare(before, after []fact) []difference {
	var all []difference
	for i := range after {
		f := &after[i]
		if !has(before, f.same) {
			all = append(all, difference{*f, true, f.kind == turns || f.kind == gives && !has(before, func(g *fact) bool { return g.covers(f) })})
		}
	}
	for i := range before {
		f := &before[i]
		if !has(after, f.same) {
			all = append(all, difference{*f, false, f.kind == turns || f.kind == closes && !has(after, func(g *fact) bool { return g.covers(f) })})
		}
	}
	return all
}

func has(facts []fact, is func(*fact) bool) bool {
	for i := range facts {
		if is(&facts[i]) {
			return true
		}
	}
	return false
}

// differences is what two versions of a policy say differently of one thing.
type differences struct {
	title, more string
	all         []difference
}

func (d differences) widen() bool {
	return slices.ContainsFunc(d.all, func(one difference) bool { return one.wider })
}

// lines says the differences; those that are alike but for what they are about
// share a line.
func (d differences) lines(w words) []string {
	var lines []string
	for i, one := range d.all {
		alike := func(other difference) bool {
			return other.gained == one.gained && other.wider == one.wider && other.says == one.says && other.how == one.how
		}
		if slices.ContainsFunc(d.all[:i], alike) {
			continue
		}
		var what []string
		for _, other := range d.all[i:] {
			if alike(other) && !slices.Contains(what, other.what) {
				what = append(what, other.what)
			}
		}
		lines = append(lines, one.line(w, w.list(what, phraseAnd)))
	}
	return lines
}

func (d difference) line(w words, what string) string {
	text := "- "
	if d.gained {
		text = "+ "
	}
	text += w.say(d.says, "{what}", what)
	if d.how != "" {
		text += " " + d.how
	}
	if d.wider {
		text += " " + w.say(phraseWider)
	}
	return text
}

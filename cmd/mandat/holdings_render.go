package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/mandat-go/mandat"
)

// textHoldings prints who holds what as a tree, with ids as in the policy.
func (t *table) textHoldings(w io.Writer) {
	if t.holdings == nil {
		return
	}
	fmt.Fprintln(w)
	line(w, t.holdings.heading)
	fmt.Fprintln(w)
	role := func(id mandat.RoleID) string { return word(string(id)) }
	for _, p := range t.holdings.roots {
		t.eachLine(p, 0, role, func(depth int, text string) { line(w, strings.Repeat("  ", depth)+text) })
	}
}

// markdownHoldings prints it as a list of lists, with titles.
func (t *table) markdownHoldings(w io.Writer) {
	if t.holdings == nil {
		return
	}
	fmt.Fprintf(w, "\n## %s\n\n%s\n\n", t.say(phraseHoldings), escape(t.holdings.heading))
	role := func(id mandat.RoleID) string {
		r := t.roleOf(id)
		return t.titled(r.Title, string(id))
	}
	for _, p := range t.holdings.roots {
		t.eachLine(p, 0, role, func(depth int, text string) { fmt.Fprintln(w, strings.Repeat("  ", depth)+"- "+escape(text)) })
	}
}

// eachLine says what is held at a place and below it, line by line.
func (t *table) eachLine(p *place, depth int, role func(mandat.RoleID) string, say func(depth int, text string)) {
	name := p.name
	if p.sealed {
		name += " (" + t.say(phraseSealed) + ")"
	}
	say(depth, name)
	for _, h := range p.held {
		say(depth+1, role(h.role)+t.limits(h)+": "+commas(h.holders))
	}
	for _, g := range p.groups {
		say(depth+1, g.name+": "+commas(g.members))
	}
	for _, b := range p.below {
		t.eachLine(b, depth+1, role, say)
	}
}

// limits says in parentheses what there is to say of a role that is held.
func (t *table) limits(h heldRole) string {
	var texts []string
	if h.custom {
		texts = append(texts, t.say(phraseCustomRole))
	}
	for _, text := range []string{h.where, commas(h.when)} {
		if text != "" {
			texts = append(texts, text)
		}
	}
	if texts == nil {
		return ""
	}
	return " (" + strings.Join(texts, "; ") + ")"
}

// roleOf returns one of the roles of the table.
func (t *table) roleOf(id mandat.RoleID) mandat.Role {
	for _, r := range t.roles {
		if r.ID == id {
			return r
		}
	}
	return mandat.Role{ID: id}
}

package main

import (
	"fmt"
	"strings"

	"github.com/mandat-go/mandat"
)

// problem says a problem with the name of what it is about.
func (r *migrationReport) problem(p mandat.Problem) string {
	if what := r.named(p.Path); what != "" {
		return what + ": " + p.Message
	}
	return p.Message
}

// named says what a path into the data of the organisation leads to, "" for what
// has no name.
func (r *migrationReport) named(path string) string {
	list, rest, _ := strings.Cut(path, "[")
	var i, k int
	if n, _ := fmt.Sscanf(rest, "%d].Grants[%d]", &i, &k); n == 0 {
		return ""
	} else if n == 2 {
		return r.invitation(r.data.Invitations[i]) + ", " + r.grant(r.data.Invitations[i].Grants[k])
	}
	d := &r.data
	switch list {
	case "Units":
		return r.say(phraseTheUnit, "{unit}", word(string(d.Units[i].ID)))
	case "Members":
		return r.say(phraseTheMember, "{who}", word(string(d.Members[i].Person)))
	case "Groups":
		return r.say(phraseTheGroup, "{group}", word(string(d.Groups[i].ID)))
	case "Roles":
		return r.say(phraseTheCustomRole, "{role}", word(string(d.Roles[i].ID)))
	case "Grants":
		return r.grant(d.Grants[i])
	case "Invitations":
		return r.invitation(d.Invitations[i])
	}
	return ""
}

func (r *migrationReport) invitation(in mandat.Invitation) string {
	return r.say(phraseTheInvitation, "{invitation}", word(string(in.ID)), "{who}", word(string(in.Person)))
}

func (r *migrationReport) grant(g mandat.Grant) string {
	to := word(string(g.Member))
	if g.Group != "" {
		to = r.say(phraseTheGroup, "{group}", word(string(g.Group)))
	}
	return r.say(phraseTheGrant, "{role}", word(string(g.Role)), "{who}", to)
}

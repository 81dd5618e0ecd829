// Package rulewords says the rules of a policy in a few words, the same in every
// report about a policy: which mutant no test notices, which rule none exercises,
// which one answers otherwise than another check.
package rulewords

import (
	"strings"

	"github.com/mandat-go/mandat"
)

// Condition names a condition in a few words, "" for one that says nothing.
func Condition(c mandat.Condition) string {
	var parts []string
	add := func(what, text string) {
		if text != "" {
			parts = append(parts, what+text)
		}
	}
	add("", nested(c.All, " and "))
	add("", nested(c.Any, " or "))
	if c.Not != nil {
		add("not ", Condition(*c.Not))
	}
	add("relation ", Join(c.Relation, " or "))
	add("status ", Join(c.Status, " or "))
	add("label ", Join(c.Label, " or "))
	add("channel ", Join(c.Channel, " or "))
	if c.LoggedOut {
		add("", "logged out")
	}
	add("setting ", Join(c.Setting, " or "))
	add("vacant ", Join(c.Vacant, " or "))
	add("role ", Join(c.Role, " or "))
	add("holds ", Join(c.Holds, " or "))
	if c.Target != nil {
		add("target ", Condition(*c.Target))
	}
	return strings.Join(parts, " and ")
}

func nested(list []mandat.Condition, word string) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, "("+Condition(c)+")")
	}
	return strings.Join(parts, word)
}

// Permission names a permission, such as "contract.edit when relation
// responsible, past lists".
func Permission(p *mandat.Permission) string {
	text := Actions(p.Do)
	if p.When != nil {
		text += " when " + Condition(*p.When)
	}
	if p.Past&mandat.PastLists != 0 {
		text += ", past lists"
	}
	if p.Past&mandat.PastSeals != 0 {
		text += ", past seals"
	}
	if len(p.In) > 0 {
		text += ", in " + Join(p.In, " or ")
	}
	return text
}

// Actions names actions, such as "contract.read, contract.edit".
func Actions(refs []mandat.ActionRef) string {
	var parts []string
	for _, a := range refs {
		parts = append(parts, a.String())
	}
	return strings.Join(parts, ", ")
}

// Join joins names.
func Join[N ~string](list []N, sep string) string {
	var parts []string
	for _, n := range list {
		parts = append(parts, string(n))
	}
	return strings.Join(parts, sep)
}

// Administered names the roles that a statement is about.
func Administered(a *mandat.AdminRule) string {
	switch text := Join(a.Roles, ", "); {
	case !a.Custom:
		return text
	case text == "":
		return "custom roles"
	default:
		return text + " and custom roles"
	}
}

// Act names what is done with a role.
func Act(a mandat.AdminAct) string {
	switch a {
	case mandat.AdminGrant:
		return "grant"
	case mandat.AdminRevoke:
		return "revoke"
	case mandat.AdminInvite:
		return "invite"
	case mandat.AdminHandOver:
		return "hand over"
	}
	return "nothing"
}

// Limits says to what a statement is limited, such as " through notice when vacant
// auditor"; "" for nothing.
func Limits(a *mandat.AdminRule) string {
	text := ""
	if len(a.In) > 0 {
		text += " in " + Join(a.In, " or ")
	}
	if len(a.Through) > 0 {
		text += " through " + Join(a.Through, " or ")
	}
	if a.When != nil {
		text += " when " + Condition(*a.When)
	}
	return text
}

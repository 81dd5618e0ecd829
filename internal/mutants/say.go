package mutants

import (
	"strings"

	"github.com/mandat-go/mandat"
)

// say names a condition in a few words, "" for one that says nothing.
func say(c mandat.Condition) string {
	var parts []string
	add := func(what, text string) {
		if text != "" {
			parts = append(parts, what+text)
		}
	}
	add("", nested(c.All, " and "))
	add("", nested(c.Any, " or "))
	if c.Not != nil {
		add("not ", say(*c.Not))
	}
	add("relation ", join(c.Relation, " or "))
	add("status ", join(c.Status, " or "))
	add("label ", join(c.Label, " or "))
	add("channel ", join(c.Channel, " or "))
	if c.LoggedOut {
		add("", "logged out")
	}
	add("setting ", join(c.Setting, " or "))
	add("vacant ", join(c.Vacant, " or "))
	add("role ", join(c.Role, " or "))
	add("holds ", join(c.Holds, " or "))
	if c.Target != nil {
		add("target ", say(*c.Target))
	}
	return strings.Join(parts, " and ")
}

func nested(list []mandat.Condition, word string) string {
	var parts []string
	for _, c := range list {
		parts = append(parts, "("+say(c)+")")
	}
	return strings.Join(parts, word)
}

// sayPermission names a permission, such as "contract.edit when relation
// responsible, past lists".
func sayPermission(p *mandat.Permission) string {
	text := sayActions(p.Do)
	if p.When != nil {
		text += " when " + say(*p.When)
	}
	if p.Past&mandat.PastLists != 0 {
		text += ", past lists"
	}
	if p.Past&mandat.PastSeals != 0 {
		text += ", past seals"
	}
	if len(p.In) > 0 {
		text += ", in " + join(p.In, " or ")
	}
	return text
}

func sayActions(refs []mandat.ActionRef) string {
	var parts []string
	for _, a := range refs {
		parts = append(parts, a.String())
	}
	return strings.Join(parts, ", ")
}

func join[N ~string](list []N, sep string) string {
	var parts []string
	for _, n := range list {
		parts = append(parts, string(n))
	}
	return strings.Join(parts, sep)
}

package policyfile

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/mandat-go/mandat"
)

// vocabulary tells which names a policy and an organisation of it declare.
type vocabulary struct {
	rules mandat.Rules
	org   mandat.OrgData
}

// unknownName is how package mandat begins to say that there is no such name.
var unknownName = regexp.MustCompile(`^(?:unknown (\w+) )?"([^"\\]*)"(?: of type "([^"]*)"| is no member of the organisation)?`)

// meant adds to a message of package mandat which name may be meant, and of a few
// names which there are.
func (v *vocabulary) meant(p mandat.Problem) string {
	m := unknownName.FindStringSubmatch(p.Message)
	if m == nil || m[1] == "" && !strings.HasSuffix(m[0], "organisation") {
		return p.Message
	}
	what, name, typ, rest := m[1], m[2], m[3], p.Message[len(m[0]):]
	var i int
	if n, _ := fmt.Sscanf(p.Path, "Types[%d]", &i); n == 1 && typ == "" && i < len(v.rules.Types) {
		typ = string(v.rules.Types[i].Name)
	}
	known := v.names(what, mandat.ResourceType(typ))
	if what == "action" && known == nil { // of a type that is built in
		known = strings.Split(strings.ReplaceAll(strings.TrimPrefix(rest, ": expected "), " or ", ", "), ", ")
	}
	if rest == "" && isFew(what, known) {
		rest = expected(known)
	}
	return m[0] + perhaps(near(name, known)) + rest
}

// isFew reports whether the names of a kind are so few that all can be told.
func isFew(what string, known []string) bool {
	return len(known) <= 6 && strings.Contains(" status label relation channel structure ", " "+what+" ")
}

// names lists the names of a kind: of a type, where types declare them.
func (v *vocabulary) names(what string, typ mandat.ResourceType) []string {
	r, o := &v.rules, &v.org
	switch what {
	case "role":
		id := func(r mandat.Role) string { return string(r.ID) }
		return append(namesOf(r.Roles, id), namesOf(o.Roles, id)...)
	case "unit":
		return namesOf(o.Units, func(u mandat.Unit) string { return string(u.ID) })
	case "group":
		return namesOf(o.Groups, func(g mandat.Group) string { return string(g.ID) })
	case "channel":
		return namesOf(r.Channels, func(c mandat.ChannelRule) string { return string(c.Name) })
	case "structure":
		return namesOf(r.Structures, func(s mandat.StructureRule) string { return string(s.Name) })
	case "setting":
		return namesOf(r.Settings, func(s mandat.SettingRule) string { return string(s.Name) })
	case "type":
		return append(namesOf(r.Types, func(t mandat.TypeRule) string { return string(t.Name) }), namesOf(builtinTypes, stringOf)...)
	case "": // who is no member
		return namesOf(o.Members, func(m mandat.Member) string { return string(m.Person) })
	}
	for _, t := range r.Types {
		if t.Name == typ {
			return namesIn(&t, what)
		}
	}
	return nil
}

// namesIn lists the names of a kind that a type declares.
func namesIn(t *mandat.TypeRule, what string) []string {
	switch what {
	case "status":
		return namesOf(t.Statuses, func(s mandat.StatusRule) string { return string(s.Name) })
	case "label":
		return namesOf(t.Labels, func(l mandat.LabelRule) string { return string(l.Name) })
	case "relation":
		return namesOf(t.Relations, func(r mandat.RelationRule) string { return string(r.Name) })
	case "action":
		return namesOf(t.Actions, func(a mandat.ActionRule) string { return string(a.Name) })
	case "list":
		return namesOf(t.Lists, stringOf)
	}
	return nil
}

func stringOf[N ~string](n N) string { return string(n) }

func namesOf[T any](all []T, name func(T) string) (names []string) {
	for _, one := range all {
		names = append(names, name(one))
	}
	return names
}

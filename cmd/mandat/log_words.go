package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
)

// tellEvent says what an event tells, behind its name.
func tellEvent(e *mandat.Event) string {
	switch what := e.What.(type) {
	case mandat.OrgFounded:
		return fmt.Sprintf("under version %q of the policy of %s", what.Policy, word(what.System))
	case mandat.PolicyAdopted:
		return fmt.Sprintf("version %q", what.Policy)
	case mandat.IDsRetired:
		return tellRetired(&what.Retired)
	case mandat.SettingChanged:
		return id(what.Setting) + onOff(what.On, " on", " off")
	case mandat.RoleAdded:
		return tellRole(&what.Role)
	case mandat.RoleEdited:
		return tellRole(&what.Role)
	case mandat.RoleRemoved:
		return id(what.Role)
	case mandat.RoleGranted:
		return tellGrant(what.Grant, " to ")
	case mandat.RoleRevoked:
		return tellGrant(what.Grant, " from ")
	case mandat.RoleHandedOver:
		return tellGrant(what.Grant, " from ") + ", to " + id(what.To)
	}
	for _, tell := range []func(*mandat.Event) string{tellUnit, tellMember, tellInvitation, tellApproval, tellGroup} {
		if text := tell(e); text != "" {
			return text
		}
	}
	return ""
}

func tellUnit(e *mandat.Event) string {
	switch what := e.What.(type) {
	case mandat.UnitAdded:
		u := what.Unit
		return id(u.ID) + " in " + id(u.Structure) + behind(", below ", u.Parent) + onOff(u.Sealed, ", sealed", "")
	case mandat.UnitMoved:
		if what.To == "" {
			return id(what.Unit) + ", below none"
		}
		return id(what.Unit) + ", below " + id(what.To)
	case mandat.UnitSealed:
		return id(what.Unit) + onOff(what.Sealed, ", sealed", ", its seal is lifted")
	case mandat.UnitRemoved:
		return id(what.Unit)
	}
	return ""
}

func tellMember(e *mandat.Event) string {
	switch what := e.What.(type) {
	case mandat.MemberJoined:
		m := what.Member
		return id(m.Person) + ", " + string(m.Status) + behind(", at home in ", m.Home)
	case mandat.MemberMoved:
		if what.To == "" {
			return id(what.Person) + ", without a home"
		}
		return id(what.Person) + ", at home in " + id(what.To)
	case mandat.MemberActivated:
		return id(what.Person)
	case mandat.MemberDeactivated:
		return id(what.Person)
	case mandat.MemberLeft:
		return id(what.Person)
	}
	return ""
}

func tellGroup(e *mandat.Event) string {
	switch what := e.What.(type) {
	case mandat.GroupAdded:
		g := what.Group
		return id(g.ID) + behind(" in ", g.Unit) + listed(", with members ", g.Members) + listed(", with groups ", g.Groups) + onOff(g.Predefined, ", predefined", "")
	case mandat.GroupJoined:
		return joiner(what.Person, what.Sub) + " to " + id(what.Group)
	case mandat.GroupLeft:
		return joiner(what.Person, what.Sub) + " from " + id(what.Group)
	case mandat.GroupRemoved:
		return id(what.Group)
	}
	return ""
}

func joiner(p mandat.PersonID, g mandat.GroupID) string {
	if g != "" {
		return "group " + id(g)
	}
	return id(p)
}

// tellGrant says a grant: to or from whom, where, and for how long.
func tellGrant(g mandat.Grant, to string) string {
	holder := id(g.Member)
	if g.Group != "" {
		holder = "group " + id(g.Group)
	}
	return id(g.Role) + to + holder + tellScope(g)
}

// tellScope says where and for how long a grant holds.
func tellScope(g mandat.Grant) string {
	where := " in the whole organisation"
	if !g.Scope.IsWholeOrg() {
		where = " at " + strings.Join(each(g.Scope.Places(), tellPlace), " and ")
	}
	return where + during(" from ", g.From) + during(" until ", g.Until)
}

func tellPlace(p mandat.ScopePlace) string {
	unit := "the home unit"
	if p.Unit != "" {
		unit = id(p.Unit)
	}
	return unit + onOff(p.Reach == mandat.Subtree || p.Reach == mandat.HomeSubtree, " with all below", "")
}

func tellRetired(r *mandat.Retired) string {
	text := listed(", units ", r.Units) + listed(", groups ", r.Groups) + listed(", roles ", r.Roles) + listed(", invitations ", r.Invitations)
	return "never to be used again:" + strings.TrimPrefix(text, ",")
}

// tellRole says what a custom role is, conditions aside.
func tellRole(r *mandat.Role) string {
	text := id(r.ID)
	for _, lang := range slices.Sorted(maps.Keys(r.Title)) {
		text += fmt.Sprintf(" %q", r.Title[lang])
	}
	text += listed(", also called ", r.Aliases) + listed(", includes ", r.Includes) + listed(", opens ", r.Opens)
	if len(r.At) > 0 {
		text += ", given at " + strings.Join(each(r.At, tellWhere), " or ")
	}
	if len(r.Can) > 0 {
		text += ", can " + strings.Join(each(r.Can, tellPermission), " and ")
	}
	text += listed(", contact details ", r.Contact) + onOff(r.NoAccount, ", needs no account", "") + onOff(r.Deprecated, ", deprecated", "")
	return text + behind(", while the setting is on: ", r.Setting)
}

func tellWhere(w mandat.Where) string {
	var places []string
	for _, s := range slices.Sorted(maps.Keys(w)) {
		places = append(places, id(s)+" ("+strings.Join(each(w[s], mandat.Reach.String), " or ")+")")
	}
	if len(places) == 0 {
		return "the whole organisation"
	}
	return strings.Join(places, " with ")
}

func tellPermission(p mandat.Permission) string {
	actions := each(p.Do, func(a mandat.ActionRef) string { return id(a.Type) + "." + id(a.Action) })
	return strings.Join(actions, ", ") + listed(" in ", p.In) + onOff(p.When != nil, " under a condition", "") + behind(" while the setting is on: ", p.Setting)
}

// id returns an id as one word.
func id[I ~string](name I) string { return word(string(name)) }

// behind returns an id behind some words, nothing for none.
func behind[I ~string](words string, name I) string {
	if name == "" {
		return ""
	}
	return words + id(name)
}

// listed returns ids behind some words, nothing for none.
func listed[I ~string](words string, names []I) string {
	if len(names) == 0 {
		return ""
	}
	return words + strings.Join(each(names, id[I]), ", ")
}

// during returns a moment behind some words, nothing for none.
func during(words string, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return words + stamp(t)
}

func onOff(is bool, on, off string) string {
	if is {
		return on
	}
	return off
}

package reference

import (
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// makesCustom reports whether the leaf makes somebody get a custom role, or
// makes the role what it would be.
func (q *question) makesCustom(leaf mandat.Action) bool {
	if q.thing.role == nil {
		return false
	}
	if act := q.actOf(leaf); act != 0 {
		return act != mandat.AdminRevoke
	}
	return q.resource.Type == mandat.RoleType && (leaf == "create" || leaf == "edit")
}

// coversRole reports whether the subject holds every permission of the custom
// role asked about, and whether their roles open all that it opens.
func (q *question) coversRole() bool {
	if !q.coversHere() {
		return false
	}
	lasting := slices.DeleteFunc(q.held(), func(h holding) bool { return !q.lasts(h) })
	for _, c := range q.rules.Channels {
		if q.opensSometimes(*q.thing.role, c.Name) && !q.anyOpens(lasting, c.Name) {
			return false
		}
	}
	return q.resource.Type != mandat.RoleType || q.action != "edit" || q.coversInsideSeals()
}

// coversHere reports whether the subject holds every permission of the role at
// the spot, and may give what it includes.
func (q *question) coversHere() bool {
	for _, p := range q.permissionsOf(*q.thing.role) {
		if !q.holdsPermission(p) {
			return false
		}
	}
	return q.resource.Type == mandat.GrantType || q.mayGiveIncluded()
}

// coversInsideSeals reports whether the subject covers the role wherever somebody
// has it inside a seal, is invited to it there, or would have it by joining a
// group.
func (q *question) coversInsideSeals() bool {
	now := draft{q.reached()}
	for _, g := range now.data.Grants {
		var homes []mandat.UnitID
		if g.Group != "" {
			homes = append(homes, "")
		}
		for _, m := range now.data.Members {
			if m.Person == g.Member || g.Group != "" && slices.Contains(now.everybodyIn(g.Group), m.Person) {
				homes = append(homes, m.Home)
			}
		}
		if !q.coversInsideSealsOf(g, homes) {
			return false
		}
	}
	for _, in := range now.data.Invitations {
		for _, g := range in.Grants {
			if !q.coversInsideSealsOf(g, []mandat.UnitID{in.Home}) {
				return false
			}
		}
	}
	return true
}

// coversInsideSealsOf asks this of one grant, for holders with some homes.
func (q *question) coversInsideSealsOf(g mandat.Grant, homes []mandat.UnitID) bool {
	if g.Role != q.thing.role.ID {
		return true
	}
	for _, home := range homes {
		there := q.at(q.spotOf(g.Scope, home))
		inside := slices.ContainsFunc(there.spot, func(p place) bool { return q.innermostSeal(p.unit) != "" })
		if inside && !there.coversHere() {
			return false
		}
	}
	return true
}

// mayGiveIncluded reports whether a statement lets the subject give each role
// that the custom role would include: who holds it already gets these too.
func (q *question) mayGiveIncluded() bool {
	for _, id := range q.thing.role.Includes {
		for _, in := range append([]mandat.RoleID{id}, q.includedIn(id)...) {
			there := *q
			there.thing.of = in
			if in != q.rules.Base && !there.stated(mandat.AdminGrant, in) {
				return false
			}
		}
	}
	return true
}

// power is one thing that a role gives: a permission for a leaf, or a statement.
type power struct {
	leaf mandat.ActionRef
	when *mandat.Condition
	in   []mandat.Structure
	// settings must be on: that of the permission, and those of the roles through
	// which it is included.
	settings []mandat.Setting
	// anywhere tells that it counts in every channel in which a subject stands.
	anywhere bool
	// statement is the place of the statement among the policy's, -1 for a
	// permission.
	statement int
}

// settingOf returns the setting on which a role hangs, if it hangs on one.
func settingOf(r mandat.Role) []mandat.Setting {
	if r.Setting == "" {
		return nil
	}
	return []mandat.Setting{r.Setting}
}

// permissionsOf returns all that a role gives, whatever the settings.
func (q *question) permissionsOf(r mandat.Role) []power {
	return q.powers(r, nil)
}

// powers returns what a role gives to one that includes it by way of roles that
// hang on settings.
func (q *question) powers(r mandat.Role, settings []mandat.Setting) (all []power) {
	anywhere := q.silent(r)
	for _, p := range r.Can {
		on := slices.Clone(settings)
		if p.Setting != "" {
			on = append(on, p.Setting)
		}
		for _, leaf := range q.leavesNamed(p.Do) {
			all = append(all, power{leaf, p.When, p.In, on, anywhere, -1})
		}
	}
	for i, s := range q.rules.Administer {
		if slices.Contains(s.Who, r.ID) {
			all = append(all, power{settings: settings, anywhere: anywhere, statement: i})
		}
	}
	for _, id := range r.Includes {
		in, _ := q.role(id)
		all = append(all, q.powers(in, append(slices.Clone(settings), settingOf(in)...))...)
	}
	return all
}

// silent reports whether a role names no channel, itself or through what it
// includes.
func (q *question) silent(r mandat.Role) bool {
	return len(r.Opens) == 0 && !slices.ContainsFunc(r.Includes, func(id mandat.RoleID) bool { return !q.namesNoChannel(id) })
}

// opensSometimes reports whether a role opens a channel under some settings.
func (q *question) opensSometimes(r mandat.Role, c mandat.Channel) bool {
	return slices.Contains(r.Opens, c) || slices.ContainsFunc(r.Includes, func(id mandat.RoleID) bool {
		in, _ := q.role(id)
		return q.opensSometimes(in, c)
	})
}

func (q *question) leavesNamed(refs []mandat.ActionRef) (all []mandat.ActionRef) {
	for _, ref := range refs {
		t, _ := q.typeRule(ref.Type)
		leaves := set[mandat.Action]{}
		leavesOf(t, ref.Action, leaves)
		for leaf := range leaves {
			all = append(all, mandat.ActionRef{Type: ref.Type, Action: leaf})
		}
	}
	return all
}

// holdsPermission reports whether the subject holds what the role would give, on
// no stricter terms, through a grant that covers the place, lies inside its
// seals, and lasts as long.
func (q *question) holdsPermission(p power) bool {
	for _, h := range q.held() {
		role, _ := q.role(h.role)
		for _, own := range q.powers(role, settingOf(role)) {
			if own.covers(p) && q.countsAsFar(h, own, p) && q.lasts(h) && q.counts(h) && q.covers(h) && q.insideSeals(h) {
				return true
			}
		}
	}
	return false
}

// covers reports whether what one has is at least as much: the same action, with
// the same condition or none, and no more settings or structures.
func (own power) covers(p power) bool {
	return own.leaf == p.leaf && own.statement == p.statement &&
		(own.when == nil || p.when != nil && saysTheSame(own.when, p.when)) &&
		!slices.ContainsFunc(own.settings, func(s mandat.Setting) bool { return !slices.Contains(p.settings, s) }) &&
		(len(own.in) == 0 || len(p.in) > 0 && !slices.ContainsFunc(p.in, func(s mandat.Structure) bool { return !slices.Contains(own.in, s) }))
}

// countsAsFar reports whether what one has counts in every channel in which the
// role's would.
func (q *question) countsAsFar(h holding, own, p power) bool {
	if own.anywhere {
		return true
	}
	if p.anywhere {
		return false
	}
	for _, c := range q.rules.Channels {
		if q.opensSometimes(*q.thing.role, c.Name) && !q.opens(h.role, c.Name) {
			return false
		}
	}
	return true
}

// lasts reports whether a grant of the subject ends no sooner than the one asked
// about. A role that is created or edited has no end.
func (q *question) lasts(h holding) bool {
	if h.until.IsZero() {
		return true
	}
	g := q.thing.grant
	return g != nil && !g.Until.IsZero() && !g.Until.After(h.until)
}

// saysTheSame reports whether two conditions are the same, whatever the order in
// which their parts stand.
func saysTheSame(a, b *mandat.Condition) bool { return sortedText(a) == sortedText(b) }

// sortedText writes a condition with the parts of each list in the order of their
// texts.
func sortedText(c *mandat.Condition) string {
	if c == nil {
		return "none"
	}
	each := func(list []mandat.Condition) (texts []string) {
		for _, k := range list {
			texts = append(texts, sortedText(&k))
		}
		return texts
	}
	return fmt.Sprintf("{all %q any %q not %s relation %q status %q label %q channel %q %t setting %q vacant %q holds %q role %q target %s}",
		slices.Sorted(slices.Values(each(c.All))), slices.Sorted(slices.Values(each(c.Any))), sortedText(c.Not),
		slices.Sorted(slices.Values(c.Relation)), slices.Sorted(slices.Values(c.Status)), slices.Sorted(slices.Values(c.Label)),
		slices.Sorted(slices.Values(c.Channel)), c.LoggedOut, slices.Sorted(slices.Values(c.Setting)),
		slices.Sorted(slices.Values(c.Vacant)), slices.Sorted(slices.Values(c.Holds)), slices.Sorted(slices.Values(c.Role)), sortedText(c.Target))
}

package worlds_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
)

// canonical returns the plain data of an organisation as text, in one order.
func canonical(d mandat.OrgData) string {
	d.Units = sortedBy(d.Units, func(u mandat.Unit) string { return string(u.ID) })
	d.Members = sortedBy(d.Members, func(m mandat.Member) string { return string(m.Person) })
	d.Groups = sortedBy(d.Groups, func(g mandat.Group) string { return string(g.ID) })
	for i := range d.Groups {
		g := &d.Groups[i]
		g.Members, g.Groups = sortedBy(g.Members, text), sortedBy(g.Groups, text)
	}
	d.Roles = sortedBy(d.Roles, func(r mandat.Role) string { return string(r.ID) })
	d.Grants = canonicalGrants(d.Grants)
	d.Invitations = sortedBy(d.Invitations, func(in mandat.Invitation) string { return string(in.ID) })
	for i := range d.Invitations {
		in := &d.Invitations[i]
		in.Grants, in.Until = canonicalGrants(in.Grants), in.Until.UTC()
	}
	r := &d.Retired
	r.Units, r.Groups, r.Roles = sortedBy(r.Units, text), sortedBy(r.Groups, text), sortedBy(r.Roles, text)
	r.Invitations = sortedBy(r.Invitations, text)
	if len(d.Settings) == 0 {
		d.Settings = nil
	}
	return asJSON(d)
}

func canonicalGrants(grants []mandat.Grant) []mandat.Grant {
	grants = slices.Clone(grants)
	for i := range grants {
		g := &grants[i]
		g.From, g.Until, g.Scope = g.From.UTC(), g.Until.UTC(), canonicalScope(g.Scope)
	}
	return sortedBy(grants, func(g mandat.Grant) string { return asJSON(g) })
}

func canonicalScope(s mandat.Scope) mandat.Scope {
	places := sortedBy(s.Places(), func(p mandat.ScopePlace) string { return string(p.Unit) })
	for i, p := range places {
		one := worlds.PlaceScope(p)
		if i == 0 {
			s = one
		} else {
			s = s.And(one)
		}
	}
	return s
}

func sortedBy[T any](list []T, key func(T) string) []T {
	if len(list) == 0 {
		return nil
	}
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
	return list
}

func text[T ~string](s T) string { return string(s) }

func asJSON(v any) string {
	text, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Sprint(v, err)
	}
	return string(text)
}

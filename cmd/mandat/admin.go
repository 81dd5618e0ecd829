package main

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// adminActs are what statements let somebody do with a role: the name of the
// action of grants, and how a row says it.
var adminActs = []struct {
	act    mandat.AdminAct
	action mandat.Action
	title  phrase
	by     phrase // of whoever may
}{
	{mandat.AdminGrant, "give", phraseGive, phraseGivenBy},
	{mandat.AdminRevoke, "revoke", phraseRevoke, phraseRevokedBy},
	{mandat.AdminInvite, "invite", phraseInvite, phraseInvitedBy},
	{mandat.AdminHandOver, "hand-over", phraseHandOver, phraseHandedBy},
}

// adminAction returns the action of grants that a statement gives.
func adminAction(act mandat.AdminAct) mandat.ActionRef {
	for _, a := range adminActs {
		if a.act == act {
			return mandat.ActionRef{Type: mandat.GrantType, Action: a.action}
		}
	}
	return mandat.ActionRef{}
}

// customRoles stands for all custom roles of an organisation, which statements
// name together.
const customRoles mandat.RoleID = ""

// pastSelf is what a statement passes that lets somebody do it for themselves.
const pastSelf mandat.Past = 1 << 7

// administered returns the roles with which somebody may do something, in the
// order of the policy, custom roles last.
func (g *giving) administered(act mandat.AdminAct) []mandat.RoleID {
	named := func(id mandat.RoleID) bool {
		return slices.ContainsFunc(g.rules.Administer, func(a mandat.AdminRule) bool { return slices.Contains(a.May, act) && names(a, id) })
	}
	var all []mandat.RoleID
	for _, r := range g.rules.Roles {
		if named(r.ID) {
			all = append(all, r.ID)
		}
	}
	if named(customRoles) {
		all = append(all, customRoles)
	}
	return all
}

// names reports whether a statement is about a role.
func names(a mandat.AdminRule, id mandat.RoleID) bool {
	if id == customRoles {
		return a.Custom
	}
	return slices.Contains(a.Roles, id)
}

// administers returns the ways in which a role may do something with another one.
// To give one takes a statement for each role that it includes, but for the base
// role; to revoke it takes one for it alone.
func (g *giving) administers(who *mandat.Role, act mandat.AdminAct, id mandat.RoleID) []way {
	ways := g.stated(who, act, id)
	if act == mandat.AdminRevoke || id == customRoles {
		return ways
	}
	seen := []mandat.RoleID{id, g.rules.Base}
	for _, in := range g.included(g.roles[id]) {
		if !slices.Contains(seen, in.role.ID) {
			seen = append(seen, in.role.ID)
			ways = both(ways, g.stated(who, act, in.role.ID))
		}
	}
	return ways
}

// stated returns the ways in which a role may do something with another one, what
// that includes left aside. A custom role passes no seals.
func (g *giving) stated(who *mandat.Role, act mandat.AdminAct, id mandat.RoleID) []way {
	_, builtin := g.roles[who.ID]
	var ways []way
	for _, in := range g.included(who) {
		for i := range g.rules.Administer {
			a := &g.rules.Administer[i]
			if !slices.Contains(a.Who, in.role.ID) || !slices.Contains(a.May, act) || !names(*a, id) {
				continue
			}
			w := g.statement(a, in.asks, act, id)
			if builtin {
				w.past |= a.Past
			}
			ways = or(ways, w)
		}
	}
	return ways
}

// statement returns the way that a statement is, for those who have what it takes
// to be one of its roles.
func (g *giving) statement(a *mandat.AdminRule, asks []int, act mandat.AdminAct, id mandat.RoleID) way {
	asks = and(and(asks, g.condition(a.When)), g.in(a.In))
	if len(a.Through) > 0 {
		asks = and(asks, g.condition(&mandat.Condition{Channel: a.Through}))
	}
	if id == customRoles && act != mandat.AdminRevoke {
		asks = and(asks, g.demand(demand{own: true}))
	}
	w := way{asks: asks}
	if a.Self && act != mandat.AdminRevoke {
		w.past = pastSelf
	}
	return w
}

// addAdministered adds a row for each role with which something may be done. It
// reports whether there is any.
func (t *table) addAdministered(typ *mandat.TypeRule, name mandat.Action) bool {
	rows := len(t.rows)
	for _, a := range adminActs {
		if typ.Name != mandat.GrantType || a.action != name {
			continue
		}
		for _, id := range t.giving.administered(a.act) {
			role, title := t.say(phraseCustomRoles), t.say(phraseCustomRoles)
			if id != customRoles {
				role, title = word(string(id)), t.role(id)
			}
			ref := mandat.ActionRef{Type: typ.Name, Action: name}
			r := row{action: ref, title: t.say(a.title, "{role}", title),
				name: t.say(phraseOf, "{action}", ref.String(), "{role}", role), rules: t.rulesOn(typ, []mandat.Action{name}, nil, "")}
			for i := range t.roles {
				r.cells = append(r.cells, t.adminCell(typ, t.giving.administers(&t.roles[i], a.act, id)))
			}
			t.rows = append(t.rows, r)
		}
	}
	return len(t.rows) > rows
}

// adminCell tells in which ways a role may do something with another one.
func (t *table) adminCell(typ *mandat.TypeRule, ways []way) cell {
	switch {
	case len(ways) == 0:
		return cell{says: phraseNo}
	case len(ways) > mostWays:
		return cell{phraseIf, []int{t.note(t.say(phraseManyWays))}}
	}
	says := phraseYes
	if onlyAsking(ways) {
		says = phraseIf
	}
	return cell{says, t.ways(typ, ways, says == phraseYes)}
}

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat"
)

// version is one version of a policy, with the custom roles of an organisation.
type version struct {
	*table
	custom []mandat.Role
	hinges
}

// hinges tell what hangs on who holds a role: there to hold less can widen, too. They
// are the same for both versions.
type hinges struct {
	absence   bool            // something is given where a role is not held
	exclusive bool            // somebody who held several roles was kept from more
	least     []mandat.RoleID // roles that could not be taken from their last holders
	most      bool            // a role could not be given to more
}

// hingesOf returns what hangs on who holds a role in going over: what is given
// under the version after, what was closed under the version before.
func hingesOf(before, after *version) hinges {
	h := hinges{absence: asksAbsence(after.rules, after.custom), exclusive: len(before.rules.Exclusive) > 0}
	for _, r := range before.rules.Roles {
		if r.Enforced && r.Least > 0 {
			h.least = append(h.least, r.ID)
		}
		h.most = h.most || r.Enforced && r.Most > 0
	}
	return h
}

func newVersion(p *mandat.Policy, custom []mandat.Role, lang string) *version {
	rules := p.Rules()
	t := &table{words: words{lang, &rules}, policy: p, giving: newGiving(&rules, custom), roles: slices.Concat(rules.Roles, custom)}
	return &version{table: t, custom: custom}
}

// asksAbsence reports whether a rule asks for something not to be so, or for a
// vacancy.
func asksAbsence(rules *mandat.Rules, custom []mandat.Role) bool {
	text, err := json.Marshal([]any{rules.Gates, rules.Guards, rules.Administer, rules.Roles, custom})
	return err != nil || strings.Contains(string(text), `"not":`) || strings.Contains(string(text), `"vacant":`)
}

// role returns a role by its id, nil if there is none.
func (v *version) roleNamed(id mandat.RoleID) *mandat.Role {
	i := slices.IndexFunc(v.roles, func(r mandat.Role) bool { return r.ID == id })
	if i < 0 {
		return nil
	}
	return &v.roles[i]
}

// roleFacts returns what the policy says of a role, nil for none.
func (v *version) roleFacts(r *mandat.Role) []fact {
	if r == nil {
		return nil
	}
	facts := v.permissions(r)
	facts = append(facts, v.channels(r)...)
	facts = append(facts, v.includes(r)...)
	facts = append(facts, v.places(r)...)
	facts = append(facts, v.holders(r)...)
	facts = append(facts, v.standing(r)...)
	if _, builtin := v.giving.roles[r.ID]; builtin {
		facts = append(facts, v.administered(r.ID)...)
	}
	return facts
}

// permissions returns what the role gives with all that it includes, action by
// action.
func (v *version) permissions(r *mandat.Role) []fact {
	given := v.giving.by(r)
	var facts []fact
	for i := range v.giving.types {
		typ := &v.giving.types[i]
		for _, a := range typ.Actions {
			ref := mandat.ActionRef{Type: typ.Name, Action: a.Name}
			ways := given[ref]
			if !v.giving.governed(ref) {
				ways = withoutLists(ways)
			}
			for _, w := range ways {
				facts = append(facts, v.wayFact(typ, ref.String(), w, phraseWhat, ref.String(), v.origin(r, ref)))
			}
		}
	}
	return facts
}

// wayFact is something that is given in a way.
func (v *version) wayFact(typ *mandat.TypeRule, about string, w way, says phrase, what, origin string) fact {
	f := fact{kind: gives, about: about, past: w.past, says: says, what: what}
	for _, n := range w.asks {
		f.asks = append(f.asks, v.key(n))
	}
	slices.Sort(f.asks)
	f.how = strings.TrimSpace(v.way(typ, w, false) + origin)
	return f
}

// key is what is asked for, the same in any version.
func (v *version) key(n int) string { return keyOf(v.giving.asked[n].plain()) }

// plain returns what is asked for as plain data.
func (d demand) plain() any { return []any{d.condition, d.in, d.own} }

// keyOf returns the text of plain data.
func keyOf(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(text)
}

// origin says from where a role has an action, "" if from itself alone.
func (v *version) origin(r *mandat.Role, ref mandat.ActionRef) string {
	for _, in := range v.giving.included(r) {
		for _, p := range in.role.Can {
			for _, do := range p.Do {
				if !slices.Contains(v.giving.leavesOf([]mandat.ActionRef{do}), ref) {
					continue
				}
				var from []string
				if do != ref {
					from = append(from, v.say(phrasePartOf, "{action}", do.String()))
				}
				if in.role.ID != r.ID {
					from = append(from, v.say(phraseThrough, "{role}", word(string(in.role.ID))))
				}
				if len(from) == 0 {
					return ""
				}
				return " (" + commas(from) + ")"
			}
		}
	}
	return ""
}

// channels returns the channels that the role opens, with what it includes.
func (v *version) channels(r *mandat.Role) []fact {
	var facts []fact
	for _, in := range v.giving.included(r) {
		for _, c := range in.role.Opens {
			facts = append(facts, v.wayFact(&mandat.TypeRule{}, "opens "+string(c), way{asks: in.asks}, phraseOpens, word(string(c)), ""))
		}
	}
	if facts == nil {
		facts = append(facts, fact{kind: gives, about: "any channel", says: phraseAnyChannel})
	}
	return facts
}

func (v *version) includes(r *mandat.Role) []fact {
	return each(r.Includes, func(id mandat.RoleID) fact {
		return fact{kind: v.turning(gives, v.keepsOut()), about: "includes " + string(id), says: phraseIncludes, what: word(string(id))}
	})
}

// keepsOut reports whether to hold a role can be in the way of anything.
func (h *hinges) keepsOut() bool { return h.absence || h.exclusive || h.most }

// turning returns how something turns that in some policies can widen either way.
func (v *version) turning(k facet, either bool) facet {
	if either {
		return turns
	}
	return k
}

// places returns where the role may be given, or if it is everybody's, is held.
func (v *version) places(r *mandat.Role) []fact {
	kind := gives
	if r.ID == v.rules.Base {
		kind = turns
	}
	var facts []fact
	for _, w := range v.whereOf(r, 0) {
		for _, one := range eachReach(w) {
			facts = append(facts, fact{kind: kind, about: "at " + keyOf(one), says: phraseGivenAt, what: v.where(one)})
		}
	}
	return facts
}

// eachReach returns a place in one structure as one for each of its reaches.
func eachReach(w mandat.Where) []mandat.Where {
	var all []mandat.Where
	for s, reaches := range w {
		for _, r := range slices.Sorted(slices.Values(reaches)) {
			all = append(all, mandat.Where{s: {r}})
		}
	}
	if len(w) != 1 {
		return []mandat.Where{w}
	}
	return all
}

// whereOf returns where a role may be given: if it does not say, where those that
// it includes may.
func (v *version) whereOf(r *mandat.Role, depth int) []mandat.Where {
	if len(r.At) > 0 || depth > len(v.roles) {
		return r.At
	}
	var all []mandat.Where
	for _, id := range r.Includes {
		all = append(all, v.whereOf(v.giving.roles[id], depth+1)...)
	}
	if all == nil && depth == 0 {
		all = []mandat.Where{{}}
	}
	return all
}

// where says one alternative for where a role may be given.
func (v *version) where(w mandat.Where) string {
	var parts []string
	for _, s := range v.rules.Structures {
		if reaches := w[s.Name]; len(reaches) > 0 {
			how := v.list(each(slices.Sorted(slices.Values(reaches)), mandat.Reach.String), phraseOr)
			parts = append(parts, v.say(phraseAtUnit, "{structure}", word(string(s.Name)), "{reach}", how))
		}
	}
	if parts == nil {
		return v.say(phraseWholeOrg)
	}
	return v.list(parts, phraseAnd)
}

// holders returns the numbers of holders: those that are enforced close.
func (v *version) holders(r *mandat.Role) []fact {
	kind, says := tells, []phrase{phraseLeast, phraseMost}
	if r.Enforced {
		kind, says = closes, []phrase{phraseLeastEnforced, phraseMostEnforced}
	}
	var facts []fact
	if r.Least > 0 {
		facts = append(facts, fact{kind: kind, about: "least", much: []int{r.Least}, says: says[0], what: v.number(r.Least)})
	}
	if r.Most > 0 {
		facts = append(facts, fact{kind: kind, about: "most", much: []int{-r.Most}, says: says[1], what: v.number(r.Most)})
	}
	return facts
}

// number says a number of holders.
func (v *version) number(n int) string {
	says := phraseHolders
	if n == 1 {
		says = phraseOneHolder
	}
	return v.say(says, "{n}", strconv.Itoa(n))
}

// standing returns what else there is to a role.
func (v *version) standing(r *mandat.Role) []fact {
	var facts []fact
	if r.NoAccount {
		facts = append(facts, fact{kind: v.turning(gives, v.absence), about: "no account", says: phraseNoAccount})
	}
	if r.Deprecated {
		facts = append(facts, fact{kind: closes, about: "deprecated", says: phraseDeprecated})
	}
	if r.Setting != "" {
		either := v.absence || slices.Contains(v.least, r.ID) // off, it asks for nobody
		facts = append(facts, fact{kind: v.turning(closes, either), about: "setting " + string(r.Setting), says: phraseHangsOn, what: word(string(r.Setting))})
	}
	if len(r.Contact) > 0 {
		facts = append(facts, fact{kind: tells, about: "contact " + keyOf(r.Contact), says: phraseContact, what: v.list(r.Contact, phraseAnd)})
	}
	return facts
}

// administered returns who may do what with a role, or with custom roles.
func (v *version) administered(id mandat.RoleID) []fact {
	typ := &mandat.TypeRule{Name: mandat.GrantType}
	var facts []fact
	for _, a := range adminActs {
		if !slices.Contains(v.giving.administered(a.act), id) {
			continue
		}
		for i := range v.rules.Roles {
			who := &v.rules.Roles[i]
			for _, w := range v.giving.administers(who, a.act, id) {
				facts = append(facts, v.wayFact(typ, string(a.action)+" by "+string(who.ID), w, a.by, word(string(who.ID)), ""))
			}
		}
	}
	return facts
}

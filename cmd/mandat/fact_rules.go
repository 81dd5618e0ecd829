package main

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/mandat-go/mandat"
)

// gates returns the gates, action by action: to be without one is wider. So it is
// with guards and approvals.
func (v *version) gates() []fact {
	var facts []fact
	for _, g := range v.rules.Gates {
		facts = append(facts, v.closer("gate "+keyOf(g.Unless), g.Close, phraseGate, &g.Unless)...)
	}
	return facts
}

func (v *version) guards() []fact {
	var facts []fact
	for _, g := range v.rules.Guards {
		facts = append(facts, v.closer("guard "+keyOf(g.Needs), g.Before, phraseGuard, &g.Needs)...)
	}
	return facts
}

// closer returns the facts of a gate or guard.
func (v *version) closer(about string, refs []mandat.ActionRef, says phrase, c *mandat.Condition) []fact {
	return each(v.giving.leavesOf(refs), func(ref mandat.ActionRef) fact {
		how := v.say(says, "{condition}", v.condition(v.giving.typ(ref.Type), *c))
		return fact{kind: closes, about: about + " of " + ref.String(), says: phraseWhatIs, what: ref.String(), how: how}
	})
}

// settingFacts returns what is on and off in an organisation. What only one of the
// versions knows tells of itself: whatever hangs on it differs as well.
func (v *version) settingFacts(set map[mandat.Setting]bool, other *version) []fact {
	return each(v.rules.Settings, func(s mandat.SettingRule) fact {
		on, isSet := set[s.Name]
		how := ""
		if !isSet {
			on, how = s.Default, v.say(phraseByDefault)
		}
		kind := tells
		if slices.ContainsFunc(other.rules.Settings, func(o mandat.SettingRule) bool { return o.Name == s.Name }) {
			kind = turns
		}
		says := phraseIsOff
		if on {
			says = phraseIsOn
		}
		return fact{kind: kind, about: fmt.Sprint(s.Name, on), says: says, what: word(string(s.Name)), how: how}
	})
}

// declared returns what the policy declares beside roles and rules that close.
func (v *version) declared() []fact {
	r := v.rules
	var facts []fact
	for _, s := range r.Structures {
		facts = append(facts, fact{kind: turns, about: fmt.Sprint("structure ", s.Name, s.Home), says: phraseHome[s.Home], what: word(string(s.Name))})
	}
	for _, c := range r.Channels {
		facts = append(facts, fact{kind: turns, about: fmt.Sprint("channel ", c.Name, c.Login, c.Bearer), says: channelPhrase(c), what: word(string(c.Name))})
	}
	for i := range r.Types {
		facts = append(facts, v.typeFacts(&r.Types[i])...)
	}
	if r.Base != "" {
		facts = append(facts, fact{kind: turns, about: "base " + string(r.Base), says: phraseBase, what: word(string(r.Base))})
	}
	if r.GroupsHoldRoles {
		facts = append(facts, fact{kind: gives, about: "groups", says: phraseGroupsHold})
	}
	for _, e := range r.Exclusive {
		roles := slices.Sorted(slices.Values(e.Roles))
		facts = append(facts, fact{kind: closes, about: fmt.Sprint("exclusive ", roles), much: []int{-e.Most}, says: phraseExclusive,
			what: v.list(each(e.Roles, func(id mandat.RoleID) string { return word(string(id)) }), phraseAnd), how: v.say(phraseAtMost, "{n}", strconv.Itoa(e.Most))})
	}
	return facts
}

func channelPhrase(c mandat.ChannelRule) phrase {
	switch {
	case c.Bearer:
		return phraseChannelBearer
	case c.Login:
		return phraseChannelLogin
	}
	return phraseChannel
}

// typeFacts returns what a type says of its actions and of access lists.
func (v *version) typeFacts(t *mandat.TypeRule) []fact {
	name := word(string(t.Name))
	facts := []fact{v.unitsFact(t)}
	facts = append(facts, namesFacts("status", t, t.Statuses, phraseHasStatus, func(s mandat.StatusRule) string { return string(s.Name) })...)
	facts = append(facts, namesFacts("label", t, t.Labels, phraseHasLabel, func(l mandat.LabelRule) string { return string(l.Name) })...)
	facts = append(facts, namesFacts("relation", t, t.Relations, phraseHasRelation, func(r mandat.RelationRule) string { return string(r.Name) })...)
	if t.PartOf != "" {
		facts = append(facts, fact{kind: turns, about: fmt.Sprint("part ", t.Name, t.PartOf), says: phraseTypePart, what: name, how: word(string(t.PartOf))})
	}
	if t.Seen != "" {
		facts = append(facts, fact{kind: closes, about: fmt.Sprint("seen ", t.Name, t.Seen), says: phraseTypeSeen, what: name, how: word(string(t.Seen))})
	}
	ref := func(a mandat.Action) string { return mandat.ActionRef{Type: t.Name, Action: a}.String() }
	facts = append(facts, v.listFacts(t)...)
	for _, a := range t.Actions {
		facts = append(facts, v.actionFacts(t, a, ref)...)
	}
	return facts
}

// listFacts tells by which lists the actions of a type can be governed: its own, and
// those of what a resource of it can be part of.
func (v *version) listFacts(t *mandat.TypeRule) []fact {
	var facts []fact
	seen := make(map[*mandat.TypeRule]bool)
	for of := t; of != nil && !seen[of]; of = v.typeNamed(of.PartOf) {
		seen[of] = true
		for _, l := range of.Lists {
			if actionOf(t, l) == nil {
				continue
			}
			list := mandat.ActionRef{Type: of.Name, Action: l}.String()
			for _, leaf := range leaves(t, l) {
				governed := mandat.ActionRef{Type: t.Name, Action: leaf}.String()
				facts = append(facts, fact{kind: turns, about: fmt.Sprint("list ", list, " ", governed), says: phraseTypeList, what: governed, how: list})
			}
		}
	}
	return facts
}

// typeNamed returns the type that the policy declares by a name, nil for none.
func (v *version) typeNamed(name mandat.ResourceType) *mandat.TypeRule {
	i := slices.IndexFunc(v.rules.Types, func(t mandat.TypeRule) bool { return t.Name == name })
	if i < 0 {
		return nil
	}
	return &v.rules.Types[i]
}

// unitsFact tells in which structures a resource has a unit.
func (v *version) unitsFact(t *mandat.TypeRule) fact {
	f := fact{kind: turns, about: fmt.Sprint("units ", t.Name, slices.Sorted(slices.Values(t.Structures))), says: phraseTypeNowhere, what: word(string(t.Name))}
	if len(t.Structures) > 0 {
		f.says, f.how = phraseTypeUnits, v.list(each(t.Structures, func(s mandat.Structure) string { return word(string(s)) }), phraseAnd)
	}
	return f
}

// namesFacts returns the statuses, labels or relations of a type. They widen nothing by
// themselves: under a version that does not know one, a question that states it is
// malformed, and what asks for it tells of itself.
func namesFacts[R any](kind string, t *mandat.TypeRule, all []R, says phrase, name func(R) string) []fact {
	return each(all, func(r R) fact {
		return fact{kind: tells, about: fmt.Sprint(kind, " ", t.Name, " ", name(r)), says: says, what: word(name(r)), how: word(string(t.Name))}
	})
}

func (v *version) actionFacts(t *mandat.TypeRule, a mandat.ActionRule, ref func(mandat.Action) string) []fact {
	facts := []fact{{kind: tells, about: "action " + ref(a.Name), says: phraseHasAction, what: ref(a.Name)}}
	if len(a.Of) > 0 {
		for _, leaf := range leaves(t, a.Name) {
			facts = append(facts, fact{kind: closes, about: fmt.Sprint("group ", ref(a.Name), " ", leaf), says: phraseStandsFor, what: ref(leaf), how: ref(a.Name)})
		}
	}
	for _, n := range needed(t, a.Name) {
		for _, leaf := range leaves(t, n) {
			facts = append(facts, fact{kind: closes, about: fmt.Sprint("needs ", ref(a.Name), " ", leaf), says: phraseNeededBy, what: ref(leaf), how: ref(a.Name)})
		}
	}
	return facts
}

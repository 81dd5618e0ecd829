package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// joining returns how one becomes a member, and which roles come with it.
func (v *version) joining() []fact {
	j := &v.rules.Joining
	facts := slices.Concat(
		joiningFacts(phraseFoundedIn, j.Founding.Through), v.come(phraseFounderGets, j.Founding.Roles),
		joiningFacts(phraseRegisteredIn, j.Registration.Through), v.come(phraseRegisteredGets, j.Registration.Roles),
		v.come(phraseCreatedGets, j.Created), v.come(phraseInvitedGets, j.Invitation.Roles),
		joiningFacts(phraseCarries, j.Invitation.Carries),
	)
	if j.Invitation.AtOnce { // what comes with it must be possible now, and not first with an answer
		facts = append(facts, fact{kind: turns, about: "at once", says: phraseAtOnce})
	}
	if j.Invitation.OutlivesInviter {
		facts = append(facts, joiningFacts(phraseOutlives, []string{""})...)
	}
	if j.Invitation.Account {
		facts = append(facts, fact{kind: closes, about: "account", says: phraseNeedsAccount})
	}
	if d := j.Invitation.Lasts; d > 0 {
		facts = append(facts, fact{kind: closes, about: "lasts", much: []int{-int(d)}, says: phraseLasts, what: d.String()})
	}
	return facts
}

// joiningFacts returns a fact of each name.
func joiningFacts[N ~string](says phrase, names []N) []fact {
	return each(names, func(n N) fact {
		f := fact{kind: gives, about: fmt.Sprint(says.en, n), says: says}
		if n != "" {
			f.what = word(string(n))
		}
		return f
	})
}

// come returns the roles that come with joining: at the home unit, if they may be
// given there, else for the whole organisation.
func (v *version) come(says phrase, roles []mandat.RoleID) []fact {
	facts := joiningFacts(says, roles)
	for i := range facts {
		reach := v.narrowest(roles[i], func(w mandat.Where, r mandat.Reach) bool { return len(w) == 1 && isAtHome(r) })
		much := []mandat.Reach{mandat.Home, mandat.HomeSubtree, 0}
		facts[i].kind = v.turning(gives, v.keepsOut())
		facts[i].much = []int{slices.Index(much, reach)}
		facts[i].how = v.say(phraseForOrg)
		if reach != 0 {
			facts[i].how = v.say(phraseAtHome, "{reach}", reach.String())
		}
	}
	return facts
}

func isAtHome(r mandat.Reach) bool { return r == mandat.Home || r == mandat.HomeSubtree }

// narrowest returns the reach of those that are asked for with which a role may be
// given that reaches least, 0 for none.
func (v *version) narrowest(id mandat.RoleID, is func(mandat.Where, mandat.Reach) bool) mandat.Reach {
	var found mandat.Reach
	for _, w := range v.whereOf(v.giving.roles[id], 0) {
		for _, reaches := range w {
			for _, r := range reaches {
				if is(w, r) && r <= cmp.Or(found, r) {
					found = r
				}
			}
		}
	}
	return found
}

// creation returns what comes with making a unit.
func (v *version) creation() []fact {
	var facts []fact
	for i := range v.rules.Creation {
		k := &v.rules.Creation[i]
		facts = append(facts, v.comeWith(k, phraseCreatorGets, k.Creator)...)
		facts = append(facts, v.comeWith(k, phraseNamedGets, k.Named)...)
		if k.MustName {
			facts = append(facts, v.creationFact(k, closes, phraseMustName, ""))
		}
		if k.Sealed {
			facts = append(facts, v.creationFact(k, closes, phraseComesSealed, ""))
		}
		for _, g := range k.Groups {
			facts = append(facts, v.creationFact(k, tells, phraseGroupComes, word(string(g.Name))))
		}
	}
	return facts
}

func (v *version) creationFact(k *mandat.CreationRule, kind facet, says phrase, what string) fact {
	return fact{kind: kind, about: fmt.Sprint(says.en, k.Structure, what), says: says, what: what,
		how: v.say(phraseOfStructure, "{structure}", word(string(k.Structure)))}
}

// comeWith returns the roles that come with a unit, with their reach there.
func (v *version) comeWith(k *mandat.CreationRule, says phrase, roles []mandat.RoleID) []fact {
	return each(roles, func(id mandat.RoleID) fact {
		f := v.creationFact(k, v.turning(gives, v.keepsOut()), says, word(string(id)))
		reach := v.narrowest(id, func(w mandat.Where, r mandat.Reach) bool {
			return len(w) == 1 && slices.Contains(w[k.Structure], r) && !isAtHome(r)
		})
		f.much = []int{int(reach)}
		f.how = v.say(phraseReachOf, "{reach}", reach.String(), "{structure}", word(string(k.Structure)))
		return f
	})
}

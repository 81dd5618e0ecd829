package mandat

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
)

// Adopting returns who would gain and who would lose what if the organisation
// adopted another version of its policy at a moment, whoever did so: nobody is
// hidden. It is for those who prepare a version; within a change, Change.Impact
// tells the same of AdoptPolicy, as far as the subject may see.
//
// An *InvalidError lists everything for which the organisation cannot adopt it:
// AdoptPolicy is blocked for the same.
func (o *Org) Adopting(to *Policy, at time.Time) (Impact, error) {
	if problem := o.cannotFollow(to); problem != "" {
		return Impact{}, &InvalidError{What: "policy", Problems: []Problem{{"", problem}}}
	}
	next, err := o.under(to)
	if err != nil {
		return Impact{}, err
	}
	var ps problems
	for _, s := range adoptionObstacles(o, next, at) {
		ps.add("", "%s", s.problem)
	}
	if err := ps.err("organisation"); err != nil {
		return Impact{}, err
	}
	events := []Event{{Org: o.id, Version: o.version + 1, Step: 1, Of: 1, At: utc(at), What: PolicyAdopted{to.Version()}}}
	return impactOf(&made{before: o, start: o, after: next, events: events, subject: Subject{At: at}}), nil
}

// cannotFollow says why a policy is no other version of the one in force, "" if
// it is.
func (o *Org) cannotFollow(to *Policy) string {
	switch {
	case o == nil || o.policy == nil:
		return "there is no organisation to adopt it"
	case to == nil || to.types == nil:
		return "there is no policy to adopt"
	case to.System() != o.policy.System():
		return fmt.Sprintf("it is of system %q: expected a version of %q", to.System(), o.policy.System())
	case to.Version() == o.policy.Version():
		return fmt.Sprintf("version %q is in force already: expected another one", to.Version())
	}
	return ""
}

// adoptionObstacle is a rule of the policy to adopt that the organisation breaks.
type adoptionObstacle struct {
	Step
	problem string
}

// adoptionObstacles returns the numbers of holders and the exclusive roles that an
// organisation breaks under the policy that it is to adopt, before and after.
// What was wrong before, and is no worse, is none; nor is it that nobody holds a
// role that the policy before did not have, because nobody could.
func adoptionObstacles(before, after *Org, at time.Time) []adoptionObstacle {
	var all []adoptionObstacle
	for _, r := range after.policy.roles {
		if !r.rule.Enforced {
			continue
		}
		units := []int32{noUnit}
		if s := r.structure(after.policy); s >= 0 {
			units = after.countedAt(s, noUnit)
		}
		for _, u := range units {
			all = append(all, numberObstacles(before, after, r, u, at)...)
		}
	}
	for i := range after.policy.rules.Exclusive {
		all = append(all, exclusiveObstacles(before, after, &after.policy.rules.Exclusive[i], at)...)
	}
	return all
}

func numberObstacles(before, after *Org, r *role, unit int32, at time.Time) []adoptionObstacle {
	is := after.countHolders(r, unit, at, math.MaxInt)
	was, old := countedBefore(before, after, r, unit, at)
	s := Step{Kind: StepObstacle, Name: string(r.rule.ID), Role: r.rule.ID, Scope: WholeOrg()}
	where := ""
	if unit != noUnit {
		id := after.unit(unit).id
		s.Scope, where = Exactly(id), fmt.Sprintf(" at unit %q", id)
	}
	var all []adoptionObstacle
	add := func(d Detail, format string, args ...any) {
		s.Detail = d
		all = append(all, adoptionObstacle{s, fmt.Sprintf(format, args...)})
	}
	if least := after.enforcedLeast(r); old != nil && is.lasting < least && (before.enforcedLeast(old) < least || is.lasting < was.lasting) {
		add(TooFewHolders, "role %q is held by %d for good%s: expected at least %d", r.rule.ID, is.lasting, where, least)
	}
	if most := r.rule.Most; most > 0 && is.any > most && (old == nil || !old.rule.Enforced || old.rule.Most == 0 || old.rule.Most > most || is.any > was.any) {
		add(TooManyHolders, "role %q is held by %d%s: expected at most %d", r.rule.ID, is.any, where, most)
	}
	return all
}

// countedBefore returns how many held a role at a unit, and what the role was; nil
// if the policy did not have it.
func countedBefore(before, after *Org, r *role, unit int32, at time.Time) (counts, *role) {
	old := before.policy.roleByID[r.rule.ID]
	if old == nil {
		return counts{}, nil
	}
	if unit != noUnit {
		unit, _ = before.unitNamed(after.unit(unit).id)
	}
	return before.countHolders(old, unit, at, math.MaxInt), old
}

// enforcedLeast returns how many must hold a role: none while a setting on which it
// hangs is off.
func (o *Org) enforcedLeast(r *role) int {
	if !r.rule.Enforced || r.settings&^o.settings != 0 {
		return 0
	}
	return r.rule.Least
}

func exclusiveObstacles(before, after *Org, rule *ExclusiveRule, at time.Time) []adoptionObstacle {
	old := slices.IndexFunc(before.policy.rules.Exclusive, func(e ExclusiveRule) bool {
		return e.Most <= rule.Most && len(e.Roles) == len(rule.Roles) && !slices.ContainsFunc(rule.Roles, func(id RoleID) bool { return !slices.Contains(e.Roles, id) })
	})
	var all []adoptionObstacle
	for i := range after.members.len() {
		n := after.heldOf(rule, i, at)
		if n <= rule.Most || old >= 0 && n <= before.heldOf(&before.policy.rules.Exclusive[old], i, at) {
			continue
		}
		person := after.member(i).person
		s := Step{Kind: StepObstacle, Detail: RolesExclusive, Name: string(person)}
		names := strings.Join(each(rule.Roles, func(id RoleID) string { return fmt.Sprintf("%q", id) }), ", ")
		all = append(all, adoptionObstacle{s, fmt.Sprintf("member %q holds %d of the roles %s: expected at most %d", person, n, names, rule.Most)})
	}
	return all
}

package mandattest

import (
	"fmt"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/rulewords"
)

// exercises returns what tests of a policy have to do, in its order and action by
// action, and by which uses of its rules it is done.
func exercises(r mandat.Rules) ([]*exercise, map[use][]*exercise) {
	l := &exerciseList{rules: r, by: make(map[use][]*exercise), taken: make(map[string]int)}
	for i := range r.Roles {
		l.role(&r.Roles[i])
	}
	for i, g := range r.Gates {
		ref := mandat.RuleRef{Kind: mandat.RuleOfGate, Index: i}
		l.each(g.Close, func(a []mandat.ActionRef) {
			l.closer(rulewords.Gate(&mandat.Gate{Close: a, Unless: g.Unless}), ref, a[0])
		})
	}
	for i, g := range r.Guards {
		ref := mandat.RuleRef{Kind: mandat.RuleOfGuard, Index: i}
		l.each(g.Before, func(a []mandat.ActionRef) {
			l.closer(rulewords.Guard(&mandat.Guard{Before: a, Needs: g.Needs}), ref, a[0])
		})
	}
	for i, rule := range r.Approvals {
		ref := mandat.RuleRef{Kind: mandat.RuleOfApproval, Index: i}
		l.each(rule.Of, func(a []mandat.ActionRef) { l.add("approval of "+rulewords.Actions(a), ref, a[0], false) })
	}
	for i := range r.Administer {
		l.statement(i, &r.Administer[i])
	}
	return l.all, l.by
}

type exerciseList struct {
	rules mandat.Rules
	all   []*exercise
	by    map[use][]*exercise
	taken map[string]int
}

// each calls a function with each of some actions, as a list.
func (l *exerciseList) each(refs []mandat.ActionRef, do func([]mandat.ActionRef)) {
	for i := range refs {
		do(refs[i : i+1])
	}
}

func (l *exerciseList) role(role *mandat.Role) {
	for i := range role.Can {
		l.each(role.Can[i].Do, func(a []mandat.ActionRef) {
			p := role.Can[i]
			p.Do = a
			name := "role " + string(role.ID) + ": " + rulewords.Permission(&p)
			l.add(name, mandat.RuleRef{Kind: mandat.RuleOfRole, Role: role.ID, Index: i}, a[0], false)
		})
	}
}

func (l *exerciseList) closer(name string, ref mandat.RuleRef, a mandat.ActionRef) {
	l.add(name+": closed", ref, a, true)
	l.add(name+": open", ref, a, false)
}

// statement is exercised for each role that it lets do something, and for each
// thing that it lets them do.
func (l *exerciseList) statement(i int, s *mandat.AdminRule) {
	for _, who := range s.Who {
		for _, act := range s.May {
			name := fmt.Sprintf("administer: %s may %s %s%s", who, rulewords.Act(act), rulewords.Administered(s), rulewords.Limits(s))
			action := mandat.ActionRef{Type: mandat.GrantType, Action: actions[act]}
			l.add(name, mandat.RuleRef{Kind: mandat.RuleOfStatement, Role: who, Index: i}, action, false)
		}
	}
}

// actions are what the built-in type of grants calls what is done with a role.
var actions = [...]mandat.Action{mandat.AdminGrant: "give", mandat.AdminRevoke: "revoke", mandat.AdminInvite: "invite", mandat.AdminHandOver: "hand-over"}

// add adds something to do with a rule for an action: for any of those that the
// action stands for. Names that stand there twice are numbered.
func (l *exerciseList) add(name string, ref mandat.RuleRef, a mandat.ActionRef, closed bool) {
	l.taken[name]++
	if n := l.taken[name]; n > 1 {
		name = fmt.Sprintf("%s (%d)", name, n)
	}
	x := &exercise{name: name}
	l.all = append(l.all, x)
	for _, leaf := range l.leaves(a, nil) {
		u := use{ref, leaf, closed}
		l.by[u] = append(l.by[u], x)
	}
}

// leaves returns an action, and those that it is a group of at any depth. It
// visits each once: groups can name each other.
func (l *exerciseList) leaves(a mandat.ActionRef, seen map[mandat.ActionRef]bool) []mandat.ActionRef {
	if seen == nil {
		seen = make(map[mandat.ActionRef]bool)
	}
	if seen[a] {
		return nil
	}
	seen[a] = true
	all := []mandat.ActionRef{a}
	for _, t := range l.rules.Types {
		for _, rule := range t.Actions {
			if t.Name == a.Type && rule.Name == a.Action {
				for _, member := range rule.Of {
					all = append(all, l.leaves(mandat.ActionRef{Type: a.Type, Action: member}, seen)...)
				}
			}
		}
	}
	return all
}

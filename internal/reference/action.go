package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// typeRule returns what the policy declares for a resource type, or what is
// built in.
func (q *question) typeRule(name mandat.ResourceType) (mandat.TypeRule, bool) {
	for _, t := range q.rules.Types {
		if t.Name == name {
			return t, true
		}
	}
	return builtinType(name)
}

// asked returns the type of the resource asked about.
func (q *question) asked() mandat.TypeRule {
	t, _ := q.typeRule(q.resource.Type)
	return t
}

func actionRule(t mandat.TypeRule, name mandat.Action) (mandat.ActionRule, bool) {
	for _, a := range t.Actions {
		if a.Name == name {
			return a, true
		}
	}
	return mandat.ActionRule{}, false
}

// leavesOf adds the leaves of an action: itself, or those of its members.
func leavesOf(t mandat.TypeRule, a mandat.Action, into set[mandat.Action]) {
	rule, _ := actionRule(t, a)
	if len(rule.Of) == 0 {
		into[a] = true
	}
	for _, member := range rule.Of {
		leavesOf(t, member, into)
	}
}

// isOrIn reports whether the leaf is the action or is in it.
func isOrIn(t mandat.TypeRule, leaf, action mandat.Action) bool {
	leaves := set[mandat.Action]{}
	leavesOf(t, action, leaves)
	return leaves[leaf]
}

// leaves returns the leaves of the action asked about and, with them, all
// leaves of what they need.
func (q *question) leaves() set[mandat.Action] {
	t := q.asked()
	all := set[mandat.Action]{}
	leavesOf(t, q.action, all)
	for {
		before := len(all)
		for _, rule := range t.Actions {
			if some(all, func(leaf mandat.Action) bool { return isOrIn(t, leaf, rule.Name) }) {
				for _, needed := range rule.Needs {
					leavesOf(t, needed, all)
				}
			}
		}
		if len(all) == before {
			return all
		}
	}
}

// names reports whether the references name the leaf, themselves or as a group
// with the leaf in it.
func (q *question) names(refs []mandat.ActionRef, leaf mandat.Action) bool {
	return slices.ContainsFunc(refs, func(ref mandat.ActionRef) bool {
		return ref.Type == q.resource.Type && isOrIn(q.asked(), leaf, ref.Action)
	})
}

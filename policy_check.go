package mandat

import (
	"fmt"
	"slices"
)

// Names are names that a service's code uses: those of its routes, or all that
// "mandat names" has generated. Policy.Check tells which of them a policy does not
// have. It is plain data.
type Names struct {
	Types      []TypeNames
	Structures []Structure
	Channels   []Channel
	Settings   []Setting
	// Roles are roles of the policy. Custom roles are an organisation's.
	Roles []RoleID
	// Groups are the names of predefined groups.
	Groups []GroupName
}

// TypeNames are names that belong to a resource type. It can be a built-in one.
type TypeNames struct {
	Name    ResourceType
	Actions []Action
	// Structures, PartOf, Statuses, Labels, Relations and Lists are of the facts that
	// resources of the type state.
	Structures []Structure
	PartOf     ResourceType
	Statuses   []Status
	Labels     []Label
	Relations  []Relation
	Lists      []Action
	// Mapped tells that resources of the type are made with these names, and no
	// others. Then what the policy declares of the type and is missing here is
	// unknown to the service, too: a label that is never stated, and so closes
	// nothing, or a list without which questions are malformed.
	Mapped bool
}

// Check looks names up in the policy, when a service starts: nothing is said of a
// misspelt name later, it denies. An error is an *InvalidError with every name that the
// policy does not have and the one of its names that is nearest, and after them what
// the service does not know (TypeNames.Mapped). The problems are in the order of the
// names. It is safe for concurrent use.
func (p *Policy) Check(n Names) error {
	if p == nil || p.types == nil {
		return problems{{"", "the policy is nil or zero"}}.err("names")
	}
	c := namesCheck{policy: p}
	for i := range n.Types {
		c.typ(at("Types", i), &n.Types[i])
	}
	unknown(&c.problems, "Structures", "structure %q", n.Structures, each(p.rules.Structures, structureName))
	unknown(&c.problems, "Channels", "channel %q", n.Channels, each(p.rules.Channels, channelName))
	unknown(&c.problems, "Settings", "setting %q", n.Settings, each(p.rules.Settings, settingName))
	unknown(&c.problems, "Roles", "role %q", n.Roles, each(p.rules.Roles, roleName))
	unknown(&c.problems, "Groups", "predefined group %q", n.Groups, p.rules.groupNames())
	return c.problems.err("names")
}

// namesCheck collects the names that a policy does not have.
type namesCheck struct {
	policy   *Policy
	problems problems
}

func (c *namesCheck) typ(path string, n *TypeNames) {
	t := c.policy.typ(n.Name)
	if t == nil {
		c.problems.add(path, "the policy has no type %q%s", n.Name, nearest(n.Name, each(c.policy.types, (*resourceType).name)))
		return
	}
	of := " %q of " + string(n.Name)
	unknown(&c.problems, path+".Actions", "action"+of, n.Actions, each(t.actions, (*action).name))
	unknown(&c.problems, path+".Structures", "structure"+of, n.Structures, t.rule.Structures)
	if n.PartOf != "" && n.PartOf != t.rule.PartOf {
		c.problems.add(path+".PartOf", "in the policy no %s is part of a %q%s", n.Name, n.PartOf, nearest(n.PartOf, t.wholes()))
	}
	unknown(&c.problems, path+".Statuses", "status"+of, n.Statuses, t.statuses)
	unknown(&c.problems, path+".Labels", "label"+of, n.Labels, each(t.rule.Labels, labelName))
	unknown(&c.problems, path+".Relations", "relation"+of, n.Relations, t.relations)
	unknown(&c.problems, path+".Lists", "list"+of, n.Lists, t.lists)
	if n.Mapped && !t.builtin {
		c.unmapped(path, t, n)
	}
}

// unmapped finds the facts that the policy declares of a type and that resources of it
// never state.
func (c *namesCheck) unmapped(path string, t *resourceType, n *TypeNames) {
	absent(&c.problems, path+".Structures", "structure", t.rule.Structures, n.Structures)
	if t.rule.PartOf != "" && n.PartOf == "" {
		c.problems.add(path+".PartOf", "%q is missing: the policy declares it", t.rule.PartOf)
	}
	absent(&c.problems, path+".Statuses", "status", t.statuses, n.Statuses)
	absent(&c.problems, path+".Labels", "label", each(t.rule.Labels, labelName), n.Labels)
	absent(&c.problems, path+".Relations", "relation", t.relations, n.Relations)
	absent(&c.problems, path+".Lists", "list", t.lists, n.Lists)
}

// unknown adds the names that are not among those known; what says where a name stands
// in the sentence.
func unknown[N ~string](ps *problems, path, what string, names, known []N) {
	for i, name := range names {
		if !slices.Contains(known, name) {
			ps.add(at(path, i), "the policy has no "+what+"%s", name, nearest(name, known))
		}
	}
}

// absent adds the names that are declared and do not stand among those of a mapping.
func absent[N ~string](ps *problems, path, what string, declared, mapped []N) {
	for _, name := range declared {
		if !slices.Contains(mapped, name) {
			ps.add(path, "the %s %q is missing: the policy declares it", what, name)
		}
	}
}

// nearest tells, behind a name that is not known, which one may have been meant.
func nearest[N ~string](name N, known []N) string {
	if len(known) == 0 {
		return ": it has none"
	}
	best, least := known[0], -1
	for _, k := range known {
		if d := editDistance(string(name), string(k)); least < 0 || d < least {
			best, least = k, d
		}
	}
	return fmt.Sprintf(": the nearest is %q", best)
}

// editDistance returns how many letters have to be put in, taken out or changed to make
// one name of another.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		left := row[0] // of the row before, one to the left
		row[0] = i + 1
		for j := range len(b) {
			change := left
			if a[i] != b[j] {
				change++
			}
			left = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

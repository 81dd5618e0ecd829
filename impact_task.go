package mandat

import "slices"

// task is an action whose gains and losses are looked for: of the actions on
// grants that give or take a role, one for each role.
type task struct {
	ref  ActionRef
	role RoleID // "" for other actions
	// leaves are the action and all that it needs, nil in a version without it;
	// asked is the role there.
	leaves [versions][]*leaf
	asked  [versions]*role

	shape  *shape
	shapes int        // how many tasks there are of this role, for grants of other shapes
	lists  [][]Action // the names of those that can govern a leaf, for each that some can
}

// listTasks lists the actions of both versions, in the order of the policy
// afterwards.
func (c *comparison) listTasks() {
	for version := range versions {
		version = after - version
		for _, l := range c.orgs[version].policy.leaves {
			if version == before && (c.same || c.leafIn(after, l.ref()) != nil) || slices.Contains(c.unlike, l.typ.rule.Name) {
				continue
			}
			if l.typ.rule.Name == GrantType && l.administered() {
				c.listRoles(l.ref())
			} else {
				c.addTask(task{ref: l.ref()}, c.shapeOf(l))
			}
		}
	}
}

// administered reports whether statements alone give the action.
func (l *leaf) administered() bool { return l.gives() || l.action == revokeAction }

// listRoles adds a task for each role that there is before and after.
func (c *comparison) listRoles(ref ActionRef) {
	o := c.orgs[after]
	for i := range len(o.policy.roles) + len(o.customRoles) {
		r := o.role(i)
		if r.gone() {
			continue
		}
		was, ok := c.orgs[before].roleNamed(r.rule.ID)
		if !ok || was.custom != r.custom {
			continue
		}
		shapes := c.shapesOfGrants(was, r)
		for _, s := range shapes {
			c.addTask(task{ref: ref, role: r.rule.ID, asked: [versions]*role{was, r}, shapes: len(shapes)}, s)
		}
	}
}

func (c *comparison) addTask(t task, s shape) {
	t.shape, t.shapes = c.intern(s), max(t.shapes, 1)
	for version := range versions {
		if l := c.leafIn(version, t.ref); l != nil {
			t.leaves[version] = l.typ.action(l.action).leaves
		}
	}
	t.findLists()
	c.tasks = append(c.tasks, t)
}

// findLists finds which lists can govern: those of the action itself stand first.
func (t *task) findLists() {
	for version := range versions {
		version = after - version
		if l := t.leafOf(version); l != nil {
			for _, l := range append([]*leaf{l}, t.leaves[version]...) {
				if l.lists != nil && t.list(l) == len(t.lists) {
					t.lists = append(t.lists, l.lists)
				}
			}
		}
	}
}

// list returns which of the task's lists can govern a leaf; their number if none
// can.
func (t *task) list(l *leaf) int {
	for k, names := range t.lists {
		if slices.Equal(names, l.lists) {
			return k
		}
	}
	return len(t.lists)
}

// leafIn returns the leaf of an action in a version, nil if it has none.
func (c *comparison) leafIn(version int, ref ActionRef) *leaf {
	if t := c.orgs[version].policy.typ(ref.Type); t != nil {
		if a := t.action(ref.Action); a != nil && len(a.own) == 1 && a.own[0].action == ref.Action {
			return a.own[0]
		}
	}
	return nil
}

// alike reports whether two tasks differ in their shapes alone.
func (t *task) alike(u *task) bool { return t.ref == u.ref && t.role == u.role }

// leafOf returns the leaf of the task itself in a version.
func (t *task) leafOf(version int) *leaf {
	for _, l := range t.leaves[version] {
		if l.action == t.ref.Action {
			return l
		}
	}
	return nil
}

// addVacant adds the roles whose vacancy a condition asks for.
func (c *condition) addVacant(roles []int) []int {
	if c == nil {
		return roles
	}
	if c.op == opVacant {
		roles = append(roles, c.roles...)
	}
	for i := range c.kids {
		roles = c.kids[i].addVacant(roles)
	}
	return roles
}

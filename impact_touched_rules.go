package mandat

import "slices"

// having adds those who have a role of which something is true.
func (t *touching) having(is func(version int, r *role) bool) {
	for version, o := range t.orgs {
		if o.policy.base != nil && is(version, o.role(int(o.policy.base.role))) {
			t.everybody = true
		}
		for k := range o.holders {
			if !t.everybody && o.holders[k].at.len() > 0 && is(version, o.role(k)) {
				for _, some := range o.holders[k].at.all() {
					t.heldBy(version, some)
				}
			}
		}
	}
}

// edited adds those who hold a custom role, and those who may give such roles:
// they must hold all that it has.
func (t *touching) role(id RoleID) {
	t.having(func(_ int, r *role) bool {
		return r.rule.ID == id || slices.ContainsFunc(r.perms, func(perms []permission) bool {
			return slices.ContainsFunc(perms, func(p permission) bool { return p.admin != nil && p.admin.custom })
		})
	})
}

// bySettings adds those who have something that hangs on a setting.
func (t *touching) bySettings() {
	if t.settings == [versions]uint64{} {
		return
	}
	t.having(func(version int, r *role) bool { return t.hangs(version, r, t.settings[version]) })
}

func (t *touching) hangs(version int, r *role, on uint64) bool {
	if r.settings&on != 0 || slices.ContainsFunc(r.openings, func(o opening) bool { return o.settings&on != 0 }) ||
		slices.ContainsFunc(r.includes, func(in included) bool { return in.settings&on != 0 }) {
		return true
	}
	return t.rulesSay(version, r, func(c *condition) bool { return c.asksSetting(on) }) ||
		slices.ContainsFunc(r.perms, func(perms []permission) bool {
			return slices.ContainsFunc(perms, func(p permission) bool { return p.settings&on != 0 })
		})
}

// rulesSay reports whether a condition of the role's permissions, or of the gates
// on what it gives, says something.
func (t *touching) rulesSay(version int, r *role, says func(*condition) bool) bool {
	for index, perms := range r.perms {
		if len(perms) == 0 {
			continue
		}
		if slices.ContainsFunc(perms, func(p permission) bool { return p.when != nil && says(p.when) }) {
			return true
		}
		l := t.orgs[version].policy.leaves[index]
		for _, needed := range l.typ.action(l.action).leaves {
			if slices.ContainsFunc(needed.gates, func(g closer) bool { return says(g.open) }) {
				return true
			}
		}
	}
	return false
}

func (c *condition) asksSetting(on uint64) bool {
	return c.op == opSetting && c.mask&on != 0 || slices.ContainsFunc(c.kids, func(k condition) bool { return k.asksSetting(on) })
}

// vacancies adds those who have a right that depends on whether a role is vacant
// of which there are other holders now, or at other places.
func (t *touching) vacancies() {
	var turned [versions][]int
	for version, o := range t.orgs {
		for k := range o.policy.roles {
			if t.turned(version, k) {
				turned[version] = append(turned[version], k)
			}
		}
	}
	if len(turned[before])+len(turned[after]) == 0 {
		return
	}
	t.having(func(version int, r *role) bool {
		return t.rulesSay(version, r, func(c *condition) bool {
			return slices.ContainsFunc(c.addVacant(nil), func(k int) bool {
				id := t.orgs[version].role(k).rule.ID
				return slices.ContainsFunc([]int{before, after}, func(v int) bool {
					return slices.ContainsFunc(turned[v], func(k int) bool { return t.orgs[v].role(k).rule.ID == id })
				})
			})
		})
	})
}

// turned reports whether the holders of a role, or where they are, can have
// changed.
func (t *touching) turned(version, role int) bool {
	o := t.orgs[version]
	if o.role(role).settings&t.settings[version] != 0 {
		return true
	}
	if t.moved && slices.ContainsFunc(o.holders[role].in, func(units set) bool { return units.len() > 0 }) {
		return true
	}
	return slices.ContainsFunc(t.members, func(i int32) bool {
		k := t.memberIn(version, t.orgs[after].member(i).person)
		return k != nobody && o.hasRole(o.member(k), role)
	})
}

// hasRole reports whether a member has a grant of a role, in force or not.
func (o *Org) hasRole(m *member, role int) bool {
	is := func(g grant) bool { return int(g.role) == role }
	return slices.ContainsFunc(m.grants, is) ||
		slices.ContainsFunc(m.groups, func(k int32) bool { return slices.ContainsFunc(o.group(k).grants, is) })
}

// givesAny reports whether the role has a permission.
func (r *role) givesAny() bool {
	return slices.ContainsFunc(r.perms, func(perms []permission) bool { return len(perms) > 0 })
}

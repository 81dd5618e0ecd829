package mandat

// role checks a custom role of the organisation.
func (c *orgCheck) role(path string, r *Role) {
	switch {
	case r.ID == "":
		c.add(path+".ID", "a custom role has no id")
	case c.policy.ruleOf(r.ID) != nil:
		c.add(path+".ID", "role %q is built in", r.ID)
	case c.roles[r.ID] != r:
		c.add(path+".ID", "custom role %q stands here twice", r.ID)
	}
	utf8Only(c, path+".ID", r.ID)
	c.title(path+".Title", r.Title)
	for i, alias := range r.Aliases {
		utf8Only(c, at(path+".Aliases", i), alias)
	}
	c.builtinOnly(path, r)
	before := len(c.problems)
	rules := c.policy.check.again()
	unique(rules, path+".Includes", "role", r.Includes, rules.hasRole)
	rules.places(path+".At", r)
	unique(rules, path+".Opens", "channel", r.Opens, rules.hasChannel)
	for i := range r.Can {
		rules.permission(at(path+".Can", i), &r.Can[i])
	}
	c.problems = append(c.problems, rules.problems...)
	if len(c.problems) > before {
		return
	}
	c.facts(path, r)
	if !c.givesSomething(r) {
		c.add(path, "custom role %q can do nothing: it needs at least one permission", r.ID)
	}
}

// builtinOnly refuses what only built-in roles have.
func (c *orgCheck) builtinOnly(path string, r *Role) {
	if r.Contact != nil || r.Least != 0 || r.Most != 0 || r.Enforced || r.NoAccount || r.Deprecated || r.Setting != "" {
		c.add(path, "custom role %q has contact details, numbers of holders, no account, a deprecation or a setting: only built-in roles have", r.ID)
	}
	for i, p := range r.Can {
		if p.Past != 0 {
			c.add(at(path+".Can", i)+".Past", "custom role %q passes lists or seals: only built-in roles do", r.ID)
		}
	}
}

// givesSomething reports whether the role has a permission, itself or through
// what it includes (clause A4).
func (c *orgCheck) givesSomething(r *Role) bool {
	if len(r.Can) > 0 {
		return true
	}
	for _, id := range r.Includes {
		for _, perms := range c.policy.roleByID[id].perms {
			if len(perms) > 0 {
				return true
			}
		}
	}
	return false
}

// facts checks that the conditions of a custom role name no fact that questions
// need not state: what must be stated depends on the policy alone.
func (c *orgCheck) facts(path string, r *Role) {
	for i := range r.Can {
		if r.Can[i].When == nil {
			continue
		}
		for _, l := range c.policy.leavesOf(r.Can[i].Do) {
			var asked needs
			c.policy.compileCondition(r.Can[i].When, l.typ).addNeeds(&asked)
			if !l.needs.cover(asked) {
				c.add(at(path+".Can", i)+".When", "custom role %q asks for a fact that no rule of the policy on %s.%s names, so that services need not state it",
					r.ID, l.typ.rule.Name, l.action)
			}
		}
	}
}

// cover reports whether all facts that others ask for are needed anyway.
func (n needs) cover(asked needs) bool {
	return (n.status || !asked.status) && (n.labels || !asked.labels) && (n.session || !asked.session) &&
		asked.relations&^n.relations == 0
}

package mandat

// compileCustom checks a custom role and compiles it, without an index yet.
func (o *Org) compileCustom(rule Role) (*role, error) {
	c := &orgCheck{policy: o.policy, roles: map[RoleID]*Role{rule.ID: &rule}}
	c.role("Role", &rule)
	if err := c.err("custom role"); err != nil {
		return nil, err
	}
	rule = rule.clone()
	r := &role{rule: &rule, index: -1, custom: true}
	r.compile(o.policy)
	return r, tooManyIncluded("custom role", []*role{r})
}

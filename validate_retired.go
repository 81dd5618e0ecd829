package mandat

// retired checks the ids that are not to be used again. A custom role's may be
// that of a built-in role: the policy can have got that one since.
func (c *orgCheck) retired() {
	r := &c.data.Retired
	retired(c, "Retired.Units", "unit", r.Units, func(id UnitID) bool { return c.units[id] != nil })
	retired(c, "Retired.Groups", "group", r.Groups, func(id GroupID) bool { return c.groups[id] != nil })
	retired(c, "Retired.Invitations", "invitation", r.Invitations, func(id InvitationID) bool { return c.invitations[id] != nil })
	retired(c, "Retired.Roles", "custom role", r.Roles, func(id RoleID) bool { return c.roles[id] != nil })
}

func retired[K ~string](c *orgCheck, path, what string, ids []K, live func(K) bool) {
	seen := make(map[K]bool, len(ids))
	for i, id := range ids {
		switch {
		case id == "":
			c.add(at(path, i), "a %s that is retired has no id", what)
		case unreadable(id).detail != NoDetail:
			c.add(at(path, i), "%s %q is not UTF-8", what, id)
		case live(id):
			c.add(at(path, i), "%s %q is retired, and stands among the others too", what, id)
		case seen[id]:
			c.add(at(path, i), "%s %q stands here twice", what, id)
		}
		seen[id] = true
	}
}

package policyfile

import "github.com/mandat-go/mandat"

func (d *casesReader) groupCommands() commandReaders {
	return commandReaders{
		"add-group": d.addGroup,
		"join-group": func(n *node) command {
			g, p, sub := d.inGroup(n)
			return mandat.JoinGroup{Group: g, Person: p, Sub: sub}
		},
		"leave-group": func(n *node) command {
			g, p, sub := d.inGroup(n)
			return mandat.LeaveGroup{Group: g, Person: p, Sub: sub}
		},
		"remove-group": func(n *node) command {
			return mandat.RemoveGroup{Group: only[mandat.GroupID](d.decoder, n, "group")}
		},
	}
}

func (d *casesReader) addGroup(n *node) command {
	var c mandat.AddGroup
	f := d.newGroupFields(&c.Group)
	f["id"] = func(v *node) { c.Group.ID = name[mandat.GroupID](d.decoder, "", v) }
	d.record("", n, f, "id")
	return c
}

// inGroup reads a group, and a member or a group that joins or leaves it.
func (d *casesReader) inGroup(n *node) (g mandat.GroupID, p mandat.PersonID, sub mandat.GroupID) {
	d.record("", n, fields{
		"group":  func(v *node) { g = name[mandat.GroupID](d.decoder, "", v) },
		"person": func(v *node) { p = name[mandat.PersonID](d.decoder, "", v) },
		"sub":    func(v *node) { sub = name[mandat.GroupID](d.decoder, "", v) },
	}, "group")
	if n.kind == mapping && !n.maimed && (n.value("person") == nil) == (n.value("sub") == nil) {
		d.report(n, `expected one of the keys "person" and "sub"`)
	}
	return g, p, sub
}

func (d *casesReader) roleCommands() commandReaders {
	return commandReaders{
		"add-role":  func(n *node) command { return mandat.AddRole{Role: d.customRole(n)} },
		"edit-role": func(n *node) command { return mandat.EditRole{Role: d.customRole(n)} },
		"remove-role": func(n *node) command {
			return mandat.RemoveRole{Role: only[mandat.RoleID](d.decoder, n, "role")}
		},
		"grant-role":  func(n *node) command { return mandat.GrantRole{Grant: d.grant("", n)} },
		"revoke-role": func(n *node) command { return mandat.RevokeRole{Grant: d.grant("", n)} },
		"hand-over":   d.handOver,
	}
}

// customRole reads a custom role, with its id among what it says.
func (d *casesReader) customRole(n *node) (r mandat.Role) {
	f := d.roleFields("", &r)
	f["id"] = func(v *node) { r.ID = name[mandat.RoleID](d.decoder, "", v) }
	d.record("", n, f, "id")
	return r
}

// handOver reads the grants of one member that go to another.
func (d *casesReader) handOver(n *node) command {
	var c mandat.HandOver
	var from mandat.PersonID
	d.record("", n, fields{
		"from":   func(v *node) { from = name[mandat.PersonID](d.decoder, "", v) },
		"to":     func(v *node) { c.To = name[mandat.PersonID](d.decoder, "", v) },
		"grants": func(v *node) { c.Grants = d.heldGrants("", v) },
	}, "from", "to", "grants")
	for i := range c.Grants {
		c.Grants[i].Member = from
	}
	return c
}

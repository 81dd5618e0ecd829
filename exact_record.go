package mandat

func (x *exact) unit() Unit {
	x.must(`{"id":`)
	u := Unit{ID: UnitID(x.string())}
	x.must(`,"structure":`)
	u.Structure = Structure(x.string())
	u.Parent = UnitID(x.named(`,"parent":`))
	u.Sealed = x.is(`,"sealed":true`)
	x.must("}")
	return u
}

func (x *exact) member() Member {
	x.must(`{"person":`)
	m := Member{Person: PersonID(x.string())}
	x.must(`,"status":`)
	m.Status = x.status()
	m.Home = UnitID(x.named(`,"home":`))
	x.must("}")
	return m
}

// status reads one of those that there are.
func (x *exact) status() MemberStatus {
	s := x.raw()
	for _, known := range memberStatuses {
		if string(known) == string(s) {
			return known
		}
	}
	x.fail()
	return ""
}

func (x *exact) group() Group {
	x.must(`{"id":`)
	g := Group{ID: GroupID(x.string())}
	g.Unit = UnitID(x.named(`,"unit":`))
	g.Members = listed(x, `,"members":`, idIn[PersonID])
	g.Groups = listed(x, `,"groups":`, idIn[GroupID])
	g.Predefined = x.is(`,"predefined":true`)
	x.must("}")
	return g
}

func (x *exact) grant() Grant {
	x.must(`{"role":`)
	g := Grant{Role: RoleID(x.string())}
	g.Member = PersonID(x.named(`,"member":`))
	g.Group = GroupID(x.named(`,"group":`))
	x.must(`,"at":`)
	g.Scope = x.scope()
	g.From = x.momentNamed(`,"from":`)
	g.Until = x.momentNamed(`,"until":`)
	x.must("}")
	return g
}

func (x *exact) scope() Scope {
	if x.is(`"org"`) {
		return WholeOrg()
	}
	s := Scope{kind: atPlaces}
	x.must("[")
	s.places[0] = x.place()
	for i := 1; i < MaxUnits && x.is(","); i++ {
		s.places[i] = x.place()
	}
	x.must("]")
	return s
}

func (x *exact) place() ScopePlace {
	var p ScopePlace
	x.must("{")
	if p.Unit = UnitID(x.named(`"unit":`)); p.Unit != "" {
		x.must(",")
	}
	x.must(`"reach":`)
	x.word(&p.Reach)
	x.must("}")
	if p.Reach.atHome() != (p.Unit == "") {
		x.fail()
	}
	return p
}

func (x *exact) invitation() Invitation {
	x.must(`{"id":`)
	in := Invitation{ID: InvitationID(x.string())}
	x.must(`,"person":`)
	in.Person = PersonID(x.string())
	in.Home = UnitID(x.named(`,"home":`))
	in.Grants = listed(x, `,"grants":`, (*exact).grant)
	in.Until = x.momentNamed(`,"until":`)
	x.must(`,"token":`)
	x.word(&in.Token)
	in.By = PersonID(x.named(`,"by":`))
	in.Through = Channel(x.named(`,"through":`))
	x.must("}")
	return in
}

func (x *exact) request() Request {
	var r Request
	x.must(`{"action":`)
	x.word(&r.Action)
	r.ID = ResourceID(x.named(`,"id":`))
	r.Value = x.named(`,"value":`)
	x.must("}")
	return r
}

func (x *exact) vote() Vote {
	x.must(`{"by":`)
	v := Vote{By: PersonID(x.string())}
	v.Through = Channel(x.named(`,"through":`))
	x.must("}")
	return v
}

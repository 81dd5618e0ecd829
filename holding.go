package mandat

// holdings walks over the grants that a subject holds in force: their own,
// those of their groups, the base role's.
type holdings struct {
	view  *View
	grant *grant // the present one
	via   int32  // the group that it comes through, -1 for none
	stage holdingStage
	i, j  int
	all   bool // grants that are not in force too
}

type holdingStage uint8

const (
	ownGrants holdingStage = iota
	groupGrants
	baseGrant
	extraGrant
	noGrants
)

func (v *View) holdings() holdings {
	return holdings{view: v, via: -1}
}

// next goes to the next grant. It reports whether there is one.
func (h *holdings) next() bool {
	m := h.view.member
	if m == nil {
		return false
	}
	if h.stage == ownGrants {
		for h.i < len(m.grants) {
			h.grant = &m.grants[h.i]
			h.i++
			if h.all || h.view.inForce(h.grant) {
				return true
			}
		}
		h.stage, h.i = groupGrants, 0
	}
	return h.nextOther()
}

// nextOther goes to the next grant that is not the member's own.
func (h *holdings) nextOther() bool {
	m := h.view.member
	for {
		switch h.stage {
		case groupGrants:
			if !h.nextOfGroups(m) {
				h.stage, h.via = baseGrant, -1
				continue
			}
		case baseGrant:
			h.stage = extraGrant
			h.grant = h.view.org.policy.base
			if h.grant == nil || h.view.status != memberActive {
				continue
			}
		case extraGrant:
			h.stage = noGrants
			h.grant = h.view.extra
			if h.grant == nil {
				continue
			}
		default:
			return false
		}
		if h.all || h.view.inForce(h.grant) {
			return true
		}
	}
}

// nextOfGroups goes to the next grant of the member's groups: grant j of group
// i.
func (h *holdings) nextOfGroups(m *member) bool {
	for h.i < len(m.groups) {
		h.via = m.groups[h.i]
		g := h.view.org.group(h.via)
		if h.j < len(g.grants) && h.view.liesIn(g.unit) {
			h.grant = &g.grants[h.j]
			h.j++
			return true
		}
		h.i, h.j = h.i+1, 0
	}
	return false
}

// role returns the role of the present grant.
func (h *holdings) role() *role { return h.view.org.role(int(h.grant.role)) }

// group returns the group through which the present grant comes, nil for none.
func (h *holdings) group() *group {
	if h.via < 0 {
		return nil
	}
	return h.view.org.group(h.via)
}

// unit returns the unit that a place of the present grant names.
func (h *holdings) unit(p *grantPlace) int32 {
	if p.reach.atHome() {
		return h.view.member.home
	}
	return p.unit
}

// inForce reports whether a grant counts now for the subject.
func (v *View) inForce(g *grant) bool { return v.effective(g, v.status) }

// effective reports whether a grant counts now for a member with a status: by
// its time, by the setting on which its role hangs, and by the account that its
// role needs.
func (v *View) effective(g *grant, status memberStatus) bool {
	return g.inForce(v.subject.At) && v.counts(v.org.role(int(g.role)), status)
}

// counts reports whether a role counts for a member with a status.
func (v *View) counts(r *role, status memberStatus) bool {
	return r.settings&^v.settings == 0 && (status == memberActive || status == memberInactive && r.rule.NoAccount)
}

// liesIn reports whether the subject lies in the unit of a group.
func (v *View) liesIn(unit int32) bool {
	return v.lies(v.member, v.status, unit)
}

// lies reports whether a member lies in a unit: by the home unit or, in a
// structure without home units, by a grant of their own. Every member lies in
// the organisation.
func (v *View) lies(m *member, status memberStatus, unit int32) bool {
	if unit == noUnit {
		return true
	}
	if structure := v.org.unit(unit).structure; structure == v.org.policy.home {
		return v.org.within(m.home, unit)
	}
	for i := range m.grants {
		g := &m.grants[i]
		if v.effective(g, status) && v.org.namesBelow(g, unit) {
			return true
		}
	}
	return v.extra != nil && m == v.member && v.effective(v.extra, status) && v.org.namesBelow(v.extra, unit)
}

// namesBelow reports whether a grant names a unit or one below it.
func (o *Org) namesBelow(g *grant, top int32) bool {
	for _, p := range g.at() {
		if o.within(p.unit, top) {
			return true
		}
	}
	return false
}

package mandat

import (
	mathbits "math/bits"
	"slices"
)

// addNamed adds the labels or relations of a mask, each once.
func (s *factSpace) addNamed(c *comparison, t *task, kind factVar, version int, mask uint64, name func(int) string) {
	for ; mask != 0; mask &= mask - 1 {
		k := mathbits.TrailingZeros64(mask)
		n := t.nameIn(version, kind, k)
		if slices.ContainsFunc(s.vars, func(v variable) bool { return v.kind == kind && v.names[0][0] == n }) {
			continue
		}
		s.add(kind, n, t.bitIn(before, kind, n), t.bitIn(after, kind, n))
	}
}

// typeIn returns the type of the task in a version, nil for none.
func (t *task) typeIn(version int) *resourceType {
	if l := t.leafOf(version); l != nil {
		return l.typ
	}
	return nil
}

func (t *task) nameIn(version int, kind factVar, k int) string {
	rule := t.typeIn(version).rule
	if kind == varLabel {
		return string(rule.Labels[k].Name)
	}
	return string(rule.Relations[k].Name)
}

// bitIn returns the bit of a label or relation in a version, 0 if it is not
// known there.
func (t *task) bitIn(version int, kind factVar, name string) uint64 {
	typ := t.typeIn(version)
	if typ == nil {
		return 0
	}
	k := typ.relationIndex(Relation(name))
	if kind == varLabel {
		k = typ.labelIndex(Label(name))
	}
	if k < 0 {
		return 0
	}
	return 1 << k
}

// addHeld adds the roles of the member concerned.
func (s *factSpace) addHeld(c *comparison, a *askedFacts) {
	var ids []RoleID
	for version := range versions {
		for _, r := range a.held[version] {
			if id := c.orgs[version].role(r).rule.ID; !slices.Contains(ids, id) && len(ids) < maxHeld {
				ids = append(ids, id)
			}
		}
	}
	for k, id := range ids {
		for version := range versions {
			index := -1
			if r := c.orgs[version].policy.roleByID[id]; r != nil {
				index = r.index
			}
			s.heldRoles[version] = append(s.heldRoles[version], index)
		}
		s.add(varHeld, string(id), 1<<k, 1<<k)
	}
}

func casesVar(kind factVar, cases ...uint64) variable {
	return variable{kind: kind, bits: [versions][]uint64{cases, cases}, names: make([][]string, len(cases))}
}

func (c *comparison) channelVar(channels []Channel) variable {
	v := variable{kind: varChannel}
	for _, name := range channels {
		v.names = append(v.names, []string{string(name)})
		for version := range versions {
			var bit uint64
			if k, ok := c.orgs[version].policy.channels[name]; ok {
				bit = 1 << k
			}
			v.bits[version] = append(v.bits[version], bit)
		}
	}
	return v
}

// addStatuses adds a status, if a rule asks for it: as one value those that no
// rule tells apart.
func (s *factSpace) addStatuses(t *task, kind factVar, masks [versions][]uint64) {
	if len(masks[before])+len(masks[after]) == 0 {
		return
	}
	v := variable{kind: kind}
	var signs [][]bool
	for _, name := range t.statuses() {
		var bits [versions]uint64
		var sign []bool
		for version := range versions {
			bits[version] = t.statusIn(version, name)
			sign = append(sign, bits[version] == 0)
			for _, mask := range masks[version] {
				sign = append(sign, bits[version]&mask != 0)
			}
		}
		if k := slices.IndexFunc(signs, func(other []bool) bool { return slices.Equal(other, sign) }); k >= 0 {
			v.names[k] = append(v.names[k], string(name))
			continue
		}
		signs = append(signs, sign)
		v.names = append(v.names, []string{string(name)})
		for version := range versions {
			v.bits[version] = append(v.bits[version], bits[version])
		}
	}
	s.vars = append(s.vars, v)
}

// statuses returns the statuses of the resource, or of the member concerned, in
// either version.
func (t *task) statuses() []Status {
	var all []Status
	for _, version := range []int{after, before} {
		typ := t.typeIn(version)
		if typ == nil {
			continue
		}
		rules := typ.rule.Statuses
		if hasTarget(typ.rule.Name) {
			rules = targetStatuses()
		}
		for _, s := range rules {
			if !slices.Contains(all, s.Name) {
				all = append(all, s.Name)
			}
		}
	}
	return all
}

// statusIn returns the bits of a status in a version, 0 if it is not known
// there.
func (t *task) statusIn(version int, name Status) uint64 {
	typ := t.typeIn(version)
	if typ == nil {
		return 0
	}
	if hasTarget(typ.rule.Name) {
		return statusBit(MemberStatus(name))
	}
	if k := typ.statusIndex(name); k >= 0 {
		return 1 << k
	}
	return 0
}

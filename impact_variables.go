package mandat

import (
	mathbits "math/bits"
	"slices"
)

// signed are names with what tells them apart.
type signed struct {
	names [][]string // those with one signature together
	signs []string
}

// add adds a name, to those that have its signature. It returns the place of
// these.
func (s *signed) add(name string, sign []byte) int {
	k := slices.Index(s.signs, string(sign))
	if k < 0 {
		k = len(s.signs)
		s.signs, s.names = append(s.signs, string(sign)), append(s.names, nil)
	}
	s.names[k] = append(s.names[k], name)
	return k
}

// addNamed adds the labels or relations that are asked for: as one fact those
// that no rule tells apart.
func (s *factSpace) addNamed(t *task, kind factVar, masks [versions][]uint64) {
	var all signed
	var bits [][versions]uint64
	for _, name := range t.namesIn(kind, masks) {
		var sign []byte
		var bit [versions]uint64
		for version := range versions {
			bit[version] = t.bitIn(version, kind, name)
			for _, mask := range masks[version] {
				sign = append(sign, byte(order(mask&bit[version] != 0)))
			}
		}
		k := all.add(name, sign)
		if k == len(bits) {
			bits = append(bits, bit)
			continue
		}
		for version := range versions {
			bits[k][version] |= bit[version]
		}
	}
	for k, names := range all.names {
		s.add(kind, names, bits[k][before], bits[k][after])
	}
}

// namesIn returns the labels or relations of some masks, each once.
func (t *task) namesIn(kind factVar, masks [versions][]uint64) []string {
	var all []string
	for version := range versions {
		var mask uint64
		for _, m := range masks[version] {
			mask |= m
		}
		for ; mask != 0; mask &= mask - 1 {
			if name := t.nameIn(version, kind, mathbits.TrailingZeros64(mask)); !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
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

// addHeld adds the roles of the member concerned: as one fact those that no rule
// tells apart.
func (s *factSpace) addHeld(c *comparison, a *askedFacts) {
	all := c.signRoles(a.held, &s.heldBits, func(k int) uint64 { return 1 << k })
	for k, names := range all.names {
		s.add(varHeld, names, 1<<k, 1<<k)
	}
}

// addRole adds the role of a grant, if a rule asks for it: as one value those
// that no rule tells apart. The last value, without names, is any other role.
func (s *factSpace) addRole(c *comparison, a *askedFacts) {
	if len(a.roles[before])+len(a.roles[after]) == 0 {
		return
	}
	all := c.signRoles(a.roles, &s.roleBits, func(k int) uint64 { return uint64(k) + 1 })
	v := variable{kind: varRole, names: append(all.names, nil)}
	for version := range versions {
		for k, names := range v.names {
			bits := uint64(k) + 1
			if names != nil && c.orgs[version].policy.roleByID[RoleID(names[0])] == nil {
				bits = 0 // nobody has a role that is not there
			}
			v.bits[version] = append(v.bits[version], bits)
		}
	}
	s.vars = append(s.vars, v)
}

// signRoles puts those roles of some sets together that no set tells apart, and
// notes the bits of each.
func (c *comparison) signRoles(sets [versions][][]int, bits *[versions]map[int]uint64, bitsOf func(k int) uint64) signed {
	var ids []RoleID
	var all signed
	for version := range versions {
		bits[version] = make(map[int]uint64)
		for _, r := range slices.Concat(sets[version]...) {
			if id := c.orgs[version].role(r).rule.ID; !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	for _, id := range ids {
		var sign []byte
		for version := range versions {
			r := c.orgs[version].policy.roleByID[id]
			sign = append(sign, byte(order(r != nil)))
			for _, roles := range sets[version] {
				sign = append(sign, byte(order(r != nil && slices.Contains(roles, r.index))))
			}
		}
		k := all.add(string(id), sign)
		for version := range versions {
			if r := c.orgs[version].policy.roleByID[id]; r != nil {
				bits[version][r.index] = bitsOf(k)
			}
		}
	}
	return all
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
			if k := c.orgs[version].policy.channels.find(string(name)); k >= 0 {
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
	var all signed
	for _, name := range t.statuses() {
		var bits [versions]uint64
		var sign []byte
		for version := range versions {
			bits[version] = t.statusIn(version, name)
			sign = append(sign, byte(order(bits[version] == 0)))
			for _, mask := range masks[version] {
				sign = append(sign, byte(order(bits[version]&mask != 0)))
			}
		}
		if k := all.add(string(name), sign); k == len(v.bits[after]) {
			for version := range versions {
				v.bits[version] = append(v.bits[version], bits[version])
			}
		}
	}
	v.names = all.names
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

package mandat

import (
	mathbits "math/bits"
	"slices"
)

// factVar is a kind of fact on which a right can depend.
type factVar uint8

const (
	varChannel factVar = iota
	varSession         // 1 for logged out
	varStatus
	varTarget // the status of the member concerned
	varLabel
	varRelation
	varHeld // a role that the member concerned holds
	varLists
	varSelf
	factVars
)

// variable is one fact, with the values that rules tell apart.
type variable struct {
	kind factVar
	// bits are what the values mean to a version.
	bits [versions][]uint64
	// names are what the values are called: the channels, the statuses, or of a
	// yes-or-no fact, of which yes is the first, its name for yes.
	names [][]string
}

func (v *variable) size() int { return len(v.names) }

// listBits is how many bits there are in a point for lists of some names.
const listBits = 3

// point is one combination of facts, as a version reads it.
type point [factVars]uint64

// holdsAt reports whether a condition that asks for facts alone holds.
func (s *factSpace) holdsAt(version int, c *condition, p *point) bool {
	switch c.op {
	case opAll:
		for i := range c.kids {
			if !s.holdsAt(version, &c.kids[i], p) {
				return false
			}
		}
		return true
	case opAny:
		for i := range c.kids {
			if s.holdsAt(version, &c.kids[i], p) {
				return true
			}
		}
		return false
	case opNot:
		return !s.holdsAt(version, &c.kids[0], p)
	case opRelation:
		return p[varRelation]&c.mask != 0
	case opStatus:
		return p[varStatus]&c.mask != 0
	case opTargetStatus:
		return p[varTarget]&c.mask != 0
	case opLabel:
		return p[varLabel]&c.mask != 0
	case opChannel:
		return p[varChannel]&c.mask != 0
	case opLoggedOut:
		return p[varSession] != 0 && p[varChannel]&s.logins[version] == 0
	case opTargetHolds:
		return slices.ContainsFunc(c.roles, func(r int) bool {
			k := slices.Index(s.heldRoles[version], r)
			return k >= 0 && p[varHeld]&(1<<k) != 0
		})
	}
	return false
}

// factSpace is all combinations of the facts on which a right can depend.
type factSpace struct {
	vars      []variable
	count     int
	logins    [versions]uint64
	heldRoles [versions][]int // by bit
}

// point returns a combination as a version reads it, and whether it can: a
// channel or status that the policy does not know makes a question malformed.
func (s *factSpace) point(t *task, version, i int) (point, bool) {
	// What no list can govern has none.
	p := point{varSelf: uint64(toOthers), varLists: uint64(Unlisted) << (listBits * len(t.lists))}
	for k := len(s.vars) - 1; k >= 0; k-- {
		v := &s.vars[k]
		bits := v.bits[version][i%v.size()]
		i /= v.size()
		switch v.kind {
		case varSelf:
			p[v.kind] = bits
		case varChannel, varStatus, varTarget:
			if bits == 0 {
				return p, false
			}
			p[v.kind] = bits
		default:
			p[v.kind] |= bits
		}
	}
	return p, true
}

// asked collects what the conditions of a task ask for.
type askedFacts struct {
	session, self     bool
	labels, relations [versions]uint64
	// status and target are the sets of statuses, of the resource and of the member
	// concerned.
	status, target [versions][]uint64
	held           [versions][]int
}

func (a *askedFacts) add(version int, c *condition) {
	if c == nil {
		return
	}
	switch c.op {
	case opRelation:
		a.relations[version] |= c.mask
	case opStatus:
		a.status[version] = append(a.status[version], c.mask)
	case opTargetStatus:
		a.target[version] = append(a.target[version], c.mask)
	case opLabel:
		a.labels[version] |= c.mask
	case opLoggedOut:
		a.session = true
	case opTargetHolds:
		a.held[version] = append(a.held[version], c.roles...)
	}
	for i := range c.kids {
		a.add(version, &c.kids[i])
	}
}

// maxHeld is how many roles of the member concerned are told apart: a policy
// whose rules on one action ask for more has the others taken for not held.
const maxHeld = 8

// factsOf makes the space of the facts that a task asks for, in the channels
// given.
func (c *comparison) factsOf(t *task, a *askedFacts, channels []Channel) *factSpace {
	s := &factSpace{}
	for version := range versions {
		s.logins[version] = c.orgs[version].policy.logins
	}
	s.vars = append(s.vars, c.channelVar(channels))
	if a.session {
		s.add(varSession, "", 1, 1)
	}
	s.addStatuses(t, varStatus, a.status)
	s.addStatuses(t, varTarget, a.target)
	typ := t.typ()
	for version := range versions {
		s.addNamed(c, t, varLabel, version, a.labels[version], func(k int) string { return string(typ.rule.Labels[k].Name) })
		s.addNamed(c, t, varRelation, version, a.relations[version], func(k int) string { return string(typ.rule.Relations[k].Name) })
	}
	s.addHeld(c, a)
	for k := range t.lists {
		s.vars = append(s.vars, casesVar(varLists, uint64(Unlisted)<<(listBits*k), uint64(Admitted)<<(listBits*k), uint64(NotAdmitted)<<(listBits*k)))
	}
	if a.self {
		s.vars = append(s.vars, casesVar(varSelf, uint64(toOthers), uint64(toSelf)))
	}
	s.count = 1
	for i := range s.vars {
		s.count *= s.vars[i].size()
	}
	return s
}

// add adds a yes-or-no fact.
func (s *factSpace) add(kind factVar, name string, was, is uint64) {
	s.vars = append(s.vars, variable{kind: kind, bits: [versions][]uint64{{was, 0}, {is, 0}}, names: [][]string{{name}, nil}})
}

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

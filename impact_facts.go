package mandat

import "slices"

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
	varRole // that of the grant asked about
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
	// yes-or-no fact, of which yes is the first, its names for yes.
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
		return slices.ContainsFunc(c.roles, func(r int) bool { return p[varHeld]&s.heldBits[version][r] != 0 })
	case opRole:
		return slices.ContainsFunc(c.roles, func(r int) bool { return p[varRole] == s.roleBits[version][r] })
	}
	return false
}

// factSpace is all combinations of the facts on which a right can depend.
type factSpace struct {
	vars     []variable
	count    int
	logins   [versions]uint64
	heldBits [versions]map[int]uint64 // by role
	roleBits [versions]map[int]uint64 // likewise, of the role of a grant: its number
}

// sizes returns how many values each variable has.
func (s *factSpace) sizes() []int {
	var all []int
	for i := range s.vars {
		all = append(all, s.vars[i].size())
	}
	return all
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
		case varChannel, varStatus, varTarget, varRole:
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

// askedFacts collects what the conditions of a task ask for: of labels,
// relations, statuses and roles the sets of which one is asked.
type askedFacts struct {
	session, self bool
	masks         [factVars][versions][]uint64
	held, roles   [versions][][]int
}

func (a *askedFacts) add(version int, c *condition) {
	if c == nil {
		return
	}
	mask := func(kind factVar) {
		if of := &a.masks[kind][version]; !slices.Contains(*of, c.mask) {
			*of = append(*of, c.mask)
		}
	}
	switch c.op {
	case opRelation:
		mask(varRelation)
	case opStatus:
		mask(varStatus)
	case opTargetStatus:
		mask(varTarget)
	case opLabel:
		mask(varLabel)
	case opLoggedOut:
		a.session = true
	case opTargetHolds:
		addRoles(&a.held[version], c.roles)
	case opRole:
		addRoles(&a.roles[version], c.roles)
	}
	for i := range c.kids {
		a.add(version, &c.kids[i])
	}
}

func addRoles(of *[][]int, roles []int) {
	if !slices.ContainsFunc(*of, func(had []int) bool { return slices.Equal(had, roles) }) {
		*of = append(*of, roles)
	}
}

// factsOf makes the space of the facts that a task asks for, in the channels
// given.
func (c *comparison) factsOf(t *task, a *askedFacts, channels []Channel) *factSpace {
	s := &factSpace{}
	for version := range versions {
		s.logins[version] = c.orgs[version].policy.logins
	}
	s.vars = append(s.vars, c.channelVar(channels))
	if a.session {
		s.add(varSession, nil, 1, 1)
	}
	s.addStatuses(t, varStatus, a.masks[varStatus])
	s.addStatuses(t, varTarget, a.masks[varTarget])
	s.addNamed(t, varLabel, a.masks[varLabel])
	s.addNamed(t, varRelation, a.masks[varRelation])
	s.addHeld(c, a)
	s.addRole(c, a)
	for k := range t.lists {
		s.vars = append(s.vars, casesVar(varLists, uint64(Unlisted)<<(listBits*k), uint64(Admitted)<<(listBits*k), uint64(NotAdmitted)<<(listBits*k)))
	}
	if a.self {
		s.vars = append(s.vars, casesVar(varSelf, uint64(toOthers), uint64(toSelf)))
	}
	s.count = product(s.sizes())
	return s
}

// add adds a yes-or-no fact: yes if one of those of some names is so.
func (s *factSpace) add(kind factVar, names []string, was, is uint64) {
	s.vars = append(s.vars, variable{kind: kind, bits: [versions][]uint64{{was, 0}, {is, 0}}, names: [][]string{names, nil}})
}

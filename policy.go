package mandat

import "slices"

// Policy is the rules of one system, checked and ready to decide by. It is
// immutable, safe for concurrent use, and shared by all organisations of the
// system. The zero Policy decides nothing: NewOrg refuses it.
type Policy struct {
	rules    Rules
	home     int // the structure with home units, -1 for none
	channels nameTable
	logins   uint64 // the channels that take a login
	settings map[Setting]int
	defaults uint64          // the settings that are on by default
	types    []*resourceType // those of the rules, then those built in
	typeAt   nameTable
	leaves   []*leaf
	roles    []*role
	roleByID map[RoleID]*role
	base     *grant // what everybody holds, nil for none
	// statements are Rules.Administer, compiled.
	statements []*adminRule
	// check is of the rules, for the custom roles of organisations.
	check *rulesCheck
}

// NewPolicy checks the rules and builds a policy of a copy of them. An error is
// an *InvalidError with every problem found.
func NewPolicy(rules Rules) (*Policy, error) {
	if err := validateRules(&rules); err != nil {
		return nil, err
	}
	p := &Policy{rules: rules.clone()}
	p.check = newRulesCheck(&p.rules)
	p.index()
	p.buildTypes()
	p.buildRoles()
	if err := tooManyIncluded("policy", p.roles); err != nil {
		return nil, err
	}
	p.attachRules()
	if err := p.neverAllowed(); err != nil {
		return nil, err
	}
	p.sumNeeds()
	return p, nil
}

// tooManyIncluded refuses roles that include more than can be spread out.
func tooManyIncluded(what string, roles []*role) error {
	var ps problems
	for i, r := range roles {
		if len(r.includes) >= maxIncluded {
			ps.add(at("Roles", i)+".Includes", "role %q includes too many roles, or by too many combinations of settings", r.rule.ID)
		}
	}
	return ps.err(what)
}

// Rules returns a copy of the rules that the policy was built of.
func (p *Policy) Rules() Rules { return p.rules.clone() }

// System returns the name of the system whose policy this is.
func (p *Policy) System() string { return p.rules.System }

// Version returns the edition of the rules.
func (p *Policy) Version() string { return p.rules.Version }

func (p *Policy) index() {
	p.home = p.rules.homeStructure()
	var channels []Channel
	for i, c := range p.rules.Channels {
		channels = append(channels, c.Name)
		if c.Login {
			p.logins |= 1 << i
		}
	}
	p.channels = newNameTable(channels)
	p.settings = make(map[Setting]int)
	for i, s := range p.rules.Settings {
		p.settings[s.Name] = i
		if s.Default {
			p.defaults |= 1 << i
		}
	}
}

// structure returns the index of a structure, -1 if the policy has none of that
// name.
func (p *Policy) structure(name Structure) int {
	return slices.IndexFunc(p.rules.Structures, func(s StructureRule) bool { return s.Name == name })
}

// homeStructure returns the index of the structure with home units, -1 for
// none.
func (r *Rules) homeStructure() int {
	return slices.IndexFunc(r.Structures, func(s StructureRule) bool { return s.Home != NoHome })
}

// settingBit returns the mask of a setting, 0 for "".
func (p *Policy) settingBit(s Setting) uint64 {
	if s == "" {
		return 0
	}
	return 1 << p.settings[s]
}

// buildRoles compiles the built-in roles, in the order of the rules.
func (p *Policy) buildRoles() {
	p.roleByID = make(map[RoleID]*role)
	for i := range p.rules.Roles {
		r := &role{rule: &p.rules.Roles[i], index: i}
		p.roles = append(p.roles, r)
		p.roleByID[r.rule.ID] = r
	}
	for i := range p.rules.Administer {
		p.statements = append(p.statements, p.compileStatement(&p.rules.Administer[i]))
	}
	for _, r := range p.roles {
		r.compile(p)
	}
	if r := p.roleByID[p.rules.Base]; r != nil {
		p.base = p.baseGrant(r)
	}
}

func (p *Policy) compileStatement(rule *AdminRule) *adminRule {
	a := &adminRule{roles: make([]bool, len(p.roles)), custom: rule.Custom, self: rule.Self, through: p.channelMask(rule.Through)}
	for _, id := range rule.Roles {
		a.roles[p.roleByID[id].index] = true
	}
	return a
}

// baseGrant returns the grant by which everybody holds the base role.
func (p *Policy) baseGrant(r *role) *grant {
	where := r.at[0]
	g := &grant{role: int32(r.index), whole: len(where) == 0}
	for _, s := range where.structures() {
		g.add(grantPlace{structure: int8(p.structure(s)), unit: noUnit, reach: where[s][0]})
	}
	return g
}

// attachRules hangs every gate, guard and approval on the leaves that it is
// about.
func (p *Policy) attachRules() {
	for i := range p.rules.Gates {
		g := &p.rules.Gates[i]
		for _, l := range p.leavesOf(g.Close) {
			l.gates = append(l.gates, closer{p.compileCondition(&g.Unless, l.typ), &g.Unless, i})
		}
	}
	for i := range p.rules.Guards {
		g := &p.rules.Guards[i]
		for _, l := range p.leavesOf(g.Before) {
			l.guards = append(l.guards, closer{p.compileCondition(&g.Needs, l.typ), &g.Needs, i})
		}
	}
	for i := range p.rules.Approvals {
		a := &p.rules.Approvals[i]
		for _, l := range p.leavesOf(a.Of) {
			l.approval = a
			vote := l.vote()
			vote.ballots = append(vote.ballots, l)
		}
	}
}

// leavesOf returns the leaves of actions, each once, in the order of the
// policy.
func (p *Policy) leavesOf(refs []ActionRef) []*leaf {
	var leaves []*leaf
	for _, ref := range refs {
		leaves = append(leaves, p.typ(ref.Type).action(ref.Action).own...)
	}
	slices.SortFunc(leaves, func(a, b *leaf) int { return a.index - b.index })
	return slices.Compact(leaves)
}

package mandat

import "slices"

// role is a role, compiled: what it includes is spread out in it.
type role struct {
	rule     *Role
	index    int // among the roles of the policy, or after them
	custom   bool
	at       []Where
	settings uint64 // that must be on for the role to count
	opened   uint64 // the channels that it opens whatever the settings
	openings []opening
	includes []included
	perms    [][]permission // by leaf
}

// opening is channels that are open while settings are on.
type opening struct{ settings, channels uint64 }

// included is a role that counts as held with the one that includes it, itself
// among them, while settings are on.
type included struct {
	role     *role
	settings uint64
}

// permission gives one leaf.
type permission struct {
	from       *role
	when       *condition
	rule       *Condition
	index      int32 // of the rule, in Can or in Administer
	past       Past
	settings   uint64
	anyChannel bool
	in         []int // the structures to which it is limited, nil for no limit
	admin      *adminRule
}

// adminRule is a statement of who administers which roles, compiled. As a
// permission it gives an action on grants.
type adminRule struct {
	roles   []bool // by index; custom roles come after
	custom  bool
	self    bool
	through uint64 // 0 for any channel
}

// toAnybody returns the statement as if it were about oneself too.
func (a *adminRule) toAnybody() *adminRule {
	c := *a
	c.self = true
	return &c
}

// names reports whether the statement names a role.
func (a *adminRule) names(r *role) bool {
	if r.custom {
		return a.custom
	}
	return a.roles[r.index]
}

// compile spreads what the role includes out in it, first compiling that.
func (r *role) compile(p *Policy) {
	if r.perms != nil {
		return
	}
	r.settings = p.settingBit(r.rule.Setting)
	r.includes = []included{{r, 0}}
	already := map[*role][]uint64{r: {0}}
	for _, id := range r.rule.Includes {
		sub := p.roleByID[id]
		sub.compile(p)
		for _, in := range sub.includes {
			r.include(in.role, in.settings|sub.settings, already)
		}
	}
	r.at = p.placesOf(r.rule)
	for _, in := range r.includes {
		if channels := p.channelMask(in.role.rule.Opens); channels != 0 {
			r.openings = append(r.openings, opening{in.settings, channels})
			if in.settings == 0 {
				r.opened |= channels
			}
		}
	}
	r.perms = make([][]permission, len(p.leaves))
	for _, in := range r.includes {
		r.addPermissions(p, in)
	}
}

// include adds a role that is included, unless it is so already with no more
// settings. The map holds the settings with which each role is included.
func (r *role) include(sub *role, settings uint64, already map[*role][]uint64) {
	for _, s := range already[sub] {
		if s&settings == s {
			return
		}
	}
	if len(r.includes) < maxIncluded {
		already[sub] = append(already[sub], settings)
		r.includes = append(r.includes, included{sub, settings})
	}
}

// maxIncluded is how many roles one role can include, each counted once for
// every combination of settings on which it then hangs. A role with so many is
// refused.
const maxIncluded = 1 << 12

// placesOf returns the alternatives for where a role may be given: what it, or
// what it includes, says; else the whole organisation. A custom role that is being
// checked may include what there is not.
func (p *Policy) placesOf(r *Role) []Where {
	if at := p.said(r, make(map[RoleID]bool)); len(at) > 0 {
		return at
	}
	return []Where{{}}
}

// fitsOne reports whether a scope names one unit in each structure of one of the
// alternatives, with a reach that this lists.
func fitsOne(alternatives []Where, s *Scope, structureOf func(ScopePlace) Structure) bool {
	for _, w := range alternatives {
		if w.fits(s.named(), structureOf) {
			return true
		}
	}
	return false
}

func (w Where) fits(places []ScopePlace, structureOf func(ScopePlace) Structure) bool {
	if len(places) != len(w) {
		return false
	}
	for _, p := range places {
		if !slices.Contains(w[structureOf(p)], p.Reach) {
			return false
		}
	}
	return true
}

func (p *Policy) said(r *Role, seen map[RoleID]bool) []Where {
	if len(r.At) > 0 {
		return r.At
	}
	var at []Where
	for _, id := range r.Includes {
		if sub := p.ruleOf(id); sub != nil && !seen[id] {
			seen[id] = true
			at = append(at, p.said(sub, seen)...)
		}
	}
	return at
}

func (r *role) addPermissions(p *Policy, in included) {
	for i := range in.role.rule.Can {
		rule := &in.role.rule.Can[i]
		for _, l := range p.leavesOf(rule.Do) {
			perm := permission{
				from: in.role, index: int32(i), rule: rule.When, past: rule.Past,
				settings:   in.settings | p.settingBit(rule.Setting),
				anyChannel: in.role.opensNone(),
			}
			if r.custom {
				perm.past = 0
			}
			if rule.When != nil {
				perm.when = p.compileCondition(rule.When, l.typ)
			}
			perm.in = p.structuresOf(rule.In)
			r.perms[l.index] = append(r.perms[l.index], perm)
		}
	}
	r.addStatements(p, in)
}

// addStatements adds what the statements of who administers which roles give to
// the holders of one that is included.
func (r *role) addStatements(p *Policy, in included) {
	for i := range p.rules.Administer {
		rule := &p.rules.Administer[i]
		if !slices.Contains(rule.Who, in.role.rule.ID) {
			continue
		}
		for _, act := range rule.May {
			l := p.typ(GrantType).action(act.action()).own[0]
			perm := permission{from: in.role, index: int32(i), rule: rule.When, settings: in.settings, anyChannel: in.role.opensNone(),
				in: p.structuresOf(rule.In), admin: p.statements[i]}
			if !r.custom {
				perm.past = rule.Past
			}
			if rule.When != nil {
				perm.when = p.compileCondition(rule.When, l.typ)
			}
			r.perms[l.index] = append(r.perms[l.index], perm)
		}
	}
}

// action returns the action on grants that a statement gives.
func (a AdminAct) action() Action {
	return [...]Action{AdminGrant: giveAction, AdminRevoke: revokeAction, AdminInvite: inviteAction, AdminHandOver: handOffAction}[a]
}

// structuresOf returns the indexes of structures, nil for none.
func (p *Policy) structuresOf(names []Structure) []int {
	var all []int
	for _, s := range names {
		all = append(all, p.structure(s))
	}
	return all
}

// opensNone reports whether the role names no channel, itself or through what
// it includes.
func (r *role) opensNone() bool {
	return !slices.ContainsFunc(r.includes, func(in included) bool { return len(in.role.rule.Opens) > 0 })
}

// opens reports whether the role opens a channel, given the settings that are
// on.
func (r *role) opens(channel, on uint64) bool {
	return r.opened&channel != 0 || r.opensBy(channel, on)
}

// opensBy is for channels that hang on settings.
func (r *role) opensBy(channel, on uint64) bool {
	for _, o := range r.openings {
		if o.settings&^on == 0 && o.channels&channel != 0 {
			return true
		}
	}
	return false
}

// is reports whether holding the role is holding the built-in role with the
// given index. A custom role is recognised as none (clause A18).
func (r *role) is(index int, on uint64) bool {
	if r.custom {
		return false
	}
	for _, in := range r.includes {
		if in.role.index == index && in.settings&^on == 0 {
			return true
		}
	}
	return false
}

// channelMask returns the bits of channels.
func (p *Policy) channelMask(names []Channel) uint64 {
	var mask uint64
	for _, c := range names {
		if k := p.channels.find(string(c)); k >= 0 {
			mask |= 1 << k
		}
	}
	return mask
}

package mandat

import "slices"

// resourceType is a resource type, compiled.
type resourceType struct {
	rule       *TypeRule
	builtin    bool
	structures []int     // in the order of the rule
	actions    []*action // in the order of the rule
	actionAt   nameTable
	partOf     *resourceType
	statuses   []Status
	relations  []Relation
	lists      []Action
}

// action is an action of one type, compiled.
type action struct {
	rule *ActionRule
	// own are the leaves that the action stands for; leaves are these and those
	// of everything that they need.
	own    []*leaf
	leaves []*leaf
	needs  needs
	levels []level
}

// leaf is an action that is no group: what rules are hung on.
type leaf struct {
	index    int
	typ      *resourceType
	action   Action
	governs  []Action // the lists that can govern it, the narrowest first
	gates    []closer
	guards   []closer
	approval *ApprovalRule // under which it is, nil for none
	ballots  []*leaf       // on what it is the vote
	needs    needs
	lists    []Action // the lists of the type, or of a whole, that can govern it
}

// closer is a gate or a guard on one leaf.
type closer struct {
	open  *condition
	rule  *Condition
	index int // of the rule
}

// needs are the facts that a question has to state.
type needs struct {
	status, labels, session, sessionID bool
	relations                          uint64
}

func (n *needs) add(m needs) {
	n.status = n.status || m.status
	n.labels = n.labels || m.labels
	n.session = n.session || m.session
	n.sessionID = n.sessionID || m.sessionID
	n.relations |= m.relations
}

// level is one step of the way from a resource to its wholes: the type found
// there, the lists that must be stated, whether the whole above must be, and
// the next level. Types that are part of themselves make the levels a loop.
type level struct {
	typ    *resourceType
	lists  []Action
	needed uint64 // the bits of the lists
	whole  bool
	next   int // -1 where the type is part of nothing
}

func (p *Policy) buildTypes() {
	for i := range p.rules.Types {
		p.buildType(&p.rules.Types[i])
	}
	for _, rule := range builtinTypes() {
		p.buildType(&rule).builtin = true
	}
	var names []ResourceType
	for _, t := range p.types {
		names = append(names, t.rule.Name)
	}
	p.typeAt = newNameTable(names)
	for _, t := range p.types {
		t.partOf = p.typ(t.rule.PartOf)
	}
	p.seenTypes()
}

// typ returns the type of a name, nil for none.
func (p *Policy) typ(name ResourceType) *resourceType {
	if i := p.typeAt.find(string(name)); i >= 0 {
		return p.types[i]
	}
	return nil
}

// action returns the action of a name, nil for none.
func (t *resourceType) action(name Action) *action {
	if i := t.actionAt.find(string(name)); i >= 0 {
		return t.actions[i]
	}
	return nil
}

func (p *Policy) buildType(rule *TypeRule) *resourceType {
	t := newResourceType(rule)
	for _, s := range rule.Structures {
		t.structures = append(t.structures, p.structure(s))
	}
	p.types = append(p.types, t)
	p.buildActions(t)
	return t
}

func newResourceType(rule *TypeRule) *resourceType {
	t := &resourceType{rule: rule, lists: rule.Lists}
	for i := range rule.Statuses {
		t.statuses = append(t.statuses, rule.Statuses[i].Name)
	}
	for i := range rule.Relations {
		t.relations = append(t.relations, rule.Relations[i].Name)
	}
	return t
}

// seenTypes makes a secret of what is built in and cannot be read by everybody:
// where a role can read members, the others do not see them.
func (p *Policy) seenTypes() {
	for i := range p.rules.Roles {
		for _, perm := range p.rules.Roles[i].Can {
			for _, ref := range perm.Do {
				if t := p.typ(ref.Type); t.builtin && ref.Action == readAction {
					t.rule.Seen = readAction
				}
			}
		}
	}
}

func (p *Policy) buildActions(t *resourceType) {
	var names []Action
	for i := range t.rule.Actions {
		a := &action{rule: &t.rule.Actions[i]}
		t.actions, names = append(t.actions, a), append(names, a.rule.Name)
		if len(a.rule.Of) == 0 {
			l := &leaf{index: len(p.leaves), typ: t, action: a.rule.Name}
			p.leaves = append(p.leaves, l)
			a.own = []*leaf{l}
		}
	}
	t.actionAt = newNameTable(names)
	for _, a := range t.actions {
		if len(a.rule.Of) > 0 {
			a.own = t.collect(a, make(map[*action]bool))
		}
	}
	needed := t.needed()
	for _, a := range t.actions {
		a.leaves = t.closure(a, needed)
	}
	for _, a := range t.actions {
		for _, l := range a.own {
			l.governs = append(l.governs, a.rule.Name)
		}
	}
}

// collect returns the leaves that an action stands for, visiting each group in
// it once.
func (t *resourceType) collect(a *action, seen map[*action]bool) []*leaf {
	if seen[a] {
		return nil
	}
	seen[a] = true
	if len(a.rule.Of) == 0 {
		return a.own
	}
	var leaves []*leaf
	for _, member := range a.rule.Of {
		leaves = append(leaves, t.collect(t.action(member), seen)...)
	}
	slices.SortFunc(leaves, func(a, b *leaf) int { return a.index - b.index })
	return leaves
}

// closure returns the leaves of an action and of everything that they need,
// also what a group around them needs.
func (t *resourceType) closure(a *action, needed map[*leaf][]*leaf) []*leaf {
	in := make(map[*leaf]bool)
	var leaves []*leaf
	for todo := slices.Clone(a.own); len(todo) > 0; todo = todo[1:] {
		l := todo[0]
		if in[l] {
			continue
		}
		in[l] = true
		leaves = append(leaves, l)
		todo = append(todo, needed[l]...)
	}
	slices.SortFunc(leaves, func(a, b *leaf) int { return a.index - b.index })
	return leaves
}

// needed returns what each leaf needs: what any action says that stands for it.
func (t *resourceType) needed() map[*leaf][]*leaf {
	needed := make(map[*leaf][]*leaf)
	for _, a := range t.actions {
		for _, n := range a.rule.Needs {
			for _, l := range a.own {
				needed[l] = append(needed[l], t.action(n).own...)
			}
		}
	}
	return needed
}

// sumNeeds fixes, for every action, what a question about it has to state.
func (p *Policy) sumNeeds() {
	for _, l := range p.leaves {
		for _, r := range p.roles {
			for i := range r.perms[l.index] {
				r.perms[l.index][i].when.addNeeds(&l.needs)
			}
		}
		for _, c := range slices.Concat(l.gates, l.guards) {
			c.open.addNeeds(&l.needs)
		}
		for _, of := range l.ballots {
			of.approval.addNeeds(&l.needs)
		}
		if l.approval != nil && l.approval.Requester == RequesterOtherSession {
			l.approval.addNeeds(&l.needs)
		}
	}
	for _, l := range p.leaves {
		if l.lists = listsOf(levelsFrom(l.typ, l.governs)); l.lists != nil {
			l.needs.relations = 1<<len(l.typ.rule.Relations) - 1
		}
	}
	for _, t := range p.types {
		for _, a := range t.actions {
			a.sumNeeds(t)
		}
	}
}

func (a *action) sumNeeds(t *resourceType) {
	var governs []Action
	for _, l := range a.leaves {
		a.needs.add(l.needs)
		governs = append(governs, l.governs...)
	}
	a.levels = levelsFrom(t, governs)
}

// listsOf returns the names of the lists on some levels, each once.
func listsOf(levels []level) []Action {
	var all []Action
	for i := range levels {
		for _, name := range levels[i].lists {
			if !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// levelsFrom returns the levels from a type upwards, for lists of the given
// names.
func levelsFrom(t *resourceType, governs []Action) []level {
	var levels []level
	seen := make(map[*resourceType]int)
	for ; t != nil; t = t.partOf {
		if i, again := seen[t]; again {
			levels[len(levels)-1].next = i
			break
		}
		seen[t] = len(levels)
		l := level{typ: t, next: len(levels) + 1}
		for k, name := range t.rule.Lists {
			if slices.Contains(governs, name) {
				l.lists = append(l.lists, name)
				l.needed |= 1 << k
			}
		}
		levels = append(levels, l)
	}
	if t == nil {
		levels[len(levels)-1].next = -1
	}
	for i := range levels {
		levels[i].whole = listsAbove(levels, i)
	}
	return levels
}

// listsAbove reports whether a level that can be reached upwards from level i
// has lists.
func listsAbove(levels []level, i int) bool {
	for range levels {
		i = levels[i].next
		if i < 0 {
			return false
		}
		if len(levels[i].lists) > 0 {
			return true
		}
	}
	return false
}

// The positions of names in the type's declarations; -1 for a name that it does
// not declare. Declarations are few, so that a scan beats a map.

// position returns the position of a name, which is mostly the one where a
// resource states it.
func position[N ~string](names []N, name N, near int) int {
	if near < len(names) && names[near] == name {
		return near
	}
	return slices.Index(names, name)
}

func (t *resourceType) statusIndex(s Status) int { return slices.Index(t.statuses, s) }

func (t *resourceType) labelIndex(l Label) int {
	for i := range t.rule.Labels {
		if t.rule.Labels[i].Name == l {
			return i
		}
	}
	return -1
}

func (t *resourceType) relationIndex(r Relation) int { return slices.Index(t.relations, r) }

func (t *resourceType) structureIndex(s Structure) int { return slices.Index(t.rule.Structures, s) }

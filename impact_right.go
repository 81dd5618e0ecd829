package mandat

import "slices"

// expression is whether a member has a right at one place and moment, depending
// on facts alone. It holds in the channels in which they have standing, if each
// of its clauses does.
type expression struct {
	channels uint64
	clauses  []clause
}

// clause holds if one of its rows does. One without rows does not.
type clause struct {
	rows []row
	list int // which lists the rows are about
}

// row holds in some channels, for some lists and holders, under a condition that
// asks for facts alone.
type row struct {
	channels uint64
	lists    ListReach
	self     selfCases
	when     *condition // nil for none
}

// selfCases is a set of cases of who the holder of a grant is.
type selfCases uint8

const (
	toOthers selfCases = 1 << iota
	toSelf
)

const (
	anyChannel = ^uint64(0)
	anyList    = Unlisted | Admitted | NotAdmitted
	anySelf    = toOthers | toSelf
)

// never reports whether the expression holds for no facts.
func (e *expression) never() bool {
	return e.channels == 0 || slices.ContainsFunc(e.clauses, func(c clause) bool { return len(c.rows) == 0 })
}

func (e *expression) equal(f *expression) bool {
	return e.channels == f.channels && slices.EqualFunc(e.clauses, f.clauses, func(c, d clause) bool {
		return slices.EqualFunc(c.rows, d.rows, func(r, s row) bool { return r.equal(&s) })
	})
}

// same reports whether two conditions are the same.
func (c *condition) same(d *condition) bool {
	if c == d || c == nil || d == nil {
		return c == d
	}
	return c.op == d.op && c.mask == d.mask && slices.Equal(c.roles, d.roles) &&
		slices.EqualFunc(c.kids, d.kids, func(a, b condition) bool { return a.same(&b) })
}

// right returns the right to the task in a version, on a patch of which one place
// and moment are given.
func (j *judging) right(version, moment int, at []*cell, p *patch) expression {
	t, depth, v := j.task, j.depths[p.depth], j.viewAt(version, j.ground.moments[moment])
	if t.leaves[version] == nil || j.ground.channels[version][moment] == 0 {
		return expression{}
	}
	e := expression{channels: j.ground.channels[version][moment]}
	q := j.ground.question(version, &v, at, depth)
	if t.asked[version] != nil {
		q.about = &about{role: t.asked[version], target: -1, group: -1}
	}
	for _, l := range t.leaves[version] {
		if t.asked[version] == nil {
			e.clauses = append(e.clauses, clause{q.rows(p.held[version], l, nil), t.list(l)})
		} else {
			for _, part := range t.asked[version].parts(q.now.policy) {
				e.clauses = append(e.clauses, clause{rows: q.rows(p.held[version], l, part)})
			}
			if !q.coversAsked(l, t.asked[version]) {
				return expression{}
			}
		}
		if e.never() {
			return expression{}
		}
	}
	if j.lyingMany(t) {
		q.facts.clear()
	}
	for _, l := range t.leaves[version] {
		for i := range l.gates {
			e.clauses = append(e.clauses, q.gate(l.gates[i].open))
		}
	}
	if e.never() {
		return expression{}
	}
	return e
}

// lyingMany reports whether the resource can lie in several places, so that
// gates judge it at none.
func (c *comparison) lyingMany(t *task) bool {
	return (t.ref.Type == MemberType || t.ref.Type == InvitationType) && c.orgs[after].policy.home < 0
}

// coversAsked reports whether the subject has all that a custom role to be given
// for good would give.
func (q *question) coversAsked(l *leaf, r *role) bool {
	if !r.custom {
		return true
	}
	with := *q
	with.about = &about{role: r, grant: &grant{}, target: -1, group: -1}
	return with.coversRole(l)
}

func (q *question) gate(open *condition) clause {
	c := q.resolve(open)
	if c.op == opNever {
		return clause{}
	}
	if c.op == opAll && len(c.kids) == 0 {
		c = nil
	}
	return clause{rows: []row{{anyChannel, anyList, anySelf, c}}}
}

// rows returns the ways in which what a member holds gives a leaf, each once; of
// a leaf that statements give, for the role asked.
func (q *question) rows(held []reaching, l *leaf, asked *role) []row {
	var all []row
	for i := range held {
		if held[i].keeper {
			continue
		}
		perms := held[i].of.perms[l.index]
		for k := range perms {
			p := &perms[k]
			r := q.row(&held[i], p, asked)
			if l.lists == nil {
				r.lists &= Unlisted
			}
			if p.admin != nil && !p.admin.self && l.gives() {
				r.self = toOthers
			}
			if r.channels != 0 && r.lists != 0 && !slices.ContainsFunc(all, func(had row) bool { return had.equal(&r) }) {
				all = append(all, r)
			}
		}
	}
	return all
}

func (r *row) equal(s *row) bool {
	return r.channels == s.channels && r.lists == s.lists && r.self == s.self && r.when.same(s.when)
}

// row returns what a permission gives at a place; nothing is a row without
// channels.
func (q *question) row(h *reaching, p *permission, asked *role) row {
	r := row{channels: h.channels, self: anySelf}
	if p.anyChannel {
		r.channels = anyChannel
	}
	if p.settings&^q.view.settings != 0 || p.in != nil && !q.liesInOne(p.in) || p.past&PastSeals == 0 && !h.inside {
		return row{}
	}
	if p.admin != nil {
		if asked == nil || !p.admin.names(asked) {
			return row{}
		}
		if p.admin.through != 0 {
			r.channels &= p.admin.through
		}
	}
	r.lists = Admitted
	if h.covers {
		r.lists |= Unlisted
		if p.past&PastLists != 0 {
			r.lists |= NotAdmitted
		}
	}
	if p.when != nil {
		c := q.resolve(p.when)
		switch {
		case c.op == opNever:
			return row{}
		case c.op != opAll || len(c.kids) > 0:
			r.when = c
		}
	}
	return r
}

// resolve returns a condition with all filled in that the organisation tells: it
// asks for facts alone. What always holds comes back as all of nothing.
func (q *question) resolve(c *condition) *condition {
	always := func(holds bool) *condition {
		if holds {
			return &condition{op: opAll}
		}
		return &condition{}
	}
	switch c.op {
	case opSetting, opVacant, opHolds:
		return always(q.holds(c))
	case opRole:
		if q.about == nil { // a fact, of grants that are read
			return c
		}
		return always(q.isOfRole(c.roles))
	case opNot:
		k := q.resolve(&c.kids[0])
		switch {
		case k == &c.kids[0]:
			return c
		case k.op == opNever:
			return always(true)
		case k.op == opAll && len(k.kids) == 0:
			return always(false)
		}
		return &condition{op: opNot, kids: []condition{*k}}
	case opAll, opAny:
		return q.resolveEach(c)
	}
	return c
}

// resolveEach fills in a list: one that holds always decides an any, one that
// never does an all, and the others are left out.
func (q *question) resolveEach(c *condition) *condition {
	filled := condition{op: c.op}
	changed := false
	for i := range c.kids {
		k := q.resolve(&c.kids[i])
		changed = changed || k != &c.kids[i]
		never, always := k.op == opNever, k.op == opAll && len(k.kids) == 0
		switch {
		case never && c.op == opAll || always && c.op == opAny:
			return k
		case !never && !always:
			filled.kids = append(filled.kids, *k)
		}
	}
	switch {
	case !changed:
		return c
	case len(filled.kids) == 0 && c.op == opAny:
		return &condition{}
	}
	return filled.simple()
}

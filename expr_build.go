package mandat

import (
	"fmt"
	"slices"
)

// Expr returns what the filter asks of a resource. It is ExprAlways or ExprNever
// where that is known beforehand: for whom everything is allowed, and for whom
// nothing is. To make it takes as long as the subject has grants and the
// organisation units, and where a rule asks for a vacancy, the role holders.
//
// A filter for what the policy does not know, or by a subject of whom not enough is
// stated, has no expression, nor has one for what is built in: that stands in no
// table of a service.
func (f Filter) Expr() (Expr, error) {
	b, err := f.exprMaker()
	if err != nil {
		return Expr{}, err
	}
	return b.plain(b.allowed()), nil
}

func (f Filter) exprMaker() (*exprMaker, error) {
	if d := f.unwritable(); d != NoDetail {
		return nil, fmt.Errorf("mandat: the filter has no expression: %s: %w", d, ErrMalformed)
	}
	if f.filter.typ.builtin {
		return nil, fmt.Errorf("mandat: the filter has no expression: %s is built in: %w", f.filter.typ.rule.Name, ErrMalformed)
	}
	return &exprMaker{exprSpace: exprSpace{org: f.filter.view.org, typ: f.filter.typ}, filter: f.filter}, nil
}

// unwritable returns what is wrong with a filter, whatever resource is asked about.
func (f Filter) unwritable() Detail {
	if f.filter == nil {
		return NoOrg
	}
	q := question{view: &f.filter.view}
	switch {
	case f.filter.wrong != NoDetail:
		return f.filter.wrong
	case f.filter.view.malformed != NoDetail:
		return f.filter.view.malformed
	case q.lacksSession(&f.filter.action.needs):
		return SessionUnstated
	}
	return NoDetail
}

// exprMaker decides on a resource of which nothing is known yet: in the order of a
// decision, with an expression for what hangs on the resource.
type exprMaker struct {
	exprSpace
	filter *filter
}

func (b *exprMaker) view() *View { return &b.filter.view }

func (b *exprMaker) allowed() *exprNode {
	standing := b.standing()
	if standing == exprNever {
		return exprNever
	}
	all := []*exprNode{standing}
	for _, l := range b.filter.action.leaves {
		if l.approval != nil {
			return exprNever
		}
		all = append(all, b.right(l), b.open(l.gates), b.open(l.guards), b.votable(l))
	}
	return b.all(all...)
}

func (b *exprMaker) standing() *exprNode {
	v := b.view()
	only := &v.subject.Only
	switch {
	case v.standing != NoDetail:
		return exprNever
	case !v.confined:
		return exprAlways
	case only.Org != v.org.id || only.Type != b.typ.rule.Name || only.Action != b.filter.action.rule.Name:
		return exprNever
	}
	return exprFact(Expr{Op: ExprID, IDs: []ResourceID{only.ID}})
}

// right is where a permission gives the leaf: by a grant that covers the resource
// and no list that governs it, or by all lists that do.
func (b *exprMaker) right(l *leaf) *exprNode {
	governed, admitted := b.lists(l)
	ungoverned := b.not(governed)
	var ways []*exprNode
	for i := range b.filter.held {
		s := &b.filter.held[i]
		h := holdings{view: b.view(), grant: s.grant, via: s.via}
		counts, covers, inside := b.counts(&h), b.covers(&h), b.insideSeals(&h)
		perms := s.role.perms[l.index]
		for k := range perms {
			p := &perms[k]
			if p.settings&^b.view().settings != 0 || !p.anyChannel && !s.role.opens(b.view().channel, b.view().settings) {
				continue
			}
			limits := []*exprNode{counts, b.liesInOne(p.in), b.holds(p.when)}
			if p.past&PastSeals == 0 {
				limits = append(limits, inside)
			}
			freely := ungoverned
			if p.past&PastLists != 0 {
				freely = exprAlways
			}
			within := b.all(limits...)
			ways = append(ways, b.all(within, covers, freely), b.all(within, admitted))
		}
	}
	return b.any(ways...)
}

// counts is where a grant through a group of a unit counts at all.
func (b *exprMaker) counts(h *holdings) *exprNode {
	if g := h.group(); g != nil {
		return b.atGroup(g)
	}
	return exprAlways
}

func (b *exprMaker) atGroup(g *group) *exprNode {
	if g.unit == noUnit {
		return exprAlways
	}
	return b.below(g.unit, Subtree)
}

// below is where a unit is covered, with a reach, by a grant at another one.
func (b *exprMaker) below(top int32, reach Reach) *exprNode {
	if top == noUnit {
		return exprNever
	}
	structure := b.org.unit(top).structure
	if !slices.Contains(b.typ.structures, structure) {
		return exprNever
	}
	at := b.noPlaces()
	if reach.below() {
		b.addBelow(at, top)
	} else {
		at.add(int(top))
	}
	return b.place(structure, at)
}

func (b *exprMaker) addBelow(at bitset, top int32) {
	at.add(int(top))
	for unit := range b.org.unit(top).children.all() {
		b.addBelow(at, unit)
	}
}

// covers is where every unit that the grant names covers the resource's.
func (b *exprMaker) covers(h *holdings) *exprNode {
	if h.grant.whole {
		return exprAlways
	}
	if h.grant.n == 0 {
		return exprNever
	}
	var all []*exprNode
	for _, structure := range b.typ.structures {
		all = append(all, b.somewhere(structure))
	}
	for i := range h.grant.at() {
		p := &h.grant.places[i]
		all = append(all, b.below(h.unit(p), p.reach))
	}
	return b.all(all...)
}

// somewhere is where the resource has a unit in a structure.
func (b *exprMaker) somewhere(structure int) *exprNode {
	nowhere := b.noPlaces()
	nowhere.add(b.nowhere())
	return b.place(structure, b.everywhere(structure).without(nowhere))
}

// liesInOne is where the resource has a unit in one of some structures; none is no
// limit.
func (b *exprMaker) liesInOne(structures []int) *exprNode {
	if structures == nil {
		return exprAlways
	}
	var any []*exprNode
	for _, structure := range structures {
		if slices.Contains(b.typ.structures, structure) {
			any = append(any, b.somewhere(structure))
		}
	}
	return b.any(any...)
}

// insideSeals is where the grant lies inside every seal around the resource.
func (b *exprMaker) insideSeals(h *holdings) *exprNode {
	var all []*exprNode
	q := question{view: b.view()}
	for _, structure := range b.typ.structures {
		at := b.noPlaces()
		at.add(b.nowhere())
		known := map[int32]bool{noUnit: true}
		for i := range b.units(b.everywhere(structure)) {
			seal := b.org.unit(i).seal
			inside, ok := known[seal]
			if !ok {
				inside = q.names(h, structure, seal)
				known[seal] = inside
			}
			if inside {
				at.add(int(i))
			}
		}
		all = append(all, b.place(structure, at))
	}
	return b.all(all...)
}

// open is where none of the gates or guards is closed.
func (b *exprMaker) open(closers []closer) *exprNode {
	var all []*exprNode
	for i := range closers {
		all = append(all, b.holds(closers[i].open))
	}
	return b.all(all...)
}

// plain returns a node as plain data.
func (b *exprMaker) plain(n *exprNode) Expr {
	switch n.op {
	case ExprNever, ExprAlways:
		return Expr{Op: n.op}
	case ExprAll, ExprAny, ExprNot:
		return Expr{Op: n.op, Of: each(n.of, b.plain)}
	case ExprStatus:
		return Expr{Op: n.op, Statuses: marked(b.typ.statuses, n.statuses)}
	case ExprPlace:
		e := Expr{Op: n.op, Structure: b.org.policy.rules.Structures[n.structure].Name, Nowhere: n.places.has(b.nowhere())}
		for i := range b.units(n.places) {
			e.Units = append(e.Units, b.org.unit(i).id)
		}
		slices.Sort(e.Units)
		return e
	}
	return n.fact
}

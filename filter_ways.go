package mandat

import "slices"

// mostWays is how many alternatives an expression is taken apart into; one of more
// stays joined as it is.
const mostWays = 64

// ways takes an expression apart: into what it asks for in any case, and what is
// enough beside that, one of them. No ways are none needed.
func (s *exprSpace) ways(n *exprNode) (always, ways []*exprNode) {
	always = slices.Clone(n.conjuncts())
	widest := -1
	for i, k := range always {
		if k.op == ExprAny && !k.isPlain() && (widest < 0 || len(k.key) > len(always[widest].key)) {
			widest = i
		}
	}
	if widest < 0 {
		return always, nil
	}
	ways = s.apart(always[widest])
	if len(ways) == 1 && ways[0] == always[widest] {
		ways = slices.Clone(ways[0].of)
	}
	always = slices.Delete(always, widest, widest+1)
	ways = slices.DeleteFunc(ways, func(way *exprNode) bool { return s.all(slices.Concat(always, way.conjuncts())...) == exprNever })
	if len(ways) == 1 {
		return append(always, ways[0].conjuncts()...), nil
	}
	return always, ways
}

// isPlain reports whether a node asks for one of some relations and labels: that is
// better said in one breath.
func (n *exprNode) isPlain() bool {
	return n.op == ExprAny && !slices.ContainsFunc(n.of, func(k *exprNode) bool {
		if k.op == ExprNot {
			k = k.of[0]
		}
		return k.op != ExprRelation && k.op != ExprLabel
	})
}

// apart returns alternatives that together are an expression, none of which has an
// alternative in it but plain ones; or the expression if there are too many.
func (s *exprSpace) apart(n *exprNode) []*exprNode {
	all := []*exprNode{n}
	switch {
	case n.op == ExprAny && !n.isPlain():
		all = nil
		for _, k := range n.of {
			all = append(all, s.apart(k)...)
		}
	case n.op == ExprAll:
		all = []*exprNode{exprAlways}
		for _, k := range n.of {
			all = s.times(all, s.apart(k))
		}
	}
	all = absorbed(all, func(k, by *exprNode) bool { return k.implies(by) })
	if len(all) > mostWays {
		return []*exprNode{n}
	}
	return all
}

// times returns what holds where one of some nodes does and one of others.
func (s *exprSpace) times(some, others []*exprNode) []*exprNode {
	if len(some)*len(others) > 4*mostWays { // some of these will need no mention
		return []*exprNode{s.all(s.any(some...), s.any(others...))}
	}
	var all []*exprNode
	for _, a := range some {
		for _, b := range others {
			if n := s.all(a, b); n != exprNever && !n.contradicts() {
				all = append(all, n)
			}
		}
	}
	return all
}

// contradicts reports whether a node asks for an entry of a list and for there being
// no such list.
func (n *exprNode) contradicts() bool {
	return slices.ContainsFunc(n.conjuncts(), func(k *exprNode) bool {
		return k.op == ExprNot && slices.ContainsFunc(n.conjuncts(), func(m *exprNode) bool { return m.isWithin(k.of[0]) })
	})
}

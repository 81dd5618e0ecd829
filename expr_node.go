package mandat

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// exprNode is an expression while it is made: places are sets of numbers, and what
// is known to hold, or not to, is simplified away at once. It is never changed.
type exprNode struct {
	op ExprOp
	of []*exprNode
	// fact is what other nodes ask for than joined ones, ExprPlace and ExprStatus.
	fact      Expr
	structure int
	places    bitset // of ExprPlace: units by their indexes, and nowhere after them
	statuses  uint64
	key       string // the same for the same expression
}

var (
	exprNever  = &exprNode{op: ExprNever, key: "0"}
	exprAlways = &exprNode{op: ExprAlways, key: "1"}
)

func exprIf(holds bool) *exprNode {
	if holds {
		return exprAlways
	}
	return exprNever
}

// exprSpace is what there is: all places of the structures, all statuses.
type exprSpace struct {
	org    *Org
	typ    *resourceType
	places []bitset // by structure, nil until asked for
}

// everywhere returns all places in a structure.
func (s *exprSpace) everywhere(structure int) bitset {
	if s.places == nil {
		s.places = make([]bitset, len(s.org.policy.rules.Structures))
	}
	if s.places[structure] == nil {
		all := s.noPlaces()
		for i := range s.org.units.len() {
			if u := s.org.unit(i); !u.gone && u.structure == structure {
				all.add(int(i))
			}
		}
		all.add(s.nowhere())
		s.places[structure] = all
	}
	return s.places[structure]
}

func (s *exprSpace) noPlaces() bitset { return newBitset(s.nowhere() + 1) }

// nowhere is the number of having no unit.
func (s *exprSpace) nowhere() int { return int(s.org.units.len()) }

// units goes through the units among some places.
func (s *exprSpace) units(places bitset) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for i := range places.all() {
			if i != s.nowhere() && !yield(int32(i)) {
				return
			}
		}
	}
}

// place asks for one of some places in a structure.
func (s *exprSpace) place(structure int, places bitset) *exprNode {
	switch {
	case places.empty():
		return exprNever
	case s.everywhere(structure).without(places).empty():
		return exprAlways
	}
	return &exprNode{op: ExprPlace, structure: structure, places: places, key: fmt.Sprint("p", structure, " ", places.text())}
}

// status asks for one of some statuses.
func (s *exprSpace) status(mask uint64) *exprNode {
	switch mask {
	case 0:
		return exprNever
	case s.statuses():
		return exprAlways
	}
	return &exprNode{op: ExprStatus, statuses: mask, key: fmt.Sprint("s", mask)}
}

func (s *exprSpace) statuses() uint64 { return 1<<len(s.typ.statuses) - 1 }

// exprFact asks for a fact that is neither a place nor a status.
func exprFact(e Expr) *exprNode {
	return &exprNode{op: e.Op, fact: e, key: fmt.Sprintf("f%d %q %q %q %q %d %q %q", e.Op, e.Relation, e.Person, e.Label, e.List, e.Up, e.Entries, e.IDs)}
}

// not returns the opposite.
func (s *exprSpace) not(n *exprNode) *exprNode {
	switch n.op {
	case ExprNever:
		return exprAlways
	case ExprAlways:
		return exprNever
	case ExprNot:
		return n.of[0]
	case ExprPlace:
		return s.place(n.structure, s.everywhere(n.structure).without(n.places))
	case ExprStatus:
		return s.status(s.statuses() &^ n.statuses)
	case ExprAll:
		return s.any(s.notEach(n.of)...)
	case ExprAny:
		return s.all(s.notEach(n.of)...)
	}
	return &exprNode{op: ExprNot, of: []*exprNode{n}, key: "!" + n.key}
}

func (s *exprSpace) notEach(ns []*exprNode) []*exprNode {
	return each(ns, s.not)
}

// all joins what has to hold together.
func (s *exprSpace) all(ns ...*exprNode) *exprNode {
	kids := s.merge(flat(ExprAll, ns), bitset.both, func(a, b uint64) uint64 { return a & b })
	for _, k := range kids {
		if k.op == ExprNever || !k.isJoined() && hasKey(kids, s.not(k).key) {
			return exprNever
		}
	}
	kids = slices.DeleteFunc(kids, func(k *exprNode) bool { return k.op == ExprAlways })
	if fewer, found := s.resolve(kids, ExprAny, s.any); found {
		return s.all(fewer...)
	}
	return joined(ExprAll, exprAlways, absorbed(kids, func(k, by *exprNode) bool { return by.implies(k) }))
}

// any joins what is enough each by itself.
func (s *exprSpace) any(ns ...*exprNode) *exprNode {
	kids := flat(ExprAny, ns)
	for _, structure := range s.typ.structures {
		kids = s.factor(kids, structure)
	}
	kids = s.merge(kids, bitset.or, func(a, b uint64) uint64 { return a | b })
	for _, k := range kids {
		if k.op == ExprAlways || !k.isJoined() && hasKey(kids, s.not(k).key) {
			return exprAlways
		}
	}
	kids = slices.DeleteFunc(kids, func(k *exprNode) bool { return k.op == ExprNever })
	if fewer, found := s.resolve(kids, ExprAll, s.all); found {
		return s.any(fewer...)
	}
	return joined(ExprAny, exprNever, absorbed(kids, func(k, by *exprNode) bool { return k.implies(by) }))
}

// resolve takes the opposites of single facts out of what is joined the other way:
// beside "a", "not a or b" is "b", and so is "not a and b" where either is enough.
func (s *exprSpace) resolve(kids []*exprNode, op ExprOp, join func(...*exprNode) *exprNode) ([]*exprNode, bool) {
	for _, k := range kids {
		if k.isJoined() {
			continue
		}
		opposite := s.not(k).key
		for i, other := range kids {
			if other.op == op && hasKey(other.of, opposite) {
				rest := slices.DeleteFunc(slices.Clone(other.of), func(n *exprNode) bool { return n.key == opposite })
				kids = slices.Clone(kids)
				kids[i] = join(rest...)
				return kids, true
			}
		}
	}
	return nil, false
}

func (n *exprNode) isJoined() bool { return n.op == ExprAll || n.op == ExprAny }

func hasKey(ns []*exprNode, key string) bool {
	return slices.ContainsFunc(ns, func(n *exprNode) bool { return n.key == key })
}

// flat takes out what is joined in the same way.
func flat(op ExprOp, ns []*exprNode) []*exprNode {
	var all []*exprNode
	for _, n := range ns {
		if n.op == op {
			all = append(all, n.of...)
		} else {
			all = append(all, n)
		}
	}
	return all
}

// joined joins what is left, in a fixed order.
func joined(op ExprOp, none *exprNode, kids []*exprNode) *exprNode {
	switch len(kids) {
	case 0:
		return none
	case 1:
		return kids[0]
	}
	slices.SortFunc(kids, func(a, b *exprNode) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), strings.Compare(a.key, b.key))
	})
	keys := each(kids, func(k *exprNode) string { return k.key })
	return &exprNode{op: op, of: kids, key: fmt.Sprintf("(%d %s)", op, strings.Join(keys, ","))}
}

// rank puts facts first, each kind by itself, and what is joined last.
func (n *exprNode) rank() int {
	if n.op < ExprPlace {
		return int(ExprID) + 1 + int(ExprNot-n.op)
	}
	return int(n.op)
}

// merge makes one of all places in the same structure, and one of all statuses.
func (s *exprSpace) merge(ns []*exprNode, places func(a, b bitset) bitset, statuses func(a, b uint64) uint64) []*exprNode {
	var all []*exprNode
	for _, n := range ns {
		i := slices.IndexFunc(all, func(m *exprNode) bool { return m.op == n.op && m.structure == n.structure })
		switch {
		case i >= 0 && n.op == ExprPlace:
			all[i] = s.place(n.structure, places(all[i].places, n.places))
		case i >= 0 && n.op == ExprStatus:
			all[i] = s.status(statuses(all[i].statuses, n.statuses))
		default:
			all = append(all, n)
		}
	}
	return all
}

// factor makes one of those that differ in nothing but where in a structure they ask
// to be.
func (s *exprSpace) factor(ns []*exprNode, structure int) []*exprNode {
	var all []*exprNode
	at := make(map[string]int)
	for _, n := range ns {
		place, rest := n.placedIn(structure)
		if place == nil {
			all = append(all, n)
			continue
		}
		key := strings.Join(each(rest, func(r *exprNode) string { return r.key }), " ")
		i, ok := at[key]
		if !ok {
			at[key] = len(all)
			all = append(all, n)
			continue
		}
		if other, _ := all[i].placedIn(structure); other != nil { // else it asks for no place any more
			all[i] = s.all(append(rest, s.place(structure, place.places.or(other.places)))...)
		}
	}
	return all
}

// placedIn returns the place in a structure that a node asks for, nil if it asks for
// none, and all else that it asks for.
func (n *exprNode) placedIn(structure int) (place *exprNode, rest []*exprNode) {
	for _, k := range n.conjuncts() {
		if k.op == ExprPlace && k.structure == structure {
			place = k
		} else {
			rest = append(rest, k)
		}
	}
	return place, rest
}

// absorbed leaves out the nodes that another one makes needless.
func absorbed(ns []*exprNode, needless func(n, by *exprNode) bool) []*exprNode {
	var all []*exprNode
	for i, n := range ns {
		left := false
		for j, by := range ns {
			left = left || i != j && needless(n, by) && (i > j || !needless(by, n))
		}
		if !left {
			all = append(all, n)
		}
	}
	return all
}

// implies reports whether it is plain that where a node holds, another one does:
// all that this one asks for is asked for by that one, too.
func (n *exprNode) implies(m *exprNode) bool {
	for _, asked := range m.conjuncts() {
		if !slices.ContainsFunc(n.conjuncts(), func(k *exprNode) bool { return k.isWithin(asked) }) {
			return false
		}
	}
	return true
}

func (n *exprNode) conjuncts() []*exprNode {
	if n.op == ExprAll {
		return n.of
	}
	return []*exprNode{n}
}

// isWithin reports whether one fact is plainly a case of another one.
func (n *exprNode) isWithin(m *exprNode) bool {
	switch {
	case n.key == m.key:
		return true
	case n.op == ExprAny && !m.isJoined():
		return !slices.ContainsFunc(n.of, func(k *exprNode) bool { return !k.implies(m) })
	case m.op == ExprAny:
		return slices.ContainsFunc(m.of, n.implies)
	case n.op == ExprListed && m.op == ExprHasList:
		return n.fact.List == m.fact.List && n.fact.Up == m.fact.Up
	case n.op != m.op:
		return false
	case n.op == ExprPlace:
		return n.structure == m.structure && n.places.without(m.places).empty()
	case n.op == ExprStatus:
		return n.statuses&^m.statuses == 0
	}
	return false
}

package mandat

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// waysRules is a policy with a type of which every kind of fact can be asked.
func waysRules() Rules {
	r := draftRules()
	r.Types = append(r.Types, TypeRule{Name: "paper", Structures: []Structure{"organisation", "rooms"}, PartOf: "thing", Lists: []Action{"do"},
		Statuses: []StatusRule{{Name: "draft"}, {Name: "valid"}, {Name: "ended"}}, Labels: []LabelRule{{Name: "secret"}},
		Relations: []RelationRule{{Name: "owner"}, {Name: "deputy"}}, Actions: []ActionRule{{Name: "do"}}})
	r.Roles[0].Can = append(r.Roles[0].Can, Permission{Do: []ActionRef{{"paper", "do"}}})
	return r
}

// drawnExpr draws an expression over a few facts.
func drawnExpr(t *rapid.T, s *exprSpace, depth int) *exprNode {
	if depth > 0 && rapid.IntRange(0, 3).Draw(t, "joined") > 0 {
		join := rapid.SampledFrom([]func(...*exprNode) *exprNode{s.all, s.any}).Draw(t, "join")
		return join(each(make([]int, rapid.IntRange(2, 3).Draw(t, "parts")), func(int) *exprNode { return drawnExpr(t, s, depth-1) })...)
	}
	var n *exprNode
	list := Expr{Op: ExprHasList, List: "do", Up: rapid.IntRange(0, 1).Draw(t, "up")}
	switch rapid.IntRange(0, 5).Draw(t, "fact") {
	case 0:
		at := s.noPlaces()
		structure := rapid.IntRange(0, 1).Draw(t, "structure")
		for i := range s.everywhere(structure).all() {
			if rapid.Bool().Draw(t, "in") {
				at.add(i)
			}
		}
		n = s.place(structure, at)
	case 1:
		n = s.status(uint64(rapid.IntRange(0, 7).Draw(t, "statuses")))
	case 2:
		n = exprFact(Expr{Op: ExprRelation, Person: "anna", Relation: rapid.SampledFrom([]Relation{"owner", "deputy"}).Draw(t, "relation")})
	case 3:
		n = exprFact(Expr{Op: ExprLabel, Label: "secret"})
	case 4:
		n = exprFact(list)
	case 5:
		list.Op, list.Entries = ExprListed, []Listed{Everybody(), Named("anna")}
		n = exprFact(list)
	}
	if rapid.Bool().Draw(t, "not") {
		return s.not(n)
	}
	return n
}

// drawnPaper draws a resource that states everything.
func drawnPaper(t *rapid.T, s *exprSpace) Resource {
	r := Resource{Type: "paper", ID: "p-1", Org: s.org.id, Status: rapid.SampledFrom([]Status{"draft", "valid", "ended"}).Draw(t, "status"), Labels: Labelled()}
	for structure, name := range []Structure{"organisation", "rooms"} {
		place := Nowhere()
		if i := rapid.SampledFrom(numbersOf(s.everywhere(structure))).Draw(t, "unit"); i != s.nowhere() {
			place = At(s.org.unit(int32(i)).id)
		}
		r.Units[structure] = name.Is(place)
	}
	if rapid.Bool().Draw(t, "secret") {
		r.Labels = Labelled("secret")
	}
	for i, name := range []Relation{"owner", "deputy"} {
		r.Relations[i] = name.Is(rapid.SampledFrom([]People{Nobody(), One("anna"), One("bo")}).Draw(t, "people"))
	}
	lists := []ACL{NoACL(), Only(Everybody()), Only(Named("anna")), Only(Named("bo"))}
	whole := Resource{Type: "thing", Org: s.org.id}
	r.ACLs[0], whole.ACLs[0] = Action("do").By(rapid.SampledFrom(lists).Draw(t, "own list")), Action("do").By(rapid.SampledFrom(lists).Draw(t, "list above"))
	r.PartOf = PartOf(&whole)
	return r
}

func numbersOf(b bitset) (all []int) {
	for i := range b.all() {
		all = append(all, i)
	}
	return all
}

// What is told of an expression, taken apart, holds where the expression does: all
// that is asked in any case, with one of the ways.
func TestWaysAreTheExpression(t *testing.T) {
	o := draftOrgOf(t, waysRules())
	rapid.Check(t, func(t *rapid.T) {
		s := &exprSpace{org: o, typ: o.policy.typ("paper")}
		n := drawnExpr(t, s, 3)
		always, ways := s.ways(n)
		for _, k := range append(always, ways...) {
			if len(always)+len(ways) > 1 && (k == exprAlways || k == exprNever) {
				t.Fatalf("%q is taken apart into something that is known", n.key)
			}
		}
		b := exprMaker{exprSpace: *s}
		for range 20 {
			r := drawnPaper(t, s)
			holds := func(n *exprNode) bool { return b.plain(n).Holds(r) }
			got := ways == nil
			for _, way := range ways {
				got = got || holds(way)
			}
			for _, k := range always {
				got = got && holds(k)
			}
			if got != holds(n) {
				t.Fatalf("%s, and one of %s: %v; want %v of %s", printed(&b, always), printed(&b, ways), got, holds(n), b.plain(n))
			}
		}
	})
}

func printed(b *exprMaker, all []*exprNode) string { return fmt.Sprint(each(all, b.plain)) }

// What has very many alternatives is taken apart as far as that helps, and stays the
// same.
func TestVeryManyWays(t *testing.T) {
	s := &exprSpace{org: draftOrgOf(t, waysRules())}
	s.typ = s.org.policy.typ("paper")
	label := func(name string, i int) *exprNode {
		return exprFact(Expr{Op: ExprLabel, Label: Label(fmt.Sprint(name, i))})
	}
	var pairs []*exprNode
	for i := range 10 {
		pairs = append(pairs, s.any(s.all(label("a", i), label("b", i)), s.all(label("c", i), label("d", i))))
	}
	n := s.any(label("x", 0), s.all(pairs...))
	always, ways := s.ways(n)
	if len(always) > 0 || len(ways) < 2 || len(ways) > mostWays {
		t.Fatalf("%d ways, with %d in any case", len(ways), len(always))
	}
	b := exprMaker{exprSpace: *s}
	rapid.Check(t, func(t *rapid.T) {
		var labels []Label
		for i := range 10 {
			pair := rapid.SampledFrom([]string{"ab", "cd", "ab", "cd", "ad"}).Draw(t, "pair")
			labels = append(labels, Label(fmt.Sprint(pair[:1], i)), Label(fmt.Sprint(pair[1:], i)))
		}
		r := Resource{Labels: Labelled(labels...)}
		got := slices.ContainsFunc(ways, func(way *exprNode) bool { return b.plain(way).Holds(r) })
		if want := b.plain(n).Holds(r); got != want {
			t.Fatalf("%v: %v; want %v", labels, got, want)
		}
	})
}

// That a list names somebody and that there is none is no alternative.
func TestNoWayContradictsItself(t *testing.T) {
	s := &exprSpace{org: draftOrgOf(t, waysRules())}
	s.typ = s.org.policy.typ("paper")
	has, label := Expr{Op: ExprHasList, List: "do"}, exprFact(Expr{Op: ExprLabel, Label: "secret"})
	named := has
	named.Op, named.Entries = ExprListed, []Listed{Everybody()}
	at := s.noPlaces()
	at.add(0)
	n := s.all(s.any(exprFact(named), label), s.any(s.not(exprFact(has)), s.place(0, at)))
	_, ways := s.ways(s.any(n, s.status(1)))
	if len(ways) != 4 {
		t.Fatalf("%d ways of %s; want 3 and the status", len(ways), n.key)
	}
}

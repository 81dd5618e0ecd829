package mandat

import (
	"errors"
	"fmt"
	"iter"
	"slices"
)

// merge goes through the rows of several sources by id, each row once.
type merge[R any] struct {
	of      func(R) Resource
	after   ResourceID
	sources []*rowSource[R]
}

// rowSource is rows by ascending id, with the next one.
type rowSource[R any] struct {
	next func() (R, error, bool)
	stop func()
	row  R
	id   ResourceID
	err  error
	more bool
}

// open asks the index for all rows for which an expression can hold.
func (m *merge[R]) open(e Expr, index Index[R]) error {
	rows := coverOf(&e, func(e Expr) iter.Seq2[R, error] { return index(e, m.after) })
	if rows == nil {
		return errors.New("mandat: the index does not give all rows, and has nothing narrower")
	}
	for _, r := range rows.all {
		next, stop := iter.Pull2(r)
		s := &rowSource[R]{next: next, stop: stop, id: m.after}
		m.sources = append(m.sources, s)
		m.step(s)
	}
	return nil
}

// cover is rows among which are all for which an expression holds.
type cover[R any] struct {
	all []iter.Seq2[R, error]
	// widest is the kind among them by which there can be most.
	widest int
}

// coverOf returns the narrowest cover that an index has, nil for none.
func coverOf[R any](e *Expr, index func(Expr) iter.Seq2[R, error]) *cover[R] {
	found := narrowCover(e, index)
	if found == nil {
		if rows := index(Expr{Op: ExprAlways}); rows != nil {
			found = &cover[R]{all: []iter.Seq2[R, error]{rows}}
		}
	}
	return found
}

// width orders what an index is asked for by how many rows that is, as a rule.
func width(op ExprOp) int {
	return slices.Index([]ExprOp{ExprID, ExprRelation, ExprListed, ExprPlace}, op)
}

// narrowCover returns a cover without asking for all rows, nil where that takes them.
func narrowCover[R any](e *Expr, index func(Expr) iter.Seq2[R, error]) *cover[R] {
	switch e.Op {
	case ExprNever:
		return &cover[R]{}
	case ExprAny:
		all := &cover[R]{}
		for i := range e.Of {
			one := narrowCover(&e.Of[i], index)
			if one == nil {
				return nil
			}
			all.all, all.widest = append(all.all, one.all...), max(all.widest, one.widest)
		}
		return all
	case ExprAll:
		var best *cover[R]
		for i := range e.Of {
			if one := narrowCover(&e.Of[i], index); one != nil && (best == nil || one.widest < best.widest) {
				best = one
			}
		}
		return best
	case ExprPlace, ExprRelation, ExprListed, ExprID:
		if rows := index(*e); rows != nil {
			return &cover[R]{all: []iter.Seq2[R, error]{rows}, widest: width(e.Op)}
		}
	}
	return nil
}

// step goes to the next row of a source.
func (m *merge[R]) step(s *rowSource[R]) {
	before := s.id
	if s.row, s.err, s.more = s.next(); !s.more || s.err != nil {
		return
	}
	r := m.of(s.row)
	if s.id = r.ID; s.id <= before {
		s.err = fmt.Errorf("mandat: the index gives %s %q after %q, and not in ascending order of ids", r.Type, s.id, before)
	}
}

// rows goes through all sources at once. An error of any of them ends it, before
// anything that could come after what is missing.
func (m *merge[R]) rows() iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var none R
		for {
			m.sources = slices.DeleteFunc(m.sources, func(s *rowSource[R]) bool { return !s.more })
			if len(m.sources) == 0 {
				return
			}
			least := m.sources[0]
			for _, s := range m.sources {
				if s.err != nil {
					yield(none, s.err)
					return
				}
				if s.id < least.id {
					least = s
				}
			}
			row, id := least.row, least.id
			for _, s := range m.sources {
				if s.id == id {
					m.step(s)
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (m *merge[R]) stop() {
	for _, s := range m.sources {
		s.stop()
	}
}

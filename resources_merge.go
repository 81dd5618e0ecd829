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
	rows, ok := m.covering(&e, index)
	if !ok {
		all := index(Expr{Op: ExprAlways}, m.after)
		if all == nil {
			return errors.New("mandat: the index does not give all rows, and has nothing narrower")
		}
		rows = []iter.Seq2[R, error]{all}
	}
	for _, r := range rows {
		next, stop := iter.Pull2(r)
		s := &rowSource[R]{next: next, stop: stop, id: m.after}
		m.sources = append(m.sources, s)
		m.step(s)
	}
	return nil
}

// covering returns rows among which are all for which an expression holds; false if
// the index has none but all.
func (m *merge[R]) covering(e *Expr, index Index[R]) ([]iter.Seq2[R, error], bool) {
	switch e.Op {
	case ExprNever:
		return nil, true
	case ExprAny:
		var all []iter.Seq2[R, error]
		for i := range e.Of {
			rows, ok := m.covering(&e.Of[i], index)
			if !ok {
				return nil, false
			}
			all = append(all, rows...)
		}
		return all, true
	case ExprAll:
		for _, op := range []ExprOp{ExprID, ExprRelation, ExprListed, ExprPlace, ExprAny} {
			for i := range e.Of {
				if e.Of[i].Op != op {
					continue
				}
				if rows, ok := m.covering(&e.Of[i], index); ok {
					return rows, true
				}
			}
		}
		return nil, false
	case ExprPlace, ExprRelation, ExprListed, ExprID:
		rows := index(*e, m.after)
		return []iter.Seq2[R, error]{rows}, rows != nil
	}
	return nil, false
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

package mandat

import (
	"fmt"
	"iter"
)

// Resources keeps those of a service's rows that a filter admits, in the order in
// which they come. Of makes the resource of a row.
//
// The list is complete, or ends with an error: one of the rows, or an ErrMalformed
// where a row does not state what the policy asks for, so that a mistake in a mapping
// is not taken for a row that the subject may not see. Rows of other organisations,
// and those at a unit that the organisation has not, are left out, as Decide denies
// them.
func Resources[R any](f Filter, rows iter.Seq2[R, error], of func(R) Resource) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var none R
		for row, err := range rows {
			if err != nil {
				yield(none, err)
				return
			}
			r := of(row)
			d := f.filter.decide(&r)
			if d.failsAList() {
				yield(none, fmt.Errorf("mandat: a list of resources: %s %q: %s: %w", r.Type, r.ID, d, ErrMalformed))
				return
			}
			if d.Allowed() && !yield(row, nil) {
				return
			}
		}
	}
}

// failsAList reports whether a row is malformed for another reason than that it lies
// elsewhere.
func (d Decision) failsAList() bool {
	return d.reason == Malformed && d.detail != OrgForeign && d.detail != UnitUnknown
}

// Index finds rows of a service that hold the resources of one type, in ascending
// order of their ids (byte by byte), those after one id: "" for all. It is asked for
// the rows for which an expression holds, of five kinds only: those at some places
// (ExprPlace), those to which a person stands in a relation (ExprRelation), those with
// one of some entries in a list (ExprListed), those with some ids (ExprID), and all
// (ExprAlways). A place can be nowhere (Expr.Nowhere), and a list that of what a row is
// part of (Expr.Up): an index that looks at neither leaves rows out.
//
// It returns more rows rather than fewer: what the subject may not do anything to is
// left out afterwards. For what it has no index for it returns nil, and is asked for
// something else, in the end for all. It can be asked for rows that nobody then ranges
// over: it should look for them first when that is done.
type Index[R any] func(e Expr, after ResourceID) iter.Seq2[R, error]

// ResourcesIn finds the rows that a filter admits, those after one id, in ascending
// order of their ids, each once. It costs what the subject may have a right to, and
// not what there is, as far as the index tells places, relations, entries and ids
// apart.
//
// The list is complete, or ends with an error: as with Resources, and where the index
// gives rows that are out of order.
func ResourcesIn[R any](f Filter, index Index[R], of func(R) Resource, after ResourceID) iter.Seq2[R, error] {
	return func(yield func(R, error) bool) {
		var none R
		e, err := f.Expr()
		if err != nil {
			yield(none, err)
			return
		}
		m := merge[R]{of: of, after: after}
		defer m.stop()
		if err := m.open(e, index); err != nil {
			yield(none, err)
			return
		}
		Resources(f, m.rows(), of)(yield)
	}
}

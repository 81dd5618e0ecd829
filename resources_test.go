package mandat_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// A table of contracts, and what an index of it finds.
func table(rows ...mandat.Resource) []mandat.Resource { return rows }

func all(rows []mandat.Resource, errs ...error) iter.Seq2[mandat.Resource, error] {
	return func(yield func(mandat.Resource, error) bool) {
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
		}
		for _, err := range errs {
			if !yield(mandat.Resource{}, err) {
				return
			}
		}
	}
}

// indexed gives the rows for which an expression holds, of the kinds that it has.
func indexed(rows []mandat.Resource, asked *[]string, kinds ...mandat.ExprOp) mandat.Index[mandat.Resource] {
	return func(e mandat.Expr, after mandat.ResourceID) iter.Seq2[mandat.Resource, error] {
		if !slices.Contains(kinds, e.Op) {
			return nil
		}
		*asked = append(*asked, e.String())
		return all(slices.DeleteFunc(slices.Clone(rows), func(r mandat.Resource) bool { return r.ID <= after || !e.Holds(r) }))
	}
}

func same(r mandat.Resource) mandat.Resource { return r }

func collect(rows iter.Seq2[mandat.Resource, error]) (ids []mandat.ResourceID, err error) {
	for r, err := range rows {
		if err != nil {
			return ids, err
		}
		ids = append(ids, r.ID)
	}
	return ids, nil
}

// onlyPlain makes contracts that are part of nothing and have no lists.
func onlyPlain(r *mandat.Rules, _ *mandat.OrgData) { r.Types[1].Lists, r.Types[1].PartOf = nil, "" }

func bareContract(id mandat.ResourceID, unit mandat.UnitID, facts ...fact) mandat.Resource {
	r := contract(id, unit, facts...)
	r.ACLs, r.PartOf = mandat.ACLs{}, mandat.Whole{}
	return r
}

// A list keeps what the subject may, and says which row is not stated in full
// instead of leaving it out.
func TestResources(t *testing.T) {
	o := given(t, onlyPlain, sealless, role("reader", canIf(hasStatus("valid"), "read")), granted("reader", "kalle", mandat.Below("sales")))
	f := o.As(as("kalle")).Filter("contract", "read")
	mine, draft, theirs := bareContract("c-1", "sales"), bareContract("c-2", "sales", status("draft")), bareContract("c-3", "purchasing")
	gone, foreign := bareContract("c-4", "attic"), bareContract("c-5", "sales", func(r *mandat.Resource) { r.Org = "other" })
	got, err := collect(mandat.Resources(f, all(table(theirs, mine, draft, gone, foreign, bareContract("c-6", "domestic"))), same))
	require.NoError(t, err)
	assert.Equal(t, []mandat.ResourceID{"c-1", "c-6"}, got)

	unread := bareContract("c-7", "sales", status(""))
	got, err = collect(mandat.Resources(f, all(table(mine, unread, bareContract("c-8", "sales"))), same))
	assert.ErrorIs(t, err, mandat.ErrMalformed)
	assert.EqualError(t, err, `mandat: a list of resources: contract "c-7": deny: malformed: status-not-stated: malformed`)
	assert.Equal(t, []mandat.ResourceID{"c-1"}, got)

	lost := errors.New("connection lost")
	got, err = collect(mandat.Resources(f, all(table(mine), lost), same))
	assert.ErrorIs(t, err, lost)
	assert.Equal(t, []mandat.ResourceID{"c-1"}, got)

	_, err = collect(mandat.Resources(mandat.Filter{}, all(table(mine)), same))
	assert.ErrorIs(t, err, mandat.ErrMalformed)
}

// An index is asked for the narrowest that it has, and for all where it has nothing;
// each row comes once, in the order of the ids.
func TestResourcesIn(t *testing.T) {
	o := given(t, onlyPlain, sealless, role("reader", can("read")), role("author", canIf(hasRelation("responsible"), "read")),
		granted("reader", "kalle", mandat.Exactly("sales")), granted("author", "kalle", mandat.WholeOrg()))
	f := o.As(as("kalle")).Filter("contract", "read")
	kalles := related("responsible", "kalle")
	rows := table(bareContract("c-1", "sales", kalles), bareContract("c-2", "purchasing"), bareContract("c-3", "purchasing", kalles), bareContract("c-4", "sales"))
	for _, row := range []struct {
		kinds []mandat.ExprOp
		asked []string
	}{
		{[]mandat.ExprOp{mandat.ExprAlways, mandat.ExprPlace, mandat.ExprRelation}, []string{"organisation: sales", "kalle is responsible"}},
		{[]mandat.ExprOp{mandat.ExprAlways, mandat.ExprPlace}, []string{"organisation: sales", "always"}},
		{[]mandat.ExprOp{mandat.ExprAlways}, []string{"always"}},
	} {
		var asked []string
		got, err := collect(mandat.ResourcesIn(f, indexed(rows, &asked, row.kinds...), same, ""))
		require.NoError(t, err)
		assert.Equal(t, []mandat.ResourceID{"c-1", "c-3", "c-4"}, got)
		assert.Equal(t, row.asked, asked)
		got, err = collect(mandat.ResourcesIn(f, indexed(rows, &asked, row.kinds...), same, "c-1"))
		require.NoError(t, err)
		assert.Equal(t, []mandat.ResourceID{"c-3", "c-4"}, got)
	}
	var asked []string
	_, err := collect(mandat.ResourcesIn(f, indexed(rows, &asked), same, ""))
	assert.EqualError(t, err, "mandat: the index does not give all rows, and has nothing narrower")
	_, err = collect(mandat.ResourcesIn(mandat.Filter{}, indexed(rows, &asked, mandat.ExprAlways), same, ""))
	assert.ErrorIs(t, err, mandat.ErrMalformed)
	for range mandat.ResourcesIn(f, indexed(rows, &asked, mandat.ExprAlways), same, "") {
		break
	}
}

// Rows that are out of order, and those that cannot be read, are no shorter list.
func TestResourcesInWithoutOrder(t *testing.T) {
	o := given(t, onlyPlain, sealless, everyone(can("read")))
	f := o.As(as("kalle")).Filter("contract", "read")
	lost := errors.New("connection lost")
	for want, rows := range map[string]iter.Seq2[mandat.Resource, error]{
		`mandat: the index gives contract "c-1" after "c-2", and not in ascending order of ids`: all(table(bareContract("c-2", "sales"), bareContract("c-1", "sales"))),
		`mandat: the index gives contract "c-2" after "c-2", and not in ascending order of ids`: all(table(bareContract("c-2", "sales"), bareContract("c-2", "sales"))),
		"connection lost": all(table(bareContract("c-2", "sales")), lost),
	} {
		got, err := collect(mandat.ResourcesIn(f, func(mandat.Expr, mandat.ResourceID) iter.Seq2[mandat.Resource, error] { return rows }, same, ""))
		assert.EqualError(t, err, want)
		assert.LessOrEqual(t, len(got), 1)
	}
}

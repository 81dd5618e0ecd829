package worlds_test

import (
	"sync/atomic"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/worlds"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// TestExprsAgree: the expression of a filter holds for the resources that are well
// formed and that the reference allows, and for no others.
func TestExprsAgree(t *testing.T) {
	var ops, held exprCount
	setChecks(t, max(*worldCount/10, 100))
	rapid.Check(t, func(t *rapid.T) {
		w := worlds.Draw(perWorld).Draw(t, "world")
		org := build(t, w)
		for _, q := range w.Questions {
			want := ask(w, q)
			e, err := org.As(q.Subject).Filter(q.Resource.Type, q.Action).Expr()
			if err != nil {
				if want.Outcome == mandat.Allowed && !isBuiltin(w, q.Resource.Type) {
					t.Fatalf("no expression for what is allowed: %v\n%v%v", err, w, q)
				}
				continue
			}
			countOps(&ops, e)
			if want.Reason == mandat.Malformed {
				continue
			}
			if got := e.Holds(q.Resource); got != (want.Outcome == mandat.Allowed) {
				t.Fatalf("the expression holds: %v\n%+v\nthe reference answers %s\n%v%v", got, e, code(want), w, q)
			}
			if want.Outcome == mandat.Allowed {
				countOps(&held, e)
			}
		}
	})
	for op := range int(mandat.ExprID) + 1 {
		t.Logf("operation %d: in %d expressions, %d of them of what is allowed", op, ops[op].Load(), held[op].Load())
		assert.True(t, ops[op].Load() > 0 && (held[op].Load() > 0 || op == int(mandat.ExprNever)), "operation %d is not reached", op)
	}
}

// exprCount counts the operations in expressions.
type exprCount [mandat.ExprID + 1]atomic.Int64

func countOps(n *exprCount, e mandat.Expr) {
	n[e.Op].Add(1)
	for _, one := range e.Of {
		countOps(n, one)
	}
}

func isBuiltin(w worlds.World, t mandat.ResourceType) bool {
	for i := range w.Rules.Types {
		if w.Rules.Types[i].Name == t {
			return false
		}
	}
	return true
}

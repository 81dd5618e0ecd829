package faults

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// folding is a store that takes some ids of organisations for the same.
type folding struct {
	mandat.Store
	fold func(string) string
}

func (f folding) of(id mandat.OrgID) mandat.OrgID { return mandat.OrgID(f.fold(string(id))) }

func (f folding) Load(ctx context.Context, id mandat.OrgID, version uint64) ([]mandat.Event, error) {
	return f.Store.Load(ctx, f.of(id), version)
}

func (f folding) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	for i := range events {
		events[i].Org = f.of(id)
	}
	return f.Store.Append(ctx, f.of(id), at, events)
}

// rewriting is a store in which what names a person loses something.
type rewriting struct {
	mandat.Store
	fold func(string) string
}

func (r rewriting) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	for i := range events {
		if h, ok := events[i].What.(mandat.MemberJoined); ok {
			h.Member.Person = mandat.PersonID(r.fold(string(h.Member.Person)))
			events[i].What = h
		}
	}
	return r.Store.Append(ctx, id, at, events)
}

// Whatever a store takes for the same is found.
func TestTheStoriesFindWhatIsTakenForTheSame(t *testing.T) {
	t.Parallel()
	c := newClub(t)
	for name, fold := range map[string]func(string) string{
		"case":        strings.ToLower,
		"blanks":      strings.TrimSpace,
		"marks":       func(s string) string { return strings.ReplaceAll(s, "a\u030a", "å") },
		"look-alikes": func(s string) string { return strings.ReplaceAll(s, "а", "a") },
		"the end":     func(s string) string { return s[:min(len(s), 2000)] },
		"after NUL":   func(s string) string { until, _, _ := strings.Cut(s, "\x00"); return until },
	} {
		assert.True(t, differs(t, c, folding{memstore.New(), fold}), "organisations: %s", name)
	}
	assert.True(t, differs(t, c, rewriting{memstore.New(), strings.ToLower}))
	assert.True(t, differs(t, c, rewriting{memstore.New(), strings.TrimSpace}))
	assert.False(t, differs(t, c, folding{memstore.New(), strings.Clone}))
}

func differs(t *testing.T, c club, wrong mandat.Store) bool {
	t.Helper()
	a := &agreement{TB: t, club: c}
	a.tell(memstore.New(), wrong, 0)
	return len(a.differences) > 0
}

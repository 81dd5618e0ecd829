package mandat_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// BenchmarkDirectory answers questions in turn: asked of an organisation at hand, and of
// the directory that follows the store, or asks it every time.
func BenchmarkDirectory(b *testing.B) {
	w := newWorld(b, 10_000)
	s := memstore.New()
	d := opened(b, s, w.org.Policy())
	c, err := mandat.Import(w.org.Policy(), w.org.Data(), benchTime)
	require.NoError(b, err)
	require.NoError(b, d.Commit(background, c))
	o := orgOf(b, d, "acme")

	b.Run("org", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			q := &w.questions[i%len(w.questions)]
			o.Decide(q.subject, q.action, q.resource)
		}
	})
	asked := func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			q := &w.questions[i%len(w.questions)]
			if _, err := d.Decide(background, q.subject, q.action, q.resource); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("asking", asked)
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	go func() { _ = d.Follow(ctx) }()
	b.Run("following", asked)
	b.Run("in-turns", func(b *testing.B) { w.inTurns(b, o, d) })
}

// inTurns asks the organisation and the directory in turns of some microseconds, so that
// whatever else the machine does slows both, and reports the median of what one takes
// beside the other.
func (w *world) inTurns(b *testing.B, o *mandat.Org, d *mandat.Directory) {
	var ratios []float64
	for b.Loop() {
		start := time.Now()
		for i := range w.questions[:128] {
			q := &w.questions[i]
			o.Decide(q.subject, q.action, q.resource)
		}
		half := time.Now()
		for i := range w.questions[:128] {
			q := &w.questions[i]
			if _, err := d.Decide(background, q.subject, q.action, q.resource); err != nil {
				b.Fatal(err)
			}
		}
		ratios = append(ratios, float64(time.Since(half))/float64(half.Sub(start)))
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], "times-org")
}

// BenchmarkManyOrgs opens 10,000 organisations of 20 members, and asks one after the
// other. It reports what they take.
func BenchmarkManyOrgs(b *testing.B) {
	const n = 10_000
	s := memstore.New()
	w := newWorld(b, 20)
	data := w.org.Data()
	filling := opened(b, s, w.org.Policy())
	for i := range n {
		data.ID = orgNo(i)
		c, err := mandat.Import(w.org.Policy(), data, benchTime)
		require.NoError(b, err)
		require.NoError(b, filling.Commit(background, c))
	}
	filling = nil
	before := heapInUse()
	d := opened(b, s, w.org.Policy())
	b.Run("open", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if i%n == 0 {
				d = opened(b, s, w.org.Policy())
			}
			orgOf(b, d, orgNo(i%n))
		}
	})
	for i := range n {
		orgOf(b, d, orgNo(i))
	}
	taken := float64(heapInUse()-before) / n
	_, counted := d.Memory()
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	go func() { _ = d.Follow(ctx) }()
	ids := make([]mandat.OrgID, n)
	for i := range ids {
		ids[i] = orgNo(i * 7919 % n)
	}
	for _, orgs := range []int{1, n} {
		b.Run(fmt.Sprint("decide/orgs=", orgs), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				q := &w.questions[i%len(w.questions)]
				q.resource.Org = ids[i%orgs]
				if _, err := d.Decide(background, q.subject, q.action, q.resource); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(taken, "B/org")
			b.ReportMetric(float64(counted)/n, "counted-B/org")
		})
	}
	runtime.KeepAlive(d)
}

// withoutSnapshots is a store that keeps none.
type withoutSnapshots struct{ mandat.Store }

func (withoutSnapshots) Snapshot(context.Context, mandat.OrgID) ([]byte, error) {
	return nil, mandat.ErrNotFound
}

func (withoutSnapshots) KeepSnapshot(context.Context, mandat.OrgID, uint64, []byte) error { return nil }

// BenchmarkOpenLongHistory loads an organisation of a thousand members in which
// somebody was moved to and fro for years: with the snapshots that the directory keeps,
// and without.
func BenchmarkOpenLongHistory(b *testing.B) {
	w := newWorld(b, 1_000)
	data := w.org.Data()
	for _, changes := range []int{10_000, 100_000} {
		s := memstore.New()
		filling := opened(b, s, w.org.Policy())
		c, err := mandat.Import(w.org.Policy(), data, benchTime)
		require.NoError(b, err)
		require.NoError(b, filling.Commit(background, c))
		movedToAndFro(b, s, c.Org(), changes)
		orgOf(b, filling, "acme") // learns it, and keeps a snapshot
		open := func(name string, s mandat.Store) {
			b.Run(fmt.Sprintf("changes=%d/%s", changes, name), func(b *testing.B) {
				for b.Loop() {
					orgOf(b, opened(b, s, w.org.Policy()), "acme")
				}
			})
		}
		open("snapshot", s)
		open("replay", withoutSnapshots{s})
	}
}

// movedToAndFro moves a member to and fro.
func movedToAndFro(b *testing.B, s mandat.Store, o *mandat.Org, changes int) {
	b.Helper()
	for i := range uint64(changes) {
		at := o.Version() + i
		what := mandat.MemberMoved{Person: "person-1", To: mandat.UnitID(fmt.Sprint("unit-", i%2))}
		require.NoError(b, s.Append(background, "acme", at, []mandat.Event{{Org: "acme", Version: at + 1, Step: 1, Of: 1, At: benchTime, What: what}}))
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"
)

const (
	rounds = 101
	// turn is how long a lane is measured in a round: on a busy machine, most turns
	// must end before somebody else gets the processor.
	turn = 2 * time.Millisecond
	// limit is for building an engine and comparing its answers.
	limit = time.Minute
)

// runner is a lane that is being measured, with a figure for each round.
type runner struct {
	lane
	engine     string
	next       int // the request to ask
	n          int // decisions in a round
	ns, allocs []float64
	failed     error
}

// measure builds the engines of a size, compares their answers, and measures
// them in turns, so that what else the machine does hits all of them.
func measure(w *world, all []engine, log io.Writer) ([]*runner, error) {
	var runners []*runner
	reference := newFloor(w)
	for _, e := range all {
		started := time.Now()
		lanes, err := build(e, w, reference)
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			fmt.Fprintf(log, "%s %s: not run, took over %s\n", w.size.name, e.name, limit)
		case errors.Is(err, errLeftOut):
			fmt.Fprintf(log, "%s %s\n", w.size.name, err)
		case err != nil:
			return nil, err
		default:
			fmt.Fprintf(log, "%s %s: built, and agrees with the floor, in %.1f s\n", w.size.name, e.name, time.Since(started).Seconds())
		}
		for _, l := range lanes {
			runners = append(runners, &runner{lane: l, engine: e.name, next: sampled % len(l.list.requests)})
		}
	}
	return runners, takeTurns(runners)
}

func takeTurns(runners []*runner) error {
	for _, r := range runners {
		r.calibrate()
	}
	runtime.GC()
	for range rounds {
		for _, r := range runners {
			r.round()
		}
	}
	for _, r := range runners {
		if r.failed != nil {
			return fmt.Errorf("%s %s, while it was measured: %w", r.engine, r.way, r.failed)
		}
	}
	return nil
}

// build makes an engine's lanes and compares their answers with the floor's.
func build(e engine, w *world, reference *floor) ([]lane, error) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	lanes, err := e.build(ctx, w)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", e.name, err)
	}
	for _, l := range lanes {
		if err := agrees(ctx, e.name, l, reference); err != nil {
			return nil, err
		}
	}
	return lanes, nil
}

// calibrate finds how many decisions fill a turn. Several tries, because being
// interrupted makes a decision look slow.
func (r *runner) calibrate() {
	for range 5 {
		n, took := 1, r.run(1)
		for took < turn/2 {
			n *= 2
			took = r.run(n)
		}
		r.n = max(r.n, int(float64(n)*float64(turn)/float64(took)), 1)
	}
}

// round measures one turn, with the processor's caches as this lane leaves them.
func (r *runner) round() {
	var before, after runtime.MemStats
	r.run(2 * r.n)
	runtime.ReadMemStats(&before)
	took := r.run(r.n)
	runtime.ReadMemStats(&after)
	r.ns = append(r.ns, float64(took.Nanoseconds())/float64(r.n))
	r.allocs = append(r.allocs, float64(after.Mallocs-before.Mallocs)/float64(r.n))
}

func (r *runner) run(n int) time.Duration {
	i, last := r.next, len(r.list.requests)
	started := time.Now()
	for range n {
		if _, err := r.ask(i); err != nil {
			r.failed = err
		}
		if i++; i == last {
			i = 0
		}
	}
	took := time.Since(started)
	r.next = i
	return took
}

func median(of []float64) float64 {
	sorted := slices.Sorted(slices.Values(of))
	return sorted[len(sorted)/2]
}

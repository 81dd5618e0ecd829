package main

import (
	"context"
	"errors"
	"fmt"
)

// engine is something that can be asked, with the sizes at which it is. Building
// it is given up when the context ends.
type engine struct {
	name  string
	sizes string
	build func(context.Context, *world) ([]lane, error)
}

// errLeftOut is for an engine that takes minutes to compile.
var errLeftOut = errors.New("left out of this build; -tags openfga brings it in")

func engines() []engine {
	return []engine{
		{"floor", "SML", buildFloor},
		{"mandat", "SML", buildMandat},
		{"cedar-go", "SM", buildCedar},
		{"Casbin", "SM", buildCasbin},
		{"OpenFGA", "S", buildOpenFGA},
	}
}

// lane is one way of asking an engine the requests of a list in turn: a line of
// the table.
type lane struct {
	way  string
	list list
	// ask asks the request with this index.
	ask func(i int) (bool, error)
	// mute is set where what is measured gives no answer.
	mute bool
}

// decisions is the lane of a function that decides one request.
func decisions(way string, l list, decide func(*request) (bool, error)) lane {
	return lane{way: way, list: l, ask: func(i int) (bool, error) { return decide(&l.requests[i]) }}
}

// sampled is how many requests of each list every engine must answer alike
// before it is timed.
const sampled = 2000

// agrees asks a lane the first requests of its list, and reports the first that
// the floor answers differently.
func agrees(ctx context.Context, engine string, l lane, f *floor) error {
	if l.mute {
		return nil
	}
	for i := range min(sampled, len(l.list.requests)) {
		q := &l.list.requests[i]
		got, err := l.ask(i)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return fmt.Errorf("%s %s, request %d of the %s list: %s: %w", engine, l.way, i, l.list.name, q, err)
		}
		if want, _ := f.allows(q); got != want {
			return fmt.Errorf("%s %s answers %s, and the floor %s, request %d of the %s list: %s",
				engine, l.way, verdict(got), verdict(want), i, l.list.name, q)
		}
	}
	return nil
}

func verdict(allowed bool) string {
	if allowed {
		return "allow"
	}
	return "deny"
}

package storetest_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/storetest"
)

// wrong is a store that breaks one promise.
type wrong struct {
	mandat.Store
	fault string
}

func (w wrong) Append(ctx context.Context, id mandat.OrgID, at uint64, events []mandat.Event) error {
	switch w.fault {
	case "loses":
		return nil
	case "keeps a half":
		if len(events) > 1 {
			events = events[:1]
		}
	case "folds ids":
		id = mandat.OrgID(strings.ToLower(string(id)))
		for i := range events {
			events[i].Org = id
		}
	case "ignores the context":
		ctx = context.WithoutCancel(ctx)
	case "forgets who won":
		if err := w.Store.Append(ctx, id, at, events); err != nil && at > 0 {
			return nil
		}
		return nil
	}
	return w.Store.Append(ctx, id, at, events)
}

func (w wrong) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	if w.fault == "gives all" {
		after = 0
	}
	return w.Store.Load(ctx, id, after)
}

func (w wrong) Orgs(ctx context.Context) ([]mandat.OrgID, error) {
	ids, err := w.Store.Orgs(ctx)
	if w.fault == "hides one" && len(ids) > 0 {
		ids = ids[1:]
	}
	return ids, err
}

const fault = "MANDAT_STORE_FAULT"

// TestWrong is run by TestAWrongStoreFails, with a fault.
func TestWrong(t *testing.T) {
	storetest.Run(t, func(*testing.T) mandat.Store { return wrong{memstore.New(), os.Getenv(fault)} })
}

// A store that breaks a promise fails.
func TestAWrongStoreFails(t *testing.T) {
	for _, f := range []string{"loses", "keeps a half", "folds ids", "ignores the context", "forgets who won", "gives all", "hides one", "forgets"} {
		c := exec.Command(os.Args[0], "-test.run=^Test(Wrong|Durable)$")
		c.Env = append(os.Environ(), fault+"="+f)
		if out, err := c.CombinedOutput(); err == nil {
			t.Errorf("a store that %s passes:\n%s", f, out)
		}
	}
}

// A store that lasts passes, and one that begins anew each time it is opened does not.
func TestDurable(t *testing.T) {
	places := make(map[string]mandat.Store)
	storetest.RunDurable(t, func(_ *testing.T, place string) (mandat.Store, func() error) {
		if places[place] == nil || os.Getenv(fault) == "forgets" {
			places[place] = memstore.New()
		}
		return places[place], func() error { return nil }
	})
}

// The test of a store calls Run, with a function that opens an empty one.
func ExampleRun() {
	testContract := func(t *testing.T) {
		storetest.Run(t, func(*testing.T) mandat.Store { return memstore.New() })
	}
	fmt.Printf("%T\n", testContract)
	// Output: func(*testing.T)
}

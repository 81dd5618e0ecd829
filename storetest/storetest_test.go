package storetest_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/storetest"
)

const fault = "MANDAT_STORE_FAULT"

// The tests up to TestAWrongStoreFails pass, and are run by it with a fault.

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) mandat.Store { return newWrong(memstore.New(), os.Getenv(fault)) })
}

func TestPersons(t *testing.T) {
	storetest.RunPersons(t, func(*testing.T) mandat.Persons {
		return newWrongPersons(memstore.New(), os.Getenv(fault), "")
	})
}

func TestDurable(t *testing.T) {
	at := places()
	storetest.RunDurable(t, func(_ *testing.T, place string) (mandat.Store, func() error) {
		return newWrong(at(place), os.Getenv(fault)), func() error { return nil }
	})
}

func TestDurablePersons(t *testing.T) {
	at := places()
	storetest.RunDurablePersons(t, func(_ *testing.T, place string) (mandat.Persons, func() error) {
		return newWrongPersons(at(place), os.Getenv(fault), place), func() error { return nil }
	})
}

// places returns a function that returns the same store for the same place, and with a
// fault a new one each time.
func places() func(place string) *memstore.Store {
	stores := make(map[string]*memstore.Store)
	return func(place string) *memstore.Store {
		if stores[place] == nil || os.Getenv(fault) == "forgets" {
			stores[place] = memstore.New()
		}
		return stores[place]
	}
}

// faults are those of a store, each with the promise that it breaks, and durableFaults
// break what is promised of a store that lasts.
var (
	faults = map[string][]string{
		"gives what was stored":           {"loses", "keeps a half", "gives all"},
		"knows what it has not":           {"has what it has not"},
		"stores at one version alone":     {"forgets who won"},
		"refuses events of anything else": {"takes other events"},
		"lists its organisations":         {"hides one"},
		"tells all ids apart":             {"folds ids"},
		"keeps the moments as they are":   {"rounds moments"},
		"heeds the context":               {"ignores the context", "keeps snapshots without the context"},
		"lets one of many win":            {"forgets who won"},
		"names what changed after a mark": {"names all", "names twice", "names in another order", "names one"},
		"waits for a change":              {"does not wait", "is silent"},
		"names what is there":             {"tells too early"},
		"stops waiting with its context":  {"waits on"},
		"is followed by many":             {"lets one follow"},
		"lets a follower miss no change":  {"names each once"},
		"refuses a mark that never was":   {"is silent at a mark that never was", "is silent"},
		"keeps the last snapshot":         {"has an empty snapshot", "keeps what came last", "keeps what came first"},
		"copies snapshots":                {"shares snapshots"},
		"tells snapshots apart":           {"folds ids of snapshots"},
		"keeps snapshots of many":         {"looks before it keeps"},
		"replaces facts whole":            {"merges facts"},
		"copies facts":                    {"shares facts"},
		"erases one person":               {"erases nobody", "erases all"},
		"tells all persons apart":         {"folds persons", "folds names of facts"},
		"keeps every byte or refuses it":  {"repairs text", "cuts text at a zero"},
		"heeds the context for persons":   {"reads facts without the context"},
		"is used by many":                 {"sets one by one"},
	}
	durableFaults = map[string][]string{
		"lasts":                             {"forgets", "forgets snapshots"},
		"is woken by another who opened it": {"waits for its own"},
		"misses no change of others who opened it": {"names each once"},
		"facts last":                       {"forgets"},
		"leaves nothing of whom it erases": {"leaves a file"},
	}
)

// A store that breaks a promise fails, at that promise. Most of the time is spent waiting
// for stores that are silent, so many are tried at once.
func TestAWrongStoreFails(t *testing.T) {
	var all sync.WaitGroup
	turns := make(chan struct{}, 24)
	try := func(tests, promise, f string) {
		turns <- struct{}{}
		defer func() { <-turns }()
		name := strings.ReplaceAll(promise, " ", "_")
		c := exec.Command(os.Args[0], "-test.run=^Test("+tests+")$/^"+name+"$")
		c.Env = append(os.Environ(), fault+"="+f)
		if out, err := c.CombinedOutput(); err == nil || !strings.Contains(string(out), "/"+name+" (") {
			t.Errorf("a store that %s passes %q, or fails elsewhere: %v\n%s", f, promise, err, out)
		}
	}
	for tests, broken := range map[string]map[string][]string{"Store|Persons": faults, "Durable|DurablePersons": durableFaults} {
		for promise, each := range broken {
			for _, f := range each {
				all.Go(func() { try(tests, promise, f) })
			}
		}
	}
	all.Wait()
}

// The test of a store calls Run, with a function that opens an empty one.
func ExampleRun() {
	testContract := func(t *testing.T) {
		storetest.Run(t, func(*testing.T) mandat.Store { return memstore.New() })
	}
	fmt.Printf("%T\n", testContract)
	// Output: func(*testing.T)
}

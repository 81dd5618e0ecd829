package mandat_test

import (
	"flag"
	"os"
	"strconv"
	"testing"
)

// TestMain lets each random test try a quarter of the cases that rapid tries by itself,
// so that all tests are done in a minute. To try all, and more:
//
//	go test . -rapid.checks=100
func TestMain(m *testing.M) {
	flag.Parse()
	chosen := false
	flag.Visit(func(f *flag.Flag) { chosen = chosen || f.Name == "rapid.checks" })
	if !chosen {
		if err := flag.Set("rapid.checks", "25"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// inFull reports whether so many cases are tried that each kind of them should come.
func inFull() bool {
	n, err := strconv.Atoi(flag.Lookup("rapid.checks").Value.String())
	return err == nil && n >= 100
}

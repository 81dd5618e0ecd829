// Command bench asks mandat, a hand-written check and three other engines the
// same questions, and prints what a decision takes as a Markdown table. An
// engine that answers anything differently is not timed: the command fails and
// shows the request.
//
//	GOWORK=off go run -tags openfga . -sizes S,M,L -seed 1
//
// OpenFGA takes minutes to compile, and is left out without its tag.
// RESULTS.md tells how each engine was given the rules, and what came out.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

func main() {
	names := flag.String("sizes", "S,M,L", "sizes of the world, separated by commas")
	seed := flag.Uint64("seed", 1, "seed of the world")
	flag.Parse()
	if err := run(strings.Split(*names, ","), *seed, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(names []string, seed uint64, out, log io.Writer) error {
	var t table
	for _, name := range names {
		i := slices.IndexFunc(sizes(), func(s size) bool { return s.name == name })
		if i < 0 {
			return fmt.Errorf("there is no size %q", name)
		}
		measured, err := measure(newWorld(sizes()[i], seed), enginesAt(name), log)
		if err != nil {
			return err
		}
		t.add(name, measured)
	}
	fmt.Fprintf(out, "%s, %s/%s, %d cores; %s; seed %d; medians of %d rounds\n\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), versions(), seed, rounds)
	t.write(out)
	return nil
}

// enginesAt leaves out the engines that are not run at a size.
func enginesAt(size string) []engine {
	return slices.DeleteFunc(engines(), func(e engine) bool { return !strings.Contains(e.sizes, size) })
}

// versions lists the versions of the other engines.
func versions() string {
	var found []string
	info, _ := debug.ReadBuildInfo()
	for _, m := range info.Deps {
		for _, peer := range []string{"cedar-policy/cedar-go", "casbin/casbin/v2", "openfga/openfga"} {
			if m.Path == "github.com/"+peer {
				found = append(found, peer+" "+m.Version)
			}
		}
	}
	return strings.Join(found, ", ")
}

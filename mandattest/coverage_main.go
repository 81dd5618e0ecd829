package mandattest

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// Main runs the tests of a package and then holds the coverage to the accepted
// gaps, like Check: it is for TestMain, so that the tests of all files count.
//
//	func TestMain(m *testing.M) { os.Exit(coverage.Main(m, nil)) }
//
// It returns what to exit with. After tests that failed, or of which only some
// were run (-run, -skip, -short, -list), nothing can be said of coverage, and it
// says nothing. With -v it prints the report.
func (c *Coverage) Main(m *testing.M, accepted map[string]string) int {
	return c.after(m.Run(), onlySome(), accepted)
}

func (c *Coverage) after(code int, some bool, accepted map[string]string) int {
	if code != 0 || some {
		return code
	}
	if testing.Verbose() {
		fmt.Println(c.Report())
	}
	if wrong := c.wrong(accepted); wrong != "" {
		fmt.Fprintln(os.Stderr, wrong)
		return 1
	}
	return 0
}

// onlySome reports whether the flags of go test leave tests out.
func onlySome() bool {
	for _, name := range []string{"test.run", "test.skip", "test.list"} {
		if f := flag.Lookup(name); f != nil && f.Value.String() != "" {
			return true
		}
	}
	return testing.Short()
}

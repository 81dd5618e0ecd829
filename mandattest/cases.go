package mandattest

import (
	"io/fs"
	"testing"

	"github.com/mandat-go/mandat/policyfile"
)

// RunCases runs the cases of a system, the folder dir of fsys with policy.yaml
// and cases files, each as a subtest. The steps of a story are taken whichever
// subtests run (go test -run), so that each case finds what those before it left.
// A system that cannot be read fails the
// test with everything that is wrong.
func RunCases(t *testing.T, fsys fs.FS, dir string) {
	t.Helper()
	s, err := policyfile.LoadSystem(fsys, dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Run() {
		t.Run(r.Name, func(t *testing.T) {
			if !r.Passed() {
				t.Error(r)
			}
		})
	}
}

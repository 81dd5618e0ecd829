package mandattest

import (
	"io/fs"
	"testing"

	"github.com/mandat-go/mandat/policyfile"
)

// RunCases runs the cases of a system, the folder dir of fsys with policy.yaml
// and cases files, each as a subtest. The steps of a story are taken whichever
// subtests run (go test -run), so that each case finds what those before it left.
// A system that cannot be read fails the test with everything that is wrong.
func RunCases(t *testing.T, fsys fs.FS, dir string) {
	t.Helper()
	s, err := policyfile.LoadSystem(fsys, dir)
	if err != nil {
		t.Fatal(err)
	}
	RunSystem(t, s)
}

// RunSystem runs the cases of a system that has been read, like RunCases: one
// whose runs a Coverage counts, or one under the policy that Mutants tries, where
// it stops at the first case that fails.
func RunSystem(t testing.TB, s *policyfile.System) {
	t.Helper()
	if r, tried := t.(*recorder); tried {
		if !s.Passes() {
			r.Fatal("a case fails")
		}
		return
	}
	for _, r := range s.Run() {
		Run(t, r.Name, func(t testing.TB) {
			if !r.Passed() {
				t.Error(r)
			}
		})
	}
}

package systems_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/systems"
)

// Every permission, gate, guard, approval and statement of who administers is
// exercised by a case.
func TestCasesExerciseEveryRule(t *testing.T) {
	for _, s := range all {
		t.Run(s.dir, func(t *testing.T) {
			system := load(t, systems.Files(), s.dir)
			coverage := mandattest.NewCoverage(system.Policy())
			assert.True(t, coverage.System(system).Passes())
			t.Log(coverage.Report())
			coverage.Check(t, nil)
		})
	}
}

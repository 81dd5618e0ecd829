package mandattest

import "testing"

// Tried runs a test that may fail, and returns what it reports.
func Tried(t testing.TB, test func(testing.TB)) (problems []string, failed bool) {
	r := newRecorder(t, "tried")
	r.run(test)
	return r.problems, r.Failed()
}

// After is what Main does when the tests have run.
func (c *Coverage) After(code int, some bool, accepted map[string]string) int {
	return c.after(code, some, accepted)
}

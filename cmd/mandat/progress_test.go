package main

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// ticking is a clock that goes on by the same time whenever it is asked.
func ticking(by time.Duration) func() time.Time {
	at := now
	return func() time.Time {
		at = at.Add(by)
		return at
	}
}

// Whoever watches is told at most every second, and not of what takes less.
func TestProgress(t *testing.T) {
	told := func(clock func() time.Time) []string {
		var stderr strings.Builder
		p := world{stderr: &stderr, clock: clock}.progress("verify", 3400)
		for range 12 {
			p.did(100_000)
			p.done()
		}
		return strings.Split(stderr.String(), "\n")
	}
	assert.Equal(t, []string{""}, told(nil))
	assert.Equal(t, []string{""}, told(ticking(41*time.Millisecond)), "24 times, 0.98 seconds")
	assert.Equal(t, []string{"verify: 5 of 3,400 organisations, 500,000 events", "verify: 10 of 3,400 organisations, 1,000,000 events", ""}, told(ticking(100*time.Millisecond)))
	assert.Len(t, told(ticking(time.Hour)), 25)
}

func TestGroupedDigits(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 120000: "120,000", 1234567: "1,234,567"} {
		assert.Equal(t, want, grouped(n))
	}
}

// What is printed for programs is the same for those who watch.
func TestProgressOfCommands(t *testing.T) {
	inStore(t)
	text, _ := exported(t)
	written(t, "events.jsonl", text)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"-store", "sqlite:desk.db", "verify", "desk"}, "verify: 2 of 2 organisations, 16 events\n"},
		{[]string{"-store", "sqlite:desk.db", "export"}, "export: 2 of 2 organisations, 16 events\n"},
		{[]string{"-store", "sqlite:new.db", "import", "desk", "events.jsonl"}, "import: 2 of 2 organisations, 16 events\n"},
	} {
		var stdout, stderr strings.Builder
		assert.Equal(t, exitYes, run(c.args, world{stdout: &stdout, stderr: &stderr, now: now, clock: ticking(time.Second)}))
		assert.True(t, strings.HasSuffix(stderr.String(), "\n"+c.want), stderr.String())
		assert.NotContains(t, stdout.String(), "organisations")
	}
}

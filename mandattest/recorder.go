package mandattest

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"testing"
)

// Run runs a subtest: of a *testing.T as t.Run does, of the test that Mutants
// tries within it. So one function serves both.
func Run(t testing.TB, name string, test func(t testing.TB)) {
	switch t := t.(type) {
	case *testing.T:
		t.Run(name, func(t *testing.T) { test(t) })
	case *recorder:
		t.sub(name, test)
	default:
		test(t)
	}
}

// recorder is a test that may fail without failing the real one, to which it
// leaves only what nobody else can do, such as TempDir. A testing.TB cannot be
// implemented outside package testing; it can be embedded.
type recorder struct {
	testing.TB
	name   string
	ctx    context.Context
	cancel context.CancelFunc

	mu       sync.Mutex
	problems []string
	failed   bool
	skipped  bool
	cleanups []func()
}

func newRecorder(t testing.TB, name string) *recorder {
	r := &recorder{TB: t, name: name}
	r.ctx, r.cancel = context.WithCancel(t.Context())
	return r
}

// run runs a test to its end, with a goroutine of its own, which FailNow ends. A
// panic is a failure.
func (r *recorder) run(test func(testing.TB)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer r.clean()
		defer r.cancel()
		defer r.recovered()
		test(r)
	}()
	<-done
}

// clean runs what the test has left to be cleaned up, the last first.
func (r *recorder) clean() {
	r.mu.Lock()
	n := len(r.cleanups)
	if n == 0 {
		r.mu.Unlock()
		return
	}
	f := r.cleanups[n-1]
	r.cleanups = r.cleanups[:n-1]
	r.mu.Unlock()
	defer r.clean()
	defer r.recovered()
	f()
}

func (r *recorder) recovered() {
	if p := recover(); p != nil {
		r.note(fmt.Sprint("panic: ", p))
	}
}

// sub runs a subtest. Once the test has failed, the others need not run.
func (r *recorder) sub(name string, test func(testing.TB)) {
	if r.Failed() {
		return
	}
	s := newRecorder(r, r.name+"/"+name)
	s.run(test)
	if s.Failed() {
		r.note(s.problems...)
	}
}

func (r *recorder) note(problems ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed, r.problems = true, append(r.problems, problems...)
}

func (r *recorder) Error(args ...any)                 { r.note(fmt.Sprint(args...)) }
func (r *recorder) Errorf(format string, args ...any) { r.note(fmt.Sprintf(format, args...)) }
func (r *recorder) Fail()                             { r.note() }
func (r *recorder) FailNow()                          { r.note(); runtime.Goexit() }
func (r *recorder) Fatal(args ...any)                 { r.Error(args...); runtime.Goexit() }
func (r *recorder) Fatalf(format string, args ...any) { r.Errorf(format, args...); runtime.Goexit() }
func (r *recorder) Skip(...any)                       { r.SkipNow() }
func (r *recorder) Skipf(string, ...any)              { r.SkipNow() }
func (r *recorder) Log(...any)                        {}
func (r *recorder) Logf(string, ...any)               {}
func (r *recorder) Attr(string, string)               {}
func (r *recorder) Output() io.Writer                 { return io.Discard }
func (r *recorder) Helper()                           {}
func (r *recorder) Name() string                      { return r.name }
func (r *recorder) Context() context.Context          { return r.ctx }

func (r *recorder) SkipNow() {
	r.mu.Lock()
	r.skipped = true
	r.mu.Unlock()
	runtime.Goexit()
}

func (r *recorder) Failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed
}

func (r *recorder) Skipped() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.skipped
}

func (r *recorder) Cleanup(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cleanups = append(r.cleanups, f)
}

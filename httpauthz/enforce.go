package httpauthz

import (
	"bufio"
	"errors"
	"net"
	"net/http"
)

// Enforce is the outermost middleware of a router that is not a Mux: where a handler
// begins a response and no rule was asked, 500 is answered in its place, and reported.
// What the handler has done by then is done: it finds what was forgotten, in the first
// test or request that takes the route. The 404 and 405 of the router itself, for a route
// that is not there, need no rule, and become problems.
func (g *Guard) Enforce(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, begun := g.begin(r)
		if begun != nil {
			defer begun.end()
		}
		e := &enforced{ResponseWriter: w, guard: g, r: r, q: requestOf(r)}
		next.ServeHTTP(e, r)
		e.begin(http.StatusOK)
	})
}

// enforced is a response that nobody begins before a rule was asked.
type enforced struct {
	http.ResponseWriter
	guard   *Guard
	r       *http.Request
	q       *request
	refused bool
}

var errNoRule = errors.New("httpauthz: no rule was asked")

// begin reports whether the response may be begun. If not, it is the problem's.
func (e *enforced) begin(status int) bool {
	if e.q.ruled.Load() {
		return true
	}
	if !e.refused {
		e.refused = true
		e.guard.refuse(e.ResponseWriter, e.r, unruled(e.r, status))
	}
	return false
}

func unruled(r *http.Request, status int) *problem {
	switch status {
	case http.StatusNotFound:
		return notFound()
	case http.StatusMethodNotAllowed:
		return &problem{status: status, code: "method-not-allowed", detail: "This cannot be done here."}
	}
	return internal(errNoRule)
}

// WriteHeader begins the response.
func (e *enforced) WriteHeader(status int) {
	if e.begin(status) {
		e.ResponseWriter.WriteHeader(status)
	}
}

// Write writes to the body. What has no rule is thrown away.
func (e *enforced) Write(text []byte) (int, error) {
	if !e.begin(http.StatusOK) {
		return 0, errNoRule
	}
	return e.ResponseWriter.Write(text)
}

// Flush sends what has been written.
func (e *enforced) Flush() { _ = e.FlushError() }

// FlushError is Flush, for http.ResponseController.
func (e *enforced) FlushError() error {
	if !e.begin(http.StatusOK) {
		return errNoRule
	}
	return http.NewResponseController(e.ResponseWriter).Flush()
}

// Hijack gives the connection to a handler with a rule.
func (e *enforced) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if !e.begin(http.StatusOK) {
		return nil, nil, errNoRule
	}
	return http.NewResponseController(e.ResponseWriter).Hijack()
}

// Unwrap returns the response for what http.ResponseController asks besides.
func (e *enforced) Unwrap() http.ResponseWriter { return e.ResponseWriter }

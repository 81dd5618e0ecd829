package httpauthz

import (
	"net/http"

	"github.com/mandat-go/mandat"
)

// Mux is an http.ServeMux in which every route has a rule. Register the routes when the
// service starts; then Handler serves them. A rule hangs on the pattern that matched, and
// no path is compared anywhere else.
type Mux struct {
	guard *Guard
	mux   *http.ServeMux
}

// NewMux returns a mux without routes.
func NewMux(g *Guard) *Mux { return &Mux{g, http.NewServeMux()} }

// Handle registers a handler for a pattern of net/http, behind a rule. It panics for a
// pattern that http.ServeMux refuses.
func (m *Mux) Handle(pattern string, rule Rule, h http.Handler) {
	m.mux.Handle(pattern, m.guard.require(pattern, rule)(h))
}

// HandleFunc is Handle for a function.
func (m *Mux) HandleFunc(pattern string, rule Rule, h http.HandlerFunc) { m.Handle(pattern, rule, h) }

// Handler returns what serves the routes, if Guard.Check finds nothing wrong: it is given
// the policies that organisations are under, such as Directory.Policies.
func (m *Mux) Handler(policies ...*mandat.Policy) (http.Handler, error) {
	if err := m.guard.Check(policies...); err != nil {
		return nil, err
	}
	return m.mux, nil
}

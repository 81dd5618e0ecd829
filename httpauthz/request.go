package httpauthz

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mandat-go/mandat"
)

// View returns the organisation of the last rule that was asked, as whoever makes the
// request sees it: to ask more, list, or make a menu. All that a request asks, it asks of
// this one version. There is none outside the request: not before a rule of an
// organisation was asked, and not when the handler has returned, from when on it is the
// zero View, which denies.
func View(r *http.Request) (view mandat.View, ok bool) {
	q := requestOf(r)
	if q == nil {
		return mandat.View{}, false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.current.view, q.current.org != nil
}

// Org returns the organisation that View is of: to plan a change on the version by which
// the rule was decided, or to look up what a view does not list. What it says is for the
// service; a user is shown what View shows. As View, it is there while the request lasts.
func Org(r *http.Request) (org *mandat.Org, ok bool) {
	q := requestOf(r)
	if q == nil {
		return nil, false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.current.org, q.current.org != nil
}

// Subject returns who makes the request, to plan a change as them. There is nobody where
// no rule has asked, and when the handler has returned.
func Subject(r *http.Request) (s mandat.Subject, ok bool) {
	q := requestOf(r)
	if q == nil {
		return mandat.Subject{}, false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.subject, q.subject.Person != ""
}

// Row returns the last row of type T that a rule has loaded (Rows), so that the handler
// does not load it again. When the handler has returned there is none.
func Row[T any](r *http.Request) (row T, ok bool) {
	q := requestOf(r)
	if q == nil {
		return row, false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, kept := range slices.Backward(q.rows) {
		if row, ok = kept.(T); ok {
			return row, true
		}
	}
	return row, false
}

// request is what a request's rules have found out. A context is the only thing that
// middleware can give to the next handler, so it stands there; but it is emptied when
// the outermost one returns, because a view is not to be kept.
type request struct {
	guard *Guard
	ruled atomic.Bool // a rule was asked

	mu      sync.Mutex
	over    bool
	asked   bool // Guard.Subject was
	subject mandat.Subject
	nobody  *problem // why there is no subject
	entered []entered
	current entered
	rows    []any
}

// entered is an organisation that the request is about.
type entered struct {
	org  *mandat.Org
	view mandat.View
}

type contextKey struct{}

// requestOf returns what is known of a request, nil for nothing.
func requestOf(r *http.Request) *request {
	q, _ := r.Context().Value(contextKey{}).(*request)
	return q
}

// begin returns the request with a place for what its rules find out. It is nil for one
// that has that from this guard already: whoever made the place empties it.
func (g *Guard) begin(r *http.Request) (*http.Request, *request) {
	if q := requestOf(r); q != nil && q.guard == g && !q.isOver() {
		return r, nil
	}
	q := &request{guard: g}
	return r.WithContext(context.WithValue(r.Context(), contextKey{}, q)), q
}

func (q *request) isOver() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.over
}

// end empties it.
func (q *request) end() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.over = true
	q.subject, q.entered, q.current, q.rows = mandat.Subject{}, nil, entered{}, nil
}

func (q *request) keep(row any) {
	if q == nil { // the loader was called by itself
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	if !q.over {
		q.rows = append(q.rows, row)
	}
}

// identify returns who makes the request. The service is asked once.
func (q *request) identify(g *Guard, r *http.Request) (mandat.Subject, *problem) {
	q.mu.Lock()
	subject, nobody, asked := q.subject, q.nobody, q.asked
	q.mu.Unlock()
	if asked {
		return subject, nobody
	}
	subject, nobody = g.who(r)
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.over {
		return mandat.Subject{}, internal(errRequestOver)
	}
	q.subject, q.nobody, q.asked = subject, nobody, true
	return subject, nobody
}

var errRequestOver = errors.New("httpauthz: a rule was asked after the response")

func (g *Guard) who(r *http.Request) (mandat.Subject, *problem) {
	if g.Subject == nil {
		return mandat.Subject{}, internal(errors.New("httpauthz: the guard has no Subject"))
	}
	s, err := g.Subject(r)
	switch {
	case err != nil:
		return mandat.Subject{}, unidentified(err)
	case s.Person == "":
		return mandat.Subject{}, unidentified(NoSubject{})
	case s.At.IsZero():
		s.At = time.Now()
	}
	return s, nil
}

// unidentified tells a request of nobody from a session store that cannot be asked.
func unidentified(err error) *problem {
	var nobody NoSubject
	if errors.As(err, &nobody) {
		return &problem{status: http.StatusUnauthorized, code: "not-signed-in", detail: "Sign in first.", challenge: nobody.Challenge}
	}
	return unavailable(fmt.Errorf("httpauthz: who asks: %w", err))
}

// enter returns an organisation as the subject sees it, which is prepared once, and
// makes it the one that View gives.
func (q *request) enter(g *Guard, ctx context.Context, s mandat.Subject, id mandat.OrgID) (entered, error) {
	if in, ok := q.reenter(id); ok {
		return in, nil
	}
	org, err := g.Directory.Org(ctx, id)
	if err != nil {
		return entered{}, err
	}
	in := entered{org, org.As(s)}
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.over {
		return entered{}, errRequestOver
	}
	q.entered, q.current = append(q.entered, in), in
	return in, nil
}

// reenter returns an organisation in which the request has been before.
func (q *request) reenter(id mandat.OrgID) (entered, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, in := range q.entered {
		if in.org.ID() == id {
			q.current = in
			return in, true
		}
	}
	return entered{}, false
}

// itself returns the organisation as something to ask about.
func (in *entered) itself() *mandat.Resource {
	id := in.org.ID()
	return &mandat.Resource{Type: mandat.OrgType, ID: mandat.ResourceID(id), Org: id}
}

// standing returns a decision that tells whether the subject acts in the organisation,
// whatever else they may do there.
func (in *entered) standing() mandat.Decision { return in.view.Decide(seeing, *in.itself()) }

// seeing is the action by which what is built in is seen.
const seeing mandat.Action = "read"

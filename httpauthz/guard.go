package httpauthz

import (
	"errors"
	"fmt"
	"net/http"
	"sync"

	"github.com/mandat-go/mandat"
)

// Guard asks the rules of routes. Fill its fields before its first use and leave them
// then; its methods are safe for concurrent use. The zero Guard refuses everything that
// is not Public.
type Guard struct {
	// Directory has the organisations that are asked.
	Directory *mandat.Directory
	// Subject tells who makes a request, from the service's own session or token. It is
	// called once for a request, before anything is loaded. For a request of nobody it
	// returns NoSubject as its error, or a subject without a person: 401. Any other error
	// is one of the session store: 503. A subject without a time asks now; tests give one.
	Subject func(*http.Request) (mandat.Subject, error)
	// Report is told why a request was answered with 500 or 503, which the response does
	// not say: to be logged. What it is told has no header, no body and no query of the
	// request in it, but the errors of the service as they are. It can be nil.
	Report func(*http.Request, error)
	// Page writes a refusal for people who look at a page, with p.Status, and reports
	// whether it did: false for a request that a program makes, which is answered with
	// the Problem. View and Subject tell what they told the rule. What is not found has
	// to be the same page wherever it is not found. Page can be nil.
	Page func(w http.ResponseWriter, r *http.Request, p Problem) bool

	mu     sync.Mutex
	routes []route
}

// route is a rule with what messages call it.
type route struct {
	name string
	rule Rule
}

// NoSubject is the error of Guard.Subject for a request of nobody: it is answered with
// 401. Challenge is what the response says of how to sign in (WWW-Authenticate), such as
// `Bearer realm="notes"`; "" for nothing.
type NoSubject struct{ Challenge string }

// Error says that nobody has signed in.
func (NoSubject) Error() string { return "httpauthz: nobody has signed in" }

// Require returns the middleware that asks a rule: the handler runs if the answer is
// allow, and otherwise the response is a Problem. One request can pass several. Make it
// when the service starts, so that Check sees the rule.
func (g *Guard) Require(rule Rule) func(http.Handler) http.Handler {
	return g.require(rule.String(), rule)
}

func (g *Guard) require(name string, rule Rule) func(http.Handler) http.Handler {
	g.mu.Lock()
	g.routes = append(g.routes, route{name, rule})
	g.mu.Unlock()
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			r, begun := g.begin(r)
			if begun != nil {
				defer begun.end()
			}
			if p := g.judge(requestOf(r), r, &rule); p != nil {
				g.refuse(w, r, p)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// judge asks a rule and returns how to refuse, nil for an allow. A service's function
// that panics does not allow.
func (g *Guard) judge(q *request, r *http.Request, rule *Rule) (p *problem) {
	defer recovered(&p)
	q.ruled.Store(true)
	if rule.ask == nil {
		return internal(errors.New("httpauthz: the route has no rule"))
	}
	return rule.ask(g, q, r)
}

// Check looks up what every rule made so far asks, in each of the policies: those that
// organisations are under. Call it when all routes are there, before the first request.
// Mux.Handler does. The error tells of each rule for which a policy has no such type or
// action, and of each route without a rule.
func (g *Guard) Check(policies ...*mandat.Policy) error {
	var found []error
	add := func(format string, args ...any) {
		found = append(found, fmt.Errorf("httpauthz: "+format, args...))
	}
	if g.Directory == nil {
		add("the guard has no Directory")
	}
	if g.Subject == nil {
		add("the guard has no Subject")
	}
	if len(policies) == 0 {
		add("there is no policy to check the rules by")
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, at := range g.routes {
		if at.rule.ask == nil {
			add("%s: there is no rule: say Public if it is for everybody", at.name)
		}
		for _, p := range policies {
			for _, problem := range at.rule.unknown(p) {
				add("%s: in version %q of %q: %s", at.name, p.Version(), p.System(), problem.Message)
			}
		}
	}
	return errors.Join(found...)
}

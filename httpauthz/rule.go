package httpauthz

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/mandat-go/mandat"
)

// Rule is what a route asks before its handler runs: one of May, In, SignedIn and
// Public. It is immutable. The zero Rule refuses, and is found by Guard.Check.
type Rule struct {
	text   string
	typ    mandat.ResourceType
	action mandat.Action
	// ask returns how to refuse, nil for an allow.
	ask func(*Guard, *request, *http.Request) *problem
}

// String says the rule, such as "may read note".
func (r Rule) String() string {
	if r.ask == nil {
		return "no rule"
	}
	return r.text
}

// Loader makes the resource that a request is about: of the service's row, found by the
// path, or of what the request would make, then without an id. The organisation is the
// row's. Errors are told apart: mandat.ErrNotFound and sql.ErrNoRows for no such row
// (404), ErrBadRequest for a request that cannot be read (400), anything else for what
// could not be read now (503).
type Loader func(*http.Request) (mandat.Resource, error)

// Rows returns the loader of rows that map themselves. The row is kept while the request
// lasts, and Row gives it to the handler.
func Rows[T interface{ Resource() mandat.Resource }](load func(*http.Request) (T, error)) Loader {
	return func(r *http.Request) (mandat.Resource, error) {
		row, err := load(r)
		if err != nil {
			return mandat.Resource{}, err
		}
		resource := row.Resource()
		requestOf(r).keep(row)
		return resource, nil
	}
}

// May is the rule of a route that does one action to one resource of a type.
func May(a mandat.Action, t mandat.ResourceType, load Loader) Rule {
	rule := Rule{text: fmt.Sprintf("may %s %s", a, t), typ: t, action: a}
	rule.ask = func(g *Guard, q *request, r *http.Request) *problem {
		subject, nobody := q.identify(g, r)
		if nobody != nil {
			return nobody
		}
		if load == nil {
			return internal(fmt.Errorf("httpauthz: %s: there is no loader", rule.text))
		}
		resource, err := load(r)
		if err != nil {
			return failed(fmt.Errorf("httpauthz: %s: %w", rule.text, err), unavailable)
		}
		return rule.decide(g, q, r, subject, &resource)
	}
	return rule
}

// decide asks about a resource that has been loaded.
func (rule *Rule) decide(g *Guard, q *request, r *http.Request, subject mandat.Subject, resource *mandat.Resource) *problem {
	switch {
	case resource.Type != rule.typ:
		return internal(fmt.Errorf("httpauthz: %s: the loader gave a %q", rule.text, resource.Type))
	case resource.Org == "":
		return internal(fmt.Errorf("httpauthz: %s: the loader did not state the organisation", rule.text))
	}
	in, err := q.enter(g, r.Context(), subject, resource.Org)
	told := mandat.Decided{Org: in.org, Subject: subject, Action: rule.action, Resource: *resource, Err: err}
	if err == nil {
		told.Decision = in.view.Decide(rule.action, *resource)
	}
	g.Directory.Tell(r.Context(), told)
	switch {
	case err != nil:
		return failed(fmt.Errorf("httpauthz: %s: %w", rule.text, err), unavailable)
	case told.Decision.Allowed():
		return nil
	}
	return g.denied(r, &in, rule.action, resource)
}

// In is the rule of a route for the members of an organisation, who act in it so: the
// handler itself asks by View what they may see there, with a filter or one by one. To
// whoever is no member the organisation is not found.
func In(org func(*http.Request) mandat.OrgID) Rule {
	return Rule{text: "in an organisation", ask: func(g *Guard, q *request, r *http.Request) *problem {
		subject, nobody := q.identify(g, r)
		if nobody != nil {
			return nobody
		}
		if org == nil {
			return internal(errors.New("httpauthz: In was given no function"))
		}
		in, err := q.enter(g, r.Context(), subject, org(r))
		if err != nil {
			return failed(fmt.Errorf("httpauthz: %w", err), unavailable)
		}
		if reason := in.standing().Reason(); reason == mandat.NoStanding || reason <= mandat.Malformed {
			return g.denied(r, &in, seeing, in.itself())
		}
		return nil
	}}
}

// InPath is In with the organisation in the path, under the name of a wildcard of the
// pattern: InPath("org") for "GET /{org}/notes".
func InPath(wildcard string) Rule {
	return In(func(r *http.Request) mandat.OrgID { return mandat.OrgID(r.PathValue(wildcard)) })
}

// SignedIn is the rule of a route for everybody who has signed in, in whichever
// organisation: to list their organisations, to found one, to answer an invitation.
func SignedIn() Rule {
	return Rule{text: "signed in", ask: func(g *Guard, q *request, r *http.Request) *problem {
		_, nobody := q.identify(g, r)
		return nobody
	}}
}

// Public is the rule of a route for everybody. Nobody is asked who they are.
func Public() Rule {
	return Rule{text: "public", ask: func(*Guard, *request, *http.Request) *problem { return nil }}
}

// unknown returns what of the rule a policy does not have.
func (r *Rule) unknown(p *mandat.Policy) []mandat.Problem {
	if r.typ == "" && r.action == "" {
		return nil
	}
	var invalid *mandat.InvalidError
	errors.As(p.Check(mandat.Names{Types: []mandat.TypeNames{{Name: r.typ, Actions: []mandat.Action{r.action}}}}), &invalid)
	if invalid == nil {
		return nil
	}
	return invalid.Problems
}

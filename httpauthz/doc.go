// Package httpauthz asks, before the handler of a route runs, whether whoever makes the
// request may do what the route does. It is middleware for net/http, func(http.Handler)
// http.Handler, and a mux in which no route is without a rule:
//
//	guard := &httpauthz.Guard{Directory: directory, Subject: s.subject, Report: s.report}
//	mux := httpauthz.NewMux(guard)
//	mux.HandleFunc("GET /{org}/notes", httpauthz.InPath("org"), s.list)
//	mux.HandleFunc("GET /{org}/notes/{id}", httpauthz.May("read", "note", httpauthz.Rows(s.note)), s.show)
//	mux.HandleFunc("GET /health", httpauthz.Public(), s.health)
//	handler, err := mux.Handler(directory.Policies()...)
//
// The service gives two kinds of functions: who makes a request, from its session
// (Guard.Subject), and what a route is about, from its row (Loader). A row maps itself to
// a resource, states its own organisation, and is handed on to the handler by Row. The
// organisation in a path is never taken for that of a row.
//
// For a router of another kind, such as chi, a rule is the middleware of a route, and
// Enforce the outermost one, which finds the routes without:
//
//	r.Use(guard.Enforce)
//	r.With(guard.Require(httpauthz.May("read", "note", httpauthz.Rows(s.note)))).Get("/{org}/notes/{id}", s.show)
//	err := guard.Check(directory.Policies()...)
//
// # While the request lasts
//
// The organisation is asked for once, however many rules, lists and menus there are, and
// all are answered by one version: View gives it to the handler. When the handler has
// returned, it is taken away. A view is a value: copy it nowhere where it lives longer.
// What Directory.Update changes is not in the view of the request.
//
// # Answers
//
// A refusal is a Problem, or what Guard.Page writes for people, with Cache-Control:
// no-store. In this order:
//
//	401  nobody has signed in: NoSubject, or a subject without a person
//	503  Guard.Subject returned another error
//	404  the loader returned mandat.ErrNotFound or sql.ErrNoRows
//	400  the loader returned ErrBadRequest; 413, an *http.MaxBytesError
//	503  the loader returned another error
//	404  there is no such organisation
//	503  the organisation cannot be loaded
//	404  the subject may not see the resource (Explanation.NotFound), is no member of the
//	     organisation, or may not see the unit where something would be made
//	404  the resource lies in a unit that the organisation does not have, or is part of
//	     something in another organisation
//	400  a value that is none, such as an id that is not UTF-8 (mandat.ValueInvalid)
//	500  any other malformed question: a fact that is not stated, an unknown name
//	403  denied
//	409  blocked, or it needs approval
//	500  a function of the service panicked, or there is no rule
//
// Guard.Error answers the same way what the handler's own work returned; there
// mandat.ErrConflict is 409, a token or address that fits no invitation 404, a deadline
// 503, and any other error 500, because a change may have been stored.
//
// Every 404 is the same to the byte. How long it took is not: that can tell whether a row
// was there. A malformed question is a mistake of the service's mapping, even if the
// organisation is under a policy that Check was not given; so read what a form names
// before asking. Malformed rows, what could not be read and panics are reported
// (Guard.Report), and never sent.
package httpauthz

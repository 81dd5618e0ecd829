package main

import (
	"net/http"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
	"github.com/mandat-go/mandat/httpauthz"
)

// routes is the whole of what the service answers, each with what whoever asks must be
// allowed to. A route that changes an organisation asks for a member: what they may
// change is decided where the change is planned.
func (s *service) routes() (http.Handler, error) {
	m := mux{httpauthz.NewMux(s.guard), s}
	public, member, journal := httpauthz.Public(), member(), seesJournal()
	const contract = "/orgs/{org}/contracts/{id}"

	m.handle("GET /{$}", s.home, public)
	m.handle("POST /person", s.switchPerson, public)
	m.handle("POST /language", s.switchLanguage, public)
	m.handle("GET /style.css", s.asset("text/css; charset=utf-8"), public)
	m.handle("GET /icon.svg", s.asset("image/svg+xml"), public)
	m.handle("GET /invitation.js", s.asset("text/javascript; charset=utf-8"), public)
	m.handle("GET /orgs/{org}/invitations/{id}", s.showInvitation, public)
	m.handle("POST /orgs/{org}/invitations/{id}", s.acceptInvitation, public)

	m.handle("GET /orgs/{org}/contracts", s.showList, member)
	m.handle("GET "+contract, s.showContract, s.may(rules.Read))
	m.handle("POST "+contract+"/name", s.postName, s.may(rules.EditName))
	m.handle("POST "+contract+"/status", s.postStatus, s.may(rules.ChangeStatus))
	m.handle("POST "+contract+"/delete", s.postDelete, s.may(rules.Delete))
	m.handle("GET "+contract+"/share", s.showShare, s.may(rules.SetAudience))
	m.handle("POST "+contract+"/share", s.postShare, s.may(rules.SetAudience))
	m.handle("GET "+contract+"/readers", s.showReaders, s.may(rules.Read), journal)

	m.handle("GET /orgs/{org}/people", s.showPeople, member)
	m.handle("POST /orgs/{org}/people", s.postPeople, member)
	m.handle("POST /orgs/{org}/invitations", s.postInvitation, member)
	m.handle("GET /orgs/{org}/journal", s.showJournal, member, journal)

	m.handle("GET /api/orgs/{org}/contracts", s.apiList, member)
	m.handle("GET /api"+contract, s.apiContract, s.may(rules.Read))
	m.handle("PATCH /api"+contract, s.apiPatch, s.may(rules.Read)) // and then what the patch changes
	m.handle("DELETE /api"+contract, s.apiDelete, s.may(rules.Delete))
	m.handle("POST /api"+contract+"/impact", s.apiImpact, s.may(rules.SetAudience))
	m.handle("PUT /api"+contract+"/lists", s.apiShare, s.may(rules.SetAudience))
	m.handle("GET /api/orgs/{org}/members", s.apiMembers, member)

	m.handle("/", func(*call) error { return mandat.ErrNotFound }, public)
	h, err := m.Handler(s.directory.Policies()...)
	return guarded(h), err
}

// guarded puts around everything what has nothing to do with who asks.
func guarded(h http.Handler) http.Handler {
	h = http.MaxBytesHandler(h, 64<<10)
	h = http.NewCrossOriginProtection().Handler(h) // a form of another site changes nothing here
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cache-Control", "no-store")
		r.Header.Set("Accept-Language", language(r)) // of refusals, too
		h.ServeHTTP(w, r)
	})
}

package main

import (
	"errors"
	"log"
	"net/http"
	"time"

	"github.com/mandat-go/mandat"
)

// account is somebody who can sign in, with the address that they have shown to
// be theirs.
type account struct {
	person  mandat.PersonID
	address mandat.Address
}

// service changes clubs over HTTP. What a product keeps in tables is in maps
// here, without a lock: the story makes one request at a time.
type service struct {
	directory *mandat.Directory
	accounts  map[string]account // by the cookie of the session
	open      map[mandat.InvitationID]openInvitation
	sent      []letter
	now       func() time.Time
	newID     func() string // one that nothing else has
}

// letter is what would be posted.
type letter struct {
	to   mandat.Address
	text string
}

func (s *service) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{org}/invitations", s.invite)
	mux.HandleFunc("POST /{org}/invitations/{id}/answer", s.accept)
	mux.HandleFunc("GET /{org}/members/{person}/removal", s.preview)
	mux.HandleFunc("POST /{org}/members/{person}/removal", s.confirm)
	return mux
}

// signedIn returns whose session a request belongs to.
func (s *service) signedIn(r *http.Request) (account, bool) {
	cookie, err := r.Cookie("session")
	if err != nil {
		return account{}, false
	}
	who, ok := s.accounts[cookie.Value]
	return who, ok
}

// subject is who makes a request in the application. Whoever has not signed in
// is nobody, and has no standing.
func (s *service) subject(r *http.Request) mandat.Subject {
	who, ok := s.signedIn(r)
	if !ok {
		return mandat.Subject{At: s.now()}
	}
	return mandat.Subject{Person: who.person, Channel: "app", Session: mandat.OpenSession, At: s.now()}
}

// ownerOf returns the person of an address, a new one for an address that is not
// known.
func (s *service) ownerOf(address mandat.Address) mandat.PersonID {
	for _, a := range s.accounts {
		if a.address == address {
			return a.person
		}
	}
	return mandat.PersonID(s.newID())
}

func (s *service) post(to mandat.Address, text string) {
	s.sent = append(s.sent, letter{to, text})
}

// refuse answers a request whose change was not made.
func (s *service) refuse(w http.ResponseWriter, err error) {
	var refused *mandat.Error
	switch {
	case errors.Is(err, mandat.ErrNotFound): // no such organisation
		http.Error(w, "not found", http.StatusNotFound)
	case errors.Is(err, mandat.ErrConflict): // nothing was stored: look again
		http.Error(w, "it has changed since: look again", http.StatusConflict)
	case !errors.As(err, &refused): // the store: whether it was stored is not known
		log.Print(err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	case errors.Is(err, mandat.ErrMalformed): // a mistake of the service, if it has read the form
		log.Print(err)
		http.Error(w, "internal error", http.StatusInternalServerError)
	case refused.Explanation.NotFound(): // they may not see that it is there
		http.Error(w, "not found", http.StatusNotFound)
	case errors.Is(err, mandat.ErrDenied):
		http.Error(w, refused.Explanation.Text("en"), http.StatusForbidden)
	case errors.Is(err, mandat.ErrBlocked), errors.Is(err, mandat.ErrNeedsApproval):
		http.Error(w, refused.Explanation.Text("en"), http.StatusConflict)
	}
}

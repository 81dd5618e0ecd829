package main

import (
	"crypto/rand"
	"errors"
	"net/http"

	"github.com/mandat-go/mandat"
)

// openInvitation is a row of the service's own: an organisation and its events
// keep no address.
type openInvitation struct {
	org     mandat.OrgID
	person  mandat.PersonID
	address mandat.Address
}

// invite answers POST /{org}/invitations: somebody invites the owner of an
// address to coach a section.
func (s *service) invite(w http.ResponseWriter, r *http.Request) {
	address, err := mandat.ParseAddress(r.FormValue("address"))
	section := mandat.UnitID(r.FormValue("section"))
	if err != nil || section == "" {
		http.Error(w, "an address and a section are needed", http.StatusBadRequest)
		return
	}
	token, err := mandat.NewToken(rand.Reader)
	if err != nil {
		s.refuse(w, err)
		return
	}
	id, row := mandat.InvitationID(s.newID()), openInvitation{mandat.OrgID(r.PathValue("org")), s.ownerOf(address), address}
	s.open[id] = row // before the invitation is there, so that none is there without it
	change, err := s.directory.Update(r.Context(), row.org, func(org *mandat.Org) (mandat.Change, error) {
		return org.Plan(s.subject(r), mandat.InvitePerson{
			Invitation: id,
			Person:     row.person,
			Home:       section,
			Roles:      []mandat.Grant{{Role: "coach", Scope: mandat.Below(section)}},
			Token:      token.Bind(address),
		})
	})
	if err != nil {
		if _, no := errors.AsType[*mandat.Error](err); no {
			delete(s.open, id)
		}
		s.refuse(w, err)
		return
	}
	s.post(address, "https://clubs.example/"+string(row.org)+"/invitations/"+string(id)+"#"+token.Reveal())
	for _, n := range change.Notices() {
		s.tell(row.org, n)
	}
	w.WriteHeader(http.StatusCreated)
}

// accept answers POST /{org}/invitations/{id}/answer, from the page to which the
// link leads.
func (s *service) accept(w http.ResponseWriter, r *http.Request) {
	id := mandat.InvitationID(r.PathValue("id"))
	row, ok := s.open[id]
	token, err := mandat.ParseToken(r.FormValue("token"))
	if !ok || err != nil || string(row.org) != r.PathValue("org") {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	subject, address := s.bearer(id, row), row.address
	if who, ok := s.signedIn(r); ok { // then this account answers, or nobody
		subject, address = s.subject(r), who.address
	}
	change, err := s.directory.Update(r.Context(), row.org, func(org *mandat.Org) (mandat.Change, error) {
		return org.Plan(subject, mandat.AcceptInvitation{Invitation: id, Token: token, Address: address})
	})
	if err != nil {
		s.refuse(w, err)
		return
	}
	row.address = mandat.Address{} // it is needed no more
	s.open[id] = row
	for _, n := range change.Notices() {
		s.tell(row.org, n)
	}
	w.WriteHeader(http.StatusNoContent)
}

// bearer is the subject who holds the link of an invitation and has not signed
// in.
func (s *service) bearer(id mandat.InvitationID, row openInvitation) mandat.Subject {
	return mandat.Subject{
		Person:  row.person,
		Channel: "link",
		Only:    mandat.Purpose{Org: row.org, Type: mandat.InvitationType, ID: mandat.ResourceID(id), Action: "answer"},
		At:      s.now(),
	}
}

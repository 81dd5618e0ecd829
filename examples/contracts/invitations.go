package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"net/http"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// errInvitation is the answer to everything that is wrong with an invitation: that there
// is none, that it was used or withdrawn, or is over, or that the secret or the address is
// another one.
var errInvitation = errors.New("the invitation is not valid")

// postInvitation invites the owner of an address, and shows the link once. A real
// service would send it to the address, and show it to nobody.
func (s *service) postInvitation(c *call) error {
	address, err := mandat.ParseAddress(strings.TrimSpace(c.r.PostFormValue("address")))
	if err != nil {
		return inputError("error.address")
	}
	home := mandat.UnitID(c.r.PostFormValue("unit"))
	token, err := mandat.NewToken(rand.Reader)
	if err != nil {
		return err
	}
	invite := mandat.InvitePerson{
		Invitation: mandat.InvitationID(newID("i-")), Person: mandat.PersonID(newID("p-")), Home: home,
		Roles: []mandat.Grant{{Role: mandat.RoleID(c.r.PostFormValue("role")), Scope: mandat.BelowHome()}},
		Token: token.Bind(address),
	}
	ctx, org := c.r.Context(), c.org.ID()
	plan := func(o *mandat.Org) (mandat.Change, error) { return o.Plan(c.subject, invite) }
	change, err := s.update(ctx, org, plan, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "INSERT INTO invitations VALUES (?, ?, ?, ?)", org, invite.Invitation, invite.Person, address.String())
		return err
	})
	if err != nil {
		return err
	}
	return s.showInvited(c, change.Org(), address, "/orgs/"+string(org)+"/invitations/"+string(invite.Invitation)+"#"+token.Reveal())
}

// showInvited shows the people with the new invitation among them.
func (s *service) showInvited(c *call, org *mandat.Org, address mandat.Address, path string) error {
	c.org, c.view = org, org.As(c.subject)
	p, err := s.peoplePage(c)
	if err != nil {
		return err
	}
	p.Link, p.Address = s.address+path, address.String() // never the Host of the request, which anybody can set
	return s.show(c, "people", "people.title", p)
}

// newID returns an id that leads to nobody.
func newID(prefix string) string { return prefix + strings.ToLower(rand.Text()[:12]) }

// showInvitation shows the form behind every link, also one that leads to nothing. The
// secret stands behind the # of the link, which no server sees, and is put into the form
// by the browser.
func (s *service) showInvitation(c *call) error {
	return s.show(c, "invitation", "invitation.title", nil)
}

func (s *service) acceptInvitation(c *call) error {
	name, err := contractName(c.r.PostFormValue("name"))
	if err != nil {
		return err
	}
	person, address, err := s.accept(c)
	if errors.Is(err, errInvitation) {
		s.render(c.w, http.StatusNotFound, "error", s.newPage(c, "invitation.wrong", refusal{Detail: s.texts.in(c.lang)("invitation.wrong.detail")}))
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.store.SetFacts(c.r.Context(), person, map[string]string{"name": name, "address": address.String()}); err != nil {
		return err
	}
	c.setCookie("person", string(person))
	return c.redirect("/orgs/" + c.r.PathValue("org") + "/contracts")
}

// accept makes a member of whoever has the secret and the address of an invitation.
func (s *service) accept(c *call) (mandat.PersonID, mandat.Address, error) {
	ctx, id := c.r.Context(), mandat.InvitationID(c.r.PathValue("id"))
	token, err := mandat.ParseToken(strings.TrimSpace(c.r.PostFormValue("code")))
	address, badAddress := mandat.ParseAddress(strings.TrimSpace(c.r.PostFormValue("address")))
	if err != nil || badAddress != nil {
		return "", address, errInvitation
	}
	org := mandat.OrgID(c.r.PathValue("org"))
	person, _, err := s.invited(ctx, org, id)
	if err != nil {
		return "", address, err
	}
	plan := func(o *mandat.Org) (mandat.Change, error) {
		return o.Plan(s.bearer(org, id, person), mandat.AcceptInvitation{Invitation: id, Token: token, Address: address})
	}
	_, err = s.update(ctx, org, plan, func(tx *sql.Tx) error { return forgetInvitation(ctx, tx, org, id) })
	if _, refused := errors.AsType[*mandat.Error](err); refused { // why, is for nobody to know
		err = errInvitation
	}
	return person, address, err
}

// bearer is whoever follows the link of an invitation: they may answer it, and nothing
// else.
func (s *service) bearer(org mandat.OrgID, id mandat.InvitationID, p mandat.PersonID) mandat.Subject {
	only := mandat.Purpose{Org: org, Type: mandat.InvitationType, ID: mandat.ResourceID(id), Action: "answer"}
	return mandat.Subject{Person: p, Channel: rules.ChannelLink, Session: mandat.NoSession, At: s.now(), Only: only}
}

// invited returns for whom an invitation was made, and to which address it went.
func (s *service) invited(ctx context.Context, org mandat.OrgID, id mandat.InvitationID) (p mandat.PersonID, address string, err error) {
	err = s.rows.db.QueryRowContext(ctx, "SELECT person, address FROM invitations WHERE org = ? AND id = ?", org, id).Scan(&p, &address)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", errInvitation
	}
	return p, address, err
}

// forgetInvitation forgets the address of an invitation that is answered or withdrawn.
func forgetInvitation(ctx context.Context, tx *sql.Tx, org mandat.OrgID, id mandat.InvitationID) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM invitations WHERE org = ? AND id = ?", org, id)
	return err
}

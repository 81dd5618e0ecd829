package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// contractJSON is a contract in the API. One that is asked for by itself has its version
// and the actions of whoever asks, those of a list have not.
type contractJSON struct {
	ID          mandat.ResourceID `json:"id"`
	Name        string            `json:"name"`
	Unit        mandat.UnitID     `json:"unit,omitempty"`
	Status      mandat.Status     `json:"status"`
	Responsible mandat.PersonID   `json:"responsible,omitempty"`
	Deputy      mandat.PersonID   `json:"deputy,omitempty"`
	Version     int               `json:"version,omitzero"`
	Actions     []menuItem        `json:"actions,omitempty"`
}

func (s *service) apiList(c *call) error {
	l, err := s.list(c.r.Context(), c.view, c.org.ID(), c.r.FormValue("search"), c.r.FormValue("after"))
	if err != nil {
		return err
	}
	found := make([]contractJSON, 0, len(l.Rows))
	for _, r := range l.Rows {
		found = append(found, contractJSON{ID: r.ID, Name: r.Name, Unit: r.Unit, Status: r.Status, Responsible: r.Responsible})
	}
	writeJSON(c.w, http.StatusOK, map[string]any{"contracts": found, "total": l.Total, "next": l.Next})
	return nil
}

func (s *service) apiContract(c *call) error {
	writeJSON(c.w, http.StatusOK, contractJSON{
		ID: c.contract.ID, Name: c.contract.Name, Unit: c.contract.Unit, Status: c.contract.Status,
		Responsible: c.contract.Responsible, Deputy: c.contract.Deputy, Version: c.contract.Version,
		Actions: c.menu(s.texts.in(c.lang)),
	})
	return nil
}

// patchJSON is what can be changed of a contract: what is left out stays.
type patchJSON struct {
	Version int     `json:"version"`
	Name    *string `json:"name"`
	Status  *string `json:"status"`
}

// apiPatch changes the name or the status, never both: each is a change of its own, of
// the version that was looked at.
func (s *service) apiPatch(c *call) error {
	var p patchJSON
	if err := c.readJSON(&p); err != nil {
		return err
	}
	if p.Version != c.contract.Version {
		return errStale
	}
	switch {
	case p.Name != nil && p.Status == nil:
		return c.done(s.patchName(c, *p.Name))
	case p.Status != nil && p.Name == nil:
		return c.done(s.patchStatus(c, *p.Status))
	}
	return inputError("error.input.detail")
}

func (s *service) patchName(c *call, name string) error {
	if err := c.view.Check(rules.EditName, c.contract.Resource()); err != nil {
		return err
	}
	name, err := contractName(name)
	if err != nil {
		return err
	}
	return s.rows.rename(c.r.Context(), c.contract, name)
}

func (s *service) patchStatus(c *call, to string) error {
	if err := c.view.Check(rules.ChangeStatus, c.contract.Resource()); err != nil {
		return err
	}
	status, err := contractStatus(c.org.Policy(), to)
	if err != nil {
		return err
	}
	return s.rows.setStatus(c.r.Context(), c.contract, status)
}

// apiDelete takes the version as a parameter: DELETE has no body.
func (s *service) apiDelete(c *call) error {
	if err := c.looked(c.r.FormValue("version")); err != nil {
		return err
	}
	return c.done(s.rows.delete(c.r.Context(), c.contract))
}

// listsJSON are the access lists of a contract: null for none, and whom a list names.
type listsJSON struct {
	Version int       `json:"version"`
	Read    *[]string `json:"read"`
	Edit    *[]string `json:"edit"`
}

// after is the contract with the lists that were sent, as the form of the page has them.
func (c *call) after() (*contract, error) {
	var sent listsJSON
	if err := c.readJSON(&sent); err != nil {
		return nil, err
	}
	if sent.Version != c.contract.Version {
		return nil, errStale
	}
	after := *c.contract
	after.Read, after.Edit = c.named(sent.Read, after.Read), c.named(sent.Edit, after.Edit)
	return &after, nil
}

// named makes a list of "everybody" and of ids of units, groups and persons.
func (c *call) named(ids *[]string, was mandat.ACL) mandat.ACL {
	if ids == nil {
		return mandat.NoACL()
	}
	var entries []mandat.Listed
	for _, id := range *ids {
		e := mandat.Named(mandat.PersonID(id))
		switch {
		case id == "everybody":
			e = mandat.Everybody()
		case strings.HasPrefix(id, "u-"):
			e = mandat.InUnit(mandat.UnitID(id))
		case strings.HasPrefix(id, "g-"):
			e = mandat.InGroup(mandat.GroupID(id))
		}
		entries = append(entries, e)
	}
	return c.audience(entries, was)
}

func (s *service) apiImpact(c *call) error {
	after, err := c.after()
	if err != nil {
		return err
	}
	effects, hidden, err := c.impact(after)
	if err != nil {
		return err
	}
	if effects == nil {
		effects = []effect{}
	}
	writeJSON(c.w, http.StatusOK, map[string]any{"effects": effects, "hidden": hidden})
	return nil
}

func (s *service) apiShare(c *call) error {
	after, err := c.after()
	if err != nil {
		return err
	}
	return c.done(s.rows.share(c.r.Context(), after))
}

func (s *service) apiMembers(c *call) error {
	type memberJSON struct {
		ID     mandat.PersonID     `json:"id"`
		Name   string              `json:"name"`
		Unit   mandat.UnitID       `json:"unit,omitempty"`
		Status mandat.MemberStatus `json:"status"`
	}
	all := []memberJSON{}
	for m := range c.view.Members() {
		if present(m) {
			all = append(all, memberJSON{m.Person, c.words.person(m.Person), m.Home, m.Status})
		}
	}
	writeJSON(c.w, http.StatusOK, map[string]any{"members": all})
	return nil
}

// readJSON reads the body, strictly.
func (c *call) readJSON(into any) error {
	d := json.NewDecoder(c.r.Body)
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return err
	}
	if err != nil || d.More() {
		return inputError("error.input.detail")
	}
	return nil
}

// done answers 204 if nothing went wrong.
func (c *call) done(err error) error {
	if err == nil {
		c.w.WriteHeader(http.StatusNoContent)
	}
	return err
}

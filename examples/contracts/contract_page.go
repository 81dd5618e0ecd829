package main

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

func (s *service) showList(c *call) error {
	search := strings.TrimSpace(c.r.FormValue("search"))
	l, err := s.list(c.r.Context(), c.view, c.org.ID(), search, c.r.FormValue("after"))
	if err != nil {
		return err
	}
	return s.show(c, "list", "list.title", l)
}

// contractPage is what the page of a contract shows.
type contractPage struct {
	*contract
	Menu     []menuItem
	Statuses []mandat.StatusRule
	Lists    []listShown
}

// listShown is one access list as the reader may see it.
type listShown struct {
	Action mandat.Action
	Has    bool
	Who    []mandat.Listed
	// Hidden is how many entries the reader may not see.
	Hidden int
}

func (s *service) showContract(c *call) error {
	return s.show(c, "contract", "contract.title", contractPage{
		contract: c.contract,
		Menu:     c.menu(s.texts.in(c.lang)),
		Statuses: contractRule(c.org.Policy()).Statuses,
		Lists:    []listShown{c.shown(rules.Read, c.contract.Read), c.shown(rules.Edit, c.contract.Edit)},
	})
}

func (c *call) shown(a mandat.Action, acl mandat.ACL) listShown {
	entries, has := acl.Audience()
	l := listShown{Action: a, Has: has}
	for _, e := range entries {
		if c.seesEntry(e) {
			l.Who = append(l.Who, e)
		} else {
			l.Hidden++
		}
	}
	return l
}

// seesEntry reports whether the reader may see whom an entry of a list names.
func (c *call) seesEntry(e mandat.Listed) bool {
	switch e.Kind {
	case mandat.ListedPerson:
		return c.sees(mandat.PersonID(e.Name))
	case mandat.ListedUnit:
		return c.seesUnit(mandat.UnitID(e.Name))
	case mandat.ListedGroup:
		return c.seesGroup(mandat.GroupID(e.Name))
	}
	return true
}

func (s *service) postName(c *call) error {
	name, err := contractName(c.r.PostFormValue("name"))
	if err == nil {
		err = c.looked(c.r.PostFormValue("version"))
	}
	if err == nil {
		err = s.rows.rename(c.r.Context(), c.contract, name)
	}
	return c.stored(err)
}

func (s *service) postStatus(c *call) error {
	status, err := contractStatus(c.org.Policy(), c.r.PostFormValue("status"))
	if err == nil {
		err = c.looked(c.r.PostFormValue("version"))
	}
	if err == nil {
		err = s.rows.setStatus(c.r.Context(), c.contract, status)
	}
	return c.stored(err)
}

func (s *service) postDelete(c *call) error {
	if err := c.looked(c.r.PostFormValue("version")); err != nil {
		return err
	}
	if err := s.rows.delete(c.r.Context(), c.contract); err != nil {
		return err
	}
	return c.redirect("/orgs/" + string(c.org.ID()) + "/contracts")
}

// looked compares the version in a form with that of the row which was decided upon.
func (c *call) looked(version string) error {
	if n, err := strconv.Atoi(version); err != nil || n < 1 {
		return inputError("error.version")
	} else if n != c.contract.Version {
		return errStale
	}
	return nil
}

// stored leads back to the contract, if it was stored.
func (c *call) stored(err error) error {
	if err != nil {
		return err
	}
	return c.redirect(contractPath(c.contract))
}

func contractPath(c *contract) string {
	return "/orgs/" + string(c.Org) + "/contracts/" + string(c.ID)
}

func contractName(name string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" || !utf8.ValidString(name) || utf8.RuneCountInString(name) > 200 || strings.ContainsFunc(name, isControl) {
		return "", inputError("error.name")
	}
	return name, nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

func contractStatus(p *mandat.Policy, status string) (mandat.Status, error) {
	for _, s := range contractRule(p).Statuses {
		if string(s.Name) == status {
			return s.Name, nil
		}
	}
	return "", inputError("error.status")
}

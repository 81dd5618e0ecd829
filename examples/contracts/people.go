package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// peoplePage shows the members as far as the reader may see them and their roles.
type peoplePage struct {
	Members     []memberShown
	Invitations []invitationShown
	// GrantAt are the units at which the reader may give some of Roles, InviteTo those to
	// which they may invite somebody, with one of Carried. Where there are none there is
	// no form.
	GrantAt, InviteTo []mandat.UnitID
	Roles, Carried    []mandat.RoleID
	// MaySet tells whether the reader may change the setting, Reopen how it is.
	MaySet, Reopen bool
	// Link is that of the invitation just made. It is shown this once.
	Link    string
	Address string
}

// present tells members from those who have left or have not answered yet.
func present(m mandat.Member) bool {
	return m.Status != mandat.MemberRemoved && m.Status != mandat.MemberInvited
}

type invitationShown struct {
	mandat.Invitation
	Address string
}

type memberShown struct {
	mandat.Member
	Address   string
	Grants    []grantShown
	MayRemove bool
}

// grantShown is a grant with the form that takes it away.
type grantShown struct {
	mandat.Grant
	JSON      string
	MayRevoke bool
}

func (s *service) showPeople(c *call) error {
	p, err := s.peoplePage(c)
	if err != nil {
		return err
	}
	return s.show(c, "people", "people.title", p)
}

func (s *service) peoplePage(c *call) (*peoplePage, error) {
	p := &peoplePage{Carried: c.org.Policy().Rules().Joining.Invitation.Carries}
	p.Reopen = c.org.Data().Settings[rules.SettingReopen]
	p.MaySet = c.view.Decide("edit", itself(c.org.ID())).Allowed()
	for m := range c.view.Members() {
		if !present(m) {
			continue
		}
		shown, err := s.memberShown(c, m)
		if err != nil {
			return nil, err
		}
		p.Members = append(p.Members, shown)
	}
	for i := range c.view.Invitations() {
		_, address, err := s.invited(c.r.Context(), c.org.ID(), i.ID)
		if err != nil {
			return nil, err
		}
		p.Invitations = append(p.Invitations, invitationShown{i, address})
	}
	c.offer(p)
	return p, nil
}

// offer fills what the forms have to choose from. It is no more than a help: what is sent
// is decided anew.
func (c *call) offer(p *peoplePage) {
	for _, u := range c.units() {
		if c.view.Decide("send", mandat.Invitation{Person: "p-new", Home: u}.Resource(c.org.ID())).Allowed() {
			p.InviteTo = append(p.InviteTo, u)
		}
		for _, r := range c.givenRoles() {
			if !c.mayGive(r, u) {
				continue
			}
			if !slices.Contains(p.GrantAt, u) {
				p.GrantAt = append(p.GrantAt, u)
			}
			if !slices.Contains(p.Roles, r) {
				p.Roles = append(p.Roles, r)
			}
		}
	}
}

func (s *service) memberShown(c *call, m mandat.Member) (memberShown, error) {
	facts, err := s.store.Facts(c.r.Context(), m.Person)
	shown := memberShown{Member: m, Address: facts["address"]}
	shown.MayRemove = c.view.Decide("remove", m.Resource(c.org.ID())).Entitled()
	for _, g := range c.org.GrantsOf(m.Person) {
		if !c.view.Decide(rules.Read, g.Resource(c.org.ID())).Allowed() {
			continue
		}
		text, err := json.Marshal(g)
		if err != nil {
			return shown, err
		}
		shown.Grants = append(shown.Grants, grantShown{g, string(text), c.view.Decide("revoke", g.Resource(c.org.ID())).Entitled()})
	}
	return shown, err
}

// mayGive reports whether the reader may give a role somewhere below a unit, to somebody
// else.
func (c *call) mayGive(r mandat.RoleID, u mandat.UnitID) bool {
	for m := range c.view.Members() {
		g := mandat.Grant{Role: r, Member: m.Person, Scope: mandat.Below(u)}
		if m.Person != c.subject.Person && c.view.Decide("give", g.Resource(c.org.ID())).Allowed() {
			return true
		}
	}
	return false
}

// units are the units that the reader may see.
func (c *call) units() (all []mandat.UnitID) {
	for u := range c.org.Units() {
		if c.seesUnit(u.ID) {
			all = append(all, u.ID)
		}
	}
	return all
}

// givenRoles are the roles that somebody may give by the policy.
func (c *call) givenRoles() (all []mandat.RoleID) {
	for _, rule := range c.org.Policy().Rules().Administer {
		for _, r := range rule.Roles {
			if slices.Contains(rule.May, mandat.AdminGrant) && !slices.Contains(all, r) {
				all = append(all, r)
			}
		}
	}
	return all
}

// previewPage shows what a change of the organisation does before it is stored.
type previewPage struct {
	Done    []string // what is different afterwards
	Lines   []string // who gains and who loses
	Hidden  int
	Forgets bool
	Version uint64
	// Changed tells that what was looked at is not what would be stored any more.
	Changed bool
	Form    map[string][]string // the same form, to be sent once more
}

// postPeople shows what a change does, and stores it when that has been looked at: if the
// organisation is still as it was then. Otherwise it is shown again.
func (s *service) postPeople(c *call) error {
	_ = c.r.ParseForm()
	command, err := c.command()
	if err != nil {
		return err
	}
	change, err := c.org.Plan(c.subject, command)
	if err != nil {
		return err
	}
	looked := c.r.PostFormValue("version")
	if looked == "" {
		return s.preview(c, change, false)
	}
	if looked != strconv.FormatUint(c.org.Version(), 10) {
		return s.preview(c, change, true)
	}
	if err := s.storeChange(c, change, command); err != nil {
		return err
	}
	return c.redirect("/orgs/" + string(c.org.ID()) + "/people")
}

// command reads what is to be done.
func (c *call) command() (mandat.Command, error) {
	person, invitation := mandat.PersonID(c.r.PostFormValue("person")), mandat.InvitationID(c.r.PostFormValue("invitation"))
	do := c.r.PostFormValue("do")
	if person == "" && (do == "grant" || do == "remove") || invitation == "" && do == "withdraw" {
		return nil, inputError("error.incomplete")
	}
	switch do {
	case "grant":
		scope := mandat.BelowHome()
		if u := c.r.PostFormValue("unit"); u != "" {
			scope = mandat.Below(mandat.UnitID(u))
		}
		return mandat.GrantRole{Grant: mandat.Grant{Role: mandat.RoleID(c.r.PostFormValue("role")), Member: person, Scope: scope}}, nil
	case "revoke":
		var g mandat.Grant
		if err := json.Unmarshal([]byte(c.r.PostFormValue("grant")), &g); err != nil {
			return nil, inputError("error.input.detail")
		}
		return mandat.RevokeRole{Grant: g}, nil
	case "remove":
		return mandat.RemoveMember{Person: person}, nil
	case "withdraw":
		return mandat.RevokeInvitation{Invitation: invitation}, nil
	case "setting":
		return mandat.ChangeSetting{Setting: rules.SettingReopen, On: c.r.PostFormValue("on") != ""}, nil
	}
	return nil, inputError("error.input.detail")
}

func (s *service) preview(c *call, change mandat.Change, changed bool) error {
	impact := change.Impact()
	p := previewPage{Hidden: impact.Hidden, Version: c.org.Version(), Changed: changed, Form: make(map[string][]string)}
	impact.Hidden = 0 // said by the page
	difference, err := mandat.Diff(c.org, change.Org(), c.subject.At)
	if err != nil {
		return err
	}
	for _, d := range difference.Data {
		p.Done = append(p.Done, c.words.In(d.Text(c.lang)))
	}
	p.Forgets = c.r.PostFormValue("do") == "remove"
	for _, line := range impact.Lines(c.lang) {
		p.Lines = append(p.Lines, c.words.In(line))
	}
	for _, field := range []string{"do", "person", "role", "unit", "grant", "invitation", "on"} {
		if v := c.r.PostForm[field]; len(v) > 0 {
			p.Form[field] = v
		}
	}
	code := http.StatusOK
	if changed {
		code = http.StatusConflict
	}
	s.render(c.w, code, "preview", s.newPage(c, "preview.title", p))
	return nil
}

package reference

import (
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

func (p *planner) takeInvitation(c mandat.Command) {
	switch c := c.(type) {
	case mandat.InvitePerson:
		p.invite(c)
	case mandat.ResendInvitation:
		p.resend(c)
	case mandat.RevokeInvitation:
		p.ask("revoke", mandat.InvitationType, mandat.ResourceID(c.Invitation))
		p.do(func(d draft) mandat.Detail { return d.answer(c.Invitation, false, false) })
	case mandat.AcceptInvitation:
		p.accept(c)
	case mandat.DeclineInvitation:
		if _, ok := p.invited(c.Invitation, c.Token, c.Address); ok {
			p.do(func(d draft) mandat.Detail { return d.answer(c.Invitation, false, false) })
		}
	}
}

func (p *planner) rule() mandat.InvitationRule { return p.rules.Joining.Invitation }

// until is when an invitation lapses: when its sender says, or as late as the
// policy allows.
func (p *planner) until(said time.Time) time.Time {
	if said.IsZero() && p.rule().Lasts > 0 {
		return p.subject.At.Add(p.rule().Lasts)
	}
	return said
}

func (p *planner) invite(c mandat.InvitePerson) {
	in := mandat.Invitation{
		ID: c.Invitation, Person: c.Person, Home: c.Home, Until: p.until(c.Until), Token: c.Token,
		By: p.subject.Person, Through: p.subject.Channel,
	}
	for _, g := range c.Roles {
		if g.Member == "" && g.Group == "" {
			g.Member = c.Person
		}
		in.Grants = append(in.Grants, g)
	}
	p.askValue("send", in.Resource(p.before.ID), in)
	for _, g := range in.Grants {
		p.askGrant("invite", g, withHome(in.Home))
	}
	if p.rule().AtOnce {
		p.joinAtOnce(in)
		return
	}
	if m, ok := p.reached().member(c.Person); ok && m.Status == mandat.MemberInvited && m.Home != c.Home {
		p.moveHome(c.Person, c.Home, nil)
	}
	for _, g := range in.Grants {
		if !slices.Contains(p.rule().Carries, g.Role) {
			p.block(mandat.NotCarried)
		}
		p.givable(g)
	}
	p.canLast(c.Until)
	if old, ok := p.reached().invitationTo(c.Person); ok && old.OpenAt(p.subject.At) {
		p.block(mandat.AlreadySo)
	}
	p.do(func(d draft) mandat.Detail { return d.invite(in) })
	p.leaveGroups(c.Person)
}

// joinAtOnce makes the person invited an active member, with the roles that the
// invitation carries and those that come with every one.
func (p *planner) joinAtOnce(in mandat.Invitation) {
	for _, g := range in.Grants {
		if !slices.Contains(p.rule().Carries, g.Role) {
			p.block(mandat.NotCarried)
		}
		p.givable(g)
	}
	p.do(func(d draft) mandat.Detail {
		return d.join(mandat.Member{Person: in.Person, Status: mandat.MemberActive, Home: in.Home})
	})
	for _, g := range in.Grants {
		if g.Member != in.Person || g.Group != "" {
			p.block(mandat.MemberMissing)
		}
		p.do(func(d draft) mandat.Detail { return d.give(g) })
	}
	for _, id := range p.rule().Roles {
		if !slices.ContainsFunc(in.Grants, func(g mandat.Grant) bool { return g.Role == id }) {
			p.comeAlong(in.Person, []mandat.RoleID{id})
		}
	}
}

// canLast blocks an end that has passed, or is later than the policy allows.
func (p *planner) canLast(until time.Time) {
	at, lasts := p.subject.At, p.rule().Lasts
	switch {
	case until.IsZero():
	case !at.Before(until):
		p.block(mandat.InvitationOver)
	case lasts > 0 && until.After(at.Add(lasts)):
		p.block(mandat.EndTooLate)
	}
}

// resend is to invite to the same roles once more.
func (p *planner) resend(c mandat.ResendInvitation) {
	p.ask("resend", mandat.InvitationType, mandat.ResourceID(c.Invitation))
	if in, ok := p.reached().invitation(c.Invitation); ok {
		for _, g := range in.Grants {
			p.askGrant("invite", g, withHome(in.Home))
		}
		p.stillOpen(in)
	}
	p.canLast(c.Until)
	p.do(func(d draft) mandat.Detail {
		i := slices.IndexFunc(d.data.Invitations, func(in mandat.Invitation) bool { return in.ID == c.Invitation })
		switch {
		case i < 0:
			return mandat.InvitationMissing
		case c.Token.IsZero():
			return mandat.TokenNeeded
		case c.Token == d.data.Invitations[i].Token:
			return mandat.AlreadySo
		}
		d.data.Invitations[i].Token, d.data.Invitations[i].Until = c.Token, p.until(c.Until)
		return mandat.NoDetail
	})
}

func (p *planner) stillOpen(in mandat.Invitation) {
	if !in.OpenAt(p.subject.At) {
		p.block(mandat.InvitationOver)
	}
}

// invited returns the invitation that the subject answers, by its token and as
// the person invited. Whose it was hears that it is over.
func (p *planner) invited(id mandat.InvitationID, t mandat.Token, a mandat.Address) (mandat.Invitation, bool) {
	in, ok := p.reached().invitation(id)
	was := p.history[id]
	if sent, ok := p.of(p.before).invitation(id); ok {
		was = sent.Person
	}
	switch {
	case !ok && was != "" && was == p.subject.Person:
		p.block(mandat.InvitationClosed)
	case !ok, in.Person != p.subject.Person, !p.linkAnswers(id), !in.Token.Matches(t, a):
		p.deny(mandat.NoStanding, mandat.NotInvited)
	default:
		p.stillOpen(in)
	}
	return in, !p.refused
}

// linkAnswers tells whether the subject bears no link, or one to answer this
// invitation with.
func (p *planner) linkAnswers(id mandat.InvitationID) bool {
	only := p.subject.Only
	if only == (mandat.Purpose{}) {
		return true
	}
	return only.Type == mandat.InvitationType && only.ID == mandat.ResourceID(id) && only.Action == "answer" && only.Org == p.of(p.before).data.ID
}

func (p *planner) accept(c mandat.AcceptInvitation) {
	in, ok := p.invited(c.Invitation, c.Token, c.Address)
	if !ok {
		return
	}
	if !p.rule().OutlivesInviter && !p.inviterMay(in) {
		p.block(mandat.InviterLost)
	}
	p.do(func(d draft) mandat.Detail { return d.answer(in.ID, true, c.NoAccount && p.rule().Account) })
	for _, g := range in.Grants {
		if p.reached().ended(g) {
			continue
		}
		p.givable(g)
		if !slices.Contains(p.rule().Carries, g.Role) {
			p.block(mandat.NotCarried)
		}
		p.comes(g)
	}
	for _, id := range p.rule().Roles {
		if !slices.ContainsFunc(in.Grants, func(g mandat.Grant) bool { return g.Role == id }) {
			p.comeAlong(in.Person, []mandat.RoleID{id})
		}
	}
}

// inviterMay reports whether whoever sent an invitation would have the right to
// send it still, in the same channel, logged in or not, to somebody who is not in
// the organisation.
func (p *planner) inviterMay(in mandat.Invitation) bool {
	return p.inviterMayIn(in, mandat.OpenSession) || p.inviterMayIn(in, mandat.NoSession)
}

func (p *planner) inviterMayIn(in mandat.Invitation, session mandat.Session) bool {
	s := mandat.Subject{Person: in.By, Channel: in.Through, Session: session, At: p.subject.At}
	if slices.ContainsFunc(p.rules.Channels, func(c mandat.ChannelRule) bool { return c.Name == in.Through && c.Bearer }) {
		s.Only = mandat.Purpose{Org: p.before.ID, Type: mandat.InvitationType, ID: mandat.ResourceID(in.ID), Action: "send"}
	}
	then := copyOf(*p.now)
	draft{p.of(then)}.remove(in.Person)
	may := func(a mandat.Action, r mandat.Resource, value any) bool {
		q := &question{rules: p.rules, data: p.before, now: then, subject: &s, action: a, resource: &r, value: value, home: in.Home, moved: true}
		switch q.answer().Reason {
		case mandat.Malformed, mandat.NoStanding, mandat.NoRight:
			return false
		}
		return true
	}
	return may("send", in.Resource(p.before.ID), in) && !slices.ContainsFunc(in.Grants, func(g mandat.Grant) bool {
		return !may("invite", g.Resource(p.before.ID), g)
	})
}

func (q *question) invitation(id mandat.InvitationID) (mandat.Invitation, bool) {
	for _, in := range q.data.Invitations {
		if in.ID == id {
			return in, true
		}
	}
	return mandat.Invitation{}, false
}

func (q *question) invitationTo(p mandat.PersonID) (mandat.Invitation, bool) {
	for _, in := range q.data.Invitations {
		if in.Person == p {
			return in, true
		}
	}
	return mandat.Invitation{}, false
}

// invite keeps an invitation, in the place of one that has lapsed.
func (d draft) invite(in mandat.Invitation) mandat.Detail {
	_, exists := d.invitation(in.ID)
	m, _ := d.member(in.Person)
	switch {
	case in.ID == "" || in.Person == "":
		return mandat.IDMissing
	case exists, slices.Contains(d.data.Retired.Invitations, in.ID):
		return mandat.IDUsed
	case in.Token.IsZero():
		return mandat.TokenNeeded
	}
	if why := d.canLive(in.Home); why != mandat.NoDetail {
		return why
	}
	switch {
	case m.Status == mandat.MemberInvited:
		d.closeInvitation(in.Person)
		d.changeMember(in.Person, func(m *mandat.Member) { m.Home = in.Home })
	case d.present(in.Person):
		return mandat.AlreadySo
	default:
		d.join(mandat.Member{Person: in.Person, Status: mandat.MemberInvited, Home: in.Home})
	}
	for i, g := range in.Grants {
		if g.Member != in.Person || g.Group != "" {
			return mandat.MemberMissing
		}
		// What the person holds already comes no second time.
		if why := d.canGive(g); why != mandat.NoDetail && why != mandat.AlreadySo {
			return why
		}
		if slices.ContainsFunc(in.Grants[:i], func(before mandat.Grant) bool { return sameGrant(before, g) }) {
			return mandat.AlreadySo
		}
	}
	d.data.Invitations = append(d.data.Invitations, in)
	return mandat.NoDetail
}

// closeInvitation ends the invitation of somebody, if there is one.
func (d draft) closeInvitation(p mandat.PersonID) {
	if in, ok := d.invitationTo(p); ok {
		d.data.Invitations = slices.DeleteFunc(d.data.Invitations, func(i mandat.Invitation) bool { return i.ID == in.ID })
		d.data.Retired.Invitations = append(d.data.Retired.Invitations, in.ID)
	}
}

// answer ends an invitation: with a yes the person is active, or accepted if an
// account is missing; otherwise they are a member no more.
func (d draft) answer(id mandat.InvitationID, yes, noAccount bool) mandat.Detail {
	in, ok := d.invitation(id)
	if !ok {
		return mandat.InvitationMissing
	}
	if !yes {
		return d.remove(in.Person)
	}
	d.closeInvitation(in.Person)
	d.changeMember(in.Person, func(m *mandat.Member) {
		m.Status = mandat.MemberActive
		if noAccount {
			m.Status = mandat.MemberAccepted
		}
	})
	return mandat.NoDetail
}

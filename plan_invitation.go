package mandat

import (
	"slices"
	"time"
)

func (c InvitePerson) plan(p *planner) {
	in := p.invitation(c)
	p.may("send", in.Resource(p.before.id))
	p.mayInvite(&in)
	if p.rule().AtOnce {
		p.joinsAtOnce(&in)
		return
	}
	if m, ok := p.now().Member(c.Person); ok && m.Status == MemberInvited && m.Home != c.Home {
		p.movesHome(c.Person, c.Home, nil)
	}
	p.canInvite(&in, c.Until)
	p.happen(InvitationSent{in})
	p.leaveGroups(c.Person)
}

// joinsAtOnce makes whoever is invited a member with all that comes along, by a
// policy under which there is nothing to answer.
func (p *planner) joinsAtOnce(in *Invitation) {
	for i := range in.Grants {
		p.carried(&in.Grants[i])
		p.givable(&in.Grants[i])
	}
	p.happen(MemberJoined{Member{Person: in.Person, Status: MemberActive, Home: in.Home}})
	for _, g := range in.Grants {
		if g.Member != in.Person {
			p.block(MemberMissing, string(g.Member))
		}
		p.happen(RoleGranted{g})
	}
	p.comeAlong(in.Person, p.without(in.Grants))
}

// invitation returns what a command would send.
func (p *planner) invitation(c InvitePerson) Invitation {
	in := Invitation{ID: c.Invitation, Person: c.Person, Home: c.Home, Until: c.Until, Token: c.Token,
		By: p.view.subject.Person, Through: p.view.subject.Channel}
	for _, g := range c.Roles {
		if g.Member == "" && g.Group == "" {
			g.Member = c.Person
		}
		in.Grants = append(in.Grants, g)
	}
	if lasts := p.rule().Lasts; in.Until.IsZero() && lasts > 0 {
		in.Until = p.view.subject.At.Add(lasts)
	}
	return in
}

func (p *planner) rule() *InvitationRule { return &p.before.policy.rules.Joining.Invitation }

// mayInvite asks whether the subject may invite to each of the roles.
func (p *planner) mayInvite(in *Invitation) {
	for _, g := range in.Grants {
		p.may(inviteAction, g.ResourceAt(p.before.id, in.Home))
	}
}

// canInvite tells what blocks an invitation, whoever sends it.
func (p *planner) canInvite(in *Invitation, until time.Time) {
	at := p.view.subject.At
	for _, g := range in.Grants {
		p.carried(&g)
		p.givable(&g)
	}
	i, known := p.now().memberNamed(in.Person)
	if !until.IsZero() {
		p.canLast(in.ID, until)
	}
	if known && p.now().member(i).invitation != nil && p.now().member(i).invitation.OpenAt(at) {
		p.block(AlreadySo, string(in.Person))
	}
}

// carried blocks a role that no invitation may carry: when it is sent, and when
// it is accepted under a policy that was adopted since.
func (p *planner) carried(g *Grant) {
	if !slices.Contains(p.rule().Carries, g.Role) {
		p.block(NotCarried, string(g.Role))
	}
}

// canLast tells what keeps an invitation from being open until a moment.
func (p *planner) canLast(id InvitationID, until time.Time) {
	at, lasts := p.view.subject.At, p.rule().Lasts
	switch {
	case !at.Before(until):
		p.block(InvitationOver, string(id))
	case lasts > 0 && until.After(at.Add(lasts)):
		p.block(EndTooLate, string(id))
	}
}

// anInvitation returns an invitation as something to ask about.
func (p *planner) anInvitation(id InvitationID) Resource {
	return Resource{Type: InvitationType, ID: ResourceID(id), Org: p.before.id}
}

func (c ResendInvitation) plan(p *planner) {
	p.may("resend", p.anInvitation(c.Invitation))
	until := c.Until
	if until.IsZero() && p.rule().Lasts > 0 {
		until = p.view.subject.At.Add(p.rule().Lasts)
	}
	if in, found := p.now().open(c.Invitation); found.detail == NoDetail {
		p.mayInvite(&in)
		p.stillOpen(&in)
	}
	if !c.Until.IsZero() {
		p.canLast(c.Invitation, c.Until)
	}
	p.happen(InvitationResent{c.Invitation, c.Token, until})
}

// stillOpen blocks what is done with an invitation whose time is over.
func (p *planner) stillOpen(in *Invitation) {
	if !in.OpenAt(p.view.subject.At) {
		p.block(InvitationOver, string(in.ID))
	}
}

func (c RevokeInvitation) plan(p *planner) {
	p.may("revoke", p.anInvitation(c.Invitation))
	p.happen(InvitationWithdrawn(c))
}

func (c AcceptInvitation) plan(p *planner) {
	in, ok := p.invited(c.Invitation, c.Token, c.Address)
	if !ok {
		return
	}
	if !p.rule().OutlivesInviter && !p.inviterMay(&in) {
		p.block(InviterLost, string(in.By))
	}
	p.happen(InvitationAnswered{in.ID, true, c.NoAccount && p.rule().Account})
	for _, g := range in.Grants {
		if g.endedAt(p.view.subject.At) {
			continue // it would give nothing
		}
		p.givable(&g)
		p.carried(&g)
		p.comes(g)
	}
	p.comeAlong(in.Person, p.without(in.Grants))
}

// without returns the roles that come with every invitation, but for those that
// an invitation carries itself.
func (p *planner) without(grants []Grant) []RoleID {
	return slices.DeleteFunc(slices.Clone(p.rule().Roles), func(id RoleID) bool {
		return slices.ContainsFunc(grants, func(g Grant) bool { return g.Role == id })
	})
}

// invited returns the invitation that a subject answers: they are the person,
// have shown the token and the address, and bear no link for something else. To
// others nothing is told.
func (p *planner) invited(id InvitationID, t Token, a Address) (Invitation, bool) {
	in, found := p.now().open(id)
	if found.detail == InvitationClosed && p.now().wasFor(id, p.view.subject.Person) {
		p.block(InvitationClosed, string(id))
		return in, false
	}
	s := &p.view.subject
	toAnswer := s.Only == Purpose{} || s.Only == Purpose{p.before.id, InvitationType, ResourceID(id), "answer"}
	if found.detail != NoDetail || in.Person != s.Person || !toAnswer || !in.Token.Matches(t, a) {
		p.deny(NoStanding, NotInvited)
		return in, false
	}
	p.stillOpen(&in)
	return in, !p.refused
}

// inviterMay reports whether whoever sent an invitation has the right to do so
// still, in the same channel: to somebody who is not in the organisation, as the
// person was, and with a session or without one. What closes the sending now does
// not matter: it is sent.
func (p *planner) inviterMay(in *Invitation) bool {
	then := p.now().copy()
	if i, ok := then.memberNamed(in.Person); ok {
		then.leave(i)
	}
	link := Purpose{p.before.id, InvitationType, ResourceID(in.ID), "send"}
	for _, s := range p.before.policy.absent(in.By, in.Through, p.view.subject.At, link) {
		if p.before.hasRightToSend(s, then, in) {
			return true
		}
	}
	return false
}

// absent returns the subjects as whom somebody is judged who is not there: in a
// channel, for bearers by a link for some purpose, in a session and without one.
func (p *Policy) absent(person PersonID, c Channel, at time.Time, link Purpose) [2]Subject {
	s := Subject{Person: person, Channel: c, At: at}
	if p.bearer(c) {
		s.Only = link
	}
	in, out := s, s
	in.Session, in.SessionID, out.Session = OpenSession, "any", NoSession
	return [2]Subject{in, out}
}

// bearer reports whether a channel is for bearers of a link.
func (p *Policy) bearer(c Channel) bool {
	k := p.channels.find(string(c))
	return k >= 0 && p.rules.Channels[k].Bearer
}

// hasRightToSend reports whether a subject has the right to send an invitation, and
// to invite to each of its roles.
func (o *Org) hasRightToSend(s Subject, then *Org, in *Invitation) bool {
	v := o.As(s)
	may := func(a Action, r Resource) bool { return v.decideOn(then, a, &r).Entitled() }
	return may("send", in.Resource(o.id)) && !slices.ContainsFunc(in.Grants, func(g Grant) bool {
		return !may(inviteAction, g.ResourceAt(o.id, in.Home))
	})
}

func (c DeclineInvitation) plan(p *planner) {
	in, ok := p.invited(c.Invitation, c.Token, c.Address)
	if !ok {
		return
	}
	p.happen(InvitationAnswered{in.ID, false, false})
}

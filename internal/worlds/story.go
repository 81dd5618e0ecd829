package worlds

import (
	"fmt"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
	"pgregory.net/rapid"
)

// Story is a world in which one change follows the other. Its changes are drawn
// for the organisation as it has become.
type Story struct {
	maker
	// made counts the ids that were made.
	made int
	// sent tells to whom invitations are or were.
	sent map[mandat.InvitationID]mandat.PersonID
}

// Step is a change that somebody wants to make. Values are what the resources of
// its commands would be, which cannot be read from them.
type Step struct {
	Subject  mandat.Subject
	Commands []mandat.Command
	Values   map[int]any
}

// step adds a command, with the value of its resource.
func (c *Step) step(command mandat.Command, value any) {
	if c.Values == nil {
		c.Values = map[int]any{}
	}
	c.Values[len(c.Commands)] = value
	c.Commands = append(c.Commands, command)
}

// String returns the change, one line for the subject and one for each command.
func (c Step) String() string { return changeWords(c) }

// GoString keeps rapid from printing a change in full.
func (c Step) GoString() string { return "a change" }

// Begin draws the world in which a story begins. In most of them somebody may do
// nearly everything, somewhere.
func Begin(t *rapid.T) *Story {
	s := &Story{maker: maker{dice: dice{t}, wide: 94, builtins: builtinTypes()}, sent: map[mandat.InvitationID]mandat.PersonID{}}
	s.plain = s.percent(40)
	s.makeRules()
	s.makeOrg()
	if s.percent(2) && !s.plain {
		s.deepen()
	}
	if s.administered {
		s.appoint()
	}
	return s
}

// World returns the world as it began.
func (s *Story) World() World { return World{Rules: s.rules, Data: s.data} }

// Plain tells that rights hang on grants alone.
func (s *Story) Plain() bool { return s.plain }

// deepen puts units below each other, as many as there can be.
func (s *Story) deepen() {
	above := s.data.Units[0]
	for i := range mandat.MaxUnitDepth - 1 {
		above = mandat.Unit{ID: mandat.UnitID(fmt.Sprint("deep-", i)), Structure: above.Structure, Parent: above.ID}
		s.data.Units = append(s.data.Units, above)
	}
}

// appoint gives the first role, which may do most, to the first member.
func (s *Story) appoint() {
	role := s.rules.Roles[0].ID
	for i := range 1 + s.below(2) {
		m := &s.data.Members[i]
		g := mandat.Grant{Role: role, Member: m.Person, Scope: s.scope(pick(s.dice, s.placesOf(role)))}
		if m.Status == mandat.MemberActive && !slices.Contains(s.data.Grants, g) {
			s.data.Grants = append(s.data.Grants, g)
		}
	}
}

// Next draws a change of the organisation as it has become.
func (s *Story) Next(org *mandat.Org) Step {
	s.data = org.Data()
	for _, in := range s.data.Invitations {
		s.sent[in.ID] = in.Person
	}
	if c, ok := s.approvalStep(org); ok {
		return c
	}
	l := s.actor()
	c := Step{Subject: s.acting(l)}
	for range 1 + s.weighted(60, 20, 12, 8) {
		command := s.command(l, c.Subject)
		c.Commands = append(c.Commands, command)
		s.expect(command)
	}
	if own := s.ownAct(&c); own != nil {
		c.Commands = []mandat.Command{own}
	}
	if s.percent(1) {
		c.Commands = append(c.Commands, nil)
	}
	return c
}

// actor picks somebody who holds a role, rather those with roles that administer.
func (s *Story) actor() lead {
	if l, ok := s.chief(); ok && s.percent(85) {
		return l
	}
	l := s.lead()
	for range 4 {
		if s.administers(l) && s.isActive(l.person) {
			return l
		}
		l = s.lead()
	}
	return l
}

// chief picks an active member who holds the first role.
func (s *Story) chief() (lead, bool) {
	role := s.rules.Roles[0].ID
	var held []mandat.Grant
	for _, g := range s.data.Grants {
		if g.Role == role && s.isActive(g.Member) && (g.Until.IsZero() || g.Until.After(Now)) {
			held = append(held, g)
		}
	}
	g := pick(s.dice, held)
	return lead{person: g.Member, scope: g.Scope, roles: s.closure(role)}, len(held) > 0
}

func (s *Story) administers(l lead) bool {
	if l.statement != nil {
		return true
	}
	for _, ref := range l.permission.Do {
		if isBuiltin(ref.Type) {
			return true
		}
	}
	return false
}

func (s *Story) isActive(p mandat.PersonID) bool {
	for _, active := range s.active() {
		if active == p {
			return true
		}
	}
	return false
}

// acting returns the subject of a change, seldom with something wrong.
func (s *Story) acting(l lead) mandat.Subject {
	subject := mandat.Subject{Person: l.person, Channel: s.channel(l), Session: mandat.OpenSession, At: Now}
	if subject.Channel == "link" && s.percent(90) || s.percent(50) {
		subject.Channel = "web"
	}
	if s.percent(30) {
		subject.Session = mandat.NoSession
	}
	if s.percent(75) {
		return subject
	}
	switch s.weighted(20, 30, 12, 12, 6, 8, 8, 4) {
	case 1:
		subject.At = Now.Add(time.Minute)
	case 2:
		subject.At = Now.Add(-24 * time.Hour)
	case 3:
		subject.At = Now.Add(48 * time.Hour)
	case 4:
		subject.At = time.Time{}
	case 5:
		subject.Person = oneOf(s.dice, mandat.PersonID("stranger"), "", "zoe")
	case 6:
		subject.Channel = oneOf(s.dice, mandat.Channel("pigeon"), "")
	case 7:
		subject.Only = mandat.Purpose{Org: s.data.ID, Type: "member", ID: "bo", Action: "remove"}
	}
	return subject
}

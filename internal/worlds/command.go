package worlds

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// newID makes an id that was never used, seldom one that was, or none.
func (s *Story) newID(kind string) string {
	if s.percent(6) {
		return oneOf(s.dice, "", "was-"+map[string]string{"u": "unit", "g": "group", "own": "role", "i": "invitation"}[kind], kind+"-0", "tree-0", "team-0", "boss")
	}
	s.made++
	return fmt.Sprint(kind, "-new-", s.made)
}

// command draws one command. What it names mostly exists.
func (s *Story) command(l lead, subject mandat.Subject) mandat.Command {
	weights := []int{14, 12, 5, 10, 8, 7, 10, 6, 28}
	if s.plain {
		weights = []int{12, 8, 1, 3, 5, 8, 12, 8, 43}
	}
	if len(s.data.Units) > mandat.MaxUnitDepth {
		weights[0] = 60
	}
	switch s.weighted(weights...) {
	case 0:
		return s.unitCommand(l)
	case 1:
		return s.memberCommand(l)
	case 2:
		return s.settingCommand()
	case 3:
		return s.invitationCommand(l, subject)
	case 4:
		return s.groupCommand(l)
	case 5:
		return s.roleCommand()
	case 6:
		return s.joinCommand(l)
	case 7:
		return s.handOver(l)
	}
	return s.grantCommand(l)
}

func (s *Story) settingCommand() mandat.Command {
	if len(s.rules.Settings) == 0 || s.percent(5) {
		return mandat.ChangeSetting{Setting: oneOf(s.dice, mandat.Setting("pink"), ""), On: true}
	}
	return mandat.ChangeSetting{Setting: pick(s.dice, s.rules.Settings).Name, On: s.percent(50)}
}

// aUnit returns a unit near the lead's scope, seldom one that there is not.
func (s *Story) aUnit(l lead) mandat.UnitID {
	if s.percent(3) {
		return oneOf(s.dice, mandat.UnitID("nothing"), "was-unit", "")
	}
	if s.percent(30) {
		return pick(s.dice, s.data.Units).ID
	}
	return s.unitNear(l)
}

func (s *Story) unitCommand(l lead) mandat.Command {
	unit := s.aUnit(l)
	switch s.weighted(30, 30, 15, 25) {
	case 0:
		u := s.newUnit(l)
		if len(s.data.Units) > mandat.MaxUnitDepth && s.percent(50) {
			u.Structure, u.Parent = s.data.Units[0].Structure, mandat.UnitID(fmt.Sprint("deep-", mandat.MaxUnitDepth-2))
		}
		u.ID, u.Sealed = mandat.UnitID(s.newID("u")), s.percent(15)
		return mandat.AddUnit{Unit: u, Named: s.naming(u.Structure, l)}
	case 1:
		to := s.aUnit(l)
		if s.percent(12) {
			to = ""
		}
		return mandat.MoveUnit{Unit: unit, To: to}
	case 2:
		return mandat.SealUnit{Unit: unit, Sealed: s.percent(50)}
	}
	if empty := s.emptyUnits(); len(empty) > 0 && s.percent(70) {
		unit = pick(s.dice, empty)
	}
	return mandat.RemoveUnit{Unit: unit}
}

// emptyUnits are the units below which there are none, and in which nobody is at
// home.
func (s *Story) emptyUnits() (all []mandat.UnitID) {
	for _, u := range s.data.Units {
		below := slices.ContainsFunc(s.data.Units, func(other mandat.Unit) bool { return other.Parent == u.ID })
		home := slices.ContainsFunc(s.data.Members, func(m mandat.Member) bool { return m.Home == u.ID && m.Status != mandat.MemberRemoved })
		if !below && !home {
			all = append(all, u.ID)
		}
	}
	return all
}

// newcomer returns somebody who is no member yet, or was removed.
func (s *Story) newcomer() mandat.PersonID {
	var all []mandat.PersonID
	for _, p := range []mandat.PersonID{"fia", "gun", "hal", "ida", "jon", "kim"} {
		if !slices.Contains(s.persons(), p) {
			all = append(all, p)
		}
	}
	for _, m := range s.data.Members {
		if m.Status == mandat.MemberRemoved {
			all = append(all, m.Person, m.Person)
		}
	}
	if len(all) == 0 || s.percent(8) {
		return oneOf(s.dice, "", pick(s.dice, s.persons()))
	}
	return pick(s.dice, all)
}

func (s *Story) memberCommand(l lead) mandat.Command {
	who := s.somebody(l)
	with := func(status mandat.MemberStatus) mandat.PersonID {
		for _, m := range s.data.Members {
			if m.Status == status && s.percent(80) {
				return m.Person
			}
		}
		return who
	}
	switch s.weighted(25, 22, 13, 13, 12, 7) {
	case 0:
		return mandat.AddMember{Person: s.newcomer(), Home: s.aHome(l), NoAccount: s.percent(30)}
	case 1:
		return mandat.MoveMember{Person: who, To: s.aHome(l)}
	case 2:
		return mandat.DeactivateMember{Person: who}
	case 3:
		return mandat.ActivateMember{Person: with(mandat.MemberInactive)}
	case 4:
		return mandat.RemoveMember{Person: who}
	}
	return mandat.ConfirmAccount{Person: with(mandat.MemberAccepted)}
}

// aHome returns a home unit, "" by a policy that has none, seldom one that is
// none.
func (s *Story) aHome(l lead) mandat.UnitID {
	home := s.homeRule()
	switch {
	case s.percent(10):
		return oneOf(s.dice, "nothing", "", "", pick(s.dice, s.data.Units).ID, pick(s.dice, s.data.Units).ID)
	case home.Home == mandat.NoHome, home.Home == mandat.HomeOptional && s.percent(10):
		return ""
	}
	if near := s.reachedBy(home.Name, l); len(near) > 0 && s.percent(70) {
		return pick(s.dice, near)
	}
	return pick(s.dice, s.unitsOf(home.Name))
}

// TokenOf returns the token of an invitation with an id.
func TokenOf(id mandat.InvitationID) mandat.Token {
	sum := sha256.Sum256([]byte(id))
	t, err := mandat.NewToken(bytes.NewReader(sum[:]))
	if err != nil {
		panic(err)
	}
	return t
}

// ownAct returns what people do who have no rights here yet, or nil: they
// register, answer invitations, and have an account now. The subject becomes
// whoever does it.
func (s *Story) ownAct(c *Step) mandat.Command {
	switch s.weighted(84, 1+3*truth(len(s.rules.Joining.Registration.Through) > 0), 1+8*truth(len(s.data.Invitations) > 0), 4) {
	case 1:
		c.Subject.Person = s.newcomer()
		if through := s.rules.Joining.Registration.Through; len(through) > 0 {
			c.Subject.Channel = pick(s.dice, through)
		}
		if c.Subject.Channel != "link" {
			c.Subject.Only = mandat.Purpose{}
		}
		return mandat.Register{}
	case 2:
		return s.answer(c)
	case 3:
		for _, m := range s.data.Members {
			if m.Status == mandat.MemberAccepted {
				c.Subject.Person = m.Person
				return mandat.ConfirmAccount{Person: m.Person}
			}
		}
	}
	return nil
}

func (s *Story) groupCommand(l lead) mandat.Command {
	if s.percent(35) {
		return mandat.RemoveGroup{Group: mandat.GroupID(s.existing(mandat.GroupType, l))}
	}
	g := mandat.Group{Predefined: s.percent(5), ID: mandat.GroupID(s.newID("g")), Members: subset(s.dice, 35, s.persons())}
	if s.percent(50) {
		g.Unit = s.aUnit(l)
	}
	if s.percent(30) {
		g.Groups = subset(s.dice, 40, names(s.data.Groups, func(g mandat.Group) mandat.GroupID { return g.ID }))
	}
	if s.percent(3) {
		g.Members = append(g.Members, oneOf(s.dice, mandat.PersonID("stranger"), "anna"))
	}
	return mandat.AddGroup{Group: g}
}

func (s *Story) joinCommand(l lead) mandat.Command {
	id := mandat.GroupID(s.existing(mandat.GroupType, l))
	if fixed, ok := s.predefined(); ok && s.percent(40) {
		id = fixed
	}
	person, sub := s.somebody(l), mandat.GroupID("")
	for _, g := range s.data.Groups {
		if g.ID == id && len(g.Members) > 0 && s.percent(40) {
			person = pick(s.dice, g.Members)
		}
	}
	if s.percent(30) {
		person, sub = "", mandat.GroupID(s.existing(mandat.GroupType, l))
	}
	if s.percent(3) {
		person, sub = oneOf(s.dice, person, ""), oneOf(s.dice, mandat.GroupID("team-0"), "")
	}
	if s.percent(60) {
		return mandat.JoinGroup{Group: id, Person: person, Sub: sub}
	}
	return mandat.LeaveGroup{Group: id, Person: person, Sub: sub}
}

func (s *Story) roleCommand() mandat.Command {
	if s.percent(25) {
		return mandat.RemoveRole{Role: s.someRole()}
	}
	r := s.newRole(false)
	if len(s.data.Roles) > 0 && s.percent(40) {
		r.ID = s.someRole()
		return mandat.EditRole{Role: r}
	}
	if r.ID == "own-new" {
		r.ID = mandat.RoleID(s.newID("own"))
	}
	return mandat.AddRole{Role: r}
}

func (s *Story) grantCommand(l lead) mandat.Command {
	if len(s.data.Grants) > 0 && s.percent(22) {
		g := pick(s.dice, s.data.Grants)
		if s.percent(5) {
			g.Until = Now.Add(17 * time.Hour)
		}
		g.Scope = s.turned(g.Scope)
		return mandat.RevokeRole{Grant: g}
	}
	g := s.grantNear(l)
	if s.percent(6) {
		q := Question{Value: g}
		s.spoilValue(&q)
		g = q.Value.(mandat.Grant)
	}
	if s.percent(4) {
		g.Scope = s.scope(s.where())
	}
	if g.Group == "" && !s.rules.GroupsHoldRoles && s.percent(5) {
		g.Member, g.Group = "", mandat.GroupID(s.existing(mandat.GroupType, l))
	}
	if g.Group != "" && !s.rules.GroupsHoldRoles && s.percent(50) {
		g.Member, g.Group = s.somebody(l), ""
	}
	g.Scope = s.turned(g.Scope)
	return mandat.GrantRole{Grant: g}
}

// turned returns a scope with its units in this order or the other.
func (s *Story) turned(scope mandat.Scope) mandat.Scope {
	if places := scope.Places(); len(places) == 2 && s.percent(30) {
		return PlaceScope(places[1]).And(PlaceScope(places[0]))
	}
	return scope
}

func (s *Story) handOver(l lead) mandat.Command {
	c := mandat.HandOver{To: s.somebody(l)}
	if len(s.data.Grants) == 0 || s.percent(3) {
		return c
	}
	first := pick(s.dice, s.data.Grants)
	c.Grants = []mandat.Grant{first}
	for _, g := range s.data.Grants {
		if g != first && (g.Member == first.Member && s.percent(40) || s.percent(2)) {
			c.Grants = append(c.Grants, g)
		}
	}
	return c
}

// expect notes what a command would make, so that later steps of the same change
// can name it.
func (s *Story) expect(c mandat.Command) {
	switch c := c.(type) {
	case mandat.AddUnit:
		if slices.ContainsFunc(s.data.Units, func(u mandat.Unit) bool { return u.ID == c.Unit.ID }) {
			return // or it could lie below itself
		}
		s.data.Units = append(slices.Clip(s.data.Units), c.Unit)
	case mandat.AddMember:
		s.data.Members = append(slices.Clip(s.data.Members), mandat.Member{Person: c.Person, Home: c.Home, Status: mandat.MemberActive})
	case mandat.AddGroup:
		s.data.Groups = append(slices.Clip(s.data.Groups), c.Group)
	case mandat.GrantRole:
		s.data.Grants = append(slices.Clip(s.data.Grants), c.Grant)
	}
}

package mandattest

import (
	"testing"
	"time"

	"github.com/mandat-go/mandat"
)

// Now returns the moment at which subjects made by As ask: the same one in
// every test and on every machine.
func Now() time.Time { return time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC) }

// As returns a subject who asks through a channel at Now, logged in.
func As(p mandat.PersonID, c mandat.Channel) mandat.Subject {
	return mandat.Subject{Person: p, Channel: c, Session: mandat.OpenSession, At: Now()}
}

// Builder builds an organisation for a test, step by step. It is not safe for
// concurrent use; the organisation that it builds is.
type Builder struct {
	policy *mandat.Policy
	data   mandat.OrgData
}

// NewOrg begins an organisation under a policy.
func NewOrg(p *mandat.Policy, id mandat.OrgID) *Builder {
	return &Builder{policy: p, data: mandat.OrgData{ID: id}}
}

// Unit adds a unit below another one, or as a root where parent is "".
func (b *Builder) Unit(s mandat.Structure, id, parent mandat.UnitID) *Builder {
	b.data.Units = append(b.data.Units, mandat.Unit{ID: id, Structure: s, Parent: parent})
	return b
}

// Sealed adds a unit like Unit, and seals it.
func (b *Builder) Sealed(s mandat.Structure, id, parent mandat.UnitID) *Builder {
	b.data.Units = append(b.data.Units, mandat.Unit{ID: id, Structure: s, Parent: parent, Sealed: true})
	return b
}

// Member adds an active member with a home unit, "" for none.
func (b *Builder) Member(p mandat.PersonID, home mandat.UnitID) *Builder {
	return b.MemberWith(mandat.Member{Person: p, Status: mandat.MemberActive, Home: home})
}

// MemberWith adds a member of any status.
func (b *Builder) MemberWith(m mandat.Member) *Builder {
	b.data.Members = append(b.data.Members, m)
	return b
}

// Group adds a static group of the organisation.
func (b *Builder) Group(id mandat.GroupID, members ...mandat.PersonID) *Builder {
	return b.GroupWith(mandat.Group{ID: id, Members: members})
}

// GroupWith adds a group of any kind.
func (b *Builder) GroupWith(g mandat.Group) *Builder {
	b.data.Groups = append(b.data.Groups, g)
	return b
}

// Role adds a custom role.
func (b *Builder) Role(r mandat.Role) *Builder {
	b.data.Roles = append(b.data.Roles, r)
	return b
}

// Grant gives a member a role at a scope, for good.
func (b *Builder) Grant(r mandat.RoleID, to mandat.PersonID, at mandat.Scope) *Builder {
	return b.GrantWith(mandat.Grant{Role: r, Member: to, Scope: at})
}

// GrantWith adds a grant of any kind.
func (b *Builder) GrantWith(g mandat.Grant) *Builder {
	b.data.Grants = append(b.data.Grants, g)
	return b
}

// Set turns a setting on or off.
func (b *Builder) Set(s mandat.Setting, on bool) *Builder {
	if b.data.Settings == nil {
		b.data.Settings = make(map[mandat.Setting]bool)
	}
	b.data.Settings[s] = on
	return b
}

// Build returns the organisation. A test in which it is not valid ends here,
// with everything that is wrong.
func (b *Builder) Build(t testing.TB) *mandat.Org {
	t.Helper()
	o, err := mandat.NewOrg(b.policy, b.data)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

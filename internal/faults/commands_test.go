package faults

import (
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// scenario is a change that is allowed in the club as testdata has it.
type scenario struct {
	by   mandat.Subject
	step mandat.Command
}

func (s scenario) name() string { return s.step.CommandName() }

func (s scenario) plan(o *mandat.Org) (mandat.Change, error) { return o.Plan(s.by, s.step) }

var (
	evasMail = mandat.MustParseAddress("eva@example.org")
	newMail  = mandat.MustParseAddress("new@example.org")
	headed   = mandat.Grant{Role: "chair", Member: "olga", Scope: mandat.WholeOrg()}
	directed = mandat.Grant{Role: "director", Member: "dora", Scope: mandat.WholeOrg()}
)

// scenarios has each command of the library. The chair olga takes the director dora's
// role away and hands over her own, so that most of the others can be refused when they
// come second.
func (c club) scenarios(t testing.TB, org mandat.OrgID) []scenario {
	olga, dora, sven, arne, eva := inApp("olga"), inApp("dora"), inApp("sven"), inApp("arne"), inApp("eva")
	word, later := secret(t, "word"), secret(t, "later")
	reads := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}
	asked, another := order(org, "o-1"), order(org, "o-2")
	return []scenario{
		{dora, mandat.ChangeSetting{Setting: "guests", On: true}},
		{dora, mandat.AdoptPolicy{Policy: c.second}},
		{dora, mandat.AddUnit{Unit: mandat.Unit{ID: "go", Structure: "sections", Parent: "chess"}}},
		{dora, mandat.MoveUnit{Unit: "attic", To: "chess"}},
		{dora, mandat.SealUnit{Unit: "tennis", Sealed: true}},
		{dora, mandat.RemoveUnit{Unit: "attic"}},
		{dora, mandat.AddMember{Person: "new", Home: "attic"}},
		{through("public", "reg"), mandat.Register{}},
		{dora, mandat.MoveMember{Person: "kalle", To: "chess"}},
		{dora, mandat.DeactivateMember{Person: "kalle"}},
		{dora, mandat.ActivateMember{Person: "ida"}},
		{inApp("acke"), mandat.ConfirmAccount{Person: "acke"}},
		{dora, mandat.RemoveMember{Person: "kalle"}},
		{dora, mandat.InvitePerson{Invitation: "i-2", Person: "new", Home: "tennis", Roles: []mandat.Grant{{Role: "reader", Scope: mandat.BelowHome()}}, Token: later.Bind(newMail)}},
		{dora, mandat.ResendInvitation{Invitation: "i-1", Token: later.Bind(evasMail)}},
		{dora, mandat.RevokeInvitation{Invitation: "i-1"}},
		{eva, mandat.AcceptInvitation{Invitation: "i-1", Token: word, Address: evasMail}},
		{eva, mandat.DeclineInvitation{Invitation: "i-1", Token: word, Address: evasMail}},
		{sven, mandat.StartApproval{Action: "place", Resource: another, Digest: "v1"}},
		{arne, mandat.Approve{Action: "place", Resource: asked, Digest: "v1"}},
		{arne, mandat.Reject{Action: "place", Resource: asked, Digest: "v1"}},
		{sven, mandat.WithdrawApproval{Action: "place", Resource: asked}},
		{dora, mandat.AddGroup{Group: mandat.Group{ID: "team", Members: []mandat.PersonID{"kalle"}}}},
		{dora, mandat.JoinGroup{Group: "crew", Person: "sven"}},
		{dora, mandat.LeaveGroup{Group: "crew", Person: "kalle"}},
		{dora, mandat.RemoveGroup{Group: "crew"}},
		{dora, mandat.AddRole{Role: mandat.Role{ID: "scribe", Includes: []mandat.RoleID{"reader"}}}},
		{dora, mandat.EditRole{Role: mandat.Role{ID: "helper", Includes: []mandat.RoleID{"orderer"}}}},
		{dora, mandat.RemoveRole{Role: "helper"}},
		{dora, mandat.GrantRole{Grant: mandat.Grant{Role: "auditor", Member: "kalle", Scope: mandat.WholeOrg()}}},
		{olga, mandat.RevokeRole{Grant: directed}},
		{dora, mandat.RevokeRole{Grant: reads}},
		{olga, mandat.HandOver{Grants: []mandat.Grant{headed}, To: "dora"}},
	}
}

// foundings are the two ways in which an organisation begins.
func (c club) foundings(t testing.TB, org mandat.OrgID) map[string]mandat.Change {
	founded, err := mandat.Found(c.first, through("public", "olga"), mandat.FoundOrg{ID: org})
	require.NoError(t, err)
	return map[string]mandat.Change{"found": founded, "import": c.imported(t, org)}
}

// Each command that the library declares has a scenario, which is allowed.
func TestEveryCommandHasAScenario(t *testing.T) {
	c := newClub(t)
	o := c.imported(t, "rovers").Org()
	var have []string
	for _, s := range c.scenarios(t, "rovers") {
		have = append(have, reflect.TypeOf(s.step).Name())
		change, err := s.plan(o)
		if assert.NoError(t, err, s.name()) {
			assert.NotEmpty(t, change.Events(), s.name())
		}
	}
	slices.Sort(have)
	assert.Equal(t, declaredCommands(t), slices.Compact(have))
}

func declaredCommands(t *testing.T) (names []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../command.go", nil, 0)
	require.NoError(t, err)
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "CommandName" {
			names = append(names, f.Recv.List[0].Type.(*ast.Ident).Name)
		}
	}
	slices.Sort(names)
	return names
}

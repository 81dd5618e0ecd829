package mandat_test

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// commandRow is a command, and who may give it.
type commandRow struct {
	step   mandat.Command
	right  mandat.Subject
	events []string
	// own tells that the command is about oneself: everybody else hears answer.
	own    bool
	answer string
}

func giving(r mandat.RoleID, p mandat.PersonID, at mandat.Scope) mandat.GrantRole {
	return mandat.GrantRole{Grant: mandat.Grant{Role: r, Member: p, Scope: at}}
}

// rows has a row for every command, all about sales.
func rows(t *testing.T) []commandRow {
	dora := onWeb("dora")
	accept := mandat.AcceptInvitation{Invitation: "i-1", Token: evasToken, Address: evasMail}
	return []commandRow{
		{step: mandat.ChangeSetting{Setting: "clerks", On: true}, right: dora, events: []string{"setting-changed"}},
		{step: mandat.AdoptPolicy{Policy: nextPolicy(t)}, right: dora, events: []string{"policy-adopted"}},
		{step: mandat.AddUnit{Unit: mandat.Unit{ID: "south", Structure: "organisation", Parent: "sales"}}, right: dora, events: []string{"unit-added"}},
		{step: mandat.MoveUnit{Unit: "north", To: "east"}, right: dora, events: []string{"unit-moved"}},
		{step: mandat.SealUnit{Unit: "north", Sealed: true}, right: dora, events: []string{"unit-sealed"}},
		{step: mandat.RemoveUnit{Unit: "east"}, right: dora, events: []string{"unit-removed"}},
		{step: mandat.AddMember{Person: "new", Home: "north"}, right: dora, events: []string{"member-joined"}},
		{step: mandat.Register{}, right: throughChannel("public", onWeb("eve")), events: []string{"member-joined"}, own: true, answer: "deny: no-standing: not-offered"},
		{step: mandat.MoveMember{Person: "kalle", To: "east"}, right: dora, events: []string{"member-moved"}},
		{step: mandat.DeactivateMember{Person: "kalle"}, right: dora, events: []string{"member-deactivated"}},
		{step: mandat.ActivateMember{Person: "ida"}, right: dora, events: []string{"member-activated"}},
		{step: mandat.ConfirmAccount{Person: "acke"}, right: dora, events: []string{"member-activated"}},
		{step: mandat.RemoveMember{Person: "kalle"}, right: dora, events: []string{"member-left"}},
		{step: mandat.InvitePerson{Invitation: "i-2", Person: "new", Home: "north", Roles: []mandat.Grant{{Role: "reader", Scope: mandat.BelowHome()}}, Token: newToken.Bind(newMail)},
			right: dora, events: []string{"invitation-sent"}},
		{step: mandat.ResendInvitation{Invitation: "i-1", Token: newToken.Bind(evasMail)}, right: dora, events: []string{"invitation-resent"}},
		{step: mandat.RevokeInvitation{Invitation: "i-1"}, right: dora, events: []string{"invitation-withdrawn"}},
		{step: accept, right: onWeb("eva"), events: []string{"invitation-answered", "role-granted"}, own: true, answer: "deny: no-standing: not-invited"},
		{step: mandat.DeclineInvitation{Invitation: "i-1", Token: evasToken, Address: evasMail}, right: onWeb("eva"), events: []string{"invitation-answered"}, own: true, answer: "deny: no-standing: not-invited"},
		{step: mandat.AddGroup{Group: mandat.Group{ID: "team", Unit: "north", Members: []mandat.PersonID{"kalle"}}}, right: dora, events: []string{"group-added"}},
		{step: mandat.JoinGroup{Group: "crew", Person: "sven"}, right: dora, events: []string{"group-joined"}},
		{step: mandat.LeaveGroup{Group: "crew", Person: "kalle"}, right: dora, events: []string{"group-left"}},
		{step: mandat.RemoveGroup{Group: "crew"}, right: dora, events: []string{"group-removed"}},
		{step: mandat.AddRole{Role: mandat.Role{ID: "scribe", Includes: []mandat.RoleID{"writer"}}}, right: dora, events: []string{"role-added"}},
		{step: mandat.EditRole{Role: mandat.Role{ID: "clip", Includes: []mandat.RoleID{"writer"}}}, right: dora, events: []string{"role-edited"}},
		{step: mandat.RemoveRole{Role: "clip"}, right: dora, events: []string{"role-removed"}},
		{step: giving("writer", "kalle", mandat.Below("north")), right: dora, events: []string{"role-granted"}},
		{step: mandat.RevokeRole{Grant: mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}, right: dora, events: []string{"role-revoked"}},
		{step: mandat.HandOver{To: "sven", Grants: []mandat.Grant{{Role: "reader", Member: "kalle", Scope: mandat.BelowHome()}}}, right: dora, events: []string{"role-handed-over"}},
	}
}

func nextRules() mandat.Rules {
	r := firmRules()
	r.Version = "2"
	return r
}

func nextPolicy(t testing.TB) *mandat.Policy {
	t.Helper()
	p, err := mandat.NewPolicy(nextRules())
	require.NoError(t, err)
	return p
}

// Every command of the package has a row, so that none can be given without a
// test of who may.
func TestEveryCommandHasARow(t *testing.T) {
	file, err := parser.ParseFile(gotoken.NewFileSet(), "command.go", nil, 0)
	require.NoError(t, err)
	var declared, tested []string
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "CommandName" {
			declared = append(declared, f.Recv.List[0].Type.(*ast.Ident).Name)
		}
	}
	tested = append(tested, "StartApproval", "Approve", "Reject", "WithdrawApproval") // in approval_test.go
	for _, r := range rows(t) {
		tested = append(tested, reflect.TypeOf(r.step).Name())
	}
	slices.Sort(declared)
	slices.Sort(tested)
	require.NotEmpty(t, declared)
	wantEqual(t, tested, declared)
}

// wrongActors are all who may not change sales, and what they hear.
func wrongActors(right mandat.Subject) []struct {
	name   string
	s      mandat.Subject
	answer string
} {
	zero := onWeb("dora")
	zero.At = time.Time{}
	return []struct {
		name   string
		s      mandat.Subject
		answer string
	}{
		{"the zero subject", mandat.Subject{}, "deny: malformed: time-not-stated"},
		{"nobody", onWeb(""), "deny: no-standing: not-a-member"},
		{"an outsider", onWeb("eve"), "deny: no-standing: not-a-member"},
		{"somebody whose id is another only by case", onWeb("Dora"), "deny: no-standing: not-a-member"},
		{"somebody invited", onWeb("eva"), "deny: no-standing: not-active"},
		{"somebody who has accepted, without an account", onWeb("acke"), "deny: no-standing: not-active"},
		{"somebody inactive", onWeb("ida"), "deny: no-standing: not-active"},
		{"somebody removed", onWeb("rolf"), "deny: no-standing: not-a-member"},
		{"a member without a role", onWeb("nora"), "deny: no-right"},
		{"a reader there", onWeb("kalle"), "deny: no-right"},
		{"an administrator elsewhere", onWeb("pia"), "deny: no-right"},
		{"a director to be", onWeb("soon"), "deny: no-right"},
		{"a former director", onWeb("late"), "deny: no-right"},
		{"the right one in another channel", throughChannel("notice", right), "deny: no-standing: channel-closed"},
		{"the right one in an unknown channel", throughChannel("fax", right), "deny: malformed: channel-unknown"},
		{"the right one in no channel", throughChannel("", right), "deny: no-standing: channel-closed"},
		{"the right one by a link for nothing", throughChannel("link", right), "deny: malformed: purpose-not-stated"},
		{"the right one at no time", at(time.Time{}, right), "deny: malformed: time-not-stated"},
		{"the right one by a link for something else", only(right, mandat.Purpose{Org: "acme", Type: "note", ID: "n-1", Action: "read"}), "deny: no-standing: purpose-other"},
		{"the right one by half a link", only(right, mandat.Purpose{Org: "acme"}), "deny: malformed: purpose-incomplete"},
	}
}

func only(s mandat.Subject, p mandat.Purpose) mandat.Subject {
	s.Only = p
	return s
}

func TestWhoeverMayDoesIt(t *testing.T) {
	o := firm(t)
	for _, r := range rows(t) {
		c := wantPlan(t, o, "allow", r.right, r.step)
		wantEqual(t, eventNames(c), r.events)
		for i, e := range c.Events() {
			require.Equal(t, e, mandat.Event{Org: "acme", Version: o.Version() + 1, Step: i + 1, Of: len(r.events), At: noon, By: r.right.Person, Through: r.right.Channel, What: e.What})
		}
		wantEqual(t, c.Org().Version(), o.Version()+1)
	}
}

func TestNoWrongActorDoesIt(t *testing.T) {
	o := firm(t)
	for _, r := range rows(t) {
		for _, wrong := range wrongActors(r.right) {
			answer, malformed := wrong.answer, strings.HasPrefix(wrong.answer, "deny: malformed")
			if r.own && !malformed {
				answer = r.answer
			}
			_, confirms := r.step.(mandat.ConfirmAccount)
			_, registers := r.step.(mandat.Register)
			inAnyChannel := r.own && !registers && wrong.s.Person == r.right.Person && wrong.s.Only == (mandat.Purpose{})
			if confirms && wrong.s.Person == "acke" || inAnyChannel && !malformed {
				answer = "allow" // about themselves, they need no standing
			}
			wantPlan(t, o, answer, wrong.s, r.step)
		}
	}
}

// The administrator of sales does what lies in sales, and nothing that does not.
func TestAnAdministratorOfAUnitDoesWhatLiesThere(t *testing.T) {
	o := firm(t)
	nowhere := []string{"change-setting", "adopt-policy", "add-role", "edit-role", "remove-role", "join-group", "leave-group", "remove-group"}
	for _, r := range rows(t) {
		switch {
		case r.own:
		case slices.Contains(nowhere, r.step.CommandName()):
			wantPlan(t, o, "deny: no-right", onWeb("adam"), r.step)
		default:
			wantPlan(t, o, "allow", onWeb("adam"), r.step)
		}
	}
}

func TestALinkForOneActionDoesThatAlone(t *testing.T) {
	o := firm(t, aRole(mandat.Role{ID: "remover", Opens: []mandat.Channel{"link"}, Can: []mandat.Permission{gives("member.remove", "member.read", "member.deactivate")}}),
		has(mandat.Grant{Role: "remover", Member: "dora", Scope: mandat.WholeOrg()}))
	bearer := func(id mandat.ResourceID) mandat.Subject {
		return only(throughChannel("link", onWeb("dora")), mandat.Purpose{Org: "acme", Type: "member", ID: id, Action: "remove"})
	}
	wantPlan(t, o, "allow", bearer("kalle"), mandat.RemoveMember{Person: "kalle"})
	wantPlan(t, o, "deny: no-standing: purpose-other", bearer("sven"), mandat.RemoveMember{Person: "kalle"})
	wantPlan(t, o, "deny: no-standing: purpose-other", bearer("kalle"), mandat.DeactivateMember{Person: "kalle"})
	wantPlan(t, o, "deny: no-standing: purpose-other", bearer("kalle"), mandat.RemoveMember{Person: "kalle"}, mandat.RemoveMember{Person: "sven"})
	other := bearer("kalle")
	other.Only.Org = "other-ltd"
	wantPlan(t, o, "deny: no-standing: purpose-other", other, mandat.RemoveMember{Person: "kalle"})
}

// Whoever bears a link to something else confirms no account by it.
func TestOnesOwnAccountIsConfirmedByNoLinkToSomethingElse(t *testing.T) {
	confirm := mandat.ConfirmAccount{Person: "acke"}
	wantPlan(t, firm(t), "allow", onWeb("acke"), confirm)
	wantPlan(t, firm(t), "deny: no-standing: not-active", only(throughChannel("link", onWeb("acke")), mandat.Purpose{Org: "acme", Type: "note", ID: "n-1", Action: "read"}), confirm)
	wantPlan(t, firm(t), "deny: malformed: purpose-not-stated", throughChannel("link", onWeb("acke")), confirm)
}

// That something is not there is told to those who could do it in this channel.
func TestWhoHearsThatSomethingIsNotThere(t *testing.T) {
	o := firm(t, aRole(mandat.Role{ID: "noticer", Opens: []mandat.Channel{"notice"}, Can: []mandat.Permission{gives("member.remove", "member.read")}}),
		has(mandat.Grant{Role: "noticer", Member: "nora", Scope: mandat.WholeOrg()}))
	gone := mandat.RemoveMember{Person: "eve"}
	wantPlan(t, o, noRight, onWeb("nora"), gone)
	wantPlan(t, o, "blocked: guard: member-missing", throughChannel("notice", onWeb("nora")), gone)
	wantPlan(t, o, "blocked: guard: member-missing", onWeb("adam"), gone)
	wantPlan(t, o, noRight, onWeb("kalle"), gone)
}

func TestWhatIsNoCommandIsRefused(t *testing.T) {
	o, dora := firm(t), onWeb("dora")
	remove := mandat.RemoveMember{Person: "kalle"}
	for _, c := range []mandat.Command{nil, (*mandat.RemoveMember)(nil), &remove, mandat.Quietly(nil), mandat.Quietly(&remove),
		mandat.Quietly(mandat.Quietly(nil)), struct{ mandat.Command }{}, struct{ mandat.Command }{remove}} {
		_, err := o.Plan(dora, c)
		wantEqual(t, answered(err), "deny: malformed: action-unknown")
		_, err = o.Plan(dora, remove, c)
		wantEqual(t, answered(err), "deny: malformed: action-unknown")
		wantEqual(t, stepOf(err), 2)
	}
	wantPlan(t, o, "allow", dora, mandat.Quietly(mandat.Quietly(remove)))
	wantPlan(t, o, "deny: malformed: action-unknown", onWeb("eve"), nil)
}

func TestWithoutAnOrganisationNothingIsPlanned(t *testing.T) {
	for _, o := range []*mandat.Org{nil, {}} {
		for _, steps := range [][]mandat.Command{nil, {nil}, {mandat.Register{}}, {mandat.RemoveMember{Person: "kalle"}, mandat.Register{}}} {
			c, err := o.Plan(onWeb("dora"), steps...)
			wantEqual(t, answered(err), "deny: malformed: no-org")
			require.NotEmpty(t, err.Error())
			require.ErrorIs(t, err, mandat.ErrMalformed)
			require.Equal(t, mandat.Change{}, c)
		}
	}
}

func TestAChangeOfNoStepsDoesNothing(t *testing.T) {
	o := firm(t)
	c := wantPlan(t, o, "allow", onWeb("eve"))
	require.Empty(t, c.Events())
	wantEqual(t, encoded(t, c.Org()), encoded(t, o))
}

func TestTheErrorTellsTheStepAndTheCommand(t *testing.T) {
	_, err := plan(t, firm(t), onWeb("adam"), mandat.DeactivateMember{Person: "kalle"}, mandat.RemoveMember{Person: "pia"})
	var e *mandat.Error
	require.ErrorAs(t, err, &e)
	wantEqual(t, e.Op, "remove-member")
	wantEqual(t, e.Step, 2)
	require.ErrorIs(t, err, mandat.ErrDenied)
}

package systems_test

import (
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/systems"
)

// now is the moment of the cases.
var now = time.Date(2026, time.January, 15, 9, 0, 0, 0, time.UTC)

func university(t *testing.T) *mandat.Org {
	t.Helper()
	o := load(t, systems.Files(), "grants").Org("university.yaml")
	require.NotNil(t, o)
	return o
}

func inPrisma(o *mandat.Org, p mandat.PersonID) mandat.View {
	return o.As(mandat.Subject{Person: p, Channel: "prisma", At: now})
}

// entries says the grants in a structure, each as "person: unit, unit".
func entries(o *mandat.Org, s mandat.Structure, grants iter.Seq[mandat.Grant]) []string {
	var all []string
	for g := range grants {
		var units []string
		inside := false
		for _, p := range g.Scope.Places() {
			u, _ := o.Unit(p.Unit)
			inside = inside || u.Structure == s
			units = append(units, string(p.Unit))
		}
		if inside {
			all = append(all, string(g.Member)+": "+strings.Join(units, ", "))
		}
	}
	return all
}

// The folder overview lists who has signing and who has reporting tasks, to those
// who administer them (clauses G48 and G50).
func TestFolderOverview(t *testing.T) {
	o := university(t)
	signing := []string{"siv: medicine, applications", "siv: science, applications", "sten: surgery, applications", "disa: science, large-applications"}
	reporting := []string{"rune: medicine, reports", "disa: science, final-reports"}
	for _, test := range []struct {
		person             mandat.PersonID
		signing, reporting []string
	}{
		{"sigrid", signing, nil},
		{"ragnar", nil, reporting},
		{"olle", signing, reporting},
		{"maja", signing, reporting},
		{"anita", nil, nil},
		{"siv", nil, nil},
	} {
		v := inPrisma(o, test.person)
		assert.Equal(t, test.signing, entries(o, "signing", v.Grants()), test.person)
		assert.Equal(t, test.reporting, entries(o, "reporting", v.Grants()), test.person)
	}

	v := inPrisma(o, "sigrid")
	assert.Len(t, slices.Collect(v.Grants()), len(signing), "of other grants a signing administrator learns nothing")
}

// For one user, the folders are listed for which that user is responsible (clause
// G50).
func TestFoldersOfOneUser(t *testing.T) {
	o := university(t)
	of := func(p mandat.PersonID, s mandat.Structure, by mandat.PersonID) []string {
		return slices.DeleteFunc(entries(o, s, inPrisma(o, by).Grants()), func(line string) bool {
			return !strings.HasPrefix(line, string(p)+": ")
		})
	}
	assert.Equal(t, []string{"siv: medicine, applications", "siv: science, applications"}, of("siv", "signing", "sigrid"))
	assert.Equal(t, []string{"disa: science, large-applications"}, of("disa", "signing", "sigrid"))
	assert.Empty(t, of("disa", "reporting", "sigrid"))
	assert.Equal(t, []string{"disa: science, final-reports"}, of("disa", "reporting", "olle"))
	assert.Empty(t, of("siv", "signing", "siv"))
}

// Whoever is invited stands in the table of users as invited, and as active when
// they have accepted and have an account (clauses G28 and G29).
func TestStatusInTheTable(t *testing.T) {
	o := university(t)
	listed := func(o *mandat.Org, by, p mandat.PersonID) (status mandat.MemberStatus) {
		for m := range inPrisma(o, by).Members() {
			if m.Person == p {
				status = m.Status
			}
		}
		return status
	}
	kajsa := mandat.MustParseAddress("kajsa@malmskog.example")
	token, err := mandat.NewToken(strings.NewReader("a word that is 32 bytes in length."))
	require.NoError(t, err)
	step := func(o *mandat.Org, p mandat.PersonID, c mandat.Channel, do mandat.Command) *mandat.Org {
		change, err := o.Plan(mandat.Subject{Person: p, Channel: c, At: now}, do)
		require.NoError(t, err)
		return change.Org()
	}

	assert.Zero(t, listed(o, "sigrid", "kajsa"))
	o = step(o, "olle", "prisma", mandat.InvitePerson{Invitation: "i-2", Person: "kajsa", Token: token.Bind(kajsa)})
	assert.Equal(t, mandat.MemberInvited, listed(o, "sigrid", "kajsa"))
	assert.Zero(t, listed(o, "ulf", "kajsa"), "a user for assignment sees no table")
	o = step(o, "kajsa", "e-mail", mandat.AcceptInvitation{Invitation: "i-2", Token: token, Address: kajsa, NoAccount: true})
	assert.Equal(t, mandat.MemberAccepted, listed(o, "sigrid", "kajsa"))
	o = step(o, "kajsa", "prisma", mandat.ConfirmAccount{Person: "kajsa"})
	assert.Equal(t, mandat.MemberActive, listed(o, "sigrid", "kajsa"))
}

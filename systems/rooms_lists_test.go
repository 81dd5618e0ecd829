package systems_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/systems"
)

func inThePortal(t *testing.T, p mandat.PersonID) mandat.View {
	t.Helper()
	o := load(t, systems.Files(), "rooms").Org("bridge.yaml")
	require.NotNil(t, o)
	return o.As(mandat.Subject{Person: p, Channel: "portal", At: now})
}

// The users of a room are listed to its users, and to nobody else but the
// administrators of the portal, who choose among them (clauses R39, R53).
func TestUsersOfARoom(t *testing.T) {
	tunnel := []mandat.PersonID{"rolf", "rut", "petra", "webb", "bibi", "una", "ulf", "ursula", "ines"}
	station := []mandat.PersonID{"pia", "una", "stina", "sam"}
	for person, want := range map[mandat.PersonID][]mandat.PersonID{
		"ulf":  tunnel,
		"rolf": tunnel,
		"sam":  station,
		"una":  append(slices.Clone(tunnel), "pia", "stina", "sam"),
		"lisa": {"lisa"},
		"kim":  {"kim"},
	} {
		var got []mandat.PersonID
		for m := range inThePortal(t, person).Members() {
			got = append(got, m.Person)
		}
		assert.ElementsMatch(t, want, got, person)
	}
	everybody := slices.Collect(load(t, systems.Files(), "rooms").Org("bridge.yaml").Members())
	assert.Equal(t, everybody, slices.Collect(inThePortal(t, "pelle").Members()))
}

// The administrators of a room see who holds which role there; from the lobby only
// its users and administrators are seen (clauses R53, R54).
func TestRolesOfARoom(t *testing.T) {
	roles := func(p mandat.PersonID, unit mandat.UnitID) []mandat.RoleID {
		var all []mandat.RoleID
		for g := range inThePortal(t, p).Grants() {
			at := g.Scope.Places()
			if len(at) == 1 && at[0].Unit == unit && !slices.Contains(all, g.Role) {
				all = append(all, g.Role)
			}
		}
		return all
	}
	assert.ElementsMatch(t, []mandat.RoleID{"user", "administrator", "planner", "web-editor", "publication-officer"}, roles("rolf", "tunnel"))
	assert.Empty(t, roles("rolf", "station"))
	assert.ElementsMatch(t, []mandat.RoleID{"user", "administrator"}, roles("pelle", "tunnel"))
	assert.Empty(t, roles("ulf", "tunnel"))
}

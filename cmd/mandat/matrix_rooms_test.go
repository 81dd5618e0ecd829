package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// rowsOfRooms are the rows of the matrix that make up each row of the product's
// own: the actions that it has in mind.
var rowsOfRooms = map[string][]string{
	"R14": {"invitation.send", "grant.invite of user", "grant.give of user"},
	"R15": {"grant.revoke of user"},
	"R16": {"group.create", "group.edit", "group.remove"},
	"R17": {
		"grant.give of administrator", "grant.give of web-editor", "grant.give of planner", "grant.give of publication-officer",
		"grant.revoke of administrator", "grant.revoke of web-editor", "grant.revoke of planner", "grant.revoke of publication-officer",
	},
	"R18": {"room.change-settings"},
	"R19": {"meeting.book"},
	"R20": {"activity.create", "activity.delete", "activity.edit"},
	"R21": {"report.create"},
	"R22": {"document.create"},
	"R23": {"image.create"},
	"R24": {"contact.create", "contact.edit", "contact.delete"},
	"R25": {"task.create", "task.edit", "task.delete"},
	"R26": {"cost.create", "cost.edit", "cost.delete"},
}

// The matrix of the rooms system says what the product's role matrix does, cell by
// cell (clauses R14 to R26).
func TestMatrixOfTheRoomsSystem(t *testing.T) {
	got := runWith("matrix", "-format", "markdown", "../../systems/rooms")
	require.Equal(t, exitYes, got.code, got.err)
	printed := tableOf(got.stdout)
	text, err := os.ReadFile("testdata/rooms-matrix.md")
	require.NoError(t, err)
	stated := tableOf(string(text))[2:]
	require.Len(t, stated, len(rowsOfRooms))
	for _, row := range stated {
		want := slices.Clone(row)
		for i, role := range []string{"(administrator)", "(web-editor)", "(planner)", "(user)"} {
			row[2+i] = roomsCell(t, got.stdout, printed, rowsOfRooms[row[0]], role)
		}
		assert.Equal(t, want, row)
	}
}

// tableOf returns the cells of a table in markdown, row by row.
func tableOf(text string) (rows [][]string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "|") {
			rows = append(rows, strings.Split(strings.Trim(line, "| "), " | "))
		}
	}
	return rows
}

// roomsCell puts the cells of several rows together, as the product's matrix does:
// Y if a role gives all in any case, N if it gives nothing, own if it gives the rest
// only for what one has created.
func roomsCell(t *testing.T, text string, table [][]string, names []string, role string) string {
	t.Helper()
	column := slices.IndexFunc(table[0], func(title string) bool { return strings.HasSuffix(title, role) })
	require.Positive(t, column, "a column of %s", role)
	said := map[string]bool{}
	for _, name := range names {
		i := slices.IndexFunc(table, func(row []string) bool { return row[0] == name })
		require.Positive(t, i, "a row of %s", name)
		word, notes, _ := strings.Cut(table[i][column], " ")
		if word == "if" && strings.Contains(text, "\n"+notes+". if the subject is the one who created it\n") {
			word = "own"
		}
		said[word] = true
	}
	switch {
	case len(said) == 1 && said["yes"]:
		return "Y"
	case len(said) == 1 && said["no"]:
		return "N"
	case len(said) == 2 && said["yes"] && said["own"]:
		return "own"
	}
	return strings.Join(names, ", ") + " differ"
}

package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

func TestStoreOnTheCommandLine(t *testing.T) {
	inDesk(t)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"log"}, "mandat: say which store: mandat -store sqlite:FILE log\n"},
		{[]string{"verify", "desk"}, "mandat: say which store: mandat -store sqlite:FILE verify\n"},
		{[]string{"-store", "sqlite:desk.db", "matrix", "desk"}, "mandat: matrix reads no store: -store is for decide, explain, list, log, verify, export, import\n"},
		{[]string{"-store", "desk.db", "log"}, "mandat: -store desk.db: expected sqlite:FILE\n"},
		{[]string{"-store=postgres:desk", "log"}, "mandat: -store postgres:desk: there are no stores of the kind \"postgres\": expected sqlite:FILE\n"},
		{[]string{"--store", "sqlite:", "log"}, "mandat: -store sqlite:: the file is missing: expected sqlite:FILE\n"},
		{[]string{"-store", "sqlite:desk.db", "log", "desk"}, "mandat: expected nothing behind the flags: [\"desk\"]\n"},
		{[]string{"-store", "sqlite:desk.db", "import", "desk"}, "mandat: the file is missing that is to be imported (- is the standard input)\n"},
		{[]string{"-shop", "sqlite:desk.db", "log"}, "mandat: flag provided but not defined: -shop\n"},
	} {
		got := runWith(c.args...)
		assert.Equal(t, exitUsage, got.code, c.args)
		first, rest, _ := strings.Cut(got.err, "\n")
		assert.Equal(t, c.want, first+"\n")
		assert.Contains(t, strings.ToLower(rest), "usage:")
	}
	assert.NoFileExists(t, "desk.db")
}

// Reading makes no database, and changes none that is something else's.
func TestFilesThatAreNoStore(t *testing.T) {
	inStore(t)
	require.NoError(t, os.Mkdir("folder.db", 0o777))
	written(t, "text.db", strings.Repeat("not a database ", 1000))
	written(t, "empty.db", "")
	inDatabase(t, "other.db", "CREATE TABLE place (name TEXT)")
	inDatabase(t, "newer.db", "CREATE TABLE mandat_schema (step INTEGER PRIMARY KEY) STRICT", "INSERT INTO mandat_schema VALUES (99)")
	other, err := os.ReadFile("other.db")
	require.NoError(t, err)
	inDatabase(t, "older.db", "CREATE TABLE mandat_schema (step INTEGER PRIMARY KEY) STRICT", "INSERT INTO mandat_schema VALUES (1)")
	const none = "there are no organisations in this database"
	for file, want := range map[string]string{
		"gone.db": "no such file or directory", "nowhere/a.db": "no such file or directory",
		"folder.db": "it is a folder: expected the file of a database",
		"text.db":   "file is not a database", "empty.db": none, "other.db": none,
		"older.db": "the schema is of an earlier version, 1: ",
		"newer.db": "the schema is of a later version, 99: this program knows it up to ",
	} {
		for _, args := range [][]string{
			{"log"}, {"export"}, {"verify", "desk"},
			{"decide", "-org", "acme", "-person", "kalle", "-channel", "web", "-action", "read", "-resource", deskContract, "desk"},
			{"list", "members", "-org", "acme", "desk"},
		} {
			got := runWith(append([]string{"-store", "sqlite:" + file}, args...)...)
			assert.Equal(t, exitFile, got.code, "%s %s", file, args)
			assert.Empty(t, got.stdout)
			assert.Contains(t, got.err, want, "%s %s", file, args)
			assert.Contains(t, got.err, file)
		}
	}
	assert.NoFileExists(t, "gone.db")
	after, err := os.ReadFile("other.db")
	require.NoError(t, err)
	assert.Equal(t, other, after)
	for file, want := range map[string]string{"folder.db": "it is a folder", "text.db": "file is not a database", "newer.db": "a later version, 99", "nowhere/a.db": "unable to open"} {
		got := runWith("-store", "sqlite:"+file, "import", "desk", "birch.yaml")
		assert.Equal(t, exitFile, got.code)
		assert.Contains(t, got.err, want)
	}
	assert.Equal(t, output{0, "birch: stored version 1\n", ""}, runWith("-store", "sqlite:other.db", "import", "desk", "birch.yaml"), "a store beside the tables of a service")
}

// inDatabase runs statements in a database.
func inDatabase(t *testing.T, file string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	require.NoError(t, err)
	for _, s := range statements {
		_, err := db.Exec(s)
		require.NoError(t, err, s)
	}
	require.NoError(t, db.Close())
}

func TestOrganisationsOfAStore(t *testing.T) {
	inStore(t)
	for _, args := range [][]string{{"log"}, {"export"}, {"verify"}} {
		got := stored(append(args, "-org", "oak")...)
		assert.Equal(t, output{exitFile, "", "mandat: there is no organisation oak in the store: it has acme, birch\n"}, got)
	}
	got := stored("list", "members", "desk")
	assert.Equal(t, exitUsage, got.code)
	assert.Contains(t, got.err, "mandat: there are 2 organisations in the store: say which one with -org: acme, birch\n")
	assert.Equal(t, output{exitFile, "", "mandat: there is no organisation oak in the store: it has acme, birch\n"}, stored("list", "members", "-org", "oak", "desk"))

	require.Equal(t, exitYes, runWith("-store", "sqlite:one.db", "import", "desk", "birch.yaml").code)
	got = runWith("-store", "sqlite:one.db", "list", "members", "-columns", "person", "desk")
	assert.Equal(t, output{0, "Person\nolga\nkalle\nsiv\n", ""}, got, "the only organisation")
}

// To ask is to read: also of a long history no snapshot is kept.
func TestAskingKeepsNothing(t *testing.T) {
	inDesk(t)
	var members strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&members, "m-%d: , ", i)
	}
	written(t, "large.yaml", strings.Replace(deskAcme, "olga: ,", members.String()+"olga: ,", 1))
	require.Equal(t, exitYes, stored("import", "desk", "large.yaml").code)
	require.Equal(t, exitYes, stored("list", "members", "desk").code)
	s, err := sqlite.OpenExisting(context.Background(), "desk.db")
	require.NoError(t, err)
	_, err = s.Snapshot(context.Background(), "acme")
	assert.ErrorIs(t, err, mandat.ErrNotFound)
	require.NoError(t, s.Close())
}

func deskPolicies(t *testing.T) []*mandat.Policy {
	t.Helper()
	all, err := readPolicies([]string{"desk"}, nil)
	require.NoError(t, err)
	return all
}

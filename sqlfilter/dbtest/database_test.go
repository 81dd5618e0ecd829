package dbtest

import (
	"database/sql"
	"fmt"
	"os"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/mandat-go/mandat/sqlfilter"
)

// database is one that the tests ask, through one connection.
type database struct {
	*sql.DB
	name     string
	dialect  sqlfilter.Dialect
	caseless string // the collation of a column that takes upper and lower case for the same
}

const howToRun = "MANDAT_POSTGRES is not set, so PostgreSQL is NOT TESTED: run bash .ci/postgres go test ./... here, or set the variable to the URL of a database that the tests may use"

// TestMain says that half of the tests are left out.
func TestMain(m *testing.M) {
	if os.Getenv("MANDAT_POSTGRES") == "" {
		fmt.Fprintln(os.Stderr, howToRun)
	}
	os.Exit(m.Run())
}

// onEach runs a test on each database that there is.
func onEach(t *testing.T, test func(t *testing.T, db database)) {
	t.Run("SQLite", func(t *testing.T) { test(t, sqlite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { test(t, postgres(t)) })
}

func sqlite(t testing.TB) database {
	db := open(t, "sqlite", ":memory:")
	return database{db, "SQLite", sqlfilter.SQLite, " COLLATE NOCASE"}
}

// postgres opens a schema of its own, which goes when the test ends.
func postgres(t testing.TB) database {
	url := os.Getenv("MANDAT_POSTGRES")
	if url == "" {
		t.Skip(howToRun)
	}
	db := open(t, "pgx", url)
	schema := fmt.Sprintf("mandat_test_%d", os.Getpid())
	run(t, db, "DROP SCHEMA IF EXISTS "+schema+" CASCADE", "CREATE SCHEMA "+schema, "SET search_path TO "+schema+", public", "SET client_min_messages TO warning",
		"CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)")
	t.Cleanup(func() { run(t, db, "DROP SCHEMA "+schema+" CASCADE") })
	return database{db, "PostgreSQL", sqlfilter.PostgreSQL, " COLLATE caseless"}
}

func open(t testing.TB, driver, source string) *sql.DB {
	db, err := sql.Open(driver, source)
	require.NoError(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	require.NoError(t, db.Ping(), "MANDAT_POSTGRES leads to no database")
	return db
}

func run(t testing.TB, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		_, err := db.Exec(s)
		require.NoError(t, err, s)
	}
}

// asked are what both kinds of connection do.
type asker interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

// texts returns the first column of a query.
func texts(on asker, query string, args ...any) (all []string, err error) {
	found, err := on.Query(query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var s string
		if err := found.Scan(&s); err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, found.Err()
}

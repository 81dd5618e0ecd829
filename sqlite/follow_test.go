package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// follow waits for no longer than a test may.
func follow(t *testing.T, s *sqlite.Store, after uint64) ([]mandat.OrgID, uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(background, 20*time.Second)
	defer cancel()
	ids, mark, err := s.Follow(ctx, after)
	must(t, err)
	return ids, mark
}

// What another process stores is seen, and nothing of it is missed.
func TestFollowAnotherProcess(t *testing.T) {
	s, _, file := opened(t)
	_, mark := follow(t, s, 0)
	other := start(t, "append", file, "other")
	seen := 0
	for seen < 30 {
		ids, next := follow(t, s, mark)
		events, err := s.Load(background, "other", uint64(seen/3))
		if err != nil || len(events) == 0 || !slices.Equal(ids, []mandat.OrgID{"other"}) || next <= mark {
			t.Fatalf("after mark %d: %q and mark %d are named, and %d events loaded, %v", mark, ids, next, len(events), err)
		}
		seen, mark = seen+len(events), next
	}
	other.kill()
}

// A change in a transaction of the service is seen when it is committed, and not before.
func TestFollowTransactions(t *testing.T) {
	s, db, _ := opened(t)
	_, mark := follow(t, s, 0)
	tx, err := db.Begin()
	must(t, err)
	must(t, sqlite.AppendTx(background, tx, "beta", 0, threeOf("beta", 1)))
	ctx, cancel := context.WithTimeout(background, 200*time.Millisecond)
	defer cancel()
	if ids, _, err := s.Follow(ctx, mark); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %q, %v before the change is committed", ids, err)
	}
	must(t, tx.Commit())
	if ids, next := follow(t, s, mark); !slices.Equal(ids, []mandat.OrgID{"beta"}) || next != mark+1 {
		t.Errorf("got %q, mark %d", ids, next)
	}
}

// What is asked often reads no more than it tells.
func TestPlans(t *testing.T) {
	_, db, _ := opened(t)
	for statement, want := range map[string]string{
		sqlite.FollowStatement: "SEARCH mandat_change USING COVERING INDEX mandat_change_position (position>?)",
		sqlite.LoadStatement:   "SEARCH mandat_change USING PRIMARY KEY (org=? AND version>?)",
		sqlite.OrgsStatement:   "SEARCH mandat_change USING PRIMARY KEY (org>?)",
	} {
		plan := planOf(t, db, statement)
		if !strings.Contains(plan, want) || strings.Contains(plan, "SCAN mandat_change") || strings.Contains(plan, "TEMP B-TREE FOR ORDER BY") {
			t.Errorf("the plan of %s is %q", statement, plan)
		}
	}
}

func planOf(t *testing.T, db *sql.DB, statement string) string {
	t.Helper()
	statement = strings.NewReplacer("?1", "x''", "?2", "1", "?", "1").Replace(statement)
	rows, err := db.Query("EXPLAIN QUERY PLAN " + statement)
	must(t, err)
	defer rows.Close()
	var plan []string
	for rows.Next() {
		var id, parent, unused int
		var detail string
		must(t, rows.Scan(&id, &parent, &unused, &detail))
		plan = append(plan, detail)
	}
	return strings.Join(plan, "; ")
}

// Positions that were altered are an error, as is a database that has become shorter.
func TestFollowSeesGaps(t *testing.T) {
	for _, c := range []struct {
		statement string
		after     uint64
		want      string
	}{
		{"DELETE FROM mandat_change WHERE position = 2", 0, "changes are missing: 2 of 3 are there"},
		{"DELETE FROM mandat_change WHERE position = 2", 1, "changes are missing: 2 of 3 are there"},
		{"DELETE FROM mandat_change WHERE position = 2", 2, "changes are missing: 1 of 2 are there"},
		{"DELETE FROM mandat_change WHERE position = 1", 0, "changes are missing: 2 of 3 are there"},
		{"UPDATE mandat_change SET position = 9 WHERE position = 3", 0, "changes are missing: 3 of 9 are there"},
		{"DELETE FROM mandat_change WHERE position > 1", 3, "there was no such mark yet"},
		{"DROP INDEX mandat_change_position", 0, "no such index"},
	} {
		s, db, _ := opened(t)
		does(t, db, c.statement)
		ids, _, err := s.Follow(background, c.after)
		saying(t, err, "follow, after mark ", c.want)
		if len(ids) > 0 {
			t.Errorf("%s: got %q", c.statement, ids)
		}
	}
}

// A store follows in a database of the service, which has another way to keep its journal.
func TestFollowInADatabaseOfTheService(t *testing.T) {
	file := filepath.Join(t.TempDir(), "service.db")
	s, err := sqlite.New(background, database(t, file, "&_pragma=journal_mode(DELETE)"))
	must(t, err)
	other, err := sqlite.New(background, database(t, file, ""))
	must(t, err)
	mark := uint64(0)
	for v := range uint64(3) {
		appends(t, other, "acme", v, 1)
		ids, next := follow(t, s, mark)
		if !slices.Equal(ids, []mandat.OrgID{"acme"}) || next != v+1 {
			t.Errorf("got %q, mark %d", ids, next)
		}
		mark = next
	}
}

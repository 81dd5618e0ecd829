package sqlite_test

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandatlog"
	"github.com/mandat-go/mandat/sqlite"
)

// What doc/store.md shows.

func open(ctx context.Context, file string, policies ...*mandat.Policy) (*mandat.Directory, *sqlite.Store, error) {
	store, err := sqlite.Open(ctx, file)
	if err != nil {
		return nil, nil, err
	}
	directory, err := mandat.Open(ctx, store, policies...) // every version that is still in use
	if err != nil {
		return nil, nil, err
	}
	directory.SetMemory(512 << 20)
	directory.SetObserver(mandatlog.New(slog.Default(), mandatlog.Options{Sample: 100}))
	return directory, store, nil
}

func keepFollowing(ctx context.Context, directory *mandat.Directory) {
	for ctx.Err() == nil {
		slog.Warn("the directory asks the store each time", "because", directory.Follow(ctx))
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
		}
	}
}

func removeMember(ctx context.Context, directory *mandat.Directory, by mandat.Subject, org mandat.OrgID, p mandat.PersonID) error {
	_, err := directory.Update(ctx, org, func(o *mandat.Org) (mandat.Change, error) {
		return o.Plan(by, mandat.RemoveMember{Person: p})
	})
	return err
}

// openAccount makes a row of the service and a member, both or neither.
func openAccount(ctx context.Context, db *sql.DB, directory *mandat.Directory, by mandat.Subject, org mandat.OrgID, p mandat.PersonID) (*mandat.Org, error) {
	o, err := directory.Org(ctx, org)
	if err != nil {
		return nil, err
	}
	change, err := o.Plan(by, mandat.AddMember{Person: p})
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, "INSERT INTO account (person) VALUES (?)", p); err != nil {
		return nil, err
	}
	if err := sqlite.AppendTx(ctx, tx, org, o.Version(), change.Events()); err != nil {
		return nil, err // ErrConflict: begin again
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	return directory.AtLeast(ctx, org, change.Org().Version())
}

func whoCouldRead(ctx context.Context, directory *mandat.Directory, note mandat.Resource, at time.Time) (lines []string, err error) {
	then, err := directory.AsOf(ctx, note.Org, at)
	if err != nil {
		return nil, err
	}
	who, err := then.Subjects(mandat.Subject{Channel: "app", Session: mandat.OpenSession, At: at}, "read", note)
	for _, access := range who {
		lines = append(lines, fmt.Sprint(access.Person, ": ", access.Explain().Because()))
	}
	return lines, err
}

// house is a policy in which whoever founds a house keeps it, and reads the notes.
func house(t *testing.T) *mandat.Policy {
	t.Helper()
	p, err := mandat.NewPolicy(mandat.Rules{
		System: "houses", Version: "1",
		Channels: []mandat.ChannelRule{{Name: "app", Login: true}},
		Types:    []mandat.TypeRule{{Name: "note", Actions: []mandat.ActionRule{{Name: "read"}}}},
		Roles: []mandat.Role{{ID: "keeper", Opens: []mandat.Channel{"app"}, Can: []mandat.Permission{{Do: []mandat.ActionRef{
			{Type: "note", Action: "read"}, {Type: mandat.MemberType, Action: "create"}, {Type: mandat.MemberType, Action: "remove"}}}}}},
		Joining: mandat.JoiningRules{Founding: mandat.DoorRule{Through: []mandat.Channel{"app"}, Roles: []mandat.RoleID{"keeper"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWhatTheGuideShowsWorks(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	policy, file := house(t), filepath.Join(t.TempDir(), "mandat.db")
	directory, store, err := open(ctx, file, policy)
	if err != nil {
		t.Fatal(err)
	}
	directory.SetObserver(nil)
	defer store.Close()
	followed := make(chan struct{})
	go func() { keepFollowing(ctx, directory); close(followed) }()
	defer func() { cancel(); <-followed }()

	march := time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	anna := mandat.Subject{Person: "anna", Channel: "app", Session: mandat.OpenSession, At: march}
	founding, err := mandat.Found(policy, anna, mandat.FoundOrg{ID: "mill"})
	if err != nil {
		t.Fatal(err)
	}
	if err := directory.Commit(ctx, founding); err != nil {
		t.Fatal(err)
	}
	openAndClose(t, directory, file, anna)
	who, err := whoCouldRead(ctx, directory, mandat.Resource{Type: "note", ID: "n-1", Org: "mill"}, march)
	if err != nil || fmt.Sprint(who) != "[anna: [grant keeper at org]]" {
		t.Error(who, err)
	}
}

// openAndClose opens an account beside the organisation, twice, and closes it.
func openAndClose(t *testing.T, directory *mandat.Directory, file string, anna mandat.Subject) {
	t.Helper()
	ctx := context.Background()
	db, err := sql.Open("sqlite", file+"?_txlock=immediate&_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("CREATE TABLE account (person TEXT PRIMARY KEY)"); err != nil {
		t.Fatal(err)
	}
	o, err := openAccount(ctx, db, directory, anna, "mill", "bo")
	if err != nil {
		t.Fatal(err)
	}
	if _, joined := o.Member("bo"); !joined {
		t.Error("bo has an account, and is no member")
	}
	if _, err := openAccount(ctx, db, directory, anna, "mill", "bo"); err == nil {
		t.Error("bo has two accounts")
	}
	anna.At = anna.At.Add(time.Hour)
	if err := removeMember(ctx, directory, anna, "mill", "bo"); err != nil {
		t.Error(err)
	}
}

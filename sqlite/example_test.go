package sqlite_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/sqlite"
)

// clubs is a policy in which whoever founds a club keeps it.
func clubs() *mandat.Policy {
	p, err := mandat.NewPolicy(mandat.Rules{
		System: "clubs", Version: "1",
		Channels: []mandat.ChannelRule{{Name: "app", Login: true}},
		Roles:    []mandat.Role{{ID: "keeper", Opens: []mandat.Channel{"app"}}},
		Joining:  mandat.JoiningRules{Founding: mandat.DoorRule{Through: []mandat.Channel{"app"}, Roles: []mandat.RoleID{"keeper"}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	return p
}

func Example() {
	dir, err := os.MkdirTemp("", "clubs")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	ctx, policy := context.Background(), clubs()
	for range 2 { // as if the service were started twice
		store, err := sqlite.Open(ctx, filepath.Join(dir, "clubs.db"))
		if err != nil {
			log.Fatal(err)
		}
		directory, err := mandat.Open(ctx, store, policy)
		if err != nil {
			log.Fatal(err)
		}
		anna := mandat.Subject{Person: "anna", Channel: "app", At: time.Now()}
		founding, err := mandat.Found(policy, anna, mandat.FoundOrg{ID: "rowers"})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(directory.Commit(ctx, founding))
		if err := store.Close(); err != nil {
			log.Fatal(err)
		}
	}
	// Output:
	// <nil>
	// mandat: commit to organisation rowers: sqlite: organisation "rowers", at version 0: it is at version 1: conflict
}

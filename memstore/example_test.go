package memstore_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// club is a policy in which whoever founds a club keeps it, and adds units.
func club() *mandat.Policy {
	p, err := mandat.NewPolicy(mandat.Rules{
		System: "clubs", Version: "1",
		Structures: []mandat.StructureRule{{Name: "teams"}},
		Channels:   []mandat.ChannelRule{{Name: "app", Login: true}},
		Roles: []mandat.Role{{ID: "keeper", Opens: []mandat.Channel{"app"},
			Can: []mandat.Permission{{Do: []mandat.ActionRef{{Type: mandat.UnitType, Action: "create"}}}}}},
		Joining: mandat.JoiningRules{Founding: mandat.DoorRule{Through: []mandat.Channel{"app"}, Roles: []mandat.RoleID{"keeper"}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	return p
}

func Example() {
	ctx, policy := context.Background(), club()
	anna := mandat.Subject{Person: "anna", Channel: "app", At: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)}

	directory, err := mandat.Open(ctx, memstore.New(), policy)
	if err != nil {
		log.Fatal(err)
	}
	founding, err := mandat.Found(policy, anna, mandat.FoundOrg{ID: "rowers"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(directory.Commit(ctx, founding), directory.Commit(ctx, founding))

	// Update plans on the last version, and again if somebody else was faster.
	change, err := directory.Update(ctx, "rowers", func(o *mandat.Org) (mandat.Change, error) {
		return o.Plan(anna, mandat.AddUnit{Unit: mandat.Unit{ID: "juniors", Structure: "teams"}})
	})
	fmt.Println(change.Org().Version(), err)

	_, err = directory.Org(ctx, "sailors")
	fmt.Println(errors.Is(err, mandat.ErrNotFound))
	fmt.Println(directory.Memberships(ctx, "anna"))
	// Output:
	// <nil> mandat: commit to organisation rowers: conflict: there is such an organisation already
	// 2 <nil>
	// true
	// [{rowers active}] <nil>
}

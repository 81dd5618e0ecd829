// The signing administrator of an organisation leaves, and others sign instead:
// who may see to it, what has to be done first, what comes of it, and who is told.
package main

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
)

//go:embed policy.yaml
var rules []byte

//go:embed account.yaml
var account []byte

const nordlab mandat.OrgID = "nordlab"

func main() {
	ctx := context.Background()
	directory := open(ctx)

	fmt.Println("# Sven leaves. Siv tries to hand his folders over to Sture.")
	org := read(ctx, directory)
	folders := foldersOf(org, "sven")
	_, err := org.Plan(by("siv"), mandat.HandOver{Grants: folders, To: "sture"})
	explain(err)

	fmt.Println("\n# Maja, the main account holder, removes him.")
	_, err = org.Plan(by("maja"), mandat.RemoveMember{Person: "sven"})
	explain(err)

	fmt.Println("\n# So his folders go to Sture first, and his area of responsibility is taken away.")
	handOver, err := org.Plan(by("maja"),
		mandat.HandOver{Grants: folders, To: "sture"},
		mandat.RevokeRole{Grant: mandat.Grant{Role: "signing-administrator", Member: "sven", Scope: mandat.WholeOrg()}})
	check(err)
	show(handOver)

	fmt.Println("\n# Before Maja stores that, Olle plans to take a folder from Sven.")
	takeAway := mandat.RevokeRole{Grant: folders[0]}
	stale, err := org.Plan(by("olle"), takeAway)
	check(err)
	show(stale)

	fmt.Println("\n# Maja is first. What Olle has seen is not so any more, and is not stored.")
	check(directory.Commit(ctx, handOver))
	err = directory.Commit(ctx, stale)
	fmt.Println("conflict:", errors.Is(err, mandat.ErrConflict))
	_, err = directory.Update(ctx, nordlab, func(now *mandat.Org) (mandat.Change, error) {
		return now.Plan(by("olle"), takeAway)
	})
	explain(err)

	fmt.Println("\n# Now Sven can be removed.")
	removal, err := directory.Update(ctx, nordlab, func(now *mandat.Org) (mandat.Change, error) {
		return now.Plan(by("maja"), mandat.RemoveMember{Person: "sven"})
	})
	check(err)
	show(removal)

	fmt.Println("\n# And Sture signs.")
	task := mandat.Resource{Type: "task", ID: "t-1", Org: nordlab, Units: mandat.Units{mandat.Structure("signing").Is(mandat.At("reports"))}}
	fmt.Println(read(ctx, directory).Explain(by("sture"), "sign", task).Text("en"))
}

// open makes a directory in which the organisation is.
func open(ctx context.Context) *mandat.Directory {
	policy, err := policyfile.ParsePolicy("policy.yaml", rules)
	check(err)
	data, err := policyfile.ParseOrgData("account.yaml", account, policy)
	check(err)
	founding, err := mandat.Import(policy, data, now)
	check(err)
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	check(err)
	check(directory.Commit(ctx, founding))
	return directory
}

func read(ctx context.Context, d *mandat.Directory) *mandat.Org {
	org, err := d.Org(ctx, nordlab)
	check(err)
	return org
}

// now is when the story plays.
var now = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

// by returns somebody who is logged in.
func by(person mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: person, Channel: "web", Session: mandat.OpenSession, At: now}
}

// foldersOf returns the entries of somebody in folders.
func foldersOf(o *mandat.Org, person mandat.PersonID) []mandat.Grant {
	var folders []mandat.Grant
	for _, g := range o.GrantsOf(person) {
		if g.Role == "signer" {
			folders = append(folders, g)
		}
	}
	return folders
}

// explain prints why a change was refused.
func explain(err error) {
	refused, ok := errors.AsType[*mandat.Error](err)
	if !ok {
		log.Fatalf("expected a refusal: %v", err)
	}
	fmt.Println(refused.Explanation.Text("en"))
}

// show prints what a change would record, who gains and loses by it, and who is
// to be told.
func show(c mandat.Change) {
	for _, e := range c.Events() {
		fmt.Printf("event %d.%d of %s: %s\n", e.Version, e.Step, e.By, e.What.EventName())
	}
	for _, line := range c.Impact().Lines("en") {
		fmt.Println("impact:", line)
	}
	for _, n := range c.Notices() {
		what := string(n.ID)
		if n.ID == "" {
			what = fmt.Sprint(n.Grant.Role, " at ", n.Grant.Scope.Places()[0].Unit)
		}
		fmt.Println("notice:", n.To, "is told of", n.Of, what)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

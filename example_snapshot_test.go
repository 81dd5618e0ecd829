package mandat_test

import (
	"fmt"
	"log"

	"github.com/mandat-go/mandat"
)

// A snapshot saves the replay of a long history. The events that are later than it
// bring it up to date.
func ExampleRestore() {
	org := club()
	snapshot, err := org.Snapshot()
	if err != nil {
		log.Fatal(err)
	}
	change, err := org.Plan(inApp("ada"), mandat.RevokeRole{Grant: mandat.Grant{Role: "secretary", Member: "bo", Scope: mandat.Below("tennis")}})
	if err != nil {
		log.Fatal(err)
	}

	// Later, in another process.
	read, err := mandat.Restore(snapshot, org.ID(), org.Policy())
	if err != nil {
		log.Fatal(err) // then replay all events instead
	}
	fmt.Println(read.Version(), len(read.GrantsOf("bo")))
	read, err = read.Apply(change.Events())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(read.Version(), len(read.GrantsOf("bo")))

	// What was changed since it was written is refused.
	snapshot[len(snapshot)/2] ^= 1
	_, err = mandat.Restore(snapshot, org.ID(), org.Policy())
	fmt.Println(err)
	// Output:
	// 0 1
	// 1 0
	// mandat: snapshot: it is damaged: its content has another checksum than it states
}

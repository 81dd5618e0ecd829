package mandat_test

import (
	"fmt"
	"log"

	"github.com/mandat-go/mandat"
)

// Chess became a part of tennis in another file, and cy a secretary.
func ExampleDiff() {
	was := club()
	data := was.Data()
	data.Units[1].Parent = "tennis"
	data.Grants = append(data.Grants, mandat.Grant{Role: "secretary", Member: "cy", Scope: mandat.Below("chess")})
	is, err := mandat.NewOrg(was.Policy(), data)
	if err != nil {
		log.Fatal(err)
	}
	d, err := mandat.Diff(was, is, morning)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(d.Text("en"))
	// Output:
	// what is different:
	//   1. unit chess moved from the top to tennis
	//   2. role secretary for chess and below was given to cy
	// who gains and who loses:
	//   because unit chess moved from the top to tennis:
	//     bo gains member.read, member.remove, invitation.read and invitation.send at chess
	//   because role secretary for chess and below was given to cy:
	//     cy gains member.read, member.remove, invitation.read and invitation.send at chess
}

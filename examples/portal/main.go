// An order is placed, attested and made valid: who may place it, who may not
// attest it, and what becomes of it when it is changed. The rules are those of the
// customer portal in package systems.
package main

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/mandat-go/mandat"
)

func main() {
	ctx := context.Background()
	s := open(ctx)

	fmt.Println("# Bea, who is orderer and attestant, orders ten seats.")
	order := &order{id: "o-17", org: municipality, orderer: "bea", content: "10 seats of e-prescription"}
	s.report(s.place(ctx, inPortal("bea"), order))

	fmt.Println("\n# She follows the link, logged in as she is.")
	link := s.linkFor("bea", order, mandat.OpenSession)
	s.report(s.attest(ctx, link, order))

	fmt.Println("\n# Kim, the contact person, tries to attest it in the portal.")
	s.report(s.attest(ctx, inPortal("kim"), order))

	fmt.Println("\n# Before anybody has attested it, the order is made one of a hundred seats.")
	order.content = "100 seats of e-prescription"
	s.report(s.attest(ctx, s.linkFor("anna", order, mandat.NoSession), order))

	fmt.Println("\n# Bea takes the first request back, and asks anew.")
	s.report(s.askAnew(ctx, inPortal("bea"), order))

	fmt.Println("\n# Anna, who has no account, follows her link.")
	s.report(s.attest(ctx, s.linkFor("anna", order, mandat.NoSession), order))

	fmt.Println("\n# What is changed now is not what was attested.")
	order.content = "1000 seats of e-prescription"
	fmt.Println(s.valid(ctx, order))
}

// report prints what became of an order, or why it was refused.
func (s *service) report(o *order, err error) {
	refused, ok := errors.AsType[*mandat.Error](err)
	switch {
	case ok:
		fmt.Println(refused.Explanation.Text("en"))
	case err != nil:
		log.Fatal(err)
	default:
		fmt.Printf("order %s is %s\n", o.id, o.status)
	}
}

package main

func Example() {
	main()
	// Output:
	// # Bea, who is orderer and attestant, orders ten seats.
	// a link for anna
	// a link for bea
	// a link for kaj
	// a link for viktor
	// order o-17 is placed
	//
	// # She follows the link, logged in as she is.
	// bea may not attest (order o-17): a rule of the policy closes it for everybody.
	//   Standing: Attestant at the whole organisation opens Link to what is to be attested.
	//   Right to attest: Attestant at the whole organisation, which covers it.
	//   Gate on attest: closed, unless the subject is logged out.
	//   Own request: whoever asked may attest only when logged out everywhere.
	//   What would do: to be logged out everywhere.
	//
	// # Kim, the contact person, tries to attest it in the portal.
	// kim may not attest (order o-17): no role gives the right.
	//   Standing: Contact person at the whole organisation opens The portal.
	//   No right to attest: no role held has it.
	//   Gate on attest: closed, unless the subject is logged out.
	//
	// # Before anybody has attested it, the order is made one of a hundred seats.
	// anna may attest (order o-17), but it cannot be done: it is not what was asked about: digest.
	//   It cannot be done: it is not what was asked about: digest.
	//
	// # Bea takes the first request back, and asks anew.
	// order o-17 is placed
	//
	// # Anna, who has no account, follows her link.
	// order o-17 is valid
	//
	// # What is changed now is not what was attested.
	// false
}

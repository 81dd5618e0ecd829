package main

func Example() {
	main()
	// Output:
	// # Sven leaves. Siv tries to hand his folders over to Sture.
	// siv may not hand over (Signing user at applications, to sture): no role gives the right.
	//   Standing: the base role User opens web.
	//   No right to hand over: no role held has it.
	//   What would do: a grant of Account officer at the whole organisation; a grant of Signing administrator at the whole organisation, which maja or olle can give.
	//
	// # Maja, the main account holder, removes him.
	// maja may remove (member sven), but not now: something has to be in order first.
	//   Standing: the base role User opens web.
	//   Right to remove: Main account holder at the whole organisation, which covers it.
	//   Guard before remove: needs that the member concerned holds neither Signing user nor Signing administrator.
	//
	// # So his folders go to Sture first, and his area of responsibility is taken away.
	// event 2.1 of maja: role-handed-over
	// event 2.2 of maja: role-handed-over
	// event 2.3 of maja: role-revoked
	// impact: sven loses task.sign at applications and at reports
	// impact: sven loses unit.create and grant.read in the whole organisation
	// impact: sven loses grant.give, grant.revoke and grant.hand-over of signer in the whole organisation
	// impact: sture gains task.sign at applications and at reports
	// notice: sture is told of grant.hand-over signer at applications
	// notice: sture is told of grant.hand-over signer at reports
	//
	// # Before Maja stores that, Olle plans to take a folder from Sven.
	// event 2.1 of olle: role-revoked
	// impact: sven loses task.sign at applications
	//
	// # Maja is first. What Olle has seen is not so any more, and is not stored.
	// conflict: true
	// olle may revoke (Signing user at applications, to sven), but it cannot be done: there is no such grant: signer.
	//   It cannot be done: there is no such grant: signer.
	//
	// # Now Sven can be removed.
	// event 3.1 of maja: member-left
	// impact: sven loses member.read in the whole organisation
	// notice: maja is told of member.remove sven
	// notice: sven is told of member.remove sven
	//
	// # And Sture signs.
	// sture may sign (signing task t-1).
	//   Standing: the base role User opens web.
	//   Right to sign: Signing user at reports, which covers it.
}

package mandat

// test is what a condition says of names: that one of them is so, that the only
// one is not, and that none of them is. In Swedish the words stand in the order
// of a subordinate clause.
type test struct {
	is, isNot, none phrase
	// join is what stands before the last name where none is.
	join phrase
}

var (
	testRelation = test{
		phrase{"the subject is {names}", "den som frågar är {names}"},
		phrase{"the subject is not {names}", "den som frågar inte är {names}"},
		phrase{"the subject is neither {names}", "den som frågar varken är {names}"}, phraseNor,
	}
	testStatus = test{
		phrase{"{status} is {names}", "{status} är {names}"},
		phrase{"{status} is not {names}", "{status} inte är {names}"},
		phrase{"{status} is neither {names}", "{status} varken är {names}"}, phraseNor,
	}
	testLabel = test{
		phrase{"it is {names}", "den är {names}"},
		phrase{"it is not {names}", "den inte är {names}"},
		phrase{"it is neither {names}", "den varken är {names}"}, phraseNor,
	}
	testChannel = test{
		phrase{"the channel is {names}", "kanalen är {names}"},
		phrase{"the channel is not {names}", "kanalen inte är {names}"},
		phrase{"the channel is neither {names}", "kanalen varken är {names}"}, phraseNor,
	}
	testSetting = test{
		phrase{"the setting {names} is on", "inställningen {names} är på"},
		phrase{"the setting {names} is off", "inställningen {names} är av"},
		phrase{"the settings {names} are off", "inställningarna {names} är av"}, phraseAnd,
	}
	testVacant = test{
		phrase{"{names} has no holder", "{names} saknar innehavare"},
		phrase{"{names} has a holder", "{names} har innehavare"},
		phrase{"{names} have holders", "{names} har innehavare"}, phraseAnd,
	}
	testHolds = test{
		phrase{"{who} holds {names}", "{who} har {names}"},
		phrase{"{who} does not hold {names}", "{who} inte har {names}"},
		phrase{"{who} holds neither {names}", "{who} varken har {names}"}, phraseNor,
	}
	testRole = test{
		phrase{"the role is {names}", "rollen är {names}"},
		phrase{"the role is not {names}", "rollen inte är {names}"},
		phrase{"the role is neither {names}", "rollen varken är {names}"}, phraseNor,
	}
	testLoggedOut = test{
		is:    phrase{"the subject is logged out", "den som frågar är utloggad"},
		isNot: phrase{"the subject is not logged out", "den som frågar inte är utloggad"},
	}
	phraseSubject      = phrase{"the subject", "den som frågar"}
	phraseTarget       = phrase{"the member concerned", "medlemmen det gäller"}
	phraseTheStatus    = phrase{"the status", "statusen"}
	phraseTargetStatus = phrase{"the status of the member concerned", "statusen för medlemmen det gäller"}
)

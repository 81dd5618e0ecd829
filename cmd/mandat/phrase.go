package main

import "strings"

// phrase is a text in the languages that the matrix has. Words in braces are
// replaced.
type phrase struct{ en, sv string }

// in returns the phrase in a language.
func (p phrase) in(lang string, replace ...string) string {
	text := p.en
	if lang == "sv" {
		text = p.sv
	}
	return strings.NewReplacer(replace...).Replace(text)
}

var (
	phraseSystem = phrase{"{system}, version {version}", "{system}, version {version}"}
	phraseAction = phrase{"Action", "Handling"}
	phraseRules  = phrase{"Rules", "Regler"}
	phraseYes    = phrase{"yes", "ja"}
	phraseNo     = phrase{"no", "nej"}
	phraseIf     = phrase{"if", "om"}
	phraseOr     = phrase{" or ", " eller "}
	phraseNor    = phrase{" nor ", " eller "}
	phraseAnd    = phrase{" and ", " och "}
)

// The notes below a matrix.
var (
	phraseAsks      = phrase{"if {condition}", "om {condition}"}
	phrasePast      = phrase{"past {barriers}", "förbi {barriers}"}
	phraseAlsoPast  = phrase{"also past {barriers}", "även förbi {barriers}"}
	phraseLists     = phrase{"access lists", "åtkomstlistor"}
	phraseSeals     = phrase{"seals", "förseglingar"}
	phraseParts     = phrase{"as the rows of its parts, and of what it needs, say", "som raderna för dess delar, och för det som den kräver, säger"}
	phraseLacks     = phrase{"has it, but lacks {actions}, which it needs", "har den, men saknar {actions}, som den kräver"}
	phraseNeeds     = phrase{"needs {actions} as well", "kräver också {actions}"}
	phraseGate      = phrase{"for everybody: only if {condition}", "för alla: bara om {condition}"}
	phraseGuard     = phrase{"blocked until {condition}", "blockerad tills {condition}"}
	phraseApproval  = phrase{"needs approval: {votes} by {roles}{requester}", "kräver godkännande: {votes} av {roles}{requester}"}
	phraseRequester = [...]phrase{
		{", never the requester", ", aldrig den som begär det"},
		{", the requester only when logged out", ", den som begär det bara som utloggad"},
		{", the requester only in another session", ", den som begär det bara i en annan session"},
	}
)

// test is what a condition says of names: that one of them is so, that the only
// one is not, and that none of them is. In Swedish the words stand in the order
// of a subordinate clause, after "om".
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
	phraseLoggedOut = [...]phrase{
		{"the subject is logged out", "den som frågar är utloggad"},
		{"the subject is not logged out", "den som frågar inte är utloggad"},
	}
	phraseSubject      = phrase{"the subject", "den som frågar"}
	phraseTarget       = phrase{"the member concerned", "medlemmen det gäller"}
	phraseStatus       = phrase{"the status", "statusen"}
	phraseTargetStatus = phrase{"the status of the member concerned", "statusen för medlemmen det gäller"}
)

package mandat

// What a filter asks of a resource. In Swedish, what is not so stands in the order
// of a subordinate clause.
var (
	phraseEverything = phrase{"everything", "allt"}
	phraseNothing    = phrase{"nothing", "inget"}
	phraseAndThen    = phrase{"only if {condition}, and then", "bara om {condition}, och då"}

	phraseItIs      = phrase{"it is {where}", "den är {where}"}
	phraseInOne     = phrase{"in {structure} it is {where}", "den i {structure} är {where}"}
	phraseNoUnit    = phrase{"it has no unit", "den inte har någon enhet"}
	phraseNoUnitIn  = phrase{"it has no unit in {structure}", "den inte har någon enhet i {structure}"}
	phraseAllPlaces = phrase{"anywhere", "var som helst"}
	phraseBut       = phrase{"{where}, except {but}", "{where}, utom {but}"}
	phraseButOne    = phrase{"{where} (except {but})", "{where} (utom {but})"}

	phraseWho    = phrase{"{who} is {names}", "{who} är {names}"}
	phraseWhoNot = phrase{"{who} is not {names}", "{who} inte är {names}"}
	phraseID     = phrase{"its id is {names}", "dess id är {names}"}
)

// What a filter asks of an access list: of what is asked about, of what that is part
// of, and of what is above that.
var (
	phraseHasList   = phrase{"{what} has a list for {list}", "{what} har en lista för {list}"}
	phraseNoList    = phrase{"{what} has no list for {list}", "{what} inte har någon lista för {list}"}
	phraseOnList    = phrase{"the list for {list} of {what} names {names}", "listan för {list} på {what} nämner {names}"}
	phraseNotOnList = phrase{"the list for {list} of {what} does not name {names}", "listan för {list} på {what} inte nämner {names}"}
	phraseIts       = phrase{"its list for {list} names {names}", "dess lista för {list} nämner {names}"}
	phraseNotIts    = phrase{"its list for {list} does not name {names}", "dess lista för {list} inte nämner {names}"}

	phraseIt      = phrase{"it", "den"}
	phraseWholeOf = phrase{"the {type} that it is part of", "det som den är del av ({type})"}
	phraseHigher  = phrase{"the {type} {levels} levels above it", "det som är {levels} nivåer ovanför den ({type})"}
	phraseAll     = phrase{"everybody", "alla"}
	phraseWhoever = phrase{"whoever is {name}", "den som är {name}"}
)

package mandat

import "strconv"

var (
	phraseGains        = phrase{"{who} gains {do} {where}", "{who} får {do} {where}"}
	phraseLoses        = phrase{"{who} loses {do} {where}", "{who} förlorar {do} {where}"}
	phraseOfRoles      = phrase{"{do} of {roles}", "{do} för {roles}"}
	phraseInTheOrg     = phrase{"in the whole organisation", "i hela organisationen"}
	phraseOutsideSeals = phrase{"in the whole organisation outside sealed units", "i hela organisationen utanför förseglade enheter"}
	phraseTogether     = phrase{"{where}, in {structure} {region}", "{where}, i {structure} {region}"}
	phraseExcept       = phrase{"{where} except {but}", "{where} utom {but}"}
	phraseOutside      = phrase{"outside all units", "utanför alla enheter"}
	phraseAnyUnit      = phrase{"at any unit", "vid alla enheter"}
	phraseAnyUnitOf    = phrase{"at any unit of {structure}", "vid alla enheter i {structure}"}
	phraseAnywhere     = phrase{"anywhere in {structure}", "var som helst i {structure}"}
	phraseOnlyBelow    = phrase{"below {unit}", "nedanför {unit}"}
	phraseAt           = phrase{"at {where}", "vid {where}"}
	phraseIf           = phrase{"if {condition}", "om {condition}"}
	phraseFrom         = phrase{"from {time}", "från {time}"}
	phraseUntil        = phrase{"until {time}", "till {time}"}
	phraseListFor      = phrase{"{list} for {names}", "{list} för {names}"}
	phraseMayEnter     = phrase{"{who} may enter lists that name {what}", "{who} kan hamna på listor som nämner {what}"}
	phraseMayLeave     = phrase{"{who} may leave lists that name {what}", "{who} kan falla bort från listor som nämner {what}"}
	phraseUntold       = phrase{"{who} gains or loses more than is told here", "{who} får eller förlorar mer än vad som sägs här"}
	phraseTheUnit      = phrase{"the unit {unit}", "enheten {unit}"}
	phraseHiddenOne    = phrase{"1 member whom you may not see is concerned", "1 medlem som du inte får se berörs"}
	phraseHidden       = phrase{"{count} members whom you may not see are concerned", "{count} medlemmar som du inte får se berörs"}
)

// What is said of seals; of units outside them nothing is.
var sealPhrases = [...]phrase{
	OutsideSeals: {"{where}", "{where}"},
	PastAllSeals: {"{where}, sealed units too", "{where}, även förseglade enheter"},
	InsideSeals:  {"in sealed units {where}", "i förseglade enheter {where}"},
}

// What is said of lists. Nothing is said where it is about what no list governs,
// whether or not those that are listed may as well.
var listPhrases = [...]phrase{
	Unlisted | Admitted:               {},
	Unlisted | NotAdmitted:            {"if no list admits them", "om ingen lista släpper in dem"},
	Unlisted | Admitted | NotAdmitted: {"past any list", "förbi alla listor"},
	Admitted:                          {"if on its list", "om på dess lista"},
	NotAdmitted:                       {"past its list", "förbi dess lista"},
	Admitted | NotAdmitted:            {"if it has a list", "om den har en lista"},
}

// What is said of the holder of a grant; of others nothing is.
var selfPhrases = [...]phrase{
	NotToSelf:  {},
	ToSelfToo:  {"to themselves too", "även till sig själv"},
	ToSelfOnly: {"to themselves", "till sig själv"},
}

// What is said of how much is concerned.
var depthPhrases = [...]phrase{
	UnitAlone:    {"for a unit alone", "för bara en enhet"},
	UnitAndBelow: {"for a unit with all below it", "för en enhet med allt nedanför"},
}

func hiddenLine(lang string, count int) string {
	if count == 1 {
		return phraseHiddenOne.in(lang)
	}
	return phraseHidden.in(lang, "{count}", strconv.Itoa(count))
}

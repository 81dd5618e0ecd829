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
	phraseSystem  = phrase{"{system}, version {version}", "{system}, version {version}"}
	phraseAction  = phrase{"Action", "Handling"}
	phraseRules   = phrase{"Rules", "Regler"}
	phraseYes     = phrase{"yes", "ja"}
	phraseNo      = phrase{"no", "nej"}
	phraseIf      = phrase{"if", "om"}
	phraseBlocked = phrase{"blocked", "blockerad"}
	phraseStatus  = phrase{"Status", "Status"}
	phraseOr      = phrase{" or ", " eller "}
	phraseAnd     = phrase{" and ", " och "}
)

// What stands in a page around a matrix.
var (
	phraseIntro        = phrase{"What each role may do, in the units and channels for which it is given. A number leads to a note; of several beside one answer, any will do. Rules bind everybody, whatever the role.", "Vad varje roll får göra, i de enheter och kanaler som den ges för. En siffra leder till en not; står flera vid ett svar räcker en av dem. Regler gäller alla, oavsett roll."}
	phraseByAction     = phrase{"Roles by actions", "Roller och handlingar"}
	phraseByStatus     = phrase{"By status", "Per status"}
	phraseStatuses     = phrase{"What is given or closed in some statuses only. Every other action is the same in all.", "Det som bara ges, eller stängs, i vissa statusar. Alla andra handlingar är desamma i alla."}
	phraseMeansBlocked = phrase{"by this role, when what the rules ask for is in order", "genom den rollen, när det som reglerna kräver är ordnat"}
	phraseContents     = phrase{"On this page", "På den här sidan"}
	phraseNotes        = phrase{"Notes", "Noter"}
	phraseBack         = phrase{"Back to where it says", "Tillbaka till där det står"}
	phraseMeansYes     = phrase{"in any case, unless a rule is in the way", "i alla lägen, om ingen regel hindrar"}
	phraseMeansIf      = phrase{"under the condition that a note says", "under det villkor som en not säger"}
	phraseMeansNo      = phrase{"not by this role", "inte genom den rollen"}
)

// The notes below a matrix.
var (
	phraseAsks       = phrase{"if {condition}", "om {condition}"}
	phrasePast       = phrase{"past {barriers}", "förbi {barriers}"}
	phraseAlsoPast   = phrase{"also past {barriers}", "även förbi {barriers}"}
	phraseLists      = phrase{"access lists", "åtkomstlistor"}
	phraseSeals      = phrase{"seals", "förseglingar"}
	phraseParts      = phrase{"as the rows of its parts, and of what it needs, say", "som raderna för dess delar, och för det som den kräver, säger"}
	phraseLacks      = phrase{"has it, but lacks {actions}, which it needs", "har den, men saknar {actions}, som den kräver"}
	phraseNeeds      = phrase{"needs {actions} as well", "kräver också {actions}"}
	phraseGate       = phrase{"for everybody: only if {condition}", "för alla: bara om {condition}"}
	phraseGuard      = phrase{"blocked until {condition}", "blockerad tills {condition}"}
	phraseGateNever  = phrase{"for everybody: not in this status", "för alla: inte i den här statusen"}
	phraseGuardNever = phrase{"blocked in this status", "blockerad i den här statusen"}
	phraseApproval   = phrase{"needs approval: {votes} with {action}{requester}", "kräver godkännande: {votes} med {action}{requester}"}
	phraseWithin     = phrase{", within {time}", ", inom {time}"}
	phraseOutlasts   = phrase{", though the requester has lost the right", ", även om den som begär det har förlorat rätten"}
	phraseRequester  = [...]phrase{
		{", never the requester", ", aldrig den som begär det"},
		{", the requester only when logged out", ", den som begär det bara som utloggad"},
		{", the requester only in another session", ", den som begär det bara i en annan session"},
	}
)

// What "administer" states.
var (
	phraseOf          = phrase{"{action} of {role}", "{action} för {role}"}
	phraseCustomRoles = phrase{"custom roles", "egna roller"}
	phraseGive        = phrase{"Give: {role}", "Ge: {role}"}
	phraseRevoke      = phrase{"Revoke: {role}", "Ta ifrån: {role}"}
	phraseInvite      = phrase{"Invite to: {role}", "Bjuda in till: {role}"}
	phraseHandOver    = phrase{"Hand over: {role}", "Lämna över: {role}"}
	phraseOnlyIn      = phrase{"only in {structures}", "bara i {structures}"}
	phraseOwnOnly     = phrase{"if the subject holds all that the role can do, and may do this with each role that it includes", "om subjektet har allt som rollen ger, och får göra detta med varje roll som den inkluderar"}
	phraseAlsoSelf    = phrase{"also for oneself", "även för sig själv"}
	phraseManyWays    = phrase{"as the rows of the roles that it includes say together", "som raderna för de roller som den inkluderar säger tillsammans"}
)

// Who holds what.
var (
	phraseHoldings   = phrase{"Who holds what where", "Vem som har vad var"}
	phraseAsOf       = phrase{"{org}, as of {time}", "{org}, per {time}"}
	phraseEachHome   = phrase{"At each one's home unit", "Vid vars och ens hemenhet"}
	phraseInWholeOrg = phrase{"In the whole organisation", "I hela organisationen"}
	phraseEverybody  = phrase{"every active member", "varje aktiv medlem"}
	phraseNobody     = phrase{"nobody", "ingen"}
	phraseSealed     = phrase{"sealed", "förseglad"}
	phraseCustomRole = phrase{"custom role", "egen roll"}
	phraseGroup      = phrase{"group {group}", "gruppen {group}"}
	phraseHere       = phrase{"here alone", "bara här"}
	phraseHereBelow  = phrase{"here and below", "här och nedåt"}
	phraseAsHome     = phrase{"as home unit", "som hemenhet"}
	phraseTogether   = phrase{"together with {units}", "tillsammans med {units}"}
	phraseFrom       = phrase{"from {time}", "från {time}"}
	phraseUntil      = phrase{"until {time}", "till {time}"}
)

// What stands in lists.
var (
	phraseWholeOrg = phrase{"the whole organisation", "hela organisationen"}
	phraseHomeUnit = phrase{"the home unit", "hemenheten"}
	phraseUnit     = phrase{"a unit", "en enhet"}
	phraseAndBelow = phrase{"{unit} and below", "{unit} och nedåt"}
	phraseInForce  = phrase{"in force", "gäller"}
	phraseNotYet   = phrase{"not yet", "inte ännu"}
	phraseEnded    = phrase{"ended", "avslutad"}
	phraseSent     = phrase{"Invitation sent", "Inbjudan skickad"}
	phraseLapsed   = phrase{"Invitation expired", "Inbjudan har gått ut"}
	phraseAccepted = phrase{"Invitation accepted", "Inbjudan accepterad"}
	phraseActive   = phrase{"Active", "Aktiv"}
	phraseInactive = phrase{"Inactive", "Inaktiv"}
	phraseMore     = phrase{"and {number} more, of whom {who} may not know", "och {number} till, som {who} inte får känna till"}
)

// What stands on a menu.
var (
	phraseAwaits    = phrase{"needs approval: {votes} by {roles}", "kräver godkännande: {votes} av {roles}"}
	phraseAllowed   = phrase{"Allowed", "Tillåten"}
	phraseStartable = phrase{"Can be started", "Kan startas"}
	phraseGreyed    = phrase{"Greyed", "Nedtonad"}
	phraseHidden    = phrase{"Hidden", "Dold"}
)

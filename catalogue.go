package mandat

import "strings"

// phrase is one text of the catalogue in the languages that it has. Words in
// braces are replaced.
type phrase struct{ en, sv string }

// in returns the phrase in a language, in English for one that there is not.
func (p phrase) in(lang string, replace ...string) string {
	text := p.en
	if lang == "sv" {
		text = p.sv
	}
	return strings.NewReplacer(replace...).Replace(text)
}

var (
	phraseAllowed       = phrase{"{who} may {do} ({what}).", "{who} får {do} ({what})."}
	phraseDenied        = phrase{"{who} may not {do} ({what}): {why}.", "{who} får inte {do} ({what}): {why}."}
	phraseHindered      = phrase{"{who} may {do} ({what}), but it cannot be done: {why}.", "{who} får {do} ({what}), men det går inte: {why}."}
	phraseNoScope       = phrase{"no valid place", "ingen giltig plats"}
	phraseBlocked       = phrase{"{who} may {do} ({what}), but not now: {why}.", "{who} får {do} ({what}), men inte nu: {why}."}
	phraseNeedsApproval = phrase{"{who} may start to {do} ({what}): {why}.", "{who} får börja {do} ({what}): {why}."}
	phraseNotFound      = phrase{"Not found.", "Finns inte."}
	phraseNobody        = phrase{"nobody", "ingen"}
	phraseNearest       = phrase{"What would do: {miss}.", "Det som skulle räcka: {miss}."}
	phraseAnd           = phrase{"and", "och"}
	phraseOr            = phrase{"or", "eller"}
	phraseNor           = phrase{"nor", "eller"}
	phraseAsk           = phrase{"Ask {who}.", "Vänd dig till {who}."}
	phraseNew           = phrase{"a new {type}", "en ny resurs ({type})"}
)

// The reasons, in the header of an explanation.
var reasonPhrases = [...]phrase{
	Undecided:      {"nothing was asked", "ingenting frågades"},
	Malformed:      {"the question is not well formed", "frågan är inte rätt ställd"},
	NoStanding:     {"no standing here", "agerar inte här"},
	NoRight:        {"no role gives the right", "ingen roll ger rätten"},
	GateClosed:     {"a rule of the policy closes it for everybody", "en regel i policyn stänger det för alla"},
	GuardClosed:    {"something has to be in order first", "något måste vara på plats först"},
	ApprovalNeeded: {"it takes effect when approved", "det gäller först när det godkänts"},
	Granted:        {"granted", "beviljat"},
}

// The steps of a derivation.
var stepPhrases = [...]phrase{
	StepMalformed:      {"Question: {detail}.", "Frågan: {detail}."},
	StepNoStanding:     {"Standing: {detail}.", "Ställning: {detail}."},
	StepStanding:       {"Standing: {holding} opens {channel}.", "Ställning: {holding} öppnar {channel}."},
	StepRight:          {"Right to {do}: {holding}, {how}.", "Rätt att {do}: {holding}, {how}."},
	StepNoFunction:     {"No right to {do}: no role held has it.", "Ingen rätt att {do}: ingen innehavd roll har den."},
	StepNotInForce:     {"No right to {do}: {holding} is not in force now.", "Ingen rätt att {do}: {holding} gäller inte nu."},
	StepSettingOff:     {"No right to {do}: {holding}, but a setting is off.", "Ingen rätt att {do}: {holding}, men en inställning är av."},
	StepWrongChannel:   {"No right to {do}: {holding} does not count in {channel}.", "Ingen rätt att {do}: {holding} räknas inte i {channel}."},
	StepOtherRole:      {"No right to {do}: {holding} is not for that role, there or in that way.", "Ingen rätt att {do}: {holding} gäller inte den rollen, där eller på det sättet."},
	StepToOneself:      {"No right to {do}: {holding} is not for what one gives to oneself.", "Ingen rätt att {do}: {holding} gäller inte det man ger sig själv."},
	StepBeyondOwn:      {"No right to {do}: the role can do more than the subject can there.", "Ingen rätt att {do}: rollen kan mer än vad den som frågar kan där."},
	StepConditionUnmet: {"No right to {do}: {holding} asks that {condition}.", "Ingen rätt att {do}: {holding} kräver att {condition}."},
	StepSealed:         {"No right to {do}: {holding} does not reach into a sealed unit.", "Ingen rätt att {do}: {holding} når inte in i en förseglad enhet."},
	StepNotCovered:     {"No right to {do}: {holding} does not cover it.", "Ingen rätt att {do}: {holding} täcker den inte."},
	StepNotListed:      {"No right to {do}: {holding}, but not on the list for {lists}.", "Ingen rätt att {do}: {holding}, men inte på listan för {lists}."},
	StepGateOpen:       {"Gate on {do}: open ({condition}).", "Spärr för {do}: öppen ({condition})."},
	StepGateClosed:     {"Gate on {do}: closed, unless {condition}.", "Spärr för {do}: stängd, om inte {condition}."},
	StepOwnRequest:     {"Own request: whoever asked may {do} {requester}.", "Egen begäran: den som begärde det får {do} {requester}."},
	StepGuardOpen:      {"Guard before {do}: met ({condition}).", "Villkor före {do}: uppfyllt ({condition})."},
	StepGuardClosed:    {"Guard before {do}: needs that {condition}.", "Villkor före {do}: kräver att {condition}."},
	StepObstacle:       {"It cannot be done: {detail}.", "Det går inte: {detail}."},
	StepNeedsApproval:  {"Approval of {do}: {votes} by {roles}.", "Godkännande av {do}: {votes} av {roles}."},
}

// requesterPhrases say when whoever asked may vote.
var requesterPhrases = [...]phrase{
	RequesterNever:        {"at no time", "aldrig"},
	RequesterLoggedOut:    {"only when logged out everywhere", "bara som utloggad överallt"},
	RequesterOtherSession: {"only in another session", "bara i en annan session"},
}

var howPhrases = [...]phrase{
	ByCover:     {"which covers it", "som täcker den"},
	ByList:      {"and on the list for {lists}", "och på listan för {lists}"},
	PastTheList: {"which passes the list for {lists}", "som går förbi listan för {lists}"},
}

var (
	phraseGrant        = phrase{"{role} at {scope}", "{role} vid {scope}"}
	phraseGrantTo      = phrase{"{role} at {scope}, to {who}", "{role} vid {scope}, till {who}"}
	phraseGroup        = phrase{"the group {group}", "gruppen {group}"}
	phraseThroughGroup = phrase{"{role} at {scope} through the group {group}", "{role} vid {scope} genom gruppen {group}"}
	phraseBaseRole     = phrase{"the base role {role}", "basrollen {role}"}
	phraseWholeOrg     = phrase{"the whole organisation", "hela organisationen"}
	phraseHome         = phrase{"the home unit", "hemenheten"}
	phraseBelow        = phrase{"{unit} and below", "{unit} och nedåt"}
)

// The nearest misses; the second is the one with Not.
var missPhrases = [...][2]phrase{
	MissMember:   {{"an active membership", "ett aktivt medlemskap"}},
	MissGrant:    {{"a grant of {role} at {scope}", "rollen {role} vid {scope}"}},
	MissRelation: {{"to be {name}", "att vara {name}"}, {"not to be {name}", "att inte vara {name}"}},
	MissList:     {{"a place on the list for {name}", "en plats på listan för {name}"}},
	MissStatus:   {{"the status {name}", "statusen {name}"}},
	MissLabel:    {{"that it were {name}", "att den vore {name}"}, {"that it were not {name}", "att den inte vore {name}"}},
	MissSession:  {{"to be logged in", "att vara inloggad"}, {"to be logged out everywhere", "att vara utloggad överallt"}},
	MissChannel:  {{"to act through {name}", "att agera genom {name}"}},
	MissSetting:  {{"the setting {name} on", "inställningen {name} på"}, {"the setting {name} off", "inställningen {name} av"}},
}

// phraseIncludedRole is StepOtherRole where a statement leaves out a role that the
// role of the grant includes.
var phraseIncludedRole = phrase{"No right to {do}: {holding} is not for {role}, which comes with the role, there or in that way.", "Ingen rätt att {do}: {holding} gäller inte {role}, som följer med rollen, där eller på det sättet."}

// Who can make the change that is missed.
var (
	phraseGivers    = phrase{", which {who} can give", ", som {who} kan ge"}
	phraseHandsOver = phrase{", which {who} can hand over", ", som {who} kan överlåta"}
	phraseRestorers = phrase{", which {who} can restore", ", som {who} kan återställa"}
	phraseSetters   = phrase{", which {who} can change", ", som {who} kan ändra"}
	phraseOthers    = phrase{"{number} others", "{number} andra"}
	phraseOneOther  = phrase{"one other", "en annan"}
)

var detailPhrases = [...]phrase{
	NoDetail:          {"", ""},
	NoOrg:             {"there is no organisation to ask", "det finns ingen organisation att fråga"},
	TypeUnknown:       {"the resource type is not one of the policy's", "resurstypen finns inte i policyn"},
	ActionUnknown:     {"the type has no such action", "typen har ingen sådan handling"},
	OrgNotStated:      {"the organisation of the resource is not stated", "resursens organisation är inte angiven"},
	OrgForeign:        {"the resource belongs to another organisation", "resursen hör till en annan organisation"},
	TimeNotStated:     {"the time is not stated", "tiden är inte angiven"},
	ChannelUnknown:    {"the channel is not one of the policy's", "kanalen finns inte i policyn"},
	PurposeNotStated:  {"the channel needs a purpose, and none is stated", "kanalen kräver ett ändamål, och inget är angivet"},
	PurposeIncomplete: {"the purpose is not complete", "ändamålet är inte fullständigt"},
	SessionUnstated:   {"it is not stated whether the subject is logged in", "det är inte angivet om den som frågar är inloggad"},
	UnitTwice:         {"a unit is stated twice in one structure", "en enhet är angiven två gånger i en struktur"},
	StructureUnknown:  {"a unit is stated in a structure that the type does not have", "en enhet är angiven i en struktur som typen inte har"},
	UnitUnknown:       {"the organisation has no such unit", "organisationen har ingen sådan enhet"},
	UnitNotStated:     {"the unit is not stated", "enheten är inte angiven"},
	StatusUnknown:     {"the type has no such status", "typen har ingen sådan status"},
	StatusNotStated:   {"the status is not stated", "statusen är inte angiven"},
	LabelUnknown:      {"the type has no such label", "typen har ingen sådan etikett"},
	LabelTwice:        {"a label is stated twice", "en etikett är angiven två gånger"},
	LabelsNotStated:   {"the labels are not stated", "etiketterna är inte angivna"},
	RelationTwice:     {"a relation is stated twice", "en relation är angiven två gånger"},
	RelationUnknown:   {"the type has no such relation", "typen har ingen sådan relation"},
	RelationNotStated: {"a relation is not stated", "en relation är inte angiven"},
	ListTwice:         {"an access list is stated twice", "en åtkomstlista är angiven två gånger"},
	ListUnknown:       {"the type has no access list for such an action", "typen har ingen åtkomstlista för en sådan handling"},
	ListNotStated:     {"an access list is not stated", "en åtkomstlista är inte angiven"},
	WholeUnknown:      {"it cannot be part of a resource of that type", "den kan inte vara del av en resurs av den typen"},
	WholeForeign:      {"what it is part of belongs to another organisation", "det den är del av hör till en annan organisation"},
	WholeNotStated:    {"what it is part of is not stated", "vad den är del av är inte angivet"},
	WholeTooDeep:      {"it is part of too much, or of itself", "den är del av för mycket, eller av sig själv"},
	NotAMember:        {"not a member of the organisation", "inte medlem i organisationen"},
	NotActive:         {"the membership is not active", "medlemskapet är inte aktivt"},
	ChannelClosed:     {"no role held opens the channel", "ingen innehavd roll öppnar kanalen"},
	FactFilled:        {"it states a fact that the organisation itself fills", "den anger ett faktum som organisationen själv fyller i"},
	ValueNotStated:    {"neither an id nor the value that it would be is stated", "varken id eller det värde som den skulle ha är angivet"},
	ValueInvalid:      {"the value is not valid", "värdet är inte giltigt"},
	UnitMissing:       {"there is no such unit", "det finns ingen sådan enhet"},
	MemberMissing:     {"there is no such member", "det finns ingen sådan medlem"},
	GroupMissing:      {"there is no such group", "det finns ingen sådan grupp"},
	RoleMissing:       {"there is no such role", "det finns ingen sådan roll"},
	InvitationMissing: {"there is no such invitation", "det finns ingen sådan inbjudan"},
	ApprovalMissing:   {"no such approval is pending", "inget sådant godkännande väntar"},
	RoleBuiltIn:       {"built-in roles are fixed", "inbyggda roller är fasta"},
	SettingMissing:    {"there is no such setting", "det finns ingen sådan inställning"},
	StructureMissing:  {"there is no such structure", "det finns ingen sådan struktur"},
	IDMissing:         {"an id is missing", "ett id saknas"},
	IDUsed:            {"the id is used already", "id:t är redan använt"},
	AlreadySo:         {"it is so already", "det är redan så"},
	StructureOther:    {"the unit is of another structure", "enheten hör till en annan struktur"},
	TooDeep:           {"units would lie too deep", "enheter skulle ligga för djupt"},
	BelowItself:       {"the unit would lie below itself", "enheten skulle ligga under sig själv"},
	InUse:             {"it is still in use", "den används ännu"},
	HomeNeeded:        {"every member has a home unit", "varje medlem har en hemenhet"},
	StatusOther:       {"the member has not the status for it", "medlemmen har inte den status som krävs"},
	GroupDynamic:      {"a group that holds groups would lie in a group", "en grupp som innehåller grupper skulle ligga i en grupp"},
	UnitOther:         {"the group belongs to another unit", "gruppen hör till en annan enhet"},
	NotInGroup:        {"it is not in the group", "den är inte med i gruppen"},
	GroupsHoldNone:    {"groups hold no roles", "grupper har inga roller"},
	RoleInvalid:       {"the role cannot be like that", "rollen kan inte se ut så"},
	RoleOff:           {"the setting on which the role hangs is off", "inställningen som rollen hänger på är av"},
	RoleDeprecated:    {"the role is not given any more", "rollen delas inte längre ut"},
	ScopeInvalid:      {"the scope is not valid", "omfattningen är inte giltig"},
	GivenElsewhere:    {"the role is not given at such a scope", "rollen delas inte ut med en sådan omfattning"},
	EndsBefore:        {"the grant would be over", "tilldelningen skulle vara över"},
	NotHeld:           {"there is no such grant", "det finns ingen sådan tilldelning"},
	InvitationClosed:  {"the invitation is not pending", "inbjudan är inte öppen"},
	InvitationOver:    {"the time of the invitation is over", "inbjudans tid är ute"},
	TokenNeeded:       {"an invitation needs a token", "en inbjudan behöver en kod"},
	NotCarried:        {"the role cannot come with an invitation", "rollen kan inte följa med en inbjudan"},
	EndTooLate:        {"it would be open for too long", "det skulle vara öppet för länge"},
	ApprovalOver:      {"the time of the approval is over", "godkännandets tid är ute"},
	ApprovalNotNeeded: {"it is not an action under approval", "det är ingen handling som ska godkännas"},
	DigestNotStated:   {"the digest of the content is not stated", "innehållets kontrollsumma är inte angiven"},
	RequestChanged:    {"it is not what was asked about", "det är inte det som frågan gällde"},
	RequesterLost:     {"whoever asked for it may not do it any more", "den som begärde det får inte längre göra det"},
	NoApprover:        {"too few could approve it", "för få skulle kunna godkänna det"},
	OwnRequest:        {"not by whoever asked for it", "inte av den som begärde det"},
	InviterLost:       {"whoever sent the invitation may not do so any more", "den som skickade inbjudan får inte längre göra det"},
	PolicyOther:       {"the organisation cannot have that policy", "organisationen kan inte ha den policyn"},
	NotAlone:          {"it is done by a change of its own", "det görs i en egen ändring"},
	TooFewHolders:     {"too few would hold the role", "för få skulle ha rollen"},
	TooManyHolders:    {"too many would hold the role", "för många skulle ha rollen"},
	GroupPredefined:   {"a predefined group is fixed", "en fördefinierad grupp är fast"},
	GroupOrdinary:     {"the group is not predefined", "gruppen är inte fördefinierad"},
	NameNeeded:        {"somebody must be named", "någon måste namnges"},
	NothingToName:     {"nothing is given to whoever is named there", "den som namnges där får ingenting"},
	RolesExclusive:    {"somebody would hold roles that exclude each other", "någon skulle ha roller som utesluter varandra"},
	NotInvited:        {"there is no such invitation for the person, the address and the token", "det finns ingen sådan inbjudan för personen, adressen och koden"},
	NotOffered:        {"the policy does not offer it in this channel", "policyn erbjuder det inte i den här kanalen"},
	PurposeOther:      {"the link is for something else", "länken gäller något annat"},
}

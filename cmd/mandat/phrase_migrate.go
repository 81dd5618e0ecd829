package main

// What is said of roles in two versions of a policy.
var (
	phraseWider         = phrase{"(wider)", "(vidare)"}
	phraseWhat          = phrase{"{what}", "{what}"}
	phraseWhatIs        = phrase{"{what}:", "{what}:"}
	phrasePartOf        = phrase{"part of {action}", "del av {action}"}
	phraseThrough       = phrase{"through {role}", "genom {role}"}
	phraseOpens         = phrase{"opens {what}", "öppnar {what}"}
	phraseAnyChannel    = phrase{"counts in every channel in which its holder stands", "gäller i varje kanal som innehavaren har tillträde till"}
	phraseIncludes      = phrase{"includes {what}", "inkluderar {what}"}
	phraseGivenAt       = phrase{"given for {what}", "ges för {what}"}
	phraseAtUnit        = phrase{"a unit of {structure} ({reach})", "en enhet i {structure} ({reach})"}
	phraseLeast         = phrase{"should have at least {what}", "bör ha minst {what}"}
	phraseMost          = phrase{"should have at most {what}", "bör ha högst {what}"}
	phraseLeastEnforced = phrase{"must have at least {what}", "måste ha minst {what}"}
	phraseMostEnforced  = phrase{"must have at most {what}", "får ha högst {what}"}
	phraseOneHolder     = phrase{"{n} holder", "{n} innehavare"}
	phraseHolders       = phrase{"{n} holders", "{n} innehavare"}
	phraseNoAccount     = phrase{"needs no account", "kräver inget konto"}
	phraseDeprecated    = phrase{"is not given any more", "delas inte längre ut"}
	phraseHangsOn       = phrase{"hangs on the setting {what}", "hänger på inställningen {what}"}
	phraseContact       = phrase{"has the contact details {what}", "har kontaktuppgifterna {what}"}
	phraseGivenBy       = phrase{"may be given by {what}", "får ges av {what}"}
	phraseRevokedBy     = phrase{"may be revoked by {what}", "får tas ifrån av {what}"}
	phraseInvitedBy     = phrase{"may be invited to by {what}", "får bjudas in till av {what}"}
	phraseHandedBy      = phrase{"may be handed over by {what}", "får lämnas över av {what}"}
)

// What is said of the rest of a policy.
var (
	phraseIsOn      = phrase{"{what}: on", "{what}: på"}
	phraseIsOff     = phrase{"{what}: off", "{what}: av"}
	phraseByDefault = phrase{"by default, which the organisation has not set", "som standard, som organisationen inte har ändrat"}
	phraseHome      = [...]phrase{
		{"structure {what}, without home units", "strukturen {what}, utan hemenheter"},
		{"structure {what}, with home units", "strukturen {what}, med hemenheter"},
		{"structure {what}, with a home unit for everybody", "strukturen {what}, med en hemenhet för alla"},
	}
	phraseChannel        = phrase{"channel {what}, without login", "kanalen {what}, utan inloggning"}
	phraseChannelLogin   = phrase{"channel {what}, with login", "kanalen {what}, med inloggning"}
	phraseChannelBearer  = phrase{"channel {what}, for whoever has the link", "kanalen {what}, för den som har länken"}
	phraseBase           = phrase{"everybody is {what}", "alla är {what}"}
	phraseGroupsHold     = phrase{"groups hold roles", "grupper kan ha roller"}
	phraseExclusive      = phrase{"of {what}, everybody holds", "av {what} har var och en"}
	phraseAtMost         = phrase{"at most {n}", "högst {n}"}
	phraseTypeUnits      = phrase{"{what} lies in", "{what} ligger i"}
	phraseTypeNowhere    = phrase{"{what} lies at no unit", "{what} ligger inte vid någon enhet"}
	phraseHasStatus      = phrase{"status {what} of", "statusen {what} för"}
	phraseHasLabel       = phrase{"label {what} of", "etiketten {what} för"}
	phraseHasRelation    = phrase{"relation {what} of", "relationen {what} för"}
	phraseTypePart       = phrase{"{what} is part of", "{what} är del av"}
	phraseTypeSeen       = phrase{"{what} is seen by", "{what} syns genom"}
	phraseTypeList       = phrase{"{what} can be governed by lists for", "{what} kan styras av listor för"}
	phraseHasAction      = phrase{"action {what}", "handlingen {what}"}
	phraseStandsFor      = phrase{"{what}: part of", "{what}: del av"}
	phraseNeededBy       = phrase{"{what}: needed by", "{what}: krävs av"}
	phraseFoundedIn      = phrase{"organisations are founded in {what}", "organisationer grundas i {what}"}
	phraseFounderGets    = phrase{"whoever founds one gets {what}", "den som grundar en får {what}"}
	phraseRegisteredIn   = phrase{"people register in {what}", "man registrerar sig i {what}"}
	phraseRegisteredGets = phrase{"whoever registers gets {what}", "den som registrerar sig får {what}"}
	phraseCreatedGets    = phrase{"whoever is made a member gets {what}", "den som görs till medlem får {what}"}
	phraseInvitedGets    = phrase{"every invitation brings {what}", "varje inbjudan ger {what}"}
	phraseCarries        = phrase{"an invitation may carry {what}", "en inbjudan får ge {what}"}
	phraseOfStructure    = phrase{"(in {structure})", "(i {structure})"}
	phraseReachOf        = phrase{"({reach}, in {structure})", "({reach}, i {structure})"}
	phraseForOrg         = phrase{"for the whole organisation", "för hela organisationen"}
	phraseAtHome         = phrase{"at the home unit ({reach})", "vid hemenheten ({reach})"}
	phraseCreatorGets    = phrase{"whoever makes a unit gets {what}", "den som skapar en enhet får {what}"}
	phraseNamedGets      = phrase{"whoever is named for it gets {what}", "den som anges för den får {what}"}
	phraseComesSealed    = phrase{"a unit is sealed from the start{what}", "en enhet är förseglad från början{what}"}
	phraseMustName       = phrase{"somebody must be named for a unit{what}", "någon måste anges för en enhet{what}"}
	phraseGroupComes     = phrase{"the group {what} comes with a unit", "gruppen {what} följer med en enhet"}
	phraseAtOnce         = phrase{"whoever is invited is a member at once", "den som bjuds in är medlem på en gång"}
	phraseOutlives       = phrase{"an invitation outlives the right to send it{what}", "en inbjudan gäller även när avsändaren inte längre får bjuda in{what}"}
	phraseNeedsAccount   = phrase{"whoever is invited needs an account", "den som bjuds in behöver ett konto"}
	phraseLasts          = phrase{"an invitation lasts at most {what}", "en inbjudan gäller högst {what}"}
)

// The report of a migration.
var (
	phraseMigration      = phrase{"{org}: {system}, version {from} to version {to}", "{org}: {system}, version {from} till version {to}"}
	phraseRaise          = phrase{"version {version} is in force: raise the version of the new policy before it is adopted", "version {version} gäller: höj versionen av den nya policyn innan den antas"}
	phraseCannotGoOver   = phrase{"it cannot go over:", "den kan inte gå över:"}
	phraseSettings       = phrase{"settings of the organisation", "organisationens inställningar"}
	phraseGates          = phrase{"gates", "spärrar"}
	phraseGuards         = phrase{"guards", "hinder"}
	phraseApprovals      = phrase{"approvals", "godkännanden"}
	phrasePending        = phrase{"pending approvals", "väntande godkännanden"}
	phraseRequest        = phrase{"{action} of {id} ({votes} votes)", "{action} av {id} ({votes} röster)"}
	phraseNeedsVotes     = phrase{"needs {votes} with {action}", "kräver {votes} med {action}"}
	phraseNoAction       = phrase{"can only be withdrawn: there is no such action", "kan bara tas tillbaka: handlingen finns inte"}
	phraseNoApproval     = phrase{"can only be withdrawn: it is under no approval", "kan bara tas tillbaka: den kräver inget godkännande"}
	phraseOtherUnits     = phrase{"can only be withdrawn: it was asked about in other structures", "kan bara tas tillbaka: den begärdes i andra strukturer"}
	phraseOtherRelations = phrase{"can only be withdrawn: it was asked about with other relations", "kan bara tas tillbaka: den begärdes med andra relationer"}
	phraseIsApproved     = phrase{"is approved", "är godkänd"}
	phraseNotNeeded      = phrase{"is done without approval", "görs utan godkännande"}
	phraseTooFewVotes    = phrase{"is started anew: {votes} votes are needed", "startas på nytt: {votes} röster krävs"}
	phraseDeclared       = phrase{"declarations", "deklarationer"}
	phraseJoining        = phrase{"joining", "att bli medlem"}
	phraseCreation       = phrase{"making a unit", "att skapa en enhet"}
	phraseTheRole        = phrase{"role {role}", "rollen {role}"}
	phraseTheCustomRole  = phrase{"custom role {role}", "den egna rollen {role}"}
	phraseTheCustomRoles = phrase{"all custom roles", "alla egna roller"}
	phraseNew            = phrase{"(new)", "(ny)"}
	phraseNewRetired     = phrase{"(new; a custom role that was removed had this id)", "(ny; en egen roll som har tagits bort hade detta id)"}
	phraseGone           = phrase{"(gone)", "(borta)"}
	phraseHeldBy         = phrase{"held by {who}", "innehas av {who}"}
	phraseBroughtBy      = phrase{"comes with invitation {invitation} to {who}", "kommer med inbjudan {invitation} till {who}"}
	phraseTheMembers     = phrase{"members", "medlemmar"}
	phraseMembersGain    = phrase{"members who gain: {n}", "medlemmar som får mer: {n}"}
	phraseMembersLose    = phrase{"members who lose: {n}", "medlemmar som förlorar: {n}"}
	phraseNothingWider   = phrase{"nothing widens", "inget blir vidare"}
	phraseWiderAre       = phrase{"wider: {what}", "vidare: {what}"}
	phraseNotMembers     = phrase{"{summary} (custom roles, pending approvals and members not looked at: it cannot go over)", "{summary} (egna roller, väntande godkännanden och medlemmar är inte genomgångna: den kan inte gå över)"}
	phraseTheUnit        = phrase{"unit {unit}", "enheten {unit}"}
	phraseTheMember      = phrase{"member {who}", "medlemmen {who}"}
	phraseTheGroup       = phrase{"group {group}", "gruppen {group}"}
	phraseTheInvitation  = phrase{"invitation {invitation} to {who}", "inbjudan {invitation} till {who}"}
	phraseTheGrant       = phrase{"grant of {role} to {who}", "tilldelningen av {role} till {who}"}
)

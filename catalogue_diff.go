package mandat

// dataPhrases say what is different between two organisations.
var dataPhrases = [...]phrase{
	DiffPolicy:       {"the policy is version {is}, and was {was}", "policyn är version {is}, och var {was}"},
	DiffSettingOn:    {"setting {setting} is on, and was off", "inställningen {setting} är på, och var av"},
	DiffSettingOff:   {"setting {setting} is off, and was on", "inställningen {setting} är av, och var på"},
	DiffUnitMade:     {"unit {unit} is new, below {is}", "enheten {unit} är ny, under {is}"},
	DiffUnitRemoved:  {"unit {unit} is gone, from below {was}", "enheten {unit} är borta, från {was}"},
	DiffUnitMoved:    {"unit {unit} moved from {was} to {is}", "enheten {unit} flyttades från {was} till {is}"},
	DiffUnitSealed:   {"unit {unit} is sealed, and was not", "enheten {unit} är förseglad, och var det inte"},
	DiffUnitUnsealed: {"unit {unit} is not sealed, and was", "enheten {unit} är inte förseglad, och var det"},
	DiffMemberMade:   {"{who} is a new member: {is}, with {unit} as home unit", "{who} är ny medlem: {is}, med {unit} som hemenhet"},
	DiffMemberGone:   {"{who} is no member any more: was {was}, with {unit} as home unit", "{who} är inte längre medlem: var {was}, med {unit} som hemenhet"},
	DiffMemberStatus: {"{who} is {is}, and was {was}", "{who} är {is}, och var {was}"},
	DiffMemberMoved:  {"{who} has {is} as home unit, and had {was}", "{who} har {is} som hemenhet, och hade {was}"},
	DiffGroupMade:    {"group {group} is new, of {is}", "gruppen {group} är ny, för {is}"},
	DiffGroupRemoved: {"group {group} is gone, of {was}", "gruppen {group} är borta, för {was}"},
	DiffGroupMoved:   {"group {group} belongs to {is}, and did to {was}", "gruppen {group} hör till {is}, och hörde till {was}"},
	DiffGroupFixed:   {"group {group} is predefined, and was not", "gruppen {group} är fördefinierad, och var det inte"},
	DiffGroupFree:    {"group {group} is not predefined, and was", "gruppen {group} är inte fördefinierad, och var det"},
	DiffGroupJoined:  {"{who} joined group {group}", "{who} kom med i gruppen {group}"},
	DiffGroupLeft:    {"{who} left group {group}", "{who} lämnade gruppen {group}"},
	DiffRoleMade:     {"custom role {role} is new", "den egna rollen {role} är ny"},
	DiffRoleRemoved:  {"custom role {role} is gone", "den egna rollen {role} är borta"},
	DiffRoleEdited:   {"custom role {role} was edited", "den egna rollen {role} ändrades"},
	DiffGranted:      {"role {role} for {scope} was given to {who}", "rollen {role} för {scope} gavs till {who}"},
	DiffRevoked:      {"role {role} for {scope} was taken from {who}", "rollen {role} för {scope} togs från {who}"},
	DiffInvitation:   {"invitation {id} to {who} is another", "inbjudan {id} till {who} är en annan"},
	DiffApproval:     {"the approval of {do} is another", "godkännandet av {do} är ett annat"},
}

var (
	phraseGain          = phrase{"{who} gain {do} {where}", "{who} får {do} {where}"}
	phraseLose          = phrase{"{who} lose {do} {where}", "{who} förlorar {do} {where}"}
	phraseNone          = phrase{"none", "ingen"}
	phraseInvited       = phrase{"invitation {id} to {who} is open, and was not", "inbjudan {id} till {who} är öppen, och var det inte"}
	phraseNotInvited    = phrase{"invitation {id} to {who} is not open, and was", "inbjudan {id} till {who} är inte öppen, och var det"}
	phraseApprovalMoved = phrase{"the approval of {do} is {is}, and was {was}", "godkännandet av {do} är {is}, och var {was}"}
	phraseSameVersion   = phrase{"the policy says something else, and both are version {is}", "policyn säger något annat, och båda är version {is}"}
	phraseEachOfThem    = phrase{"each of them", "var och en av dem"}
	phraseTheTop        = phrase{"the top", "toppen"}
	phraseNothingDiff   = phrase{"nothing is different", "ingenting skiljer"}
	phraseDataDiffers   = phrase{"what is different:", "vad som skiljer:"}
	phraseNobodyDiffers = phrase{"nobody gains or loses anything", "ingen får eller förlorar något"}
	phraseRightsDiffer  = phrase{"who gains and who loses:", "vem som får och vem som förlorar:"}
	phraseBecause       = phrase{"because {cause}:", "eftersom {cause}:"}
	phraseBecauseAny    = phrase{"because of {numbers}, or of some of these:", "på grund av {numbers}, eller några av dem:"}
	phraseUnlike        = phrase{"of {type} nothing is told: the policies have it lie in different structures", "om {type} sägs ingenting: den ligger i olika strukturer i de två policyerna"}
)

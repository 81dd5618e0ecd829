package mandat

// What is built in and does not exist yet. A name begins with a blank, or is
// nothing.
var (
	phraseTheOrg     = phrase{"the organisation", "organisationen"}
	phraseNewUnit    = phrase{"a new unit{name} {where}", "en ny enhet{name} {where}"}
	phrasePlace      = phrase{"a place {where}", "en plats {where}"}
	phraseUnder      = phrase{"below {unit}", "under {unit}"}
	phraseAtTheTop   = phrase{"at the top of {structure}", "överst i {structure}"}
	phraseNewMember  = phrase{"a new member{name}", "en ny medlem{name}"}
	phraseNewHome    = phrase{"a home", "en hemvist"}
	phraseNewGroup   = phrase{"a new group{name}", "en ny grupp{name}"}
	phraseNewRole    = phrase{"a new role{name}", "en ny roll{name}"}
	phraseInvitation = phrase{"an invitation to {who}", "en inbjudan till {who}"}
	phraseApproval   = phrase{"the approval to {do} ({what})", "godkännandet att {do} ({what})"}
	phraseAlong      = phrase{"{invitation}, with {roles}", "{invitation}, med {roles}"}
)

// commandPhrase says a command that asks no question, because the subject need
// have no standing; the zero phrase for any other.
func commandPhrase(name string) phrase {
	switch name {
	case "found-org":
		return phrase{"found an organisation", "grunda en organisation"}
	case "register":
		return phrase{"become a member", "bli medlem"}
	case "accept-invitation":
		return phrase{"accept the invitation", "tacka ja till inbjudan"}
	case "decline-invitation":
		return phrase{"decline the invitation", "tacka nej till inbjudan"}
	case "withdraw-approval":
		return phrase{"withdraw the request", "dra tillbaka begäran"}
	case "confirm-account":
		return phrase{"confirm the account", "bekräfta kontot"}
	}
	return phrase{}
}

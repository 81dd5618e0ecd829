package mandat

// OrgData is what an organisation consists of, as plain data: built in Go, or
// read from a file by package policyfile. NewOrg checks it and builds an Org.
type OrgData struct {
	ID      OrgID
	Units   []Unit
	Members []Member
	Groups  []Group
	// Roles are the custom roles of the organisation.
	Roles  []Role
	Grants []Grant
	// Settings holds what the organisation has set; the others have the policy's
	// default.
	Settings map[Setting]bool
	// Invitations are those that are not answered. Each is to a member who is
	// invited.
	Invitations []Invitation
	// Retired are ids that are not to be used again.
	Retired Retired
}

// Retired are the ids of what an organisation once had: they were used once and
// never will be again, so that nothing that still names them means something
// else. Members are not among them, because a member who leaves is kept.
type Retired struct {
	Units  []UnitID  `json:"units,omitempty"`
	Groups []GroupID `json:"groups,omitempty"`
	// Roles are custom roles.
	Roles []RoleID `json:"roles,omitempty"`
	// Invitations are those that are over. To whom they were only events tell: in
	// an organisation made of these data, whoever answers one again is told what a
	// stranger is.
	Invitations []InvitationID `json:"invitations,omitempty"`
}

// Unit is a node in a tree of units.
type Unit struct {
	ID        UnitID    `json:"id"`
	Structure Structure `json:"structure"`
	// Parent is the unit above, "" for a root. A structure may have several
	// roots.
	Parent UnitID `json:"parent,omitzero"`
	// Sealed closes the unit, and what lies below it, to rights held above it.
	Sealed bool `json:"sealed,omitzero"`
}

// Member is a person in one organisation.
type Member struct {
	Person PersonID     `json:"person"`
	Status MemberStatus `json:"status"`
	// Home is the home unit, "" for none.
	Home UnitID `json:"home,omitzero"`
}

// MemberStatus tells where a membership stands. Its zero value is not valid.
type MemberStatus string

const (
	// MemberInvited: asked to join, and has not answered.
	MemberInvited MemberStatus = "invited"
	// MemberAccepted: has answered, but something is missing, such as an account.
	MemberAccepted MemberStatus = "accepted"
	// MemberActive: acts.
	MemberActive MemberStatus = "active"
	// MemberInactive: acts only by roles that need no account.
	MemberInactive MemberStatus = "inactive"
	// MemberRemoved: is no longer a member.
	MemberRemoved MemberStatus = "removed"
)

// Group is a set of members of the organisation, or of one unit. A static group
// holds members only; a dynamic one holds static groups too, never dynamic
// ones.
type Group struct {
	ID GroupID `json:"id"`
	// Unit is the unit to which the group belongs, "" for the organisation. Such
	// a group counts only for resources at that unit or below it, and only for
	// members who lie there: by their home unit, or in a structure without home
	// units by a grant in force.
	Unit    UnitID     `json:"unit,omitzero"`
	Members []PersonID `json:"members,omitempty"`
	// Groups lists static groups whose members are members too: of the
	// organisation, or of the same unit.
	Groups []GroupID `json:"groups,omitempty"`
	// Predefined tells that the group came with its unit (CreationRule.Groups) and
	// is fixed: only group.fill puts persons into it and takes them out, it holds
	// no groups, and it goes with its unit (clause R7). Made of members only, it is
	// a static group.
	Predefined bool `json:"predefined,omitzero"`
}

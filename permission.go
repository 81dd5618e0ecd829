package mandat

// ActionRef names an action together with its resource type. Its text form is
// "contract.read".
type ActionRef struct {
	Type   ResourceType
	Action Action
}

// String returns the text form, "type.action".
func (a ActionRef) String() string { return string(a.Type) + "." + string(a.Action) }

// Permission lets a role do some actions, where a condition holds. To give an
// action that is a group of others is to give each of these.
type Permission struct {
	Do []ActionRef `json:"do"`
	// When is the condition; nil for none.
	When *Condition `json:"when,omitzero"`
	// Past lists the barriers that the permission passes. Only built-in roles
	// may pass any.
	Past Past `json:"past,omitzero"`
	// Setting is the setting of the organisation that must be on; "" for none.
	Setting Setting `json:"setting,omitzero"`
	// In limits actions on units, groups and grants to those in one of the
	// structures; empty for no limit.
	In []Structure `json:"in,omitempty"`
}

// Past is a set of barriers that a permission passes. The zero value passes
// none.
type Past uint8

const (
	// PastLists overrides access lists: the subject need not be in the audience,
	// but the grant must cover the resource.
	PastLists Past = 1 << iota
	// PastSeals pierces sealed units: the grant need not lie inside the seal.
	PastSeals
)

// Condition is one of a closed set of tests, so that a policy can be checked,
// listed backwards and compared. In one Condition every field that is set must
// hold; a list holds when any of its names does. A Condition with no field set
// is not valid: it is refused when the policy is built.
type Condition struct {
	// All holds when each of its conditions does, Any when one of them does,
	// Not when its condition does not.
	All []Condition `json:"all,omitempty"`
	Any []Condition `json:"any,omitempty"`
	Not *Condition  `json:"not,omitzero"`

	// Relation holds when the subject stands in one of the relations to the
	// resource.
	Relation []Relation `json:"relation,omitempty"`
	// Status holds when the resource has one of the statuses.
	Status []Status `json:"status,omitempty"`
	// Label holds when the resource has one of the labels.
	Label []Label `json:"label,omitempty"`
	// Channel holds when the subject acts through one of the channels.
	Channel []Channel `json:"channel,omitempty"`
	// LoggedOut holds when the subject has no open session anywhere. In a channel
	// that takes a login it never does, whatever the subject's Session says.
	LoggedOut bool `json:"logged-out,omitzero"`
	// Setting holds when one of the settings is on in the organisation.
	Setting []Setting `json:"setting,omitempty"`
	// Vacant holds when one of the roles has no holder in force for the
	// resource's units. Holders of roles that include it do not count.
	Vacant []RoleID `json:"vacant,omitempty"`
	// Holds holds when the subject holds one of the roles, or a built-in role
	// that includes it, through a grant in force that covers the resource. A
	// custom role is never recognised as a built-in one (clause A18).
	Holds []RoleID `json:"holds,omitempty"`
	// Role holds when the grant asked about is of one of the roles, by its own
	// identity: what a role includes does not count, and of a hand-over it is the
	// role handed over (clause R46). Only actions on grants may ask for it.
	Role []RoleID `json:"role,omitempty"`
	// Target is a condition on the member concerned: the one who is the resource,
	// who is invited, or to whom a grant is. Status and Holds are then that
	// member's. Somebody who is no member has the status absent. A role counts as
	// held from when it is given until the grant has ended, whatever the status: of
	// an action on a grant, by one that covers the scope of the grant asked about
	// and lies inside its seals (clause R46); of members and invitations, wherever
	// it is given. Only actions on members, invitations and grants may ask for it.
	Target *Condition `json:"target,omitzero"`
}

// Gate denies some actions to everybody, whatever their rights, unless a
// condition holds.
type Gate struct {
	Close  []ActionRef
	Unless Condition
}

// Guard blocks some actions for those entitled to them, as long as a condition
// does not hold.
type Guard struct {
	Before []ActionRef
	Needs  Condition
}

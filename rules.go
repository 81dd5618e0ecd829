package mandat

import "time"

// Rules are what a policy says, as plain data: written in Go, or read from a
// file by package policyfile. NewPolicy checks them and builds a Policy.
//
// Names that rules declare consist of lower-case letters, digits and hyphens
// and begin with a letter. Slices keep the order in which lists and menus come
// out; the order of roles, permissions, gates and guards never changes a
// decision.
type Rules struct {
	// System names the product, Version this edition of its rules.
	System  string
	Version string

	Structures []StructureRule
	Channels   []ChannelRule
	Settings   []SettingRule
	// GroupsHoldRoles tells that a role may be given to a group. Otherwise groups
	// only stand in access lists.
	GroupsHoldRoles bool

	Types []TypeRule

	// Base is the role that every active member holds, "" for none.
	Base  RoleID
	Roles []Role

	Gates      []Gate
	Guards     []Guard
	Approvals  []ApprovalRule
	Administer []AdminRule
	Exclusive  []ExclusiveRule
	Joining    JoiningRules
	// Creation tells what comes with making a unit, at most one rule for each
	// structure (clauses R2, R7, R53).
	Creation []CreationRule
	Notices  []NoticeRule
	// Ask lists the roles whose holders somebody without a right is told to turn
	// to (clause J43).
	Ask []RoleID
	// NoRole is what lists call a member who holds no role (clause G17).
	NoRole Title
}

// StructureRule declares a tree of units.
type StructureRule struct {
	Name  Structure
	Title Title
	// Home tells whether members have a home unit in this structure. At most one
	// structure has them.
	Home HomeRule
}

// HomeRule tells whether the members of an organisation have a home unit.
type HomeRule uint8

const (
	// NoHome: no member has one in this structure.
	NoHome HomeRule = iota
	// HomeOptional: a member may have one.
	HomeOptional
	// HomeRequired: every member has one.
	HomeRequired
)

// ChannelRule declares a channel.
type ChannelRule struct {
	Name  Channel
	Title Title
	// Login tells that acting through the channel takes a logged-in session.
	Login bool
	// Bearer tells that whoever holds the link or token acts: a subject in the
	// channel must say which one action on one resource it is for (Purpose).
	Bearer bool
}

// SettingRule declares a setting, with the value that it has where an
// organisation says nothing.
type SettingRule struct {
	Name    Setting
	Title   Title
	Default bool
}

// TypeRule declares a resource type.
type TypeRule struct {
	Name  ResourceType
	Title Title
	// Structures lists the structures in each of which a resource of the type has
	// a unit.
	Structures []Structure
	// PartOf is the type of the whole that a resource may be part of, "" for
	// none. It may be the type itself.
	PartOf    ResourceType
	Statuses  []StatusRule
	Labels    []LabelRule
	Relations []RelationRule
	// Lists names the actions for which a resource of the type can have an access
	// list.
	Lists   []Action
	Actions []ActionRule
	// Seen is the action by which a resource is seen: to whoever is not entitled
	// to it, an explanation says "not found" and no more. "" for a type whose
	// existence is no secret.
	Seen Action
}

// StatusRule declares a status of a resource type.
type StatusRule struct {
	Name  Status
	Title Title
}

// LabelRule declares a label of a resource type.
type LabelRule struct {
	Name  Label
	Title Title
}

// RelationRule declares a relation of persons to a resource type.
type RelationRule struct {
	Name  Relation
	Title Title
}

// ActionRule declares an action of a resource type.
type ActionRule struct {
	Name  Action
	Title Title
	// Of lists the actions that this one is a group of: the group is allowed only
	// if each of them is.
	Of []Action
	// Needs lists actions without which this one, and every action in it, is not
	// allowed.
	Needs []Action
}

// ApprovalRule puts actions under approval: they may be started, and what they
// make is not valid until enough persons have approved it (clauses K11, K13, K22).
type ApprovalRule struct {
	// Of lists the actions, none of which is a group. No action is under two
	// approvals.
	Of []ActionRef
	// By is the action that a vote is, of the same types: whoever may do it may
	// approve and reject. It is no group, and under no approval. For what is built
	// in it is approve.
	By Action
	// Votes is how many persons must approve.
	Votes int
	// Requester tells whether the requester may be one of them.
	Requester RequesterRule
	// Lasts is how long an approval can be pending and, of a change, be used; 0 for as
	// long as the requester says, or for ever.
	Lasts time.Duration
	// OutlivesRequester tells that the last vote counts when the requester has since
	// lost the right to what they asked for.
	OutlivesRequester bool
}

// RequesterRule tells when the requester may approve what they asked for.
type RequesterRule uint8

const (
	// RequesterNever: not at all.
	RequesterNever RequesterRule = iota
	// RequesterLoggedOut: only without an open session anywhere, and in no channel
	// that takes a login (clause K9).
	RequesterLoggedOut
	// RequesterOtherSession: in another session than the one in which they asked, or
	// logged out if they asked in one. It takes Subject.SessionID, of those who ask
	// and of those who vote.
	RequesterOtherSession
)

// AdminRule states who administers roles. What no rule states is denied.
type AdminRule struct {
	// Who lists the roles that may.
	Who []RoleID
	// May lists what they may do with the roles.
	May []AdminAct
	// Roles lists the roles that they may do it with. Whoever gets a role gets what
	// it includes: but to revoke it, that takes a statement for each of these, too.
	Roles []RoleID
	// In limits it to grants whose scope names a unit in one of the structures,
	// Through to channels, When by a condition; each empty for no limit.
	In      []Structure
	Through []Channel
	When    *Condition
	// Past tells that the statement counts from outside seals, too (clause R53):
	// PastSeals or nothing. Through a custom role it never does.
	Past Past
	// Self lets them do it for themselves too. Otherwise nobody gives a role to
	// themselves, or to a group in which they are.
	Self bool
	// Custom names all custom roles of the organisation, besides Roles. Nobody
	// gives one that can do more than they can themselves.
	Custom bool
}

// AdminAct is something that is done with a role.
type AdminAct uint8

const (
	// AdminGrant: give the role to a member.
	AdminGrant AdminAct = iota + 1
	// AdminRevoke: take the role from a member.
	AdminRevoke
	// AdminInvite: invite somebody to the role.
	AdminInvite
	// AdminHandOver: move the role from one member to another.
	AdminHandOver
)

// NoticeRule tells who is told when an action has been done.
type NoticeRule struct {
	Of ActionRef
	// Roles limits it to grants of these roles, each by its own identity; empty for
	// all. Only actions on grants may be limited so (clause R45).
	Roles []RoleID
	// Tell lists the roles whose holders are told, where their grant covers the
	// resource.
	Tell []RoleID
	// Target tells that the member concerned is told too: the one removed,
	// invited, or given the role.
	Target bool
}

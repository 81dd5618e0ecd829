package mandat

import "time"

// Impact tells who gains and who loses what by a change, as far as the one who
// makes it may see. It is plain data. The zero Impact is that of a change by
// which nobody gains or loses anything; one that could not be found out in full
// is never zero, see Untold.
//
// To gain an action is to be entitled to it afterwards, with no gate closed,
// where that was not so before: standing, the right, all that the action needs
// and its gates are taken together. Guards and approvals are not: they pass.
// At a unit that the change makes there was nothing before, and at one that it
// removes there is nothing afterwards: whoever has rights there gains or loses
// them.
type Impact struct {
	// Effects are ordered by member, then by the policy's types and actions.
	Effects []Effect
	// Lists tells on which access lists the change may put somebody, or from which
	// it may take them: those lists stand on the resources of the service.
	Lists []ListEffect
	// Hidden is how many members are concerned whom the subject of the change may
	// not see. Nothing else is told of them.
	Hidden int
	// Untold are members who gain or lose more than is told: their rights differ in
	// so many ways that not all were looked through. It is nil but for rules and
	// grants of unheard-of numbers.
	Untold []PersonID

	words  *words
	sealed [versions]bool // whether there are seals
}

// Effect tells that a person gains or loses actions, somewhere and under some
// conditions. What it says of units is about the organisation afterwards for a
// gain, and before for a loss.
type Effect struct {
	Person PersonID
	Gains  bool
	// Actions are those gained or lost, none of them a group of others.
	Actions []ActionRef
	// Roles are the roles that may be given, revoked, invited to or handed over;
	// nil for other actions.
	Roles []RoleID
	// Self tells to whom such a role may be given.
	Self SelfReach
	// Depth tells how much of what lies below the resource's unit is concerned.
	Depth DepthReach
	// Where lists areas in any of which the resource lies, nil for what is at any
	// unit outside seals, or at none.
	Where []Area
	// Lists tells for what access lists it holds: those on the actions, then those
	// on what they need. It is nil for what no list can govern.
	Lists []ListCase
	// When is the condition that has to hold besides, nil for none. Where it names
	// no channel, it is about all in which the person has standing.
	When *Condition
	// From and Until are the time for which it holds, zero for at once and for
	// good.
	From, Until time.Time
}

// Area is what lies in each of its regions: those of the structures that it
// names. In the others it is at any unit outside seals, or at none.
type Area []Region

// Region is a set of units of a structure. What has no place in the structure
// does not lie in it.
type Region struct {
	// Structure is "" for what is built in, and lies in whichever structure, but in
	// no more than one.
	Structure Structure
	// Nowhere tells that what has no unit is meant, too.
	Nowhere bool
	Parts   []Part
}

// Part is a unit, what lies below it, or both.
type Part struct {
	// Unit is "" for all units of the Structure, or of all structures if that is
	// "" too. Structure is set for these alone.
	Unit      UnitID
	Structure Structure
	// Here tells that the unit itself is meant, Below that those below it are.
	Here, Below bool
	// Seals tells which of the units below are meant.
	Seals SealReach
	// Except are the parts that are left out, whatever seals there are in them.
	Except []Part
}

// SealReach tells which units below another one are meant, by the seals that lie
// between.
type SealReach uint8

const (
	// OutsideSeals: those around which there is no seal that does not lie around
	// the upper unit as well.
	OutsideSeals SealReach = iota
	// PastAllSeals: all of them.
	PastAllSeals
	// InsideSeals: only those around which there is such a seal.
	InsideSeals
)

// ListCase tells how lists of some names may govern.
type ListCase struct {
	Names []Action
	Reach ListReach
}

// ListReach is a set of cases: how access lists govern an action on the resource.
type ListReach uint8

const (
	// Unlisted: no list governs it.
	Unlisted ListReach = 1 << iota
	// Admitted: lists govern it, and admit the person.
	Admitted
	// NotAdmitted: lists govern it, and one does not admit the person.
	NotAdmitted
)

// SelfReach tells who may be the holder of a grant that is given.
type SelfReach uint8

const (
	// NotToSelf: somebody else. It says nothing of other actions; whoever holds a
	// role may be the one from whom it is taken.
	NotToSelf SelfReach = iota
	// ToSelfToo: the person themselves as well, or a group in which they are.
	ToSelfToo
	// ToSelfOnly: nobody else.
	ToSelfOnly
)

// DepthReach is a set of cases: how much an action on a unit or a grant
// concerns. The zero DepthReach is that of other types.
type DepthReach uint8

const (
	// UnitAlone: a grant that reaches its unit alone; of unit.move, the unit below
	// which another one is put.
	UnitAlone DepthReach = 1 << iota
	// UnitAndBelow: a unit with all below it, or a grant that reaches all of that.
	UnitAndBelow
)

// ListEffect tells that a member may enter or leave access lists that name a
// group, or that name a unit: by a change of groups, of the home unit, or of what
// makes a member count in a group's unit.
type ListEffect struct {
	Person PersonID
	Enter  bool
	// One of Group and Unit is set.
	Group GroupID
	Unit  UnitID
	// From and Until are the time for which it may be so, zero for at once and for
	// good.
	From, Until time.Time
}

// Impact computes who gains and who loses what by the change. It takes as long
// as those whom the change touches have rights, and is not kept: ask once.
func (c Change) Impact() Impact {
	if c.made == nil {
		return Impact{}
	}
	return impactOf(c.made)
}

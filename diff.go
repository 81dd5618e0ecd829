package mandat

import "time"

// Difference tells what two organisations have differently, and who may do more
// or less by one than by the other. It is plain data in a fixed order. The zero
// Difference is that of two that are the same.
type Difference struct {
	// Data are the differences between the organisations themselves, those of the
	// policy and the settings first, then units, members, groups, roles, grants,
	// invitations and approvals.
	Data []DataDifference
	// Impact tells member by member who gains and who loses what, as
	// Change.Impact would of a change from the one to the other. Nobody is hidden.
	Impact Impact
	// Shared tells the same of Impact.Effects and Impact.Lists, with members taken
	// together who gain or lose the same by the same differences.
	Shared []SharedEffects
	// Unlike are types of which Impact tells nothing: the policies have them lie in
	// different structures, so that no question fits both. It is nil where both
	// decide by one policy.
	Unlike []ResourceType
}

// SharedEffects tells what some members gain or lose by the same differences.
type SharedEffects struct {
	// Persons are in the order of the members.
	Persons []PersonID
	// Because are the differences of the data that can have touched the rights of
	// each of them. Where it is one, it is the cause; where there are several, each
	// may be, or several together. Person is "" in those that are about each of
	// Persons: to each of them the role was granted, say.
	Because []DataDifference
	// Effects and Lists are those of the Impact, with Person "".
	Effects []Effect
	Lists   []ListEffect

	impact Impact // an empty one, with the words
}

// Diff compares two organisations with the same id at a moment: two versions of
// one, one under two policies of its system, or two that were read from two files.
// What it tells are gains where after gives more than before, and losses where it
// gives less. It says nothing of who would make such a change, and hides nobody:
// it is for whoever may see both organisations whole.
//
// It is exact and complete as an Impact is; see Impact.Untold and
// Difference.Unlike. Ids that were used once (OrgData.Retired) and the number of
// the version give no rights, and are not compared.
//
// An *InvalidError tells why two organisations cannot be compared.
func Diff(before, after *Org, at time.Time) (Difference, error) {
	if problems := cannotCompare(before, after, at); problems != nil {
		return Difference{}, problems.err("organisation")
	}
	if before.policy != after.policy && sameForm(before.policy.rules, after.policy.rules) {
		under, err := before.under(after.policy)
		if err != nil {
			return Difference{}, err
		}
		before = under
	}
	d := Difference{Data: dataDifferences(before, after)}
	after = after.knowing(before)
	c := newComparison(before, after, before.indexesMatch(after), at, each(d.Data, DataDifference.affects))
	c.unlike = placedUnlike(before.policy, after.policy)
	d.Unlike = c.unlike
	touched := c.touched()
	d.Impact = c.impact(touched)
	d.share(newCausing(c, d.Data), touched)
	return d, nil
}

// cannotCompare says why two organisations cannot be compared.
func cannotCompare(before, after *Org, at time.Time) (ps problems) {
	switch {
	case before == nil || before.policy == nil || after == nil || after.policy == nil:
		ps.add("", "there are no two organisations to compare")
	case before.id != after.id:
		ps.add("", "one is organisation %q, the other %q: expected the same id", before.id, after.id)
	case before.policy.System() != after.policy.System():
		ps.add("", "one decides by a policy of system %q, the other by one of %q: expected the same system", before.policy.System(), after.policy.System())
	case at.IsZero() || !tellable(at):
		ps.add("", "the time at which they are compared is not stated, or not in the years 0 to 9999")
	default:
		for u := range before.Units() {
			if is, ok := after.Unit(u.ID); ok && is.Structure != u.Structure {
				ps.add("", "unit %q lies in structure %q in one, and in %q in the other: expected the same", u.ID, u.Structure, is.Structure)
			}
		}
	}
	return ps
}

// knowing returns the organisation with an index for each unit and member that
// another one has: units that are gone, and members who were removed. It decides
// as before.
func (o *Org) knowing(other *Org) *Org {
	next := *o
	for i := range other.units.len() {
		if id := other.unit(i).id; !next.unitUsed(id) {
			next.unitByID = next.unitByID.with(id, next.units.len())
			next.units = next.units.append(&unit{id: id, gone: true, seal: noUnit})
		}
	}
	for i := range other.members.len() {
		p := other.member(i).person
		if _, known := next.memberNamed(p); !known {
			next.memberByID = next.memberByID.with(p, next.members.len())
			next.members = next.members.append(&member{person: p, status: memberRemoved, home: noUnit})
		}
	}
	return &next
}

// indexesMatch reports whether the indexes of an organisation mean the same in
// another one that knows all that it has.
func (o *Org) indexesMatch(other *Org) bool {
	for i := range o.units.len() {
		if i >= other.units.len() || o.unit(i).id != other.unit(i).id {
			return false
		}
	}
	for i := range o.members.len() {
		if i >= other.members.len() || o.member(i).person != other.member(i).person {
			return false
		}
	}
	return true
}

// placedUnlike returns the types that two policies have lie in different
// structures.
func placedUnlike(p, q *Policy) []ResourceType {
	var all []ResourceType
	for _, t := range q.rules.Types {
		if other := p.typ(t.Name); other != nil && !sameNames(other.rule.Structures, t.Structures) {
			all = append(all, t.Name)
		}
	}
	if p.homes() != q.homes() {
		all = append(all, MemberType, InvitationType)
	}
	return all
}

// homes returns the structure of home units, "" for none.
func (p *Policy) homes() Structure {
	if p.home < 0 {
		return ""
	}
	return p.rules.Structures[p.home].Name
}

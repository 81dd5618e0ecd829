package mandat

import "slices"

// unit adds those whose rights can depend on where a unit lies, on its seal, and
// on whether it is there.
func (t *touching) unit(id UnitID) {
	var there [versions]*unit
	for version, o := range t.orgs {
		i, ok := o.unitNamed(id)
		if !ok {
			continue
		}
		u := o.unit(i)
		t.moved, there[version] = true, u
	}
	same := there[before] != nil && there[after] != nil && there[before].sealed() == there[after].sealed() && t.inSameSeals(id)
	for version, u := range there {
		if u != nil {
			t.around(version, u, t.above(version, there, same))
		}
	}
	if same {
		return
	}
	for version, o := range t.orgs {
		if b := o.policy.base; b != nil && o.role(int(b.role)).givesAny() || o.policy.hasLists() {
			t.everybody = true
		}
		for k := range o.holders {
			some := o.holdersAt(spot{int32(k), noUnit})
			t.heldBy(version, &some)
		}
	}
}

// inSameSeals reports whether the same seals lie around a unit before and after,
// besides its own, and would if the other units were as they were. Around one that is
// not in both they do not.
func (c *comparison) inSameSeals(id UnitID) bool {
	var around [versions][]UnitID
	for version, o := range c.orgs {
		i, ok := o.unitNamed(id)
		if !ok {
			return false
		}
		for _, k := range o.unit(i).path {
			if above := o.unit(k).id; above != id && c.isEverSealed(above) {
				around[version] = append(around[version], above)
			}
		}
	}
	return sameNames(around[before], around[after])
}

func (c *comparison) isEverSealed(id UnitID) bool {
	return slices.ContainsFunc(c.orgs[:], func(o *Org) bool {
		i, ok := o.unitNamed(id)
		return ok && o.unit(i).sealed()
	})
}

// above returns a unit of a version and those above it, but for those above it in
// both versions if its seals are the same: what is held at these reaches it as before.
func (t *touching) above(version int, there [versions]*unit, same bool) []int32 {
	path := there[version].path
	if !same {
		return path
	}
	others := make(map[UnitID]bool)
	for _, k := range there[after-version].path {
		others[t.orgs[after-version].unit(k).id] = true
	}
	return slices.DeleteFunc(slices.Clone(path), func(k int32) bool { return others[t.orgs[version].unit(k).id] })
}

// around adds those whose grants or groups are at some units: at one that is
// different, or above it.
func (t *touching) around(version int, u *unit, path []int32) {
	o := t.orgs[version]
	atHome := o.policy.base != nil && o.policy.base.n > 0
	for k := range o.holders {
		for _, above := range path {
			some := o.holdersAt(spot{int32(k), above})
			t.heldBy(version, &some)
		}
		if o.role(k).givenAtSeveral() {
			for _, some := range o.holders[k].at.all() {
				t.heldBy(version, some)
			}
		}
		for g := range o.holdersAt(spot{int32(k), noUnit}).groups.all() {
			atHome = atHome || slices.ContainsFunc(o.group(g).grants, func(g grant) bool { return g.n > 0 && g.places[0].reach.atHome() })
		}
	}
	for i := range o.groups.len() {
		if slices.Contains(path, o.group(i).unit) {
			t.inGroup(version, i)
		}
	}
	if !atHome || u.structure != o.policy.home {
		return
	}
	for i := range o.members.len() {
		if slices.Contains(path, o.member(i).home) {
			t.member(version, i)
		}
	}
}

// givenAtSeveral reports whether a grant of the role can name several units: it
// is noted at the first one alone.
func (r *role) givenAtSeveral() bool {
	return slices.ContainsFunc(r.at, func(w Where) bool { return len(w) > 1 })
}

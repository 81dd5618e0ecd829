package mandat

import "slices"

// unit adds those whose rights can depend on where a unit lies, on its seal, and
// on whether it is there.
func (t *touching) unit(id UnitID) {
	var seals [versions]UnitID
	var there [versions]bool
	for version, o := range t.orgs {
		i, ok := o.unitNamed(id)
		if !ok {
			continue
		}
		u := o.unit(i)
		t.moved, there[version] = true, true
		if u.seal != noUnit {
			seals[version] = o.unit(u.seal).id
		}
		t.around(version, u)
	}
	if seals[before] == seals[after] && there[before] == there[after] {
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

// around adds those whose grants or groups are at a unit or above it.
func (t *touching) around(version int, u *unit) {
	o := t.orgs[version]
	atHome := o.policy.base != nil && o.policy.base.n > 0
	for k := range o.holders {
		for _, above := range u.path {
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
		if slices.Contains(u.path, o.group(i).unit) {
			t.inGroup(version, i)
		}
	}
	if !atHome || u.structure != o.policy.home {
		return
	}
	for i := range o.members.len() {
		if slices.Contains(u.path, o.member(i).home) {
			t.member(version, i)
		}
	}
}

// givenAtSeveral reports whether a grant of the role can name several units: it
// is noted at the first one alone.
func (r *role) givenAtSeveral() bool {
	return slices.ContainsFunc(r.at, func(w Where) bool { return len(w) > 1 })
}

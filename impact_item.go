package mandat

import (
	"slices"
	"time"
)

// item is a grant that the member holds, at some moments, or one of a holder who
// keeps a role from being vacant.
type item struct {
	holdings
	of       *role
	channels uint64 // that the role opens
	force    bitset // when it counts
	keeper   bool
	// everywhere tells of a keeper that no place rules out.
	everywhere bool
	home       int32 // of the holder
	// floor tells of an item that stands for what some grants of one role do where
	// they do not cover: whoever is on a list needs no more.
	floor, pierces bool
	// seals tells, by dimension, at which cells that lie in seals the grants are
	// inside of them.
	seals [MaxUnits]string
	// news are the moments at which the other version has none like it.
	news bitset
}

// addItems adds what the member holds in a version.
func (g *ground) addItems(version int) {
	index := g.index[version]
	if index < 0 {
		return
	}
	v := g.viewAt(version, g.at)
	if v.status != memberActive && v.status != memberInactive {
		return
	}
	m := v.org.member(index)
	add := func(from *grant, via int32, while bitset) {
		h := v.holdings()
		h.view, h.grant, h.via = &v, from, via
		one := item{holdings: h, of: h.role(), home: m.home, force: force(&v, g.moments, from, v.status).both(while)}
		for _, o := range one.of.openings {
			if o.settings&^v.settings == 0 {
				one.channels |= o.channels
			}
		}
		if !one.force.empty() {
			g.items[version] = append(g.items[version], one)
		}
	}
	always := newBitset(len(g.moments))
	always.addFrom(0, len(g.moments))
	for i := range m.grants {
		add(&m.grants[i], -1, always)
	}
	for _, k := range m.groups {
		some := v.org.group(k)
		while := lying(&v, g.moments, index, some.unit)
		for i := range some.grants {
			add(&some.grants[i], k, while)
		}
	}
	if base := v.org.policy.base; base != nil && v.status == memberActive {
		add(base, -1, always)
	}
}

// force returns the moments at which a grant counts for a member with a status.
func force(v *View, moments []time.Time, g *grant, status memberStatus) bitset {
	all := newBitset(len(moments))
	from, until := 0, len(moments)
	if p := g.period; p != nil {
		if !p.from.IsZero() {
			from, _ = slices.BinarySearchFunc(moments, p.from, time.Time.Compare)
		}
		if !p.until.IsZero() {
			until, _ = slices.BinarySearchFunc(moments, p.until, time.Time.Compare)
		}
	}
	if from >= until {
		return all
	}
	then := *v
	then.subject.At = moments[from]
	if then.effective(g, status) {
		all.addFrom(from, until)
	}
	return all
}

// lying returns the moments at which a member lies in the unit of a group.
func lying(v *View, moments []time.Time, index, unit int32) bitset {
	all := newBitset(len(moments))
	m := v.org.member(index)
	if unit == noUnit || v.org.unit(unit).structure == v.org.policy.home {
		if v.lies(m, m.status, unit) {
			all.addFrom(0, len(moments))
		}
		return all
	}
	for i := range m.grants {
		if v.org.namesBelow(&m.grants[i], unit) {
			all.union(force(v, moments, &m.grants[i], m.status))
		}
	}
	return all
}

// addOpenings notes in which channels the member has standing.
func (g *ground) addOpenings(version int) {
	g.channels[version], g.lasting[version] = make([]uint64, len(g.moments)), make([]uint64, len(g.moments))
	for i := range g.items[version] {
		one := &g.items[version][i]
		for m := range g.moments {
			if one.force.has(m) {
				g.channels[version][m] |= one.channels
				if one.grant.lasts() {
					g.lasting[version][m] |= one.channels
				}
			}
		}
	}
}

// addKeepers adds the grants of those who hold roles of which it is asked whether
// they are vacant; like ones once. Where a question can be about no place, every
// such grant counts, wherever it is.
func (g *ground) addKeepers(version int, roles []int) {
	v := g.viewAt(version, g.at)
	type keeping struct {
		key   itemKey
		force string
	}
	had := make(map[keeping]bool)
	add := func(index int32, from *grant, via int32, role int) {
		if int(from.role) != role {
			return
		}
		who := v.org.member(index)
		h := v.holdings()
		h.view, h.grant, h.via = &v, from, via
		one := item{holdings: h, of: h.role(), home: who.home, keeper: true, force: force(&v, g.moments, from, who.status)}
		if via >= 0 {
			one.force = one.force.both(lying(&v, g.moments, index, v.org.group(via).unit))
		}
		for _, one.everywhere = range []bool{false, true} {
			if key := (keeping{one.key(), one.force.text()}); !had[key] && !one.force.empty() {
				had[key] = true
				g.items[version] = append(g.items[version], one)
			}
		}
	}
	for _, r := range roles {
		for _, some := range v.org.holders[r].at.all() {
			for i := range some.members.all() {
				for k := range v.org.member(i).grants {
					add(i, &v.org.member(i).grants[k], -1, r)
				}
			}
			for k := range some.groups.all() {
				of := v.org.group(k)
				for _, i := range v.org.membersOf(of) {
					for n := range of.grants {
						add(i, &of.grants[n], k, r)
					}
				}
			}
		}
	}
}

// itemKey is all that makes two items alike, but when they count.
type itemKey struct {
	role                      *role
	whole, lasts              bool
	n                         uint8
	places                    [MaxUnits]grantPlace
	unit                      int32 // of the group
	channels                  uint64
	keeper, everywhere, floor bool
	seals                     [MaxUnits]string
}

func (i *item) key() itemKey {
	k := itemKey{role: i.of, unit: noUnit, channels: i.channels, keeper: i.keeper, everywhere: i.everywhere, floor: i.floor, seals: i.seals}
	if g := i.group(); g != nil {
		k.unit = g.unit
	}
	if i.floor {
		return k
	}
	k.whole, k.lasts, k.n, k.places = i.grant.whole, i.grant.lasts(), i.grant.n, i.grant.places
	for p := range k.places[:k.n] {
		k.places[p].unit = i.unitOf(i.grant.places[p])
	}
	return k
}

// lasts reports whether the grant has no end.
func (g *grant) lasts() bool { return g.period == nil || g.period.until.IsZero() }

// unitOf returns the unit that a place of the grant names.
func (i *item) unitOf(p grantPlace) int32 {
	if p.reach.atHome() {
		return i.home
	}
	return p.unit
}

// compare finds out at which moments items are new, or are no more: those come
// first. A grant whose unit was moved covers what was moved with it, and into
// which seals it reaches now is told by its floor.
func (g *ground) compare() {
	var had [versions]map[itemKey]bitset
	for version := range versions {
		had[version] = make(map[itemKey]bitset)
		for i := range g.items[version] {
			one := &g.items[version][i]
			if key := one.key(); had[version][key] == nil {
				had[version][key] = slices.Clone(one.force)
			} else {
				had[version][key].union(one.force)
			}
		}
	}
	for version := range versions {
		for i := range g.items[version] {
			one := &g.items[version][i]
			one.news = one.force
			if other := had[after-version][one.key()]; other != nil && g.same {
				one.news = one.force.without(other)
			}
		}
		slices.SortStableFunc(g.items[version], func(a, b item) int { return order(a.news.empty()) - order(b.news.empty()) })
	}
}

// order returns 1 for true, 0 for false.
func order(b bool) int {
	if b {
		return 1
	}
	return 0
}

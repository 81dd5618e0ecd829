package mandat

import (
	"cmp"
	"slices"
)

// grants tries a grant of every role, at the narrowest scope that covers the
// resource. Of roles that include each other the least one counts.
func (s *supposition) grants() {
	var roles []*role
	var found []Miss
	for i := range len(s.view.org.holders) {
		r := s.view.org.role(i)
		if base := s.view.org.policy.base; base != nil && int(base.role) == i || r.rule.Deprecated {
			continue
		}
		if m, ok := s.grantOf(r); ok {
			roles, found = append(roles, r), append(found, m)
		}
	}
	for i, r := range roles {
		if !slices.ContainsFunc(roles, func(other *role) bool { return other != r && r.includesRole(other) }) {
			s.found = append(s.found, found[i])
		}
	}
}

// includesRole reports whether a role includes another, or is it.
func (r *role) includesRole(other *role) bool {
	return slices.ContainsFunc(r.includes, func(in included) bool { return in.role == other })
}

// grantOf returns the narrowest grant of a role that would turn the answer.
func (s *supposition) grantOf(r *role) (Miss, bool) {
	scopes := s.scopes(r)
	slices.SortStableFunc(scopes, narrower)
	for _, scope := range scopes {
		missing := Grant{Role: r.rule.ID, Member: s.view.subject.Person, Scope: scope}
		g := s.view.org.compileGrant(missing, r.index)
		v := *s.view
		v.extra = &g
		if !s.turns(v, s.question.resource) {
			continue
		}
		if c := s.view.bringing(missing); c != nil {
			return Miss{Kind: MissGrant, Role: r.rule.ID, Scope: scope, Command: c}, true
		}
	}
	return Miss{}, false
}

// scopes returns the scopes of a role that may cover the resource. What lies in
// several places may be covered at each, or at a unit above them all.
func (s *supposition) scopes(r *role) []Scope {
	q := s.question
	if a := q.about; a == nil || !a.many || len(a.spots) == 0 {
		return s.scopesHere(r)
	}
	var scopes []Scope
	for i := range q.about.spots {
		q.lieAtGrant(&q.about.spots[i], noUnit)
		scopes = append(scopes, s.scopesHere(r)...)
	}
	q.lieAboveAll()
	scopes = append(scopes, s.scopesHere(r)...)
	q.settle()
	return scopes
}

// lieAboveAll places the resource, in each structure, at the lowest unit above
// all its spots.
func (q *question) lieAboveAll() {
	q.facts.clear()
	for structure := range q.now.policy.rules.Structures {
		if path := q.commonPath(structure); len(path) > 0 && q.facts.n < MaxUnits {
			q.put(place{structure: int32(structure), unit: path[len(path)-1], below: true})
		}
	}
}

// commonPath returns the units of a structure that lie above all spots, from the
// root down.
func (q *question) commonPath(structure int) []int32 {
	var common []int32
	for i := range q.about.spots {
		var path []int32
		for _, p := range q.about.spots[i].at() {
			if int(p.structure) == structure && p.unit != noUnit {
				path = q.now.unit(p.unit).path
			}
		}
		if i == 0 {
			common = path
		}
		n := 0
		for n < len(common) && n < len(path) && common[n] == path[n] {
			n++
		}
		common = common[:n]
	}
	return common
}

// scopesHere returns the narrowest scope of each alternative of a role, as the
// resource lies now.
func (s *supposition) scopesHere(r *role) []Scope {
	var scopes []Scope
	for _, w := range r.at {
		if scope, ok := s.scopeIn(w); ok {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}

// narrower orders scopes: those of more units first, then by their reaches.
func narrower(a, b Scope) int {
	p, q := a.Places(), b.Places()
	if len(p) != len(q) {
		return cmp.Compare(len(q), len(p))
	}
	return slices.CompareFunc(p, q, func(p, q ScopePlace) int {
		return cmp.Compare(slices.Index(narrowest, p.Reach), slices.Index(narrowest, q.Reach))
	})
}

// narrowest lists the reaches in the order in which a miss takes them.
var narrowest = []Reach{Exact, Subtree, Home, HomeSubtree}

// scopeIn returns the narrowest scope within an alternative that covers the
// resource, or at least names the home unit: where a list admits the subject,
// a grant anywhere will do.
func (s *supposition) scopeIn(w Where) (Scope, bool) {
	if len(w) == 0 {
		return WholeOrg(), true
	}
	scope := Scope{kind: atPlaces}
	for i, structure := range w.structures() {
		p, ok := s.placeIn(structure, w[structure])
		if !ok {
			return Scope{}, false
		}
		scope.places[i] = p
	}
	return scope, true
}

// concernsBelow reports whether what lies below the resource's unit in a
// structure is concerned too.
func (q *question) concernsBelow(structure int) bool {
	p := q.placeIn(structure)
	return p != nil && p.below
}

// placeIn returns the resource's own unit in a structure with the narrowest
// reach that is possible, the home unit if nothing else is.
func (s *supposition) placeIn(structure Structure, reaches []Reach) (p ScopePlace, ok bool) {
	o := s.view.org
	unit := s.question.unitIn(o.policy.structure(structure))
	home := s.view.member.home
	for _, r := range narrowest {
		switch {
		case !slices.Contains(reaches, r), !r.below() && s.question.concernsBelow(o.policy.structure(structure)):
		case !r.atHome() && unit != noUnit:
			return ScopePlace{o.unit(unit).id, r}, true
		case r.atHome() && o.reaches(home, r, unit):
			return ScopePlace{Reach: r}, true
		case r.atHome() && home != noUnit && !ok:
			p, ok = ScopePlace{Reach: r}, true
		}
	}
	return p, ok
}

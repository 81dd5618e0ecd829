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
		if base := s.view.org.policy.base; base != nil && int(base.role) == i {
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
	var scopes []Scope
	for _, w := range r.at {
		if scope, ok := s.scopeIn(w); ok {
			scopes = append(scopes, scope)
		}
	}
	slices.SortStableFunc(scopes, narrower)
	for _, scope := range scopes {
		g := s.view.org.compileGrant(Grant{Role: r.rule.ID, Member: s.view.subject.Person, Scope: scope}, r.index)
		v := *s.view
		v.extra = &g
		if s.turns(v, s.question.resource) {
			return Miss{Kind: MissGrant, Role: r.rule.ID, Scope: scope}, true
		}
	}
	return Miss{}, false
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

// placeIn returns the resource's own unit in a structure with the narrowest
// reach that is possible, the home unit if nothing else is.
func (s *supposition) placeIn(structure Structure, reaches []Reach) (p ScopePlace, ok bool) {
	o := s.view.org
	unit := s.question.unitIn(o.policy.structure(structure))
	home := o.member(s.view.index).home
	for _, r := range narrowest {
		switch {
		case !slices.Contains(reaches, r), !r.below() && s.question.concernsBelow(int8(o.policy.structure(structure))):
		case !r.atHome() && unit != noUnit:
			return ScopePlace{o.unit(unit).id, r}, true
		case r.atHome() && s.question.reaches(home, r, unit):
			return ScopePlace{Reach: r}, true
		case r.atHome() && home != noUnit && !ok:
			p, ok = ScopePlace{Reach: r}, true
		}
	}
	return p, ok
}

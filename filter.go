package mandat

// Filter is a View for one action on the resources of one type: what does not hang
// on the resource is judged once. It answers as the view does, and, like a view,
// belongs to one version and one moment. It is immutable and safe for concurrent
// use. The zero Filter admits nothing.
type Filter struct{ filter *filter }

type filter struct {
	view   View
	action *action
	typ    *resourceType
	wrong  Detail   // the policy does not know the type or the action
	held   []source // the grants that could give a leaf; of what is built in all are asked
}

// source is a grant in force.
type source struct {
	grant *grant
	role  *role
	via   int32
}

// Filter returns the filter for an action on the resources of a type. One for what
// the policy does not know admits nothing.
func (v View) Filter(t ResourceType, a Action) Filter {
	f := &filter{view: v}
	if v.org == nil {
		f.wrong = NoOrg
		return Filter{f}
	}
	if f.typ = v.org.policy.typ(t); f.typ == nil {
		f.wrong = TypeUnknown
		return Filter{f}
	}
	if f.action = f.typ.action(a); f.action == nil {
		f.wrong = ActionUnknown
		return Filter{f}
	}
	if f.typ.builtin {
		return Filter{f}
	}
	for h := f.view.holdings(); h.next(); {
		if r := h.role(); r.givesOne(f.action.leaves) {
			f.held = append(f.held, source{h.grant, r, h.via})
		}
	}
	return Filter{f}
}

// givesOne reports whether the role has a permission for one of some leaves.
func (r *role) givesOne(leaves []*leaf) bool {
	for _, l := range leaves {
		if len(r.perms[l.index]) > 0 {
			return true
		}
	}
	return false
}

// Decide answers whether the subject may do the filter's action to the resource, as
// View.Decide does. A resource of another type is malformed (TypeUnknown).
func (f Filter) Decide(r Resource) Decision { return f.filter.decide(&r) }

func (f *filter) decide(r *Resource) Decision {
	switch {
	case f == nil:
		return Decision{reason: Malformed, detail: NoOrg}
	case f.wrong != NoDetail:
		return Decision{reason: Malformed, detail: f.wrong}
	case r.Type != f.typ.rule.Name:
		return Decision{reason: Malformed, detail: TypeUnknown}
	}
	q := question{view: &f.view, resource: r, now: f.view.org}
	if !f.typ.builtin { // to do something to a role can take the right to give others
		q.filter = f
	}
	q.facts.typ = f.typ
	d := q.misplaced()
	if d == NoDetail {
		d = q.read(f.action)
	}
	return q.answer(f.action, d)
}

// filteredRight reports whether one of the grants that the filter has found gives
// the leaf.
func (q *question) filteredRight(l *leaf, lists governance) bool {
	h := holdings{view: q.view}
	for i := range q.filter.held {
		s := &q.filter.held[i]
		h.grant, h.via = s.grant, s.via
		if perms := s.role.perms[l.index]; len(perms) > 0 && q.counts(&h) && q.gives(&h, s.role, perms, lists) {
			return true
		}
	}
	return false
}

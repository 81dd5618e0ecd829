package mandat

import "slices"

// sameBut reports whether two effects say the same, but for the actions, the
// roles and, if anywhere is set, the places.
func (e *Effect) sameBut(f *Effect, anywhere bool) bool {
	// A condition is about resources of one type.
	typed := e.When == nil || e.Actions[0].Type == f.Actions[0].Type
	return e.Person == f.Person && e.Gains == f.Gains && e.Self == f.Self && e.Depth == f.Depth && typed && e.When.equal(f.When) &&
		e.From.Equal(f.From) && e.Until.Equal(f.Until) && slices.EqualFunc(e.Lists, f.Lists, ListCase.equal) &&
		(anywhere || slices.EqualFunc(e.Where, f.Where, Area.equal))
}

func (l ListCase) equal(m ListCase) bool { return l.Reach == m.Reach && slices.Equal(l.Names, m.Names) }

func (a Area) equal(b Area) bool { return slices.EqualFunc(a, b, Region.equal) }

func (r Region) equal(s Region) bool {
	return r.Structure == s.Structure && r.Nowhere == s.Nowhere && slices.EqualFunc(r.Parts, s.Parts, Part.equal)
}

func (p Part) equal(q Part) bool {
	return p.Unit == q.Unit && p.Structure == q.Structure && p.Here == q.Here && p.Below == q.Below && p.Seals == q.Seals &&
		slices.EqualFunc(p.Except, q.Except, Part.equal)
}

// settle adds the effects that wait, of tasks that differ in their shapes alone:
// one that is about all places, of every shape, is about the whole organisation.
func (a *affected) settle(shapes int) {
	waiting := a.waiting
	a.waiting = nil
	for i := range waiting {
		e := &waiting[i]
		if !e.outside || shapes == 1 {
			a.add(e.Effect)
			continue
		}
		var alike []int
		for k := range waiting {
			if waiting[k].outside && e.sameBut(&waiting[k].Effect, true) {
				alike = append(alike, k)
			}
		}
		if len(alike) < shapes {
			a.add(e.Effect)
		} else if alike[0] == i {
			e.Where = nil
			a.add(e.Effect)
		}
	}
}

// add adds an effect to those found, or its role to one that says the same of
// the same action.
func (a *affected) add(e Effect) {
	for i := range a.effects {
		had := &a.effects[i]
		if e.Roles != nil && slices.Equal(had.Actions, e.Actions) && had.sameBut(&e, false) {
			if !slices.Contains(had.Roles, e.Roles[0]) {
				had.Roles = append(had.Roles, e.Roles[0])
			}
			return
		}
	}
	a.effects = append(a.effects, e)
}

// merged returns the effects with those made one that say the same of several
// actions.
func (a *affected) merged() []Effect {
	var all []Effect
	for _, e := range a.effects {
		k := slices.IndexFunc(all, func(had Effect) bool { return slices.Equal(had.Roles, e.Roles) && had.sameBut(&e, false) })
		if k < 0 {
			all = append(all, e)
			continue
		}
		all[k].Actions = append(all[k].Actions, e.Actions...)
	}
	return all
}

package mandat

import "slices"

// culprit returns the name that a detail of a malformed question is about, ""
// where there is none to tell. The action is nil if it is not known.
func (q *question) culprit(asked Action, a *action, d Detail) string {
	switch d {
	case TypeUnknown:
		return string(q.resource.Type)
	case ActionUnknown:
		return string(asked)
	case ChannelUnknown:
		return string(q.view.subject.Channel)
	case StatusUnknown:
		return string(q.resource.Status)
	case UnitUnknown, StructureUnknown, UnitNotStated, UnitTwice:
		return q.culpritPlace(d)
	case LabelUnknown:
		return q.culpritLabel()
	case RelationUnknown, RelationNotStated:
		return q.culpritRelation(a, d)
	case ListUnknown, ListNotStated:
		return q.culpritList(a, d)
	}
	return ""
}

func (q *question) culpritPlace(d Detail) string {
	var before []Structure
	for _, u := range q.resource.Units {
		if u.Place.state == notStated {
			continue
		}
		k := q.facts.typ.structureIndex(u.Structure)
		switch {
		case d == UnitTwice && slices.Contains(before, u.Structure), d == StructureUnknown && k < 0:
			return string(u.Structure)
		case d == UnitUnknown && k >= 0 && u.Place.state == stated && !q.place(&place{structure: int32(q.facts.typ.structures[k])}, u.Place.unit):
			return string(u.Place.unit)
		}
		before = append(before, u.Structure)
	}
	return firstMissing(q.facts.typ.rule.Structures, before)
}

func (q *question) culpritLabel() string {
	for i := range q.resource.Labels.len() {
		if l := q.resource.Labels.at(i); q.facts.typ.labelIndex(l) < 0 {
			return string(l)
		}
	}
	return ""
}

func (q *question) culpritRelation(a *action, d Detail) string {
	var needed, stated []Relation
	for k, r := range q.facts.typ.rule.Relations {
		if a.needs.relations&(1<<k) != 0 {
			needed = append(needed, r.Name)
		}
	}
	for _, r := range q.resource.Relations {
		if r.People.state() == notStated {
			continue
		}
		if d == RelationUnknown && q.facts.typ.relationIndex(r.Relation) < 0 {
			return string(r.Relation)
		}
		stated = append(stated, r.Relation)
	}
	return firstMissing(needed, stated)
}

// culpritList looks on the resource and on its wholes, upwards.
func (q *question) culpritList(a *action, d Detail) string {
	r := q.resource
	for l := &a.levels[0]; r != nil; l, r = &a.levels[l.next], r.PartOf.whole() {
		var stated []Action
		for _, acl := range r.ACLs {
			if acl.ACL.state() == notStated {
				continue
			}
			if d == ListUnknown && !slices.Contains(l.typ.lists, acl.Action) {
				return string(acl.Action)
			}
			stated = append(stated, acl.Action)
		}
		if name := firstMissing(l.lists, stated); d == ListNotStated && name != "" {
			return name
		}
		if l.next < 0 {
			break
		}
	}
	return ""
}

// firstMissing returns the first needed name that is not stated.
func firstMissing[N ~string](needed, stated []N) string {
	for _, n := range needed {
		if !slices.Contains(stated, n) {
			return string(n)
		}
	}
	return ""
}

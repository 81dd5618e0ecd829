package mandat

// question is one question about one resource, while it is answered. It lives
// on the stack.
type question struct {
	view     *View
	resource *Resource
	facts    facts
	hasLists bool // the resource, or a whole, has a list
	// now is the organisation that holds what is asked about: in a change the
	// state reached, otherwise the view's own.
	now *Org
	// about is what the organisation tells of what is built in, nil for a
	// resource of a service.
	about *about
	// filter is what is known before any resource, nil where nothing is.
	filter *filter
}

// facts are what a resource states, as positions and bits of its type.
type facts struct {
	typ       *resourceType
	places    [MaxUnits]place // the first n
	n         uint8
	nowhere   bool // one of them is
	sealed    bool // one of them lies inside a seal
	status    uint64
	labels    uint64
	relations uint64 // of what is built in, those in which the subject stands
	stated    uint64 // the relations that are
}

// place is a unit of the resource asked about, in one structure.
type place struct {
	structure int32
	unit      int32 // noUnit for nowhere
	record    *unit // of the view's organisation, nil for nowhere
	below     bool  // what lies below the unit is concerned too
}

// at returns the places of the resource.
func (f *facts) at() []place { return f.places[:f.n] }

// clear takes all places away.
func (f *facts) clear() { f.n, f.nowhere, f.sealed = 0, false, false }

// put adds a place.
func (q *question) put(p place) {
	f := &q.facts
	if p.unit == noUnit {
		f.nowhere = true
	} else {
		p.record = q.view.org.unit(p.unit)
		f.sealed = f.sealed || p.record.seal != noUnit
	}
	f.places[f.n] = p
	f.n++
}

// read checks what the resource states against its type and against what the
// action needs, and fills the facts. It returns the first detail, in the order
// of the constants, of all that is wrong.
func (q *question) read(a *action) Detail {
	switch {
	case q.lacksSession(&a.needs):
		return SessionUnstated
	case q.facts.typ.builtin:
		return q.readBuiltin(a)
	}
	return q.lacks(a, q.readStated())
}

// readStated fills the facts of a resource of a service, whatever is asked about it.
func (q *question) readStated() Detail {
	if d := q.readUnits(); d != NoDetail {
		return d
	}
	if d := q.readStatus(); d != NoDetail {
		return d
	}
	if q.resource.Labels.stated() {
		if d := q.readLabels(); d != NoDetail {
			return d
		}
	}
	return q.readRelations()
}

// lacks returns what the action needs and the resource does not state, or what is
// wrong besides.
func (q *question) lacks(a *action, wrong Detail) Detail {
	switch n := &a.needs; {
	case n.status && q.resource.Status == "":
		wrong.note(StatusNotStated)
	case n.labels && !q.resource.Labels.stated():
		wrong.note(LabelsNotStated)
	case n.relations&^q.facts.stated != 0:
		wrong.note(RelationNotStated)
	}
	if wrong != NoDetail {
		return wrong
	}
	return q.readLists(a.levels)
}

// lacksSession reports whether a session must be stated and is not.
func (q *question) lacksSession(n *needs) bool {
	switch s := &q.view.subject; s.Session {
	case NoSession:
		return false
	case OpenSession:
		return n.sessionID && s.SessionID == ""
	}
	return n.session
}

// locate fills where the resource lies, and of what is built in all that the
// organisation tells.
func (q *question) locate(a *action) Detail {
	if q.facts.typ.builtin {
		return q.readBuiltin(a)
	}
	return q.readUnits()
}

// note keeps the earlier of two details.
func (d *Detail) note(found Detail) {
	if *d == NoDetail || found < *d {
		*d = found
	}
}

func (q *question) readUnits() Detail {
	var d Detail
	t, placed, found := q.facts.typ, 0, 0
	for k, structure := range t.structures {
		q.facts.places[k] = place{structure: int32(structure), unit: noUnit}
	}
	q.facts.n = uint8(len(t.structures))
	for i := range q.resource.Units {
		u := &q.resource.Units[i]
		if u.Place.state == notStated {
			continue
		}
		k := t.structureIndex(u.Structure)
		if k < 0 {
			d.note(StructureUnknown)
			if q.resource.Units.standsBefore(i) {
				d.note(UnitTwice)
			}
			continue
		}
		if placed&(1<<k) != 0 {
			d.note(UnitTwice)
		}
		placed |= 1 << k
		if u.Place.state == statedNone {
			continue
		}
		if found++; !q.place(&q.facts.places[k], u.Place.unit) {
			d.note(UnitUnknown)
		}
	}
	q.facts.nowhere = found < len(t.structures)
	if placed != 1<<len(t.structures)-1 {
		d.note(UnitNotStated)
	}
	return d
}

// place fills the unit of a place. It reports whether the organisation has it in
// that structure.
func (q *question) place(p *place, id UnitID) bool {
	i, ok := q.view.org.unitByID.get(id)
	if !ok {
		return false
	}
	u := q.view.org.unit(i)
	if u.gone || u.structure != int(p.structure) {
		return false
	}
	p.unit, p.record = i, u
	q.facts.sealed = q.facts.sealed || u.seal != noUnit
	return true
}

func (q *question) readStatus() Detail {
	if q.resource.Status == "" {
		return NoDetail
	}
	k := q.facts.typ.statusIndex(q.resource.Status)
	if k < 0 {
		return StatusUnknown
	}
	q.facts.status = 1 << k
	return NoDetail
}

func (q *question) readLabels() Detail {
	var d Detail
	l := &q.resource.Labels
	for i := range l.len() {
		k := q.facts.typ.labelIndex(l.at(i))
		switch {
		case k < 0:
			d.note(LabelUnknown)
			continue
		case q.facts.labels&(1<<k) != 0:
			d.note(LabelTwice)
		}
		q.facts.labels |= 1 << k
	}
	return d
}

func (q *question) readRelations() Detail {
	var d Detail
	for i := range q.resource.Relations {
		r := &q.resource.Relations[i]
		if r.People.state() == notStated {
			continue
		}
		k := position(q.facts.typ.relations, r.Relation, i)
		if k < 0 {
			d.note(RelationUnknown)
			if q.resource.Relations.standsBefore(i) {
				d.note(RelationTwice)
			}
			continue
		}
		if q.facts.stated&(1<<k) != 0 {
			d.note(RelationTwice)
		}
		q.facts.stated |= 1 << k
	}
	return d
}

// standsIn reports whether the subject stands in one of some relations. People are
// looked at here, when they are asked for.
func (q *question) standsIn(relations uint64) bool {
	for i := range q.resource.Relations {
		r := &q.resource.Relations[i]
		if k := position(q.facts.typ.relations, r.Relation, i); k >= 0 && relations&(1<<k) != 0 && r.People.Include(q.view.subject.Person) {
			return true
		}
	}
	return q.facts.relations&relations != 0
}

// readLists checks the lists of the resource and of its wholes, upwards.
func (q *question) readLists(levels []level) Detail {
	var d Detail
	r, l := q.resource, &levels[0]
	for depth := 0; ; depth++ {
		if depth > MaxDepth {
			d.note(WholeTooDeep)
			return d
		}
		if bad := q.checkLists(r, l); bad != NoDetail {
			d.note(bad)
		}
		whole := r.PartOf.whole()
		if whole == nil {
			if l.whole && r.PartOf.of == nil {
				d.note(WholeNotStated)
			}
			return d
		}
		if l.next < 0 || whole.Type != levels[l.next].typ.rule.Name {
			d.note(WholeUnknown)
			return d
		}
		if whole.Org != q.resource.Org {
			d.note(WholeForeign)
			return d
		}
		r, l = whole, &levels[l.next]
	}
}

func (q *question) checkLists(r *Resource, l *level) Detail {
	var d Detail
	var seen uint64
	for i := range r.ACLs {
		acl := &r.ACLs[i]
		if acl.ACL.state() == notStated {
			continue
		}
		k := position(l.typ.lists, acl.Action, i)
		if k < 0 {
			d.note(ListUnknown)
			if r.ACLs.standsBefore(i) {
				d.note(ListTwice)
			}
			continue
		}
		if seen&(1<<k) != 0 {
			d.note(ListTwice)
		}
		seen |= 1 << k
		q.hasLists = q.hasLists || acl.ACL.state() == stated
	}
	if l.needed&^seen != 0 {
		d.note(ListNotStated)
	}
	return d
}

package reference

import (
	"slices"

	"github.com/mandat-go/mandat"
)

// malformed returns everything that is not stated, unknown, doubled or foreign.
// Without a type and an action there is nothing to hold the rest against.
func (q *question) malformed() []mandat.Detail {
	t, ok := q.typeRule(q.resource.Type)
	if !ok {
		return []mandat.Detail{mandat.TypeUnknown}
	}
	if _, ok := actionRule(t, q.action); !ok {
		return []mandat.Detail{mandat.ActionUnknown}
	}
	n := q.needed()
	if q.isBuiltin() {
		return slices.Concat(q.badSubject(n), q.badThing())
	}
	return slices.Concat(
		q.badSubject(n),
		q.badUnits(t),
		q.badStatus(t, n),
		q.badLabels(t, n),
		q.badRelations(t, n),
		q.badLists(t, q.resource),
		q.badWholes(t),
	)
}

func (q *question) badSubject(n needed) (found []mandat.Detail) {
	s := q.subject
	channel, known := q.channelRule(s.Channel)
	if q.resource.Org == "" {
		found = append(found, mandat.OrgNotStated)
	} else if q.resource.Org != q.data.ID {
		found = append(found, mandat.OrgForeign)
	}
	if s.At.IsZero() {
		found = append(found, mandat.TimeNotStated)
	}
	if !known && s.Channel != "" {
		found = append(found, mandat.ChannelUnknown)
	}
	if channel.Bearer && s.Only == (mandat.Purpose{}) {
		found = append(found, mandat.PurposeNotStated)
	}
	if s.Only != (mandat.Purpose{}) && !complete(s.Only) {
		found = append(found, mandat.PurposeIncomplete)
	}
	if n.session && s.Session != mandat.NoSession && s.Session != mandat.OpenSession {
		found = append(found, mandat.SessionUnstated)
	}
	if n.sessionID && s.Session == mandat.OpenSession && s.SessionID == "" {
		found = append(found, mandat.SessionUnstated)
	}
	return found
}

func complete(p mandat.Purpose) bool {
	return p.Org != "" && p.Type != "" && p.ID != "" && p.Action != ""
}

func (q *question) channelRule(name mandat.Channel) (mandat.ChannelRule, bool) {
	for _, c := range q.rules.Channels {
		if c.Name == name {
			return c, true
		}
	}
	return mandat.ChannelRule{}, false
}

// badUnits wants a place in every structure of the type.
func (q *question) badUnits(t mandat.TypeRule) (found []mandat.Detail) {
	placed := set[mandat.Structure]{}
	for _, f := range q.resource.Units {
		unit, stated := f.Place.Unit()
		if !stated {
			continue
		}
		if placed[f.Structure] {
			found = append(found, mandat.UnitTwice)
		}
		placed[f.Structure] = true
		if !slices.Contains(t.Structures, f.Structure) {
			found = append(found, mandat.StructureUnknown)
		}
		if u, ok := q.unit(unit); unit != "" && (!ok || u.Structure != f.Structure) {
			found = append(found, mandat.UnitUnknown)
		}
	}
	for _, s := range t.Structures {
		if !placed[s] {
			found = append(found, mandat.UnitNotStated)
		}
	}
	return found
}

func (q *question) badStatus(t mandat.TypeRule, n needed) (found []mandat.Detail) {
	status := q.resource.Status
	if status != "" && !slices.ContainsFunc(t.Statuses, func(s mandat.StatusRule) bool { return s.Name == status }) {
		found = append(found, mandat.StatusUnknown)
	}
	if status == "" && n.status {
		found = append(found, mandat.StatusNotStated)
	}
	return found
}

func (q *question) badLabels(t mandat.TypeRule, n needed) (found []mandat.Detail) {
	labels, stated := q.resource.Labels.List()
	if !stated && n.labels {
		found = append(found, mandat.LabelsNotStated)
	}
	for i, label := range labels {
		if !slices.ContainsFunc(t.Labels, func(l mandat.LabelRule) bool { return l.Name == label }) {
			found = append(found, mandat.LabelUnknown)
		}
		if slices.Contains(labels[:i], label) {
			found = append(found, mandat.LabelTwice)
		}
	}
	return found
}

func (q *question) badRelations(t mandat.TypeRule, n needed) (found []mandat.Detail) {
	stated := set[mandat.Relation]{}
	for _, f := range q.resource.Relations {
		if !f.People.Stated() {
			continue
		}
		if stated[f.Relation] {
			found = append(found, mandat.RelationTwice)
		}
		stated[f.Relation] = true
		if !slices.ContainsFunc(t.Relations, func(r mandat.RelationRule) bool { return r.Name == f.Relation }) {
			found = append(found, mandat.RelationUnknown)
		}
	}
	if !each(n.relations, func(r mandat.Relation) bool { return stated[r] }) {
		found = append(found, mandat.RelationNotStated)
	}
	return found
}

// badLists judges the lists of the resource asked about, or of a whole.
func (q *question) badLists(t mandat.TypeRule, r *mandat.Resource) (found []mandat.Detail) {
	stated := set[mandat.Action]{}
	for _, f := range r.ACLs {
		if !f.ACL.Stated() {
			continue
		}
		if stated[f.Action] {
			found = append(found, mandat.ListTwice)
		}
		stated[f.Action] = true
		if !slices.Contains(t.Lists, f.Action) {
			found = append(found, mandat.ListUnknown)
		}
	}
	for _, l := range q.listsOf(t) {
		if !stated[l] {
			found = append(found, mandat.ListNotStated)
		}
	}
	return found
}

// badWholes walks upwards and judges at each level first the lists, then the
// whole above. It stops at the first whole that is unknown, foreign or absent,
// and after MaxDepth wholes.
func (q *question) badWholes(t mandat.TypeRule) (found []mandat.Detail) {
	r := q.resource
	for wholes := 0; ; wholes++ {
		whole, stated := r.PartOf.Resource()
		switch {
		case !stated && q.listsAbove(t):
			return append(found, mandat.WholeNotStated)
		case whole == nil:
			return found
		case wholes == mandat.MaxDepth:
			return append(found, mandat.WholeTooDeep)
		case t.PartOf == "" || whole.Type != t.PartOf:
			return append(found, mandat.WholeUnknown)
		case whole.Org != q.data.ID:
			return append(found, mandat.WholeForeign)
		}
		r = whole
		t, _ = q.typeRule(whole.Type)
		found = append(found, q.badLists(t, whole)...)
	}
}

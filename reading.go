package mandat

// reading is a resource of which what it states has been read, for several questions by
// one subject.
type reading struct {
	question question // before any action
	wrong    Detail   // what is wrong whatever is asked
}

// reading reads what a resource of a type states. What is built in is read anew for
// each action, which it depends on.
func (v *View) reading(t *resourceType, r *Resource) reading {
	w := reading{question: question{view: v, resource: r, now: v.org}}
	w.question.facts.typ = t
	if w.wrong = w.question.misplaced(); w.wrong == NoDetail && !t.builtin {
		w.wrong = w.question.readStated()
	}
	return w
}

// decide answers for one action of the type.
func (w *reading) decide(a *action) Decision {
	q, d := w.question, w.wrong
	if q.lacksSession(&a.needs) {
		d.note(SessionUnstated)
	}
	if !q.facts.typ.builtin {
		d = q.lacks(a, d)
	} else if d == NoDetail {
		d = q.readBuiltin(a)
	}
	return q.answer(a, d)
}

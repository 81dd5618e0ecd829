package mandat

import (
	"time"
	"unicode/utf8"
)

// What follows keeps out what has no form in which it could be stored and read
// again as the same: it would be lost, or become something else.

// unusable tells what keeps a text from being the id of something.
func unusable[N ~string](id N) obstacle {
	if id == "" {
		return because(IDMissing, id)
	}
	return unreadable(id)
}

// unreadable tells what keeps a text, which may be empty, from being stored.
func unreadable[N ~string](text N) obstacle {
	if !utf8.ValidString(string(text)) {
		return because(ValueInvalid, text)
	}
	return obstacle{}
}

// tellable reports whether a moment is in the years 0 to 9999, in UTC.
func tellable(t time.Time) bool {
	y := t.UTC().Year()
	return 0 <= y && y <= 9999
}

// first returns the first of some obstacles, the zero one if there is none.
func first(all ...obstacle) obstacle {
	for _, o := range all {
		if o.detail != NoDetail {
			return o
		}
	}
	return obstacle{}
}

// tells tells what keeps an invitation from being stored, its grants aside.
func (i *Invitation) tells() obstacle {
	found := first(unusable(i.ID), unusable(i.Person), unreadable(i.By), unreadable(i.Through))
	if found.detail == NoDetail && !tellable(i.Until) {
		return because(ValueInvalid, i.ID)
	}
	return found
}

package reference

// set is a set of names.
type set[T comparable] map[T]bool

// each reports whether ok holds for every member.
func each[T comparable](s set[T], ok func(T) bool) bool {
	for m := range s {
		if !ok(m) {
			return false
		}
	}
	return true
}

// some reports whether ok holds for a member.
func some[T comparable](s set[T], ok func(T) bool) bool {
	for m := range s {
		if ok(m) {
			return true
		}
	}
	return false
}

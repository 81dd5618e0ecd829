package mandat

// ChangeOf is a change that nobody planned, for tests.
func ChangeOf(before, after *Org, events []Event, s Subject) Change {
	return Change{&made{before: before, start: before, after: after, events: events, subject: s}}
}

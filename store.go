package mandat

import "context"

// Store keeps the events of organisations, and decides nothing: a Directory
// makes organisations of them. It is safe for concurrent use, and neither keeps
// nor changes what it is given, nor what it has handed out. Package memstore has
// one that forgets everything when the process ends, module sqlite one that
// lasts, and package storetest tests whether another one is a Store.
//
// An error other than ErrNotFound and ErrConflict tells that the store could not
// answer, or that it does not know what has become of what it was given.
type Store interface {
	// Load returns the events of an organisation that are later than a version,
	// in their order, whole changes only; with 0 all of them. There are none if
	// that version is the last. It is ErrNotFound if the store has no organisation
	// of that id, or has not come as far as that version.
	Load(ctx context.Context, id OrgID, after uint64) ([]Event, error)

	// Append stores the events of one change, all of them or none, if the
	// organisation is at a version: 0 for one that the store does not have yet. If
	// it is at another one, nothing is stored and it is ErrConflict. When Append
	// returns nil every later Load, by whomever, returns the events.
	Append(ctx context.Context, id OrgID, at uint64, events []Event) error

	// Orgs returns the ids of all organisations, in the order of their bytes.
	Orgs(ctx context.Context) ([]OrgID, error)

	// Follow returns the organisations to which something was appended after a
	// mark, by whomever, each once in the order of their bytes, and the mark to go
	// on from. It waits until there are any, or the context ends. Mark 0 is before the
	// first change; what other marks mean is the store's own, but later ones are
	// greater. When Follow has named an organisation, Load returns the change.
	// Silence tells that nothing was appended, so it is an error as soon as the store
	// cannot tell, and for a mark that it never gave.
	Follow(ctx context.Context, after uint64) (changed []OrgID, mark uint64, err error)

	// Snapshot returns the snapshot that is kept of an organisation, ErrNotFound if
	// there is none.
	Snapshot(ctx context.Context, id OrgID) ([]byte, error)

	// KeepSnapshot keeps what Org.Snapshot wrote at a version, in the place of one
	// of that version or an earlier one. One of a later version stays, and that is no
	// error. A snapshot only saves time: whoever reads it asks Restore, and replays
	// the events where there is none or it is refused.
	KeepSnapshot(ctx context.Context, id OrgID, version uint64, snapshot []byte) error
}

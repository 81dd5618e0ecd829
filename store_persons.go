package mandat

import "context"

// Persons keeps what is known of persons beside their ids: names, addresses, and
// whatever contact details the roles of a policy come with, each by its name. It
// stands apart from events, and no decision reads it: facts can change and be
// erased (GDPR, articles 16 and 17), and every organisation, at every version,
// and the chain over its events stay as they are. What is left of a person is an
// id that leads to nobody, if ids are made up for the purpose; so let no id be a
// name, an address or an identity number.
//
// It is safe for concurrent use. The stores of memstore and of module sqlite are
// Persons, too, and package storetest tests whether another one is.
type Persons interface {
	// Facts returns what is known of a person: a copy, empty if nothing is.
	Facts(ctx context.Context, p PersonID) (map[string]string, error)

	// SetFacts makes the facts what is known of a person, in the place of all that
	// was: all of them or, with an error, none. What they replace is no longer read,
	// but can stay where the facts are kept until Erase. What cannot be kept byte for
	// byte is an error.
	SetFacts(ctx context.Context, p PersonID, facts map[string]string) error

	// Erase forgets all that is and was known of a person; it is no error if that is
	// nothing. When it returns nil nothing of it is left where the facts are kept: not
	// in a free page of a file, nor in a log beside it. When it returns an error some
	// may be left; calling it again completes it. Copies elsewhere are the caller's to
	// erase, backups among them.
	Erase(ctx context.Context, p PersonID) error
}

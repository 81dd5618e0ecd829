// Package security has what doc/security.md shows.
package security

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/mandat-go/mandat"
)

// link is what the service signs when it sends a link, and reads from it.
type link struct {
	person mandat.PersonID
	only   mandat.Purpose // one action on one resource, none of its fields empty
	until  time.Time
}

var errLink = errors.New("the link is not one of ours, or its time is over")

// sign is over every field. Quoted, no two links have the same text.
func (l link) sign(key []byte) []byte {
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "%q %q %q %q %q %d", l.person, l.only.Org, l.only.Type, l.only.ID, l.only.Action, l.until.Unix())
	return mac.Sum(nil)
}

// follow is whoever follows a link: that person, through the channel of links, for what
// the link is for and nothing else.
func follow(l link, signature, key []byte, now time.Time) (mandat.Subject, error) {
	if !hmac.Equal(signature, l.sign(key)) || !now.Before(l.until) {
		return mandat.Subject{}, errLink
	}
	return mandat.Subject{Person: l.person, Channel: "link", At: now, Only: l.only}, nil
}

// erase ends a membership and forgets the name and the address of the person. What is
// left in the events is an id.
func erase(ctx context.Context, directory *mandat.Directory, persons mandat.Persons, by mandat.Subject, org mandat.OrgID, p mandat.PersonID) error {
	_, err := directory.Update(ctx, org, func(o *mandat.Org) (mandat.Change, error) {
		return o.Plan(by, mandat.RemoveMember{Person: p})
	})
	if err != nil {
		return err
	}
	return persons.Erase(ctx, p) // if they are in no other organisation: Directory.Memberships
}

// Package security has what doc/security.md shows.
package security

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// link is what a link says. The service signs it, and so it can be believed when it comes
// back.
type link struct {
	Person mandat.PersonID
	Only   mandat.Purpose // one action on one resource of one organisation
	Until  time.Time
}

// text is what stands in the address: https://…/orders/o-1/attest?link=…
func (l link) text(key []byte) string {
	body, _ := json.Marshal(l)
	return base64.RawURLEncoding.EncodeToString(body) + "." + base64.RawURLEncoding.EncodeToString(sum(key, body))
}

func sum(key, body []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(body)
	return mac.Sum(nil)
}

// follow is whoever follows a link: that person, through the channel of links, for what
// the link is for and nothing else.
func follow(text string, key []byte, now time.Time) (mandat.Subject, error) {
	first, second, _ := strings.Cut(text, ".")
	body, _ := base64.RawURLEncoding.DecodeString(first)
	sent, _ := base64.RawURLEncoding.DecodeString(second)
	var l link
	if !hmac.Equal(sent, sum(key, body)) || json.Unmarshal(body, &l) != nil || !now.Before(l.Until) {
		return mandat.Subject{}, httpauthz.NoSubject{}
	}
	return mandat.Subject{Person: l.Person, Channel: "link", At: now, Only: l.Only}, nil
}

// subject is for httpauthz.Guard: a link acts by itself, whoever is signed in.
func (s *service) subject(r *http.Request) (mandat.Subject, error) {
	if text := r.URL.Query().Get("link"); text != "" {
		return follow(text, s.key, s.now())
	}
	return s.session(r)
}

// service has a key of 32 bytes of chance, and its sessions.
type service struct {
	key     []byte
	now     func() time.Time
	session func(*http.Request) (mandat.Subject, error)
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

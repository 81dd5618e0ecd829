package mandat

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// ChainHash is the head of the chain over the changes of an organisation, up to one of
// its versions. Whoever notes it elsewhere can tell later whether any event up to that
// version was altered, added, left out or put elsewhere since: the digest would be
// another one. It is comparable; the zero ChainHash is before the first change.
//
// The digest of a version is SHA-256 over the text "mandat chain v1" and a zero byte,
// the digest of the version before, and each event of the change in its JSON form with
// a line feed behind it.
type ChainHash [sha256.Size]byte

const chainDomain = "mandat chain v1\x00"

// String returns the digest in 64 hexadecimal digits.
func (h ChainHash) String() string { return hex.EncodeToString(h[:]) }

// Next returns the digest after one more change, of whose events it is given the JSON
// forms. It does not read them.
func (h ChainHash) Next(events ...[]byte) ChainHash {
	sum := sha256.New()
	sum.Write([]byte(chainDomain))
	sum.Write(h[:])
	for _, text := range events {
		sum.Write(text)
		sum.Write([]byte{'\n'})
	}
	return ChainHash(sum.Sum(nil))
}

// Chain returns the digest after changes that follow one another, beginning with the
// digest before them: the zero one for the events of an organisation from the first
// on. It is an error if an event has no JSON form. Whether the events can follow one
// another only Replay tells.
func (h ChainHash) Chain(events []Event) (ChainHash, error) {
	var change [][]byte
	for i := range events {
		text, err := events[i].MarshalJSON()
		if err != nil {
			return ChainHash{}, fmt.Errorf("mandat: chain: %w", err)
		}
		change = append(change, text)
		if i+1 == len(events) || events[i+1].Version != events[i].Version {
			h = h.Next(change...)
			change = change[:0]
		}
	}
	return h, nil
}

package mandat

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"strings"
	"time"
)

// ErrCursor: a cursor is not one that this service gave for this list, or is too old.
var ErrCursor = errors.New("mandat: the cursor is not valid for this list")

// Cursors make and read the cursors of a service: where in a list the next page
// begins. A cursor is bound to the person, the organisation, the type, the action and
// the list for which it was given, and holds for a while: one from elsewhere, one that
// was altered and one that is old are refused. It gives no right: the next page is
// decided upon like the first. It holds the id of the last row of the page before,
// which who has it has seen. The zero Cursors make none and read none. It is safe for
// concurrent use.
type Cursors struct {
	key   []byte
	lasts time.Duration
}

// MinCursorKey is the least length of a key for cursors, in bytes.
const MinCursorKey = 32

// clockSkew is how far the clocks of the processes of a service may differ.
const clockSkew = time.Minute

// NewCursors returns what makes and reads cursors with a key, at least MinCursorKey
// bytes of chance which the processes of a service share and keep to themselves. A
// cursor holds for as long as lasts says.
func NewCursors(key []byte, lasts time.Duration) (Cursors, error) {
	switch {
	case len(key) < MinCursorKey:
		return Cursors{}, errors.New("mandat: the key for cursors is too short: it takes 32 bytes")
	case lasts <= 0:
		return Cursors{}, errors.New("mandat: cursors must last for some time")
	}
	return Cursors{append([]byte(nil), key...), lasts}, nil
}

// After returns the cursor for the rows after one id, in a list by the filter. Of
// tells lists by the same filter apart, by what else is asked for and how they are
// sorted; "" if there is one list only.
func (c Cursors) After(f Filter, of string, id ResourceID) (string, error) {
	if c.key == nil || f.filter == nil || f.unwritable() != NoDetail {
		return "", ErrCursor
	}
	text := binary.BigEndian.AppendUint64(nil, uint64(f.filter.view.subject.At.Unix()))
	text = append(text, id...)
	return base64.RawURLEncoding.EncodeToString(append(c.mac(f, of, text), text...)), nil
}

// Read returns the id after which a cursor lets the list go on, or ErrCursor.
func (c Cursors) Read(f Filter, of, cursor string) (ResourceID, error) {
	bytes, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || strings.ContainsAny(cursor, "\r\n") || // which the decoder passes over
		len(bytes) < sha256.Size+8 || c.key == nil || f.filter == nil || f.unwritable() != NoDetail {
		return "", ErrCursor
	}
	mac, text := bytes[:sha256.Size], bytes[sha256.Size:]
	if !hmac.Equal(mac, c.mac(f, of, text)) {
		return "", ErrCursor
	}
	given := time.Unix(int64(binary.BigEndian.Uint64(text)), 0)
	if age := f.filter.view.subject.At.Sub(given); age < -clockSkew || age > c.lasts {
		return "", ErrCursor
	}
	return ResourceID(text[8:]), nil
}

// mac returns the code of a cursor: over each of its parts with its length, so that no
// part can be taken for another.
func (c Cursors) mac(f Filter, of string, text []byte) []byte {
	h := hmac.New(sha256.New, c.key)
	v := &f.filter.view
	for _, part := range []string{"mandat cursor 1", string(v.org.id), string(v.subject.Person),
		string(f.filter.typ.rule.Name), string(f.filter.action.rule.Name), of, string(text)} {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	return h.Sum(nil)
}

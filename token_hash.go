package mandat

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// TokenHash is what an organisation keeps of an invitation's link: a hash of
// token and address together. Who has it learns neither: to test a guess at the
// address takes the token. It is comparable, and no secret. The zero TokenHash
// is no hash: it matches nothing.
type TokenHash [sha256.Size]byte

// hashDomain begins what is hashed, so that no other hash of the same bytes,
// made for another purpose, passes for this one.
const hashDomain = "mandat invitation token v1"

// Bind returns the hash of the token for one address, by which an invitation
// is accepted with both and with nothing else. It is zero if either is.
//
// The hash is SHA-256 over "mandat invitation token v1", the 32 bytes of the
// token and the address as String gives it, the two last each after its length
// in eight bytes, the highest first.
func (t Token) Bind(a Address) TokenHash {
	if t.IsZero() || a == (Address{}) {
		return TokenHash{}
	}
	secret := t.secret()
	b := []byte(hashDomain)
	b = binary.BigEndian.AppendUint64(b, tokenBytes)
	b = append(b, secret[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(len(a.text)))
	b = append(b, a.text...)
	return sha256.Sum256(b)
}

// Matches reports whether the hash is that of this token for this address. It
// is false if any of the three is zero. Its time does not tell how much of a
// guess was right.
func (h TokenHash) Matches(t Token, a Address) bool {
	want := t.Bind(a)
	return !h.IsZero() && subtle.ConstantTimeCompare(h[:], want[:]) == 1
}

// IsZero reports whether this is no hash.
func (h TokenHash) IsZero() bool { return h == TokenHash{} }

// String returns the hash as 64 lower-case hexadecimal digits.
func (h TokenHash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText returns what String does.
func (h TokenHash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads 64 lower-case hexadecimal digits. Its error does not
// quote the text, since a token may have been put in the place of its hash, and
// it leaves the hash as it was.
func (h *TokenHash) UnmarshalText(text []byte) error {
	var read TokenHash
	if len(text) == hex.EncodedLen(len(read)) {
		if _, err := hex.Decode(read[:], text); err == nil && read.String() == string(text) {
			*h = read
			return nil
		}
	}
	return fmt.Errorf("mandat: token hash of %d bytes, expected 64 lower-case hexadecimal digits", len(text))
}

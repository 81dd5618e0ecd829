package mandat

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// SessionID tells one session of a person from another. It is opaque. Only its
// hash is kept, and only where a policy asks for another session
// (RequesterOtherSession).
type SessionID string

// SessionHash is what an approval keeps of the session in which it was asked
// for: SHA-256 over "mandat session v1", a zero byte and the id, "" for whoever was
// logged out. The zero SessionHash tells that it is not known.
type SessionHash [sha256.Size]byte

const sessionDomain = "mandat session v1\x00"

func (id SessionID) hash() SessionHash {
	var room [128]byte
	return sha256.Sum256(append(append(room[:0], sessionDomain...), id...))
}

// IsZero reports whether the session is not known.
func (h SessionHash) IsZero() bool { return h == SessionHash{} }

// MarshalText returns 64 lower-case hexadecimal digits.
func (h SessionHash) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(h[:])), nil }

// UnmarshalText reads 64 lower-case hexadecimal digits.
func (h *SessionHash) UnmarshalText(text []byte) error {
	var read SessionHash
	if len(text) == hex.EncodedLen(len(read)) {
		if _, err := hex.Decode(read[:], text); err == nil && hex.EncodeToString(read[:]) == string(text) {
			*h = read
			return nil
		}
	}
	return fmt.Errorf("mandat: session hash of %d bytes, expected 64 lower-case hexadecimal digits", len(text))
}

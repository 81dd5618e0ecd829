package mandat

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
)

// Token is the secret in the link of an invitation: whoever has it, and is known
// to have the invited address, is let in. It is immutable. The zero Token is no
// token: nothing can be bound to it, and it matches no hash.
//
// It does not compare with ==, which would tell by its time how much of a
// guess was right, nor with reflect.DeepEqual; TokenHash.Matches compares. Only
// Reveal gives the secret. Printed, logged or encoded, alone or inside another
// value, a token does not show it: not by package fmt with any verb, nor as
// text or JSON, nor by log/slog. Store its hash, never the token.
type Token struct {
	// Printing a struct calls no methods of what its unexported fields hold, and
	// for some verbs it follows their pointers. It never looks into a function.
	secret func() [tokenBytes]byte // nil for no token
}

const (
	tokenBytes = 32
	tokenChars = 43 // tokenBytes in base64url without padding

	hiddenToken = "(token hidden)"
)

// NewToken makes a token of the next 32 bytes of random, which must be a
// source that nobody can predict: rand.Reader of crypto/rand. It fails if the
// source does, or gives nothing but zeros.
func NewToken(random io.Reader) (Token, error) {
	var secret [tokenBytes]byte
	if _, err := io.ReadFull(random, secret[:]); err != nil {
		return Token{}, fmt.Errorf("mandat: new token: %w", err)
	}
	return tokenOf(secret)
}

// ParseToken reads the text that Reveal gave, and no other spelling of it. Its
// error never holds the input, which may be a secret with a slip of the pen.
func ParseToken(s string) (Token, error) {
	if len(s) != tokenChars {
		return Token{}, fmt.Errorf("mandat: token of %d bytes, expected %d", len(s), tokenChars)
	}
	// The decoder skips line breaks and trailing bits: what it read is written
	// again to see whether it read everything.
	read, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || base64.RawURLEncoding.EncodeToString(read) != s {
		return Token{}, errors.New("mandat: token is not in base64url without padding")
	}
	return tokenOf([tokenBytes]byte(read))
}

func tokenOf(secret [tokenBytes]byte) (Token, error) {
	if secret == [tokenBytes]byte{} {
		return Token{}, errors.New("mandat: token is all zeros, expected random bytes")
	}
	return Token{func() [tokenBytes]byte { return secret }}, nil
}

// IsZero reports whether this is no token.
func (t Token) IsZero() bool { return t.secret == nil }

// Reveal returns the secret as text for a link: 43 letters, digits, - and _;
// "" for no token. Give it to nobody but the invited person.
func (t Token) Reveal() string {
	if t.IsZero() {
		return ""
	}
	secret := t.secret()
	return base64.RawURLEncoding.EncodeToString(secret[:])
}

// String returns "(token hidden)", whatever the token.
func (Token) String() string { return hiddenToken }

// GoString returns "(token hidden)".
func (Token) GoString() string { return hiddenToken }

// Format writes "(token hidden)" for every verb and flag that package fmt leaves
// to it: all but %T, %p and a %w that is out of place, which show no secret
// either.
func (Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hiddenToken) }

// MarshalText returns "(token hidden)", which no token can be read from.
func (Token) MarshalText() ([]byte, error) { return []byte(hiddenToken), nil }

// MarshalJSON returns "(token hidden)" as a JSON string.
func (Token) MarshalJSON() ([]byte, error) { return []byte(`"` + hiddenToken + `"`), nil }

package mandat_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func TestTheTokenHashIsSHA256(t *testing.T) {
	want := sha256.Sum256([]byte("mandat invitation token v1" +
		"\x00\x00\x00\x00\x00\x00\x00\x20" + string(tokenBytes(1)) +
		"\x00\x00\x00\x00\x00\x00\x00\x10" + "anna@example.com"))
	assert.Equal(t, mandat.TokenHash(want), token(1).Bind(mandat.MustParseAddress("Anna@Example.COM")))
}

func TestATokenHashMatchesWhatItWasMadeOf(t *testing.T) {
	anna, bo := mandat.MustParseAddress("anna@example.com"), mandat.MustParseAddress("bo@example.com")
	h := token(1).Bind(anna)
	var noToken mandat.Token
	var noAddress mandat.Address
	assert.True(t, h.Matches(token(1), anna))
	assert.False(t, h.Matches(token(2), anna), "another token")
	assert.False(t, h.Matches(token(1), bo), "another address")
	assert.False(t, h.Matches(noToken, anna), "no token")
	assert.False(t, h.Matches(token(1), noAddress), "no address")
	for _, token := range []mandat.Token{token(1), noToken} {
		for _, address := range []mandat.Address{anna, noAddress} {
			assert.False(t, mandat.TokenHash{}.Matches(token, address), "a zero hash")
		}
	}
}

func TestEveryBitOfATokenHashCounts(t *testing.T) {
	anna := mandat.MustParseAddress("anna@example.com")
	for i := range 256 {
		h := token(1).Bind(anna)
		h[i/8] ^= 1 << (i % 8)
		assert.False(t, h.Matches(token(1), anna), "bit %d", i)
	}
}

func TestEveryBitOfATokenCounts(t *testing.T) {
	anna := mandat.MustParseAddress("anna@example.com")
	h := token(1).Bind(anna)
	for i := range 256 {
		b := tokenBytes(1)
		b[i/8] ^= 1 << (i % 8)
		other, err := mandat.ParseToken(base64.RawURLEncoding.EncodeToString(b))
		require.NoError(t, err)
		assert.False(t, h.Matches(other, anna), "bit %d", i)
	}
}

// A byte that moves from the token to the address, or within what is hashed,
// gives another hash: no two pairs are written alike.
func TestATokenHashTellsTokenFromAddress(t *testing.T) {
	seen := map[mandat.TokenHash]string{}
	for _, token := range []string{
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
		"baaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b",
	} {
		for _, address := range []string{"a@b", "b@b", "aa@b", "ba@b", "a@bb", "aaa@b", "a@ba", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b"} {
			made, err := mandat.NewToken(strings.NewReader(token))
			require.NoError(t, err)
			h := made.Bind(mandat.MustParseAddress(address))
			assert.Equal(t, "", seen[h], "the same hash as %s %s", token, address)
			seen[h] = token + " " + address
		}
	}
}

// An invitation for one address accepted by another.
func TestAdvisory_CVE_2022_39306(t *testing.T) {
	invited := token(1).Bind(mandat.MustParseAddress("anna@example.com"))
	for _, other := range []string{
		"mallory@example.com", "anna@example.org", "anna+mallory@example.com", "an.na@example.com", "anna@example.com.",
		"anna@mail.example.com", "\u0430nna@example.com", "anna@ex\u0430mple.com", "xanna@example.com", "anna@example.co",
	} {
		assert.False(t, invited.Matches(token(1), mandat.MustParseAddress(other)), other)
	}
	assert.True(t, invited.Matches(token(1), mandat.MustParseAddress("Anna@example.com")))
}

// The link of an invitation, forwarded or leaked, used without its address.
func TestAdvisory_CVE_2026_34389(t *testing.T) {
	anna, mallory := mandat.MustParseAddress("anna@example.com"), mandat.MustParseAddress("mallory@example.com")
	forAnna, forMallory := token(1).Bind(anna), token(2).Bind(mallory)
	assert.False(t, forAnna.Matches(token(1), mandat.Address{}), "no address")
	assert.False(t, forAnna.Matches(token(1), mallory), "Anna's link, Mallory's address")
	assert.False(t, forAnna.Matches(token(2), mallory), "Mallory's link and address")
	assert.False(t, forMallory.Matches(token(1), anna), "Anna's link and address")
}

func TestTokenHashReadsBack(t *testing.T) {
	h := token(1).Bind(mandat.MustParseAddress("anna@example.com"))
	assert.Equal(t, hex.EncodeToString(h[:]), h.String())
	for _, want := range []mandat.TokenHash{h, {}, {0xff}} {
		out, err := json.Marshal(want)
		require.NoError(t, err)
		assert.Equal(t, `"`+want.String()+`"`, string(out))
		got := mandat.TokenHash{1}
		require.NoError(t, json.Unmarshal(out, &got))
		assert.True(t, want == got)
		assert.Equal(t, want == mandat.TokenHash{}, got.IsZero())
	}
}

func TestTokenHashIsRefused(t *testing.T) {
	before := token(1).Bind(mandat.MustParseAddress("anna@example.com"))
	good, secret := before.String(), token(1).Reveal()
	for what, in := range map[string]string{
		"empty":       "",
		"short":       good[:63],
		"a byte less": good[:62],
		"long":        good + "0",
		"a byte more": good + "00",
		"upper case":  strings.ToUpper(good),
		"one upper":   "A" + good[1:],
		"not hex":     "g" + good[1:],
		"prefix":      "0x" + good[2:],
		"blank":       " " + good[1:],
		"a token":     secret,
		"a long one":  secret + strings.Repeat("0", 21),
	} {
		h := before
		err := h.UnmarshalText([]byte(in))
		require.Error(t, err, what)
		assert.Contains(t, err.Error(), "expected 64 lower-case hexadecimal digits")
		assert.NotContains(t, err.Error(), secret)
		assert.Equal(t, before, h, what)
	}
}

package mandat_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func ExampleAddress() {
	invited := mandat.MustParseAddress("Anna.Berg@Example.com")
	fmt.Println(invited)
	fmt.Println(invited == mandat.MustParseAddress("anna.berg@EXAMPLE.COM"))
	fmt.Println(invited == mandat.MustParseAddress("annaberg@example.com"))

	_, err := mandat.ParseAddress("Anna <anna@example.com>")
	fmt.Println(err)
	// Output:
	// anna.berg@example.com
	// true
	// false
	// mandat: address "Anna <anna@example.com>": contains U+0020, expected visible characters other than "(),:;<>[\]
}

func TestAddressesOfOneSpellingAreOne(t *testing.T) {
	for _, same := range [][2]string{
		{"anna@example.com", "anna@example.com"},
		{"ANNA@example.com", "anna@example.com"},
		{"anna@EXAMPLE.COM", "anna@example.com"},
		{"AZaz@AZaz", "azaz@azAZ"},
		{"Åsa@exämple.com", "ÅSA@EXäMPLE.COM"},
		{"I@example.com", "i@example.com"},
	} {
		a, b := mandat.MustParseAddress(same[0]), mandat.MustParseAddress(same[1])
		assert.True(t, a == b, "%s and %s must be one address", a, b)
		assert.Len(t, map[mandat.Address]bool{a: true, b: true}, 1)
	}
}

func TestAddressesThatLookAlikeAreTwo(t *testing.T) {
	for what, pair := range map[string][2]string{
		"composed and decomposed é":        {"ren\u00e9@example.com", "rene\u0301@example.com"},
		"composed and decomposed Å":        {"\u00c5sa@example.com", "A\u030asa@example.com"},
		"Å and the ångström sign":          {"\u00c5sa@example.com", "\u212bsa@example.com"},
		"k and the Kelvin sign":            {"kim@example.com", "\u212aim@example.com"},
		"K and the Kelvin sign":            {"KIM@example.com", "\u212aIM@example.com"},
		"the Kelvin sign in the domain":    {"anna@kim.se", "anna@\u212aim.se"},
		"s and long s":                     {"sara@example.com", "\u017fara@example.com"},
		"i and dotless i":                  {"ida@example.com", "\u0131da@example.com"},
		"I and dotless i":                  {"IDA@example.com", "\u0131da@example.com"},
		"i and dotted I":                   {"ida@example.com", "\u0130da@example.com"},
		"dotted I and i with a dot":        {"\u0130da@example.com", "i\u0307da@example.com"},
		"ss and ß":                         {"strasse@example.com", "stra\u00dfe@example.com"},
		"fi and its ligature":              {"fia@example.com", "\ufb01a@example.com"},
		"Å and å":                          {"\u00c5sa@example.com", "\u00e5sa@example.com"},
		"Latin and Cyrillic а":             {"anna@example.com", "\u0430nna@example.com"},
		"Latin and Cyrillic а in a domain": {"anna@example.com", "anna@ex\u0430mple.com"},
		"Latin o and Greek omicron":        {"bo@example.com", "b\u03bf@example.com"},
		"Latin a and its wide form":        {"anna@example.com", "\uff41nna@example.com"},
		"l and 1":                          {"kalle@example.com", "ka1le@example.com"},
		"a dot":                            {"annaberg@example.com", "anna.berg@example.com"},
		"a dot at the end":                 {"anna@example.com", "anna@example.com."},
		"a tag":                            {"anna@example.com", "anna+work@example.com"},
		"a domain in its two forms":        {"anna@\u00e5.se", "anna@xn--5ca.se"},
		"the sides of the @ exchanged":     {"a@b", "b@a"},
		"the @ moved":                      {"ab@c", "a@bc"},
	} {
		a, b := mandat.MustParseAddress(pair[0]), mandat.MustParseAddress(pair[1])
		assert.False(t, a == b, "%s: %+q and %+q must be two addresses", what, a, b)
		assert.False(t, token(1).Bind(a).Matches(token(1), b), what)
	}
}

func TestAddressIsRefused(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "is empty, expected one such as anna@example.com",
		"anna":                            "has the character @ 0 times, expected once",
		"anna\uff20example.com":           "has the character @ 0 times, expected once",
		"anna@b@example.com":              "has the character @ 2 times, expected once",
		"@@":                              "has the character @ 2 times, expected once",
		"@":                               "has nothing before the @, expected a local part",
		"@example.com":                    "has nothing before the @, expected a local part",
		"anna@":                           "has nothing after the @, expected a domain",
		"\xff@example.com":                "is not valid UTF-8",
		"anna@ex\xc3":                     "is not valid UTF-8",
		"a\xed\xa0\x80@example.com":       "is not valid UTF-8",
		strings.Repeat("a", 253) + "@b":   "has 255 bytes, expected at most 254",
		strings.Repeat("å", 127) + "@b":   "has 256 bytes, expected at most 254",
		"anna@example.com,bo@example.com": "has the character @ 2 times, expected once",
	} {
		_, err := mandat.ParseAddress(in)
		require.Error(t, err, "%+q", in)
		assert.Contains(t, err.Error(), want)
	}
	for _, r := range " \t\n\v\f\r\u0085\u00a0\u1680\u2003\u2028\u2029\u202f\u205f\u3000" + // white space
		"\x00\x1b\x7f\u0080\u009f" + // controls
		"\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u061c\ufeff\U000e0041" + // format
		"\u034f\u115f\u1160\u3164\uffa0\u17b4\u2800\u180b\ufe0f\U000e0100" + // graphic, and yet unseen
		"\ue000\uffff\u0378\U0010ffff" + // private and unassigned
		"\ufffd" + `"(),:;<>[\]` {
		for _, in := range []string{"an" + string(r) + "na@example.com", "anna@example" + string(r) + ".com", string(r) + "anna@example.com", "anna@example.com" + string(r)} {
			a, err := mandat.ParseAddress(in)
			require.Error(t, err, "%+q", in)
			assert.Contains(t, err.Error(), fmt.Sprintf("contains %U, expected visible characters", r))
			assert.Equal(t, mandat.Address{}, a)
		}
	}
}

func TestAnAddressMayHoldWhatMailAllows(t *testing.T) {
	for _, in := range []string{
		"a@b", "o'brien@example.com", "!#$%&'*+-/=?^_`{|}~@example.com", "anna.berg+work@sub.example.com",
		"åsa@räksmörgås.se", "用户@例子.公司", "ναι@παράδειγμα.ελ", "🙂@example.com",
		strings.Repeat("a", 252) + "@b",
	} {
		a, err := mandat.ParseAddress(in)
		require.NoError(t, err)
		assert.Equal(t, in, a.String())
	}
}

func TestAnAddressErrorQuotesItsInput(t *testing.T) {
	_, err := mandat.ParseAddress("anna\u202e\n@example.com")
	assert.ErrorContains(t, err, `mandat: address "anna\u202e\n@example.com": contains U+202E`)
	_, err = mandat.ParseAddress(strings.Repeat("a", 1<<20))
	assert.Less(t, len(err.Error()), 400, "an error must not be as long as any input")
}

func TestTheZeroAddressIsNone(t *testing.T) {
	var none mandat.Address
	assert.Equal(t, "", none.String())
	assert.True(t, token(1).Bind(none).IsZero())
	_, err := mandat.ParseAddress(none.String())
	assert.Error(t, err)
}

func TestMustParseAddressPanics(t *testing.T) {
	_, err := mandat.ParseAddress("anna")
	assert.PanicsWithError(t, err.Error(), func() { mandat.MustParseAddress("anna") })
	assert.Equal(t, "anna@b", mandat.MustParseAddress("Anna@B").String())
}

func FuzzParseAddress(f *testing.F) {
	for _, in := range []string{"anna@example.com", "ANNA@EXAMPLE.COM", "", "@", "a@b@c", "Anna <a@b>", "\xff@b", "\u212a@\u0130", "e\u0301@\u00e9", "a\u200b@b", "a@b\n", "A\u0301@\ufe0f"} {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		a, err := mandat.ParseAddress(in)
		if err != nil {
			assert.Equal(t, mandat.Address{}, a)
			return
		}
		text := a.String()
		again, err := mandat.ParseAddress(text)
		assert.NoError(t, err)
		assert.Equal(t, a, again)
		assert.Equal(t, text, again.String())
		assert.Equal(t, 1, strings.Count(text, "@"))
		assert.False(t, strings.ContainsAny(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), text)
		assert.True(t, utf8.ValidString(text))
		assert.Equal(t, foldBytes(in), text)
	})
}

// foldBytes says how addresses compare, byte by byte.
func foldBytes(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] |= 0x20
		}
	}
	return string(b)
}

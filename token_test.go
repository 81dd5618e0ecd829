package mandat_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// tokenBytes are 32 bytes that count up from first.
func tokenBytes(first byte) []byte {
	b := make([]byte, 32)
	for i := range b {
		b[i] = first + byte(i)
	}
	return b
}

// token is the token of tokenBytes.
func token(first byte) mandat.Token {
	t, err := mandat.NewToken(bytes.NewReader(tokenBytes(first)))
	if err != nil {
		panic(err)
	}
	return t
}

func ExampleToken() {
	token, err := mandat.NewToken(strings.NewReader("in a service: crypto/rand.Reader"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(token)
	fmt.Println("https://example.com/join?token=" + token.Reveal())

	hash := token.Bind(mandat.MustParseAddress("anna@example.com"))
	fmt.Println(hash)

	// Anna follows the link.
	followed, err := mandat.ParseToken("aW4gYSBzZXJ2aWNlOiBjcnlwdG8vcmFuZC5SZWFkZXI")
	fmt.Println(err)
	fmt.Println("Anna:", hash.Matches(followed, mandat.MustParseAddress("Anna@Example.com")))
	fmt.Println("Bo:", hash.Matches(followed, mandat.MustParseAddress("bo@example.com")))
	// Output:
	// (token hidden)
	// https://example.com/join?token=aW4gYSBzZXJ2aWNlOiBjcnlwdG8vcmFuZC5SZWFkZXI
	// b6d0fa1f4e8552cf2f84ecaeac3798c76daf0ddbe4735e69ffe1cef4f287f6ca
	// <nil>
	// Anna: true
	// Bo: false
}

func TestATokenIsThe32BytesOfItsSource(t *testing.T) {
	source := bytes.NewReader(append(tokenBytes(1), "next"...))
	made, err := mandat.NewToken(iotest.OneByteReader(source))
	require.NoError(t, err)
	assert.Equal(t, base64.RawURLEncoding.EncodeToString(tokenBytes(1)), made.Reveal())
	assert.Equal(t, 4, source.Len(), "bytes left in the source")
	assert.Len(t, made.Reveal(), 43)
	assert.False(t, made.IsZero())
	assert.NotEqual(t, token(1).Reveal(), token(2).Reveal())
}

func TestATokenNeedsItsSource(t *testing.T) {
	broken := errors.New("broken")
	for _, c := range []struct {
		source io.Reader
		want   error
	}{
		{iotest.ErrReader(broken), broken},
		{io.MultiReader(bytes.NewReader(tokenBytes(1)[:31]), iotest.ErrReader(broken)), broken},
		{strings.NewReader(""), io.EOF},
		{bytes.NewReader(tokenBytes(1)[:31]), io.ErrUnexpectedEOF},
	} {
		made, err := mandat.NewToken(c.source)
		assert.ErrorIs(t, err, c.want)
		assert.ErrorContains(t, err, "mandat: new token: ")
		assert.True(t, made.IsZero())
	}
	made, err := mandat.NewToken(bytes.NewReader(make([]byte, 32)))
	assert.ErrorContains(t, err, "all zeros")
	assert.True(t, made.IsZero())
}

func TestATokenIsReadAsItWasRevealed(t *testing.T) {
	for first := range 256 {
		want := token(byte(first))
		got, err := mandat.ParseToken(want.Reveal())
		require.NoError(t, err)
		assert.Equal(t, want.Reveal(), got.Reveal())
	}
}

func TestTokenIsRefused(t *testing.T) {
	good := token(200).Reveal()
	last := strings.IndexByte(alphabet, good[42])
	for what, in := range map[string]string{
		"empty":                "",
		"short":                good[:42],
		"long":                 good + "A",
		"padded":               good + "=",
		"padded for the last":  good[:42] + "=",
		"blank before":         " " + good,
		"line break after":     good + "\n",
		"line break inside":    good[:20] + "\n" + good[20:],
		"line break in place":  good[:20] + "\n" + good[21:],
		"return at the end":    good[:42] + "\r",
		"plus for minus":       "+" + good[1:],
		"slash for underscore": "/" + good[1:],
		"not ASCII":            "å" + good[2:],
		"first trailing bit":   good[:42] + alphabet[last|1:last|1+1],
		"second trailing bit":  good[:42] + alphabet[last|2:last|2+1],
		"both trailing bits":   good[:42] + alphabet[last|3:last|3+1],
		"all zeros":            strings.Repeat("A", 43),
		"hidden":               "(token hidden)",
		"in hex":               hex.EncodeToString(tokenBytes(200)),
	} {
		got, err := mandat.ParseToken(in)
		require.Error(t, err, what)
		assert.True(t, got.IsZero(), what)
		assert.Equal(t, 0, strings.Count(err.Error(), good[3:10]), "%s: the error holds the secret: %s", what, err)
	}
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

func TestTheZeroTokenIsNone(t *testing.T) {
	var none mandat.Token
	assert.True(t, none.IsZero())
	assert.Equal(t, "", none.Reveal())
	assert.Equal(t, "(token hidden)", fmt.Sprint(none))
	assert.True(t, none.Bind(mandat.MustParseAddress("a@b")).IsZero())
}

func TestTokensDoNotCompare(t *testing.T) {
	assert.False(t, reflect.TypeFor[mandat.Token]().Comparable())
	assert.False(t, reflect.DeepEqual(token(1), token(1)))
}

// Secrets in logs: no way of printing or encoding a token shows it.
func TestAdvisory_CVE_2023_46255(t *testing.T) {
	secret := token(200)
	type deeper struct {
		shown  mandat.Token
		hidden *mandat.Token
	}
	type holder struct {
		Token  mandat.Token
		token  mandat.Token
		deeper deeper
		many   []mandat.Token
		named  map[string]mandat.Token
		any    any
	}
	h := holder{secret, secret, deeper{secret, &secret}, []mandat.Token{secret}, map[string]mandat.Token{"a": secret}, secret}
	for name, value := range map[string]any{
		"token": secret, "pointer": &secret, "slice": h.many, "map": h.named, "struct": h, "struct pointer": &h, "array": [1]deeper{h.deeper},
	} {
		for _, said := range everyPrint(value) {
			assert.False(t, shows(said), "%s is shown: %s", name, said)
		}
	}
	for _, said := range everyPrint(secret) {
		if !strings.HasPrefix(said, "%!p(") && !strings.HasPrefix(said, "%!w(") {
			assert.Contains(t, said, "(token hidden)")
		}
	}
	assert.Equal(t, "(token hidden)", secret.String())
	assert.Equal(t, "(token hidden)", secret.GoString())
	said, err := secret.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, `"(token hidden)"`, string(said))
}

// The test of CVE-2023-46255 must be able to fail: it sees the bytes of a type
// that hides nothing, however they are printed.
func TestShownSecretsAreFound(t *testing.T) {
	type open struct{ secret [32]byte }
	plain := open{[32]byte(tokenBytes(200))}
	for _, verb := range verbs {
		said := fmt.Sprintf(verb, plain)
		assert.True(t, shows(said), "%s: %s", verb, said)
	}
	assert.True(t, shows(token(200).Reveal()))
	for _, said := range everyPrint(struct{ Secret []byte }{tokenBytes(200)})[len(verbs):] {
		assert.True(t, shows(said), said)
	}
}

var verbs = strings.Fields("%v %+v %#v %s %+s %q %+q %#q %x %X %#x %d %+d %#d %o %O %b %c %U %#U %t %e %E %f %g %G %p %20v %-50s %.3s %.99x %z %w")

// everyPrint is a value by every verb, then in errors, logs and encodings.
func everyPrint(value any) []string {
	var said []string
	for _, verb := range verbs {
		said = append(said, fmt.Sprintf(verb, value))
	}
	said = append(said, fmt.Sprint(value), fmt.Sprintln(value), fmt.Errorf("refused: %v", value).Error(), errors.Join(fmt.Errorf("%+v", value)).Error())
	for _, handler := range []func(io.Writer) slog.Handler{
		func(w io.Writer) slog.Handler { return slog.NewTextHandler(w, nil) },
		func(w io.Writer) slog.Handler { return slog.NewJSONHandler(w, nil) },
	} {
		var b bytes.Buffer
		log := slog.New(handler(&b))
		log.With("with", value).WithGroup("group").Info("invited", "token", value, slog.Any("any", value))
		said = append(said, b.String())
	}
	for _, encode := range []func(any) ([]byte, error){json.Marshal, xml.Marshal} {
		if out, err := encode(value); err == nil && len(out) > len("{}") {
			said = append(said, string(out))
		}
	}
	return said
}

// shows reports whether a text holds the first bytes of token(200), in any of
// the ways that bytes are written.
func shows(text string) bool {
	text = strings.Join(strings.Fields(text), " ")
	start := tokenBytes(200)[:3]
	forms := []string{token(200).Reveal()[:4], string(start), strings.Trim(fmt.Sprintf("%q", start), `"`), "uint8=200", "yIn"}
	for _, layout := range []string{"%d %d %d", "%d,%d,%d", "%d, %d, %d", "%+d %+d %+d", "%#x, %#x, %#x", "%x%x%x", "%X%X%X", "%x %x %x", "%o %o %o", "%#o %#o %#o", "%O %O %O", "%b %b %b", "%c %c %c", "%U %U %U", "%#U %#U %#U"} {
		forms = append(forms, fmt.Sprintf(layout, start[0], start[1], start[2]))
	}
	for _, form := range forms {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}

func readJSON(text []byte, into any) error { return json.Unmarshal(text, into) }

func TestAHiddenTokenIsNotReadBack(t *testing.T) {
	out, err := json.Marshal(token(1))
	require.NoError(t, err)
	assert.Equal(t, `"(token hidden)"`, string(out))
	var got mandat.Token
	assert.Error(t, readJSON(out, &got))
	assert.True(t, got.IsZero())
}

func FuzzParseToken(f *testing.F) {
	for _, in := range []string{"", token(1).Reveal(), token(200).Reveal(), strings.Repeat("A", 43), strings.Repeat("_", 43), token(1).Reveal()[:42] + "\n", token(1).Reveal() + "="} {
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, err := mandat.ParseToken(in)
		if err != nil {
			assert.True(t, got.IsZero())
			// Shorter inputs may stand in any sentence.
			assert.False(t, len(in) >= 20 && strings.Contains(err.Error(), in), err)
			return
		}
		assert.False(t, got.IsZero())
		assert.Equal(t, in, got.Reveal())
		assert.Equal(t, "(token hidden)", got.String())
	})
}

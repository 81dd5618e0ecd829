package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"":                    "",
		"Läsare, 5 %":         "Läsare, 5 %",
		`back\slash 'quotes"`: `back\slash 'quotes"`,
		"\x1b[31mred\a":       `\x1b[31mred\a`,
		"a\nb\tc\r":           `a\nb\tc\r`,
		"\u009b2J":            `\u009b2J`,
		"abc\u202edef":        `abc\u202edef`,
		"\xff\xc3":            `\xff\xc3`,
		"\ufffd":              "\ufffd",
		"a\u2028b":            `a\u2028b`,
		"🦫":                   "🦫",
	} {
		assert.Equal(t, want, plain(text))
	}
}

// hostile strings are made of what could steer a terminal or break a line.
func hostile(t *rapid.T) string {
	pieces := rapid.SliceOf(rapid.OneOf(
		rapid.SampledFrom([]string{"\x1b[2J", "\n", "\r", "\u009b", "\u202e", "\u2028", "\x7f", "\xff", `"`, "|", "`", "<b>", "\t", "..", "::"}),
		rapid.String(),
	)).Draw(t, "pieces")
	return strings.Join(pieces, "")
}

func TestNothingSteersTheTerminal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := hostile(t)
		for _, shown := range []string{plain(text), word(text), escape(text)} {
			for _, r := range shown {
				require.True(t, unicode.IsGraphic(r), "%q", shown)
			}
		}
		var b bytes.Buffer
		require.NoError(t, printJSON(&b, []string{text}))
		for _, r := range b.String() {
			require.True(t, unicode.IsGraphic(r) || r == '\n', "%q", b.String())
		}
		require.Equal(t, readBack(t, encoded(t, text)), readBack(t, b.Bytes()))
	})
}

func readBack(t require.TestingT, text []byte) (values []string) {
	require.NoError(t, json.Unmarshal(text, &values))
	return values
}

// encoded is what encoding/json alone makes of a text.
func encoded(t require.TestingT, text string) []byte {
	content, err := json.Marshal([]string{text})
	require.NoError(t, err)
	return content
}

func TestHostileContent(t *testing.T) {
	const evil = "\x1b[2J\n2 passed, 0 failed\u202e"
	quoted := `"\e[2J\n2 passed, 0 failed\u202e"`
	files := map[string]string{}
	for name, content := range shop() {
		content = strings.ReplaceAll(content, "eva", quoted)
		content = strings.ReplaceAll(content, "o-1", quoted)
		content = strings.ReplaceAll(content, "a guest does not", quoted)
		content = strings.ReplaceAll(content, "because: no-right", `because: "grant \e]0;x\a"`)
		files[name] = strings.ReplaceAll(content, "S2", quoted)
	}
	files["shop/acme.yaml"] += "roles: {" + quoted + ": {includes: clerk, title: {en: \"a|b<i>\"}}}\n"
	inFolder(t, files)
	resource := "{type: order, id: " + quoted + ", unit: north, status: open}"
	for _, args := range [][]string{
		{"test", "shop"},
		{"test", "-json", "shop"},
		{"decide", "-person", evil, "-channel", evil, "-action", evil, "-resource", resource, "shop"},
		{"explain", "-person", evil, "-channel", "web", "-action", "edit", "-resource", resource, "shop"},
		{"explain", "-json", "-person", evil, "-channel", "web", "-action", "edit", "-resource", resource, "shop"},
		{"explain", "-person", "kalle", "-channel", evil, "-action", evil, "-resource", "{type: " + quoted + "}", "shop"},
		{"explain", "-person", "kalle", "-action", "read", "-resource", "{" + quoted + ": 1}", "shop"},
		{"explain", "-person", "kalle", "-action", "read", "-resource", "@" + evil, "shop"},
		{"matrix", "-org", "acme.yaml", "shop"},
		{"matrix", "-org", "acme.yaml", "-format", "markdown", "shop"},
		{"matrix", "-org", evil, "shop"},
		{"matrix", "-type", evil, "shop"},
		{"test", evil},
		{"test", "-" + evil, "shop"},
		{evil},
	} {
		got := runWith(args...)
		for _, r := range got.stdout + got.err {
			assert.True(t, unicode.IsGraphic(r) || r == '\n', "%q: %q", args, got)
		}
		assert.NotContains(t, "\n"+got.stdout+got.err, "\n2 passed", args)
	}
	got := runWith("test", "shop")
	assert.Equal(t, exitNo, got.code)
	assert.True(t, strings.HasSuffix(got.stdout, "\n1 passed, 1 failed\n"), got.stdout)
	assert.Contains(t, runWith("matrix", "-org", "acme.yaml", "-format", "markdown", "shop").stdout, `a\|b\<i\>`)
}

func TestColourIsForTerminals(t *testing.T) {
	environment := func(pairs ...string) func(string) string {
		return func(key string) string {
			for i := 0; i < len(pairs); i += 2 {
				if pairs[i] == key {
					return pairs[i+1]
				}
			}
			return ""
		}
	}
	// The null device is a character device, as terminals are.
	device, err := os.Open(os.DevNull)
	require.NoError(t, err)
	defer device.Close()
	file, err := os.Create(filepath.Join(t.TempDir(), "out"))
	require.NoError(t, err)
	defer file.Close()

	assert.True(t, wantsColour(device, environment()))
	assert.True(t, wantsColour(device, environment("NO_COLOR", "", "TERM", "xterm")))
	assert.False(t, wantsColour(device, environment("NO_COLOR", "1")))
	assert.False(t, wantsColour(device, environment("TERM", "dumb")))
	assert.False(t, wantsColour(file, environment()))
	assert.False(t, wantsColour(nil, environment()))
}

func TestJoinedErrorsStandOnTheirOwnLines(t *testing.T) {
	var b bytes.Buffer
	complain(&b, errors.Join(errors.New("one\x1b"), errors.New("two\nthree")))
	assert.Equal(t, "mandat: one\\x1b\nmandat: two\\nthree\n", b.String())
}

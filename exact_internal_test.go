package mandat

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func storedEvents(t testing.TB) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/events.json")
	require.NoError(t, err)
	var all []json.RawMessage
	require.NoError(t, json.Unmarshal(text, &all))
	texts := make([]string, len(all))
	for i := range all {
		texts[i] = string(all[i])
	}
	return texts
}

// sameReading fails if the exact reading takes a text for anything else than what
// the strict one makes of it, or takes one that is not written so.
func sameReading(t testing.TB, text []byte) bool {
	exactly, ok := exactEvent(text)
	if !ok {
		return false
	}
	strictly, err := readEvent(text)
	if err != nil || !reflect.DeepEqual(strictly, exactly) {
		t.Fatalf("%q is read as %#v, and strictly as %#v (%v)", text, exactly, strictly, err)
	}
	if again, err := exactly.MarshalJSON(); err != nil || !bytes.Equal(again, text) {
		t.Fatalf("%q is read, and written as %q (%v)", text, again, err)
	}
	return true
}

// Kinds that are seldom, or hold what is, are read in the strict way alone.
func TestCommonEventsAreReadExactly(t *testing.T) {
	var slowly []string
	for _, text := range storedEvents(t) {
		if !sameReading(t, []byte(text)) {
			e, err := readEvent([]byte(text))
			require.NoError(t, err)
			slowly = append(slowly, e.What.EventName())
		}
	}
	assert.Equal(t, []string{"org-founded", "policy-adopted", "ids-retired", "approval-started", "approval-used-up", "role-added", "role-edited", "role-removed"}, slowly)
}

// Every byte of every stored event, changed, left out or doubled.
func TestExactReadingPassesOverNothing(t *testing.T) {
	for _, text := range storedEvents(t) {
		for i := range len(text) {
			sameReading(t, []byte(text[:i]))
			sameReading(t, []byte(text[:i]+text[i+1:]))
			sameReading(t, []byte(text[:i+1]+text[i:]))
			for _, other := range "\x1f \"\\}0a<>&\x7f\u2028\u2029é" {
				sameReading(t, []byte(text[:i]+string(other)+text[i+1:]))
			}
			sameReading(t, []byte(text[:i]+"\xff"+text[i+1:]))
		}
		for _, part := range strings.SplitAfter(text, ",") {
			sameReading(t, []byte(strings.Replace(text, part, part+part, 1)))
			sameReading(t, []byte(strings.Replace(text, part, "", 1)))
		}
	}
}

func FuzzExactReading(f *testing.F) {
	for _, text := range storedEvents(f) {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) { sameReading(t, text) })
}

// What no changed byte of a stored event makes.

const grantedAt, granted = `{"format":1,"org":"acme","version":2,"step":1,"of":1,"at":"2026-01-15T12:00:00Z","event":"role-granted","data":{"grant":{"role":"reader","member":"kalle","at":`, `}}}`

func TestExactReadingPassesOverNothingInAScope(t *testing.T) {
	const place, home = `{"unit":"a","reach":"exact"}`, `{"reach":"home"}`
	for at, want := range map[string]bool{
		`"org"`:           true,
		`[` + place + `]`: true,
		`[` + place + `,` + place + `,` + home + `]`:                true,
		`[` + place + `,` + place + `,` + place + `,]`:              false,
		`[` + place + `,` + place + `,` + place + `,` + place + `]`: false,
		`[]`:                            false,
		`[{"unit":"","reach":"home"}]`:  false,
		`[{"unit":"","reach":"exact"}]`: false,
		`[{"unit":"a","reach":"home"}]`: false,
		`[{"reach":"exact"}]`:           false,
		`[{"unit":"a""reach":"exact"}]`: false,
		`[{,"reach":"home"}]`:           false,
	} {
		assert.Equal(t, want, sameReading(t, []byte(grantedAt+at+granted)), at)
	}
}

// Where an int has 32 bits (GOARCH=386) a larger number is refused, not cut off.
func TestExactReadingCutsNoNumber(t *testing.T) {
	text := grantedAt + `"org"` + granted
	for _, n := range []string{"2147483647", "4294967297", "999999999999999999", "9999999999999999999"} {
		sameReading(t, []byte(strings.NewReplacer(`"step":1`, `"step":`+n, `"of":1`, `"of":`+n).Replace(text)))
	}
}

package mandat_test

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

var cursorKey = []byte("0123456789abcdef0123456789abcdef")

func mustCursors(t testing.TB, key []byte, lasts time.Duration) mandat.Cursors {
	t.Helper()
	c, err := mandat.NewCursors(key, lasts)
	require.NoError(t, err)
	return c
}

// GHSA-vhvq-fv9f-wh4q, CVE-2026-33505: a cursor is for one list of one person, for a
// while, and as it was given; anything else is refused.
func TestAdvisory_GHSA_vhvq_fv9f_wh4q(t *testing.T) {
	o, other := given(t, everyone(can("read", "folder.read"))), given(t, everyone(can("read")), data(func(d *mandat.OrgData) { d.ID = "acme-inc" }))
	c := mustCursors(t, cursorKey, time.Hour)
	f := o.As(as("kalle")).Filter("contract", "read")
	cursor, err := c.After(f, "by id", "c-9")
	require.NoError(t, err)
	got, err := c.Read(o.As(as("kalle", moment(now.Add(time.Hour)))).Filter("contract", "read"), "by id", cursor)
	require.NoError(t, err)
	assert.Equal(t, mandat.ResourceID("c-9"), got)

	for name, read := range map[string]func() (mandat.ResourceID, error){
		"another person": func() (mandat.ResourceID, error) {
			return c.Read(o.As(as("anna")).Filter("contract", "read"), "by id", cursor)
		},
		"another type": func() (mandat.ResourceID, error) {
			return c.Read(o.As(as("kalle")).Filter("folder", "read"), "by id", cursor)
		},
		"another action": func() (mandat.ResourceID, error) {
			return c.Read(o.As(as("kalle")).Filter("contract", "sign"), "by id", cursor)
		},
		"another organisation": func() (mandat.ResourceID, error) {
			return c.Read(other.As(as("kalle")).Filter("contract", "read"), "by id", cursor)
		},
		"another list": func() (mandat.ResourceID, error) { return c.Read(f, "by name", cursor) },
		"another key": func() (mandat.ResourceID, error) {
			return mustCursors(t, []byte(strings.Repeat("x", 32)), time.Hour).Read(f, "by id", cursor)
		},
		"too old": func() (mandat.ResourceID, error) {
			return c.Read(o.As(as("kalle", moment(now.Add(time.Hour+time.Second)))).Filter("contract", "read"), "by id", cursor)
		},
		"from the future": func() (mandat.ResourceID, error) {
			return c.Read(o.As(as("kalle", moment(now.Add(-2*time.Minute)))).Filter("contract", "read"), "by id", cursor)
		},
		"the zero filter":  func() (mandat.ResourceID, error) { return c.Read(mandat.Filter{}, "by id", cursor) },
		"the zero Cursors": func() (mandat.ResourceID, error) { return mandat.Cursors{}.Read(f, "by id", cursor) },
		"nothing":          func() (mandat.ResourceID, error) { return c.Read(f, "by id", "") },
		"padding":          func() (mandat.ResourceID, error) { return c.Read(f, "by id", cursor+"=") },
		"a line more":      func() (mandat.ResourceID, error) { return c.Read(f, "by id", cursor+"\n") },
	} {
		got, err := read()
		assert.ErrorIs(t, err, mandat.ErrCursor, name)
		assert.Empty(t, got, name)
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	require.NoError(t, err)
	for i := range raw {
		altered := append([]byte(nil), raw...)
		altered[i] ^= 1
		_, err := c.Read(f, "by id", base64.RawURLEncoding.EncodeToString(altered))
		assert.ErrorIs(t, err, mandat.ErrCursor)
		_, err = c.Read(f, "by id", base64.RawURLEncoding.EncodeToString(raw[:i]))
		assert.ErrorIs(t, err, mandat.ErrCursor)
	}
}

// Keys are long, and a cursor ends.
func TestNewCursors(t *testing.T) {
	_, err := mandat.NewCursors(cursorKey[1:], time.Hour)
	assert.EqualError(t, err, "mandat: the key for cursors is too short: it takes 32 bytes")
	_, err = mandat.NewCursors(cursorKey, 0)
	assert.EqualError(t, err, "mandat: cursors must last for some time")
	_, err = mandat.Cursors{}.After(given(t, everyone(can("read"))).As(as("kalle")).Filter("contract", "read"), "", "c-1")
	assert.ErrorIs(t, err, mandat.ErrCursor)
	_, err = mustCursors(t, cursorKey, time.Hour).After(mandat.Filter{}, "", "c-1")
	assert.ErrorIs(t, err, mandat.ErrCursor)
}

// FuzzCursor: no text but a cursor is read as one.
func FuzzCursor(f *testing.F) {
	filter := given(f, everyone(can("read"))).As(as("kalle")).Filter("contract", "read")
	c := mustCursors(f, cursorKey, time.Hour)
	cursor, err := c.After(filter, "", "c-9")
	require.NoError(f, err)
	for _, seed := range []string{cursor, "", "AAAA", strings.Repeat("A", 60), cursor[:20]} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if id, err := c.Read(filter, "", text); (err == nil || id != "") && text != cursor {
			t.Fatalf("%q is read as the cursor after %q, %v", text, id, err)
		}
	})
}

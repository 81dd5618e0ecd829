package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

func TestVerify(t *testing.T) {
	inStore(t)
	got := stored("verify", "desk")
	assert.Equal(t, exitYes, got.code)
	assert.Regexp(t, `^acme 3 [0-9a-f]{64}\nbirch 1 [0-9a-f]{64}\n$`, got.stdout)
	assert.Empty(t, got.err)
	assert.Equal(t, output{0, got.stdout, "mandat: nothing was replayed: name the folders with the policies for that\n"}, stored("verify"))
	acme, birch, _ := strings.Cut(got.stdout, "\n")
	assert.Equal(t, output{0, acme + "\n", ""}, stored("verify", "-org", "acme", "desk"))
	assert.Equal(t, output{0, birch, ""}, stored("verify", "-org", "birch", "desk"))
}

// The heads that were noted are those of a history that is only added to.
func TestHeads(t *testing.T) {
	inStore(t)
	first := written(t, "heads", stored("verify", "desk").stdout)
	text, lines := exported(t)
	verify := func(events string, args ...string) output {
		t.Helper()
		for _, ending := range []string{"", "-wal", "-shm"} {
			_ = os.Remove("desk.db" + ending)
		}
		got := storedFrom(events, "import", "desk", "-")
		require.Equal(t, exitYes, got.code, got.err)
		return stored(append(append([]string{"verify"}, args...), "desk")...)
	}
	same := verify(text, "-heads", first)
	assert.Equal(t, output{0, stored("verify", "desk").stdout, ""}, same)

	early := written(t, "early", strings.ReplaceAll(verify(strings.Join(lines[:8], "")).stdout, "acme 3", "acme 2"))
	assert.Equal(t, exitYes, verify(text, "-heads", early).code, "more has happened since")

	got := verify(strings.Join(append(append([]string{}, lines[:8]...), lines[9:]...), ""), "-heads", first)
	assert.Equal(t, exitNo, got.code)
	assert.Equal(t, "mandat: acme: it ends at version 2, and in heads it is at version 3: the last changes are gone\n", got.err)
	assert.True(t, strings.HasPrefix(got.stdout, "birch 1 "), got.stdout)

	got = verify(strings.Join(lines[:9], ""), "-heads", first)
	assert.Equal(t, exitNo, got.code)
	assert.Equal(t, "mandat: birch: it is gone: in heads it is at version 1\n", got.err)
	assert.Equal(t, exitYes, stored("verify", "-heads", first, "-org", "acme", "desk").code)
	got = stored("verify", "-heads", first, "-org", "birch", "desk")
	assert.Equal(t, output{exitNo, "", "mandat: birch: it is gone: in heads it is at version 1\n"}, got)

	got = verify(strings.Replace(text, `"member":"kalle"`, `"member":"siv"`, -1), "-heads", first)
	assert.Equal(t, exitNo, got.code)
	assert.Regexp(t, `^mandat: acme: its history up to version 3 is another one than in heads: its head there is [0-9a-f]{64}, and in the store it is [0-9a-f]{64}\n$`, got.err)

	notes := written(t, "notes", verify(strings.Join(lines[:8], "")).stdout+same.stdout)
	assert.Equal(t, exitYes, verify(text, "-heads", notes).code, "noted twice")
	got = verify(strings.Join(append(append([]string{}, lines[:8]...), lines[9:]...), ""), "-heads", notes)
	assert.Equal(t, exitNo, got.code)
	assert.Equal(t, "mandat: acme: it ends at version 2, and in notes it is at version 3: the last changes are gone\n", got.err)

	for _, wrong := range []string{"acme\n", "acme 3\n", "acme 0 " + strings.Repeat("0", 64) + "\n", "acme 3 1234\n", "\n", `"acme 3 ` + strings.Repeat("0", 64) + "\n"} {
		got := stored("verify", "-heads", written(t, "wrong", "birch 1 "+strings.Repeat("0", 64)+"\n"+wrong), "desk")
		assert.Equal(t, output{exitFile, "", "wrong:2:1: expected the id of an organisation, its version and its head, as verify prints them\n"}, got, wrong)
	}
	assert.Equal(t, output{exitFile, "", "mandat: nothing: no such file or directory\n"}, stored("verify", "-heads", "nothing", "desk"))
}

func TestHeadsOfAnyId(t *testing.T) {
	for _, org := range []mandat.OrgID{"acme", "a b", `"`, "a\nb 1 2", "å"} {
		h := head{org, 12, strings.Repeat("ab", 32)}
		read, ok := readHead(h.String())
		assert.True(t, ok)
		assert.Equal(t, h, read)
	}
}

// What is wrong with one organisation is said, and the others are checked all the same.
func TestVerifyGoesOn(t *testing.T) {
	inStore(t)
	whole := stored("verify", "desk").stdout
	inDatabase(t, "desk.db", "UPDATE mandat_change SET events = replace(events, '\"kalle\"', '\"nobody\"') WHERE org = CAST('acme' AS BLOB) AND version = 2")
	got := stored("verify", "desk")
	assert.Equal(t, exitNo, got.code)
	assert.True(t, strings.HasPrefix(got.err, "mandat: acme: "), got.err)
	assert.True(t, strings.HasSuffix(whole, got.stdout) && strings.HasPrefix(got.stdout, "birch 1 "), got.stdout)

	inDatabase(t, "desk.db", "UPDATE mandat_change SET events = substr(events, 1, 30) WHERE version = 1")
	got = stored("verify", "desk")
	assert.Equal(t, exitNo, got.code)
	assert.Empty(t, got.stdout)
	assert.Equal(t, 2, strings.Count(got.err, "it cannot be read"), got.err)
}

// An organisation of which the first change is gone is there all the same.
func TestVerifyWithoutTheFirstChange(t *testing.T) {
	inStore(t)
	inDatabase(t, "desk.db", "DELETE FROM mandat_change WHERE org = CAST('acme' AS BLOB) AND version = 1")
	got := stored("verify", "desk")
	assert.Equal(t, exitNo, got.code)
	assert.Contains(t, got.err, "mandat: acme: it cannot be read: ")
	assert.Contains(t, got.err, "version 1 is missing")
}

// An organisation that is gone leaves a gap in the order of all changes, and so do the
// last changes of one.
func TestVerifyWhatIsGone(t *testing.T) {
	for _, gone := range []string{"org = CAST('acme' AS BLOB)", "org = CAST('acme' AS BLOB) AND version = 3"} {
		inStore(t)
		inDatabase(t, "desk.db", "DELETE FROM mandat_change WHERE "+gone)
		got := stored("verify", "desk")
		assert.Equal(t, exitNo, got.code)
		assert.Contains(t, got.err, "changes are missing")
	}
}

// A service that goes on while its store is verified keeps a snapshot of what was not
// there yet when the events were read.
func TestVerifyWhileASnapshotIsKept(t *testing.T) {
	inDesk(t)
	f, err := openFolder("desk")
	require.NoError(t, err)
	s, err := f.system()
	require.NoError(t, err)
	changes, _, err := s.Changes("cases-year.yaml")
	require.NoError(t, err)
	k := &keeping{}
	for _, c := range changes[:2] {
		k.events = append(k.events, c.Events()...)
	}
	text, err := changes[2].Org().Snapshot()
	require.NoError(t, err)
	var stderr bytes.Buffer
	v := &verifying{policies: deskPolicies(t)}
	err = v.verify(context.Background(), world{stdout: &bytes.Buffer{}, stderr: &stderr}, &keepsMeanwhile{k, text})
	assert.NoError(t, err, stderr.String())
}

// keepsMeanwhile keeps a snapshot as soon as its events were read.
type keepsMeanwhile struct {
	*keeping
	later []byte
}

func (k *keepsMeanwhile) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	k.snapshot = k.later
	return k.keeping.Load(ctx, id, after)
}

// A snapshot that is kept must be the organisation that the events make.
func TestVerifySnapshots(t *testing.T) {
	inDesk(t)
	all := deskPolicies(t)
	f, err := openFolder("desk")
	require.NoError(t, err)
	s, err := f.system()
	require.NoError(t, err)
	changes, _, err := s.Changes("cases-year.yaml")
	require.NoError(t, err)
	kept := &keeping{}
	var snapshots [][]byte
	for _, c := range changes {
		kept.events = append(kept.events, c.Events()...)
		text, err := c.Org().Snapshot()
		require.NoError(t, err)
		snapshots = append(snapshots, text)
	}
	check := func(snapshot []byte) (int, string) {
		kept.snapshot = snapshot
		var stdout, stderr bytes.Buffer
		v := &verifying{policies: all}
		if err := v.verify(context.Background(), world{stdout: &stdout, stderr: &stderr}, kept); err != nil {
			return exitNo, stderr.String()
		}
		return exitYes, stdout.String()
	}
	for _, whole := range append(snapshots, nil) {
		code, said := check(whole)
		assert.Equal(t, exitYes, code, said)
	}
	other, _, err := s.Changes("cases-year.yaml")
	require.NoError(t, err)
	again, err := other[0].Org().Plan(mandat.Subject{Person: "olga", Channel: "web", At: now}, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Member: "siv", Scope: mandat.Below("sales")}})
	require.NoError(t, err)
	text, err := again.Org().Snapshot()
	require.NoError(t, err)
	for want, snapshot := range map[string][]byte{
		"mandat: acme: the snapshot that is kept: it is another organisation than the events make at version 2\n":             text,
		"mandat: acme: the snapshot that is kept: snapshot: it is damaged: its content has another checksum than it states\n": append(bytes.Clone(snapshots[1]), ' '),
	} {
		code, said := check(snapshot)
		assert.Equal(t, exitNo, code)
		assert.Equal(t, want, said)
	}
	kept.events = kept.events[:len(kept.events)-1]
	code, said := check(snapshots[2])
	assert.Equal(t, exitNo, code)
	assert.Equal(t, "mandat: acme: the snapshot that is kept: it is of version 3, and the organisation is at version 2\n", said)
}

// keeping is a store of one organisation and its snapshot.
type keeping struct {
	mandat.Store
	events   []mandat.Event
	snapshot []byte
}

func (k *keeping) Orgs(context.Context) ([]mandat.OrgID, error) { return []mandat.OrgID{"acme"}, nil }

func (k *keeping) Follow(context.Context, uint64) ([]mandat.OrgID, uint64, error) {
	return []mandat.OrgID{"acme"}, 1, nil
}

func (k *keeping) Load(context.Context, mandat.OrgID, uint64) ([]mandat.Event, error) {
	return k.events, nil
}

func (k *keeping) Snapshot(context.Context, mandat.OrgID) ([]byte, error) {
	if k.snapshot == nil {
		return nil, mandat.ErrNotFound
	}
	return k.snapshot, nil
}

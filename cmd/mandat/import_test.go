package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// What was exported is imported as the same, whatever stands in it.
func TestExportImport(t *testing.T) {
	inStore(t)
	text, lines := exported(t)
	assert.Len(t, lines, 16)
	written(t, "events.jsonl", text)
	written(t, "events.json", "\n"+strings.ReplaceAll(text, "\n", "\r\n\n"))
	heads := stored("verify", "desk").stdout
	for db, file := range map[string]string{"a.db": "events.jsonl", "b.db": "events.json"} {
		got := runWith("-store", "sqlite:"+db, "import", "desk", file)
		assert.Equal(t, output{0, "acme: stored versions 1 to 3\nbirch: stored version 1\n", ""}, got)
		assert.Equal(t, output{0, heads, ""}, runWith("-store", "sqlite:"+db, "verify", "desk"))
		assert.Equal(t, output{0, text, ""}, runWith("-store", "sqlite:"+db, "export"))
		got = runWith("-store", "sqlite:"+db, "import", "desk", file)
		assert.Equal(t, output{0, "acme: it is in the store already, at version 3\nbirch: it is in the store already, at version 1\n", ""}, got)
	}
	only := stored("export", "-org", "birch").stdout
	assert.Equal(t, strings.Join(lines[9:], ""), only)
}

// What cannot be read or cannot have happened is refused with its place, and nothing is
// stored: no file is made.
func TestImportRefuses(t *testing.T) {
	inStore(t)
	text, lines := exported(t)
	for name, c := range map[string]struct{ events, want string }{
		"no JSON":          {text + "{oops\n", "-:17:2: expected an event, as \"mandat export\" writes it: invalid character 'o' looking for beginning of object key string\n"},
		"cut short":        {text[:len(text)-20], `-:16:146: expected an event, as "mandat export" writes it: unexpected end of JSON input`},
		"an unknown event": {strings.Replace(text, `"unit-added"`, `"unit-lost"`, 1), `-:2:90: an unknown event "unit-lost"`},
		"an unknown name":  {strings.Replace(text, `"by":"olga"`, `"bye":"olga"`, 1), `-:8:82: event role-granted: unexpected name "bye"`},
		"å before it":      {strings.Replace(text, `"org":"birch"`, `"org":"åå","bye":1`, 1), `-:10:24: event org-founded: unexpected name "bye"`},
		"a newer form":     {strings.Replace(text, `"format":1`, `"format":7`, 1), "-:1:1: an event of format 7: expected 1 or older"},
		"a line is gone":   {strings.Join(append(append([]string{}, lines[:2]...), lines[3:]...), ""), "-:3:1: event 1.4 of acme (member-joined): it is out of order: expected 1.3"},
		"a line twice":     {strings.Join(append(append([]string{}, lines[:2]...), lines[1:]...), ""), "-:3:1: event 1.2 of acme (unit-added): it is out of order: expected 1.3"},
		"the beginning":    {strings.Join(lines[7:], ""), "-:1:1: event 2.1 of acme (role-granted): it is out of order: expected 1.1"},
		"the end is gone":  {strings.Join(lines[:5], ""), "-:5:1: event 1.5 of acme (member-joined): the change has 7 events, and the last ones are missing"},
		"it cannot be":     {strings.Replace(text, `"member":"kalle"`, `"member":"nobody"`, 1), "-:8:1: event 2.1 of acme (role-granted): member-missing: there is no such member: \"nobody\""},
		"another policy":   {strings.Replace(text, `"policy":"1"`, `"policy":"9"`, 1), `-:1:1: event 1.1 of acme (org-founded): there is no policy of system "desk" in version "9"`},
		"nothing":          {"\n\n", "mandat: there is no event, and nothing to store"},
	} {
		var stdout, stderr strings.Builder
		code := run([]string{"-store", "sqlite:new.db", "import", "desk", "-"}, world{stdin: strings.NewReader(c.events), stdout: &stdout, stderr: &stderr, now: now})
		assert.Equal(t, exitFile, code, name)
		assert.Empty(t, stdout.String())
		assert.True(t, strings.HasPrefix(stderr.String(), c.want), "%s: %s", name, stderr.String())
	}
	assert.NoFileExists(t, "new.db")

	got := storedFrom(strings.Repeat("{\n", 30), "import", "desk", "-")
	assert.Equal(t, 21, strings.Count(got.err, "\n"), "of many lines that are wrong, the first ones are told")
	assert.Equal(t, output{exitFile, "", "mandat: nothing.jsonl: no such file or directory\n"}, stored("import", "desk", "nothing.jsonl"))
	got = stored("import", "desk", written(t, "a.jsonl", text), written(t, "b.jsonl", text))
	assert.Equal(t, exitFile, got.code)
	assert.Contains(t, got.err, "b.jsonl:1:1: organisation acme is in a.jsonl, too: expected it in one file\n")
}

// The store's own history goes on, and is never mixed with another one.
func TestImportGoesOn(t *testing.T) {
	inStore(t)
	text, lines := exported(t)
	importing := func(db, events string) output {
		var stdout, stderr strings.Builder
		code := run([]string{"-store", "sqlite:" + db, "import", "desk", "-"}, world{stdin: strings.NewReader(events), stdout: &stdout, stderr: &stderr, now: now})
		return output{code, stdout.String(), stderr.String()}
	}
	require.Equal(t, output{0, "acme: stored versions 1 to 2\n", ""}, importing("new.db", strings.Join(lines[:8], "")))
	assert.Equal(t, output{0, "acme: stored version 3\nbirch: stored version 1\n", ""}, importing("new.db", text))

	for name, events := range map[string]string{
		"an earlier state": strings.Join(lines[:8], ""),
		"another history":  strings.Replace(text, "08:00:00Z", "08:00:01Z", 1),
	} {
		want := "mandat: -: the store has an organisation acme already, at version 3, and that is not the beginning of this one\n"
		assert.Equal(t, output{exitFile, "", want}, importing("new.db", events), name)
	}
	require.Equal(t, exitYes, importing("birch.db", strings.Join(lines[9:], "")).code)
	got := importing("birch.db", strings.Replace(text, `"person":"siv"`, `"person":"sam"`, -1))
	assert.Equal(t, exitFile, got.code, "birch is another one")
	assert.Equal(t, output{exitFile, "", "mandat: there is no organisation acme in the store: it has birch\n"}, runWith("-store", "sqlite:birch.db", "log", "-org", "acme"), "nor is acme stored then")
}

// What fails half-way says how far it came, and the same import completes it.
func TestImportBrokenOff(t *testing.T) {
	inStore(t)
	text, _ := exported(t)
	all := deskPolicies(t)
	s := &failing{Store: memstore.New(), left: 1}
	importing := func() string {
		var stdout strings.Builder
		r := &arrivals{world: world{stdin: strings.NewReader(text), stdout: &stdout}, dir: "desk", policies: all}
		require.NoError(t, r.read([]string{"-"}))
		require.NoError(t, r.check())
		if err := r.store(context.Background(), s); err != nil {
			return stdout.String() + err.Error()
		}
		return stdout.String()
	}
	assert.Equal(t, "acme: stored versions 1 to 3\nbirch: stored as far as version 0 of 1: disk full (run it again to store the rest)", importing())
	assert.Equal(t, "acme: it is in the store already, at version 3\nbirch: stored as far as version 0 of 1: disk full (run it again to store the rest)", importing())
	s.left = 1
	assert.Equal(t, "acme: it is in the store already, at version 3\nbirch: stored version 1\n", importing())
}

// A long history comes in batches of whole changes.
func TestImportInBatches(t *testing.T) {
	var events []mandat.Event
	for v := range uint64(5) {
		for step := range 400 {
			unit := mandat.Unit{ID: mandat.UnitID(fmt.Sprint(v, "-", step)), Structure: "tree"}
			events = append(events, mandat.Event{Org: "acme", Version: v + 1, Step: step + 1, Of: 400, What: mandat.UnitAdded{Unit: unit}})
		}
	}
	s := &failing{Store: memstore.New(), left: 1}
	a := &arrival{org: "acme", events: events}
	err := a.append(context.Background(), s, world{}.progress("import", 1))
	assert.EqualError(t, err, "acme: stored as far as version 3 of 5: disk full (run it again to store the rest)")
	s.left = 1
	a.had = 3
	require.NoError(t, a.append(context.Background(), s, world{}.progress("import", 1)))
	there, err := s.Load(context.Background(), "acme", 0)
	require.NoError(t, err)
	assert.Equal(t, len(events), len(there))
}

// failing is a store that fails after some batches.
type failing struct {
	mandat.Store
	left int
}

func (f *failing) AppendAll(ctx context.Context, id mandat.OrgID, _ uint64, events []mandat.Event) error {
	if f.left--; f.left < 0 {
		return errors.New("disk full")
	}
	for len(events) > 0 {
		n := events[0].Of
		if err := f.Append(ctx, id, events[0].Version-1, events[:n]); err != nil {
			return err
		}
		events = events[n:]
	}
	return nil
}

func TestImportOfFiles(t *testing.T) {
	inDesk(t)
	got := stored("import", "-at", "2026-01-01T00:00:00Z", "desk", "birch.yaml")
	assert.Equal(t, output{0, "birch: stored version 1\n", ""}, got)
	assert.Contains(t, stored("log").stdout, "birch, version 1: 2026-01-01T00:00:00Z imported\n")
	got = stored("import", "desk", "birch.yaml")
	assert.Equal(t, exitFile, got.code, "now is another time")
	assert.Equal(t, exitYes, stored("import", "-at", "2026-01-01T00:00:00Z", "desk", "birch.yaml").code)

	got = stored("import", "desk", "desk/cases-year.yaml")
	assert.Equal(t, output{0, "acme: stored versions 1 to 3\n", "desk/cases-year.yaml:7: the story begins afresh here: the steps from there on are not stored\n"}, got)

	written(t, "bad.yaml", strings.Replace(deskAcme, "units:", "unit:", 1))
	got = stored("import", "desk", "bad.yaml")
	assert.Equal(t, exitFile, got.code)
	assert.True(t, strings.HasPrefix(got.err, "bad.yaml:3:1: "), got.err)
	require.NoError(t, os.WriteFile("cases-year.yaml", []byte(deskYear), 0o666))
	got = stored("import", "desk", "cases-year.yaml")
	assert.Equal(t, output{exitFile, "", "mandat: cases-year.yaml: a file of cases belongs to its system: expected one in the folder desk\n"}, got)
	written(t, "desk/cases-year.yaml", strings.Replace(deskYear, "subject: {person: olga", "subject: {person: siv", 1))
	got = stored("import", "desk", "desk/cases-year.yaml")
	assert.Equal(t, exitFile, got.code)
	assert.True(t, strings.HasPrefix(got.err, `desk/cases-year.yaml:5:5: the step "given": siv may not grant-role: `), got.err)
}

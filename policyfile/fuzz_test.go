package policyfile_test

import (
	"encoding/json"
	"errors"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// checkErrors fails if an error does not say where something is wrong and what.
func checkErrors(t *testing.T, err error) {
	t.Helper()
	var errs policyfile.Errors
	if !errors.As(err, &errs) || len(errs) == 0 {
		t.Fatalf("no Errors: %v", err)
	}
	for i, e := range errs {
		if e.File == "" || e.Line < 1 || e.Column < 1 || e.Message == "" {
			t.Fatalf("no place or no message: %#v", e)
		}
		if i > 0 && e.File == errs[i-1].File && (e.Line < errs[i-1].Line || e.Line == errs[i-1].Line && e.Column < errs[i-1].Column) {
			t.Fatalf("not sorted: %v", err)
		}
	}
}

// A policy is read, or it is an error with a place. What is read is valid, and
// says the same when it is built again.
func FuzzPolicy(f *testing.F) {
	seed(f, shop, shopJSON, library, club)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		p, err := policyfile.ParsePolicy(fileName(isJSON), content)
		if err != nil {
			checkErrors(t, err)
			return
		}
		if isJSON && !json.Valid(content) {
			t.Fatal("no valid JSON was read")
		}
		again, err := mandat.NewPolicy(p.Rules())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(p.Rules(), again.Rules()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzOrg(f *testing.F) {
	seed(f, acme, acmeJSON, town)
	p := mustPolicy(f, shop)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		data, err := policyfile.ParseOrgData(fileName(isJSON), content, p)
		if err != nil {
			checkErrors(t, err)
			return
		}
		if _, err := mandat.NewOrg(p, data); err != nil {
			t.Fatal(err)
		}
	})
}

// Cases are errors with a place, or they run.
func FuzzCases(f *testing.F) {
	seed(f, casesHead+facts+`cases:
  - {name: a, clauses: [A1], subject: {person: eva, channel: desk, session: open}, action: read, resource: b-1, expect: allow, because: grant reader at east, nearest: []}
  - {name: b, subject: {person: eva, only: {type: book}}, resource: {like: kept, units: {place: none}}, menu: {shown: [read], greyed: borrow, hidden: []}}
  - {name: c, file: town.yaml, expect: invalid, because: '1:1: a'}
`, `{"system": "library", "cases": []}`)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		fsys := folder("")
		delete(fsys, "cases.yaml")
		fsys["cases-"+fileName(isJSON)] = &fstest.MapFile{Data: content}
		s, err := policyfile.LoadSystem(fsys, ".")
		if err != nil {
			checkErrors(t, err)
			return
		}
		for _, r := range s.Run() {
			if r.Name == "" || r.Line < 1 {
				t.Fatalf("%#v", r)
			}
		}
	})
}

// Stories are errors with a place, or they run to their end.
func FuzzStories(f *testing.F) {
	seed(f, everyCommand(), storyHead+longStory, storyJSON)
	f.Fuzz(func(t *testing.T, content []byte, isJSON bool) {
		fsys := clubFolder("")
		delete(fsys, "cases.yaml")
		fsys["cases-"+fileName(isJSON)] = &fstest.MapFile{Data: content}
		s, err := policyfile.LoadSystem(fsys, ".")
		if err != nil {
			checkErrors(t, err)
			return
		}
		for _, r := range s.Run() {
			if r.Name == "" || r.Line < 1 {
				t.Fatalf("%#v", r)
			}
		}
	})
}

// What both readers take means the same to both.
func FuzzJSONIsYAML(f *testing.F) {
	f.Add([]byte(shopJSON))
	f.Add([]byte(`{"system": "\u00e4\n", "version": "1e3", "types": {}}`))
	f.Fuzz(func(t *testing.T, content []byte) {
		fromJSON, err := policyfile.ParsePolicy("a.json", content)
		if err != nil {
			return
		}
		fromYAML, err := policyfile.ParsePolicy("a.yaml", content)
		if err != nil {
			return
		}
		if diff := cmp.Diff(fromJSON.Rules(), fromYAML.Rules()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func FuzzQuestion(f *testing.F) {
	f.Add("{type: book, id: b-1, unit: east, lists: {read: {persons: [eva]}}, relations: none, part-of: {type: shelf}}")
	f.Add("{person: eva, channel: desk, session: open, at: 2026-01-15T09:00:00Z, only: {type: book}}")
	f.Add("{type: grant, role: reader, to: kalle, at: {subtree: sales}, until: 2026-01-15T09:00:00Z}")
	f.Add("{type: role, id: clerk, at: [org, {place: home}], can: [{do: book.read, when: {status: in}}]}")
	f.Add("{type: invitation, to: eva, grants: [{role: reader, at: home}]}")
	f.Add("{type: member, like: a, id: b}")
	p := mustPolicy(f, library)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := policyfile.ParseResource(text, p, "town"); err != nil {
			checkErrors(t, err)
		}
		if _, err := policyfile.ParseResources("rows.yaml", []byte("["+text+"]"), p, "town"); err != nil {
			checkErrors(t, err)
		}
		if _, err := policyfile.ParseSubject(text, time.Time{}); err != nil {
			checkErrors(t, err)
		}
	})
}

func seed(f *testing.F, contents ...string) {
	for _, c := range contents {
		f.Add([]byte(c), false)
		f.Add([]byte(c), true)
	}
	for _, c := range hostile() {
		if len(c) < 1000 {
			f.Add([]byte(c), false)
			f.Add([]byte(c), true)
		}
	}
}

func fileName(isJSON bool) string {
	if isJSON {
		return "a.json"
	}
	return "a.yaml"
}

package storetest

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
)

// RunPersons holds what keeps the facts of persons against what mandat.Persons promises:
// each promise is a subtest, and is given what open gives, which knows nobody. With the
// race detector it also shows that it may be used by many at once.
func RunPersons(t *testing.T, open func(*testing.T) mandat.Persons) {
	for _, p := range personsPromises() {
		t.Run(p.name, func(t *testing.T) { p.holds(t, open(t)) })
	}
}

// RunDurablePersons does the same as RunPersons with facts that last, and besides closes
// and opens them. Open opens what is kept at a place, a folder that is empty at first,
// and shut lets go of it. After Erase no file in that folder may have the facts; what is
// kept elsewhere, or is encrypted, it cannot see.
func RunDurablePersons(t *testing.T, open func(t *testing.T, place string) (persons mandat.Persons, shut func() error)) {
	RunPersons(t, func(t *testing.T) mandat.Persons {
		s, shut := open(t, t.TempDir())
		t.Cleanup(func() { must(t, shut()) })
		return s
	})
	t.Run("facts last", func(t *testing.T) { factsLast(t, t.TempDir(), open) })
	t.Run("leaves nothing of whom it erases", func(t *testing.T) { leavesNothing(t, t.TempDir(), open) })
}

type personsPromise struct {
	name  string
	holds func(*testing.T, mandat.Persons)
}

func personsPromises() []personsPromise {
	return []personsPromise{
		{"replaces facts whole", replacesFacts},
		{"copies facts", copiesFacts},
		{"erases one person", erasesOne},
		{"tells all persons apart", tellsPersonsApart},
		{"keeps every byte or refuses it", keepsEveryByte},
		{"heeds the context for persons", heedsTheContextForPersons},
		{"is used by many", isUsedByMany},
	}
}

type facts = map[string]string

// knows holds what is known of a person against what should be.
func knows(t *testing.T, s mandat.Persons, p mandat.PersonID, want facts) {
	t.Helper()
	got, err := s.Facts(background, p)
	must(t, err)
	if !maps.Equal(want, got) {
		t.Errorf("of %q: got %.300q\nwant %.300q", p, got, want)
	}
}

func replacesFacts(t *testing.T, s mandat.Persons) {
	knows(t, s, "anna", nil)
	must(t, s.SetFacts(background, "anna", facts{"name": "Anna", "mail": "anna@example.org", "empty": ""}))
	must(t, s.SetFacts(background, "bo", facts{"name": "Bo"}))
	knows(t, s, "anna", facts{"name": "Anna", "mail": "anna@example.org", "empty": ""})
	must(t, s.SetFacts(background, "anna", facts{"name": "Anna B", "phone": "1"}))
	knows(t, s, "anna", facts{"name": "Anna B", "phone": "1"})
	must(t, s.SetFacts(background, "anna", facts{}))
	knows(t, s, "anna", nil)
	must(t, s.SetFacts(background, "bo", nil))
	knows(t, s, "bo", nil)
}

func copiesFacts(t *testing.T, s mandat.Persons) {
	given := facts{"name": "Anna"}
	must(t, s.SetFacts(background, "anna", given))
	for range 2 {
		given["name"], given["more"] = "altered", "x"
		knows(t, s, "anna", facts{"name": "Anna"})
		given, _ = s.Facts(background, "anna")
		if given == nil {
			t.Fatal("the facts are gone")
		}
	}
}

func erasesOne(t *testing.T, s mandat.Persons) {
	must(t, s.Erase(background, "nobody"))
	for _, p := range []mandat.PersonID{"a", "anna", "ann", "b"} {
		must(t, s.SetFacts(background, p, facts{"name": string(p), "more": "x"}))
	}
	must(t, s.Erase(background, "anna"))
	knows(t, s, "anna", nil)
	for _, p := range []mandat.PersonID{"a", "ann", "b"} {
		knows(t, s, p, facts{"name": string(p), "more": "x"})
	}
	must(t, s.Erase(background, "anna"))
	must(t, s.SetFacts(background, "anna", facts{"name": "again"}))
	knows(t, s, "anna", facts{"name": "again"})
}

// Ids and names of facts that a collation, a path or a key made of parts would mix up.
func tellsPersonsApart(t *testing.T, s mandat.Persons) {
	want := map[mandat.PersonID]facts{}
	for i, id := range alike() {
		p := mandat.PersonID(id)
		want[p] = facts{"number": fmt.Sprint(i)}
		for _, name := range alike()[:i%8] {
			want[p][string(name)] = string(id) + " " + string(name)
		}
		must(t, s.SetFacts(background, p, want[p]))
	}
	for p, known := range want {
		knows(t, s, p, known)
	}
	must(t, s.Erase(background, "a"))
	delete(want, "a")
	for p, known := range want {
		knows(t, s, p, known)
	}
}

// What comes back is what was given, or it is refused, and then nothing has happened.
func keepsEveryByte(t *testing.T, s mandat.Persons) {
	for _, hostile := range []string{"\xff", "a\xffb", "\xed\xa0\x80", "\x00", "", "null", "'; DROP TABLE x;--", strings.Repeat("long\x00", 50_000), "\r\n", "\ufeff", "\ufffd", "a\u030a"} {
		for _, c := range []struct {
			person mandat.PersonID
			given  facts
		}{
			{mandat.PersonID(hostile), facts{"name": "x"}},
			{"anna", facts{"name": "x", "n" + hostile: "y"}},
			{"anna", facts{"name": hostile}},
		} {
			before, err := s.Facts(background, c.person)
			must(t, err)
			if s.SetFacts(background, c.person, c.given) == nil {
				knows(t, s, c.person, c.given)
			} else {
				knows(t, s, c.person, before)
			}
		}
	}
	knows(t, s, "\ufffd", facts{"name": "x"})
}

func heedsTheContextForPersons(t *testing.T, s mandat.Persons) {
	must(t, s.SetFacts(background, "anna", facts{"name": "Anna"}))
	ctx, cancel := context.WithCancel(background)
	cancel()
	_, err := s.Facts(ctx, "anna")
	fails(t, err, context.Canceled)
	fails(t, s.SetFacts(ctx, "anna", nil), context.Canceled)
	fails(t, s.Erase(ctx, "anna"), context.Canceled)
	knows(t, s, "anna", facts{"name": "Anna"})
}

// What is read was set together.
func isUsedByMany(t *testing.T, s mandat.Persons) {
	var all sync.WaitGroup
	for w := range 4 {
		all.Go(func() {
			own := mandat.PersonID(fmt.Sprint("own-", w))
			for i := range 8 {
				n := fmt.Sprint(w, "-", i)
				works(t, s.SetFacts(background, "shared", facts{"a": n, "b": n, n: "x"}))
				works(t, s.SetFacts(background, own, facts{"a": n}))
				got, err := s.Facts(background, "shared")
				works(t, err)
				if got["a"] != got["b"] || got[got["a"]] != "x" || len(got) != 3 {
					t.Errorf("facts that were not set together: %q", got)
				}
				got, err = s.Facts(background, own)
				works(t, err)
				if got["a"] != n {
					t.Errorf("of %q: got %q; want %q", own, got["a"], n)
				}
			}
			if w == 0 {
				works(t, s.Erase(background, own))
			}
		})
	}
	all.Wait()
	knows(t, s, "own-0", nil)
	knows(t, s, "own-1", facts{"a": "1-7"})
}

// factsLast opens a place three times.
func factsLast(t *testing.T, place string, open func(*testing.T, string) (mandat.Persons, func() error)) {
	for _, step := range []func(mandat.Persons){
		func(s mandat.Persons) {
			must(t, s.SetFacts(background, "anna", facts{"name": "Anna"}))
			must(t, s.SetFacts(background, "bo", facts{"name": "Bo"}))
		},
		func(s mandat.Persons) {
			knows(t, s, "anna", facts{"name": "Anna"})
			must(t, s.Erase(background, "anna"))
		},
		func(s mandat.Persons) {
			knows(t, s, "anna", nil)
			knows(t, s, "bo", facts{"name": "Bo"})
		},
	} {
		s, shut := open(t, place)
		step(s)
		must(t, shut())
	}
}

// leavesNothing looks for facts in the files while the place is open, and afterwards.
func leavesNothing(t *testing.T, place string, open func(*testing.T, string) (mandat.Persons, func() error)) {
	s, shut := open(t, place)
	for i := range 50 {
		must(t, s.SetFacts(background, mandat.PersonID(fmt.Sprint("other-", i)), facts{"name": strings.Repeat("other", 20)}))
		must(t, s.SetFacts(background, "anna", facts{"name": strings.Repeat("once-known ", i+1)}))
	}
	must(t, s.SetFacts(background, "anna", facts{"name": strings.Repeat("at-last-known ", 1000), "fact-of-anna": "x"}))
	must(t, s.Erase(background, "anna"))
	for range 2 {
		for _, gone := range []string{"once-known", "at-last-known", "fact-of-anna"} {
			for _, file := range filesWith(t, place, gone) {
				t.Errorf("%s still has %q", file, gone)
			}
		}
		must(t, shut())
		s, shut = open(t, place)
	}
	must(t, shut())
	_ = s
}

// filesWith returns the names of files at a place that have a text in them.
func filesWith(t *testing.T, place, text string) (found []string) {
	t.Helper()
	folder := os.DirFS(place)
	must(t, fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(folder, name)
		if strings.Contains(string(content), text) {
			found = append(found, name)
		}
		return err
	}))
	return found
}

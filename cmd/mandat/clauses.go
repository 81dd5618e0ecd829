package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat/internal/clauses"
	"github.com/mandat-go/mandat/policyfile"
)

// catalogue is the list of the clauses that cases can name.
type catalogue struct {
	file string
	list []clauses.Clause
	ids  map[string]bool
}

// findCatalogue reads clauses.md in a folder or in the one above. It returns nil
// if there is none.
func findCatalogue(dir string) (*catalogue, error) {
	for _, place := range []string{dir, filepath.Join(dir, "..")} {
		file := filepath.Join(place, "clauses.md")
		text, err := readIn(place, "clauses.md")
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, cause(err))
		}
		list, err := clauses.Parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		known := &catalogue{file, list, make(map[string]bool)}
		for _, c := range list {
			known.ids[c.ID] = true
		}
		return known, nil
	}
	return nil, nil
}

func readIn(dir, name string) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(name)
}

// check returns what is wrong with a result, the clauses that nobody knows
// among it. The nil catalogue knows every clause.
func (k *catalogue) check(r policyfile.Result) string {
	var wrong []string
	if !r.Passed() {
		wrong = append(wrong, r.Failure)
	}
	for _, id := range r.Clauses {
		if k != nil && !k.ids[id] {
			wrong = append(wrong, fmt.Sprintf("clause %s is not listed in %s", word(id), k.file))
		}
	}
	return strings.Join(wrong, "; ")
}

// clauseID is a clause's id taken apart: "A12" is the letters "A" and the number
// 12. Whatever does not end in a number has the number -1.
type clauseID struct {
	letters string
	number  int
}

func splitClause(id string) clauseID {
	letters := strings.TrimRight(id, "0123456789")
	number, err := strconv.Atoi(id[len(letters):])
	if err != nil || letters+strconv.Itoa(number) != id {
		return clauseID{id, -1}
	}
	return clauseID{letters, number}
}

// sortClauses returns the ids, each once: A9 before A10.
func sortClauses(ids []string) []string {
	sorted := append([]string{}, ids...)
	slices.SortFunc(sorted, func(a, b string) int {
		x, y := splitClause(a), splitClause(b)
		return cmp.Or(strings.Compare(x.letters, y.letters), cmp.Compare(x.number, y.number))
	})
	return slices.Compact(sorted)
}

// ranges lists sorted ids; three or more in a row become one range, A3-A16.
func ranges(ids []string) string {
	var parts []string
	for len(ids) > 0 {
		n := runLength(ids)
		if n < 3 {
			parts, ids = append(parts, word(ids[0])), ids[1:]
			continue
		}
		parts, ids = append(parts, word(ids[0])+"-"+word(ids[n-1])), ids[n:]
	}
	return strings.Join(parts, ", ")
}

// runLength returns how many ids at the front follow each other.
func runLength(ids []string) int {
	first := splitClause(ids[0])
	n := 1
	for n < len(ids) && first.number >= 0 && splitClause(ids[n]) == (clauseID{first.letters, first.number + n}) {
		n++
	}
	return n
}

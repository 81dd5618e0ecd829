package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// head tells the history of an organisation up to a version from every other one.
type head struct {
	org     mandat.OrgID
	version uint64
	hash    string
}

// String returns the line that verify prints, and readHeads reads.
func (h head) String() string { return fmt.Sprintf("%s %d %s", id(h.org), h.version, h.hash) }

// headAt returns the head after events.
func headAt(org mandat.OrgID, events []mandat.Event) (head, error) {
	chain, err := mandat.ChainHash{}.Chain(events)
	if err != nil || len(events) == 0 {
		return head{org: org}, err
	}
	return head{org, events[len(events)-1].Version, chain.String()}, nil
}

// readHeads reads what verify has printed; nothing where no file is named.
func readHeads(file string) (all []head, err error) {
	if file == "" {
		return nil, nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, cause(err))
	}
	lines := bufio.NewScanner(bytes.NewReader(content))
	for number := 1; lines.Scan(); number++ {
		h, ok := readHead(lines.Text())
		if !ok {
			return nil, policyfile.Error{File: file, Line: number, Column: 1, Message: "expected the id of an organisation, its version and its head, as verify prints them"}
		}
		all = append(all, h)
	}
	return all, lines.Err()
}

// readHead reads one line. The id can stand in quotes, and have blanks then.
func readHead(text string) (h head, ok bool) {
	rest, hash, ok := cutLast(text)
	name, version, also := cutLast(rest)
	if !ok || !also || len(hash) != len(mandat.ChainHash{})*2 {
		return h, false
	}
	n, err := strconv.ParseUint(version, 10, 64)
	if err != nil || n == 0 {
		return h, false
	}
	if strings.HasPrefix(name, `"`) {
		if name, err = strconv.Unquote(name); err != nil {
			return h, false
		}
	}
	return head{mandat.OrgID(name), n, hash}, true
}

// cutLast divides a text at its last blank.
func cutLast(text string) (before, after string, found bool) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+1:], true
}

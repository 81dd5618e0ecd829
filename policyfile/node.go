package policyfile

import (
	"fmt"
	"strconv"
)

// node is a value of a file, whichever format it was written in.
type node struct {
	kind kind
	position
	// text is the value of a text, and the source of another scalar.
	text    string
	items   []*node // of a list
	entries []entry // of a mapping, each key once
	// maimed tells that an entry was reported and left out, so that what is
	// missing here may not be missed; doubled that its key stands here elsewhere.
	maimed, doubled bool
}

// entry is a key of a mapping, always a text, with its value.
type entry struct{ key, value *node }

// position is where a value begins, counted from 1.
type position struct{ line, column int }

// kind tells what a value is.
type kind uint8

const (
	// broken was reported already: whoever meets it keeps silent.
	broken kind = iota
	nothing
	text
	number
	boolean
	// moment is what YAML takes for a time; JSON has only texts.
	moment
	list
	mapping
)

// maxDepth is how deep lists and mappings may lie in each other. It bounds
// every recursion over a file.
const maxDepth = 64

// describe says what a value is, for "found the number 5".
func (n *node) describe() string {
	switch n.kind {
	case nothing:
		return "nothing"
	case text:
		return "the text " + strconv.Quote(shorten(n.text))
	case number:
		return "the number " + shorten(n.text)
	case boolean:
		return n.text
	case moment:
		return "the time " + n.text
	case list:
		return "a list"
	}
	return "a mapping"
}

// value returns the value of a key, nil if the mapping does not have it.
func (n *node) value(key string) *node {
	for _, e := range n.entries {
		if e.key.text == key {
			return e.value
		}
	}
	return nil
}

// put adds an entry to a mapping that is being read. A key that it has already
// is reported and left out.
func (n *node) put(first map[string]position, key, value *node, report func(position, string)) {
	if p, doubled := first[key.text]; doubled {
		report(key.position, fmt.Sprintf("key %q stands here twice: it has a value in line %d already", key.text, p.line))
		n.doubled = true
		return
	}
	first[key.text] = key.position
	n.entries = append(n.entries, entry{key, value})
}

// shorten cuts what is too long for a message.
func shorten(s string) string {
	const most = 60
	count := 0
	for i := range s {
		if count == most {
			return s[:i] + "…"
		}
		count++
	}
	return s
}

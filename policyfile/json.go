package policyfile

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// jsonReader reads one JSON value token by token, and knows where each token
// begins.
type jsonReader struct {
	*source
	dec *json.Decoder
	// The place of offset, where the last token began.
	offset int
	position
}

// json reads the file as one JSON value.
func (s *source) json() *node {
	r := &jsonReader{source: s, dec: json.NewDecoder(bytes.NewReader(s.data)), position: position{1, 1}}
	r.dec.UseNumber()
	n, err := r.value(0)
	if err != nil {
		r.failJSON(err)
		return nil
	}
	end := int(r.dec.InputOffset())
	if rest := bytes.TrimLeft(r.data[end:], " \t\r\n"); len(rest) > 0 {
		r.advance(len(r.data) - len(rest))
		r.fail(r.position, "something follows the JSON value: a file holds one")
	}
	return n
}

// errDeep stops the reading of a file at maxDepth.
var errDeep = fmt.Errorf("more than %d levels lie in each other here", maxDepth)

// failJSON reports why the token at the current place cannot be read.
func (r *jsonReader) failJSON(err error) {
	message := "no valid JSON: " + err.Error()
	var syntax *json.SyntaxError
	switch {
	case err == errDeep:
		message = err.Error()
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		r.advance(len(r.data))
		message = "no valid JSON: the file ends in the middle"
	case errors.As(err, &syntax):
		message = "no valid JSON here: " + syntax.Error()
	}
	r.fail(r.position, message)
}

// token reads the next token and moves to where it begins.
func (r *jsonReader) token() (json.Token, error) {
	start := int(r.dec.InputOffset())
	for start < len(r.data) && strings.IndexByte(" \t\r\n,:", r.data[start]) >= 0 {
		start++
	}
	r.advance(start)
	return r.dec.Token()
}

// advance moves the place to a later offset.
func (r *jsonReader) advance(to int) {
	passed := r.data[r.offset:to]
	if n := bytes.Count(passed, []byte("\n")); n > 0 {
		r.line += n
		r.column = 1
		passed = passed[bytes.LastIndexByte(passed, '\n')+1:]
	}
	r.column += utf8.RuneCount(passed)
	r.offset = to
}

// value reads one value with everything in it.
func (r *jsonReader) value(depth int) (*node, error) {
	token, err := r.token()
	if err != nil {
		return nil, err
	}
	n := &node{position: r.position}
	switch t := token.(type) {
	case json.Delim:
		if depth > maxDepth {
			return nil, errDeep
		}
		if t == '[' {
			return n, r.list(n, depth)
		}
		return n, r.mapping(n, depth)
	case string:
		n.kind, n.text = text, r.checked(t)
	case json.Number:
		n.kind, n.text = number, t.String()
	case bool:
		n.kind, n.text = boolean, fmt.Sprint(t)
	case nil:
		n.kind = nothing
	}
	return n, nil
}

func (r *jsonReader) list(n *node, depth int) error {
	n.kind = list
	for r.dec.More() {
		item, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	_, err := r.token()
	return err
}

func (r *jsonReader) mapping(n *node, depth int) error {
	n.kind = mapping
	first := make(map[string]position)
	for r.dec.More() {
		key, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.put(first, key, value, r.fail)
	}
	_, err := r.token()
	return err
}

// checked returns a text. The decoder writes U+FFFD for half a surrogate pair,
// which would make different ids the same.
func (r *jsonReader) checked(s string) string {
	source := r.data[r.offset:r.dec.InputOffset()]
	if strings.Count(s, "\uFFFD") != bytes.Count(source, []byte("\uFFFD")) {
		r.fail(r.position, `the text holds an escape that is no character, such as half a surrogate pair`)
	}
	return s
}

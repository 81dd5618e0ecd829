package policyfile

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// source is a file that is turned into nodes.
type source struct {
	name string
	data []byte
	errs Errors
}

// parse reads the one value of a file. The format follows from the name. It
// returns nil if there is nothing to go on with; otherwise what it reports is
// left out of the value or marked as broken.
func parse(name string, data []byte) (*node, Errors) {
	s := &source{name: name, data: data}
	if !s.isText() {
		return nil, s.errs
	}
	if strings.HasSuffix(name, ".json") {
		return s.json(), s.errs
	}
	return s.yaml(), s.errs
}

func (s *source) fail(p position, message string) {
	s.errs = append(s.errs, Error{s.name, p.line, p.column, message})
}

// isText reports whether the file is text at all, so that neither reader needs
// to look at bytes. It is reported if not.
func (s *source) isText() bool {
	start := position{1, 1}
	switch {
	case bytes.HasPrefix(s.data, []byte("\xef\xbb\xbf")):
		s.fail(start, "the file begins with a byte order mark: save it as UTF-8 without one")
	case bytes.HasPrefix(s.data, []byte("\xff\xfe")), bytes.HasPrefix(s.data, []byte("\xfe\xff")):
		s.fail(start, "the file is UTF-16: save it as UTF-8")
	case len(bytes.TrimSpace(s.data)) == 0:
		s.fail(start, "the file is empty")
	default:
		return s.isUTF8()
	}
	return false
}

// isUTF8 also refuses control characters, which no text editor shows.
func (s *source) isUTF8() bool {
	for i := 0; i < len(s.data); {
		r, size := utf8.DecodeRune(s.data[i:])
		if r == utf8.RuneError && size == 1 {
			s.fail(s.position(i), "the file is not text in UTF-8")
			return false
		}
		if !isPlain(r) {
			s.fail(s.position(i), "a control character stands here: the file is no text")
			return false
		}
		i += size
	}
	return true
}

// isPlain reports whether a character may stand in a file: everything that is
// printed, and what separates lines and words.
func isPlain(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return true
	case r < ' ', 0x7f <= r && r < 0xa0:
		return false
	}
	return r != 0xfeff && r != 0xfffe && r != 0xffff
}

// position returns the line and column of an offset.
func (s *source) position(offset int) position {
	before := s.data[:min(offset, len(s.data))]
	line := before[bytes.LastIndexByte(before, '\n')+1:]
	return position{1 + bytes.Count(before, []byte("\n")), 1 + utf8.RuneCount(line)}
}

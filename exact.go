package mandat

import (
	"bytes"
	"encoding"
	"math"
	"time"
	"unicode/utf8"
)

// exact reads JSON that stands in the one form in which it is written here: names
// in their order, no blanks, nothing that could be left out, no character escaped.
// On any other text it fails, also on one that says the same, and is then of no more
// use. So it asks of every byte whether it is the one that is to come, and nothing
// can be passed over.
type exact struct {
	text   []byte // what is left
	failed bool
}

// fail gives up.
func (x *exact) fail() { x.text, x.failed = nil, true }

// is passes over a part, if it comes next.
func (x *exact) is(part string) bool {
	if len(x.text) < len(part) || string(x.text[:len(part)]) != part {
		return false
	}
	x.text = x.text[len(part):]
	return true
}

func (x *exact) must(part string) {
	if !x.is(part) {
		x.fail()
	}
}

// raw reads a string. It is good until the text is changed.
func (x *exact) raw() []byte {
	if len(x.text) == 0 || x.text[0] != '"' {
		x.fail()
		return nil
	}
	wide := false
	for i, c := range x.text[1:] {
		switch {
		case c == '"':
			s := x.text[1 : 1+i]
			x.text = x.text[2+i:]
			if wide && !isPlain(s) {
				x.fail()
			}
			return s
		case c < ' ', c == '\\', c == '<', c == '>', c == '&':
			x.fail()
			return nil
		case c >= utf8.RuneSelf:
			wide = true
		}
	}
	x.fail()
	return nil
}

// isPlain reports whether a text beyond ASCII is UTF-8 of which nothing is
// escaped, as the two separators are.
func isPlain(s []byte) bool {
	return utf8.Valid(s) && !bytes.Contains(s, []byte("\u2028")) && !bytes.Contains(s, []byte("\u2029"))
}

func (x *exact) string() string { return string(x.raw()) }

// named reads the string behind a part, "" if that does not come. An empty one
// would have been left out.
func (x *exact) named(part string) string {
	if !x.is(part) {
		return ""
	}
	s := x.string()
	if s == "" {
		x.fail()
	}
	return s
}

// number reads one of at most 18 digits.
func (x *exact) number() uint64 {
	n, i := uint64(0), 0
	for i < len(x.text) && '0' <= x.text[i] && x.text[i] <= '9' {
		n = 10*n + uint64(x.text[i]-'0')
		i++
	}
	if i == 0 || i > 18 || i > 1 && x.text[0] == '0' {
		x.fail()
		return 0
	}
	x.text = x.text[i:]
	return n
}

// whole reads a number that an int can hold: on some machines it has 32 bits.
func (x *exact) whole() int {
	n := x.number()
	if n > math.MaxInt {
		x.fail()
		return 0
	}
	return int(n)
}

func (x *exact) flag() bool {
	if x.is("true") {
		return true
	}
	x.must("false")
	return false
}

// moment reads one in UTC, with no zero at the end of its nanoseconds.
func (x *exact) moment() time.Time {
	var t time.Time
	s := x.raw()
	seconds := len("2006-01-02T15:04:05")
	switch n := len(s); {
	case n == seconds+1:
	case n > seconds+2 && n <= seconds+11 && s[seconds] == '.' && s[n-2] != '0':
	default:
		x.fail()
		return t
	}
	if s[len(s)-1] != 'Z' || t.UnmarshalText(s) != nil {
		x.fail()
	}
	return t
}

// momentNamed reads the moment behind a part, zero if that does not come.
func (x *exact) momentNamed(part string) time.Time {
	if !x.is(part) {
		return time.Time{}
	}
	t := x.moment()
	if t.IsZero() {
		x.fail()
	}
	return t
}

// word reads a string that has a form of its own.
func (x *exact) word(to encoding.TextUnmarshaler) {
	if s := x.raw(); !x.failed && to.UnmarshalText(s) != nil {
		x.fail()
	}
}

// listed reads a list behind a part, nil if that does not come. An empty one
// would have been left out.
func listed[E any](x *exact, part string, read func(*exact) E) []E {
	return listedOf(x, part, 0, read)
}

// listedOf has room for a number of elements from the start.
func listedOf[E any](x *exact, part string, room int, read func(*exact) E) []E {
	if !x.is(part) {
		return nil
	}
	x.must("[")
	all := make([]E, 0, room)
	for !x.failed {
		all = append(all, read(x))
		if !x.is(",") {
			break
		}
	}
	x.must("]")
	return all
}

func idIn[K ~string](x *exact) K { return K(x.raw()) }

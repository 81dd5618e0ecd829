package policyfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
)

// text reads a text that is not empty.
func (d *decoder) text(path string, n *node) string {
	d.mark(path, n)
	switch n.kind {
	case text:
		if n.text == "" {
			d.fail(path, n, "the text is empty")
		}
		return n.text
	case number, boolean, moment:
		d.fail(path, n, "expected a text, found %s: write %q in quotes", n.describe(), n.text)
		return n.text
	}
	d.unexpected(path, n, "a text")
	return ""
}

// unexpected reports a value of the wrong kind.
func (d *decoder) unexpected(path string, n *node, expected string) {
	if n.kind == list || n.kind == mapping || n.kind == broken {
		d.lose(path)
	}
	if n.kind != broken {
		d.fail(path, n, "expected %s, found %s", expected, n.describe())
	}
}

// name reads a text as a name.
func name[T ~string](d *decoder, path string, n *node) T { return T(d.text(path, n)) }

// names reads one name or a list of names.
func names[T ~string](d *decoder, path string, n *node) []T {
	d.mark(path, n)
	var all []T
	for i, item := range d.oneOrMore(path, n, "at least one name") {
		all = append(all, name[T](d, fmt.Sprintf("%s[%d]", path, i), item))
	}
	return all
}

// someNames reads one name or a list of names: the empty one, or none, for no
// name.
func someNames[T ~string](d *decoder, path string, n *node) []T {
	if isNone(n) || n.kind == list && len(n.items) == 0 {
		d.mark(path, n)
		return nil
	}
	return names[T](d, path, n)
}

// boolean reads true or false.
func (d *decoder) boolean(path string, n *node) bool {
	d.mark(path, n)
	if n.kind != boolean {
		d.unexpected(path, n, "true or false")
	}
	return n.kind == boolean && isTrue(n)
}

func isTrue(n *node) bool { return strings.EqualFold(n.text, "true") }

// no reads true or false, and reports whether it is false.
func (d *decoder) no(path string, n *node) bool {
	yes := d.boolean(path, n)
	return n.kind == boolean && !yes
}

// count reads a whole number, at least as big as least.
func (d *decoder) count(path string, n *node, least int) int {
	d.mark(path, n)
	if n.kind != number {
		d.unexpected(path, n, "a whole number")
		return least
	}
	i, err := strconv.Atoi(n.text)
	if err != nil || i < least {
		d.fail(path, n, "expected a whole number, %d or more, found %s", least, shorten(n.text))
		return least
	}
	return i
}

// moment reads a time. The zero time is refused, because it stands for "no time"
// wherever a time can be left out.
func (d *decoder) moment(path string, n *node) time.Time {
	d.mark(path, n)
	if n.kind != moment && n.kind != text {
		d.unexpected(path, n, "a time such as 2026-01-15T09:00:00Z")
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339Nano, n.text)
	if err != nil || t.IsZero() {
		d.fail(path, n, "%q is no time: write it as 2026-01-15T09:00:00Z", shorten(n.text))
	}
	return t.UTC()
}

// duration reads how long something lasts. No time at all is refused, because it
// would mean that there is no limit.
func (d *decoder) duration(path string, n *node) time.Duration {
	s := d.text(path, n)
	long, err := time.ParseDuration(s)
	if n.kind == text && s != "" && (err != nil || long <= 0) {
		d.fail(path, n, "%q is no length of time: write hours, minutes and seconds, such as 720h or 1h30m", shorten(s))
	}
	return long
}

// word reads one of the words that are possible.
func word[T any](d *decoder, path string, n *node, what string, words []string, values []T) (v T) {
	s := d.text(path, n)
	if i := slices.Index(words, s); i >= 0 {
		return values[i]
	}
	if n.kind == text && s != "" {
		d.fail(path, n, "unknown %s %q%s: expected %s", what, shorten(s), perhaps(near(s, words)), or(words))
	}
	return v
}

// or lists alternatives in a sentence.
func or(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// expected words what would have been right, if anything would.
func expected(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return ": expected " + or(words)
}

// and quotes and lists names in a sentence.
func and(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = strconv.Quote(n)
	}
	return strings.Join(quoted, " and ")
}

// title reads what people see, by language.
func (d *decoder) title(path string, n *node) mandat.Title {
	d.mark(path, n)
	if !d.is(path, n, mapping, "texts by language, such as {en: Contract, sv: Avtal}") {
		return nil
	}
	t := make(mandat.Title, len(n.entries))
	for _, e := range n.entries {
		t[e.key.text] = d.text(fmt.Sprintf("%s[%s]", path, e.key.text), e.value)
	}
	return t
}

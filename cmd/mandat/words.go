package main

import (
	"cmp"
	"strings"

	"github.com/mandat-go/mandat"
)

// words says what stands in a policy in one language.
type words struct {
	lang  string
	rules *mandat.Rules
}

func (w words) say(p phrase, replace ...string) string { return p.in(w.lang, replace...) }

// title returns a title in the language, else in English, else the name itself.
func (w words) title(t mandat.Title, name string) string {
	return cmp.Or(t[w.lang], t["en"], word(name))
}

// role returns the title of a built-in role together with its id.
func (w words) role(id mandat.RoleID) string {
	for i := range w.rules.Roles {
		if r := &w.rules.Roles[i]; r.ID == id {
			return w.titled(r.Title, string(id))
		}
	}
	return word(string(id))
}

// structure returns the title of a structure.
func (w words) structure(name mandat.Structure) string {
	for _, s := range w.rules.Structures {
		if s.Name == name {
			return w.title(s.Title, string(name))
		}
	}
	return word(string(name))
}

// titled returns a title together with the id: "Reader (reader)".
func (w words) titled(t mandat.Title, id string) string {
	title := w.title(t, id)
	if title == word(id) {
		return title
	}
	return title + " (" + word(id) + ")"
}

// list joins names with commas and, before the last, a conjunction.
func (w words) list(names []string, conjunction phrase) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + w.say(conjunction) + names[last]
}

// each renders every name of a list.
func each[N, T any](names []N, render func(N) T) []T {
	texts := make([]T, len(names))
	for i, n := range names {
		texts[i] = render(n)
	}
	return texts
}

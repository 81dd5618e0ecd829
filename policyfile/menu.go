package policyfile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// menu says which actions a menu shall show, grey and hide.
type menu struct{ shown, greyed, hidden []mandat.Action }

// menuCase reads a case about a menu.
func (d *casesReader) menuCase(n *node, c *testCase, f fields) {
	d.asked(c, f)
	f["menu"] = func(v *node) { c.menu = d.menu(v) }
	d.record("", n, f, "name", "subject", "resource")
}

func (d *casesReader) menu(n *node) *menu {
	m := &menu{}
	d.record("", n, fields{
		"shown":  func(v *node) { m.shown = someNames[mandat.Action](d.decoder, "", v) },
		"greyed": func(v *node) { m.greyed = someNames[mandat.Action](d.decoder, "", v) },
		"hidden": func(v *node) { m.hidden = someNames[mandat.Action](d.decoder, "", v) },
	})
	d.once(n, m)
	return m
}

// once reports a menu that names no action, or one twice.
func (d *casesReader) once(n *node, m *menu) {
	seen := make(map[mandat.Action]bool)
	for _, state := range m.states() {
		for _, a := range state.actions {
			if seen[a] && a != "" {
				d.report(n, "action %q stands here twice", a)
			}
			seen[a] = true
		}
	}
	if n.kind == mapping && len(seen) == 0 {
		d.report(n, "the menu names no action")
	}
}

// menuState is one of the three states of a menu's entry.
type menuState struct {
	name    string
	actions []mandat.Action
}

func (m *menu) states() []menuState {
	return []menuState{{"shown", m.shown}, {"greyed", m.greyed}, {"hidden", m.hidden}}
}

// stateOf tells how a menu shows an action that was decided so.
func stateOf(d mandat.Decision) string {
	switch {
	case d.Allowed(), d.Outcome() == mandat.NeedsApproval:
		return "shown"
	case d.Entitled():
		return "greyed"
	}
	return "hidden"
}

// names reports whether the menu says anything of an action.
func (m *menu) names(a mandat.Action) bool {
	return slices.ContainsFunc(m.states(), func(s menuState) bool { return slices.Contains(s.actions, a) })
}

// compare returns what of the menu is not as it shall be, "" if nothing.
func (m *menu) compare(decided map[mandat.Action]mandat.Decision) string {
	var wrong []string
	for _, state := range m.states() {
		for _, a := range state.actions {
			if s := compareAction(a, state.name, decided); s != "" {
				wrong = append(wrong, s)
			}
		}
	}
	return strings.Join(wrong, "; ")
}

func compareAction(a mandat.Action, want string, decided map[mandat.Action]mandat.Decision) string {
	d, ok := decided[a]
	switch {
	case !ok:
		return fmt.Sprintf("there is no action %s", a)
	case d.Reason() == mandat.Malformed, d.Detail() == mandat.NotAMember:
		return fmt.Sprintf("%s cannot be decided: %s", a, d.Because())
	case stateOf(d) != want:
		return fmt.Sprintf("%s is %s (%s); want %s", a, stateOf(d), d, want)
	}
	return ""
}

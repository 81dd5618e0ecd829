package main

import (
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
)

// menuItem is an action on the page of a contract.
type menuItem struct {
	Action mandat.Action `json:"action"`
	Title  string        `json:"title"`
	// Allowed is false for what is greyed. Then Reason says why and what would have to be
	// different, Helpers who could see to that, and Lines all that was looked at.
	Allowed bool              `json:"allowed"`
	Reason  string            `json:"reason,omitempty"`
	Helpers []mandat.PersonID `json:"helpers,omitempty"`
	Lines   []string          `json:"-"`
}

// menu lists what the reader may do, and what they may do but not now. What they have no
// right to is not there.
func (c *call) menu(t func(string, ...any) string) []menuItem {
	var items []menuItem
	resource := c.contract.Resource()
	for a, d := range c.view.Actions(resource) {
		if !d.Entitled() || !offered(a) {
			continue
		}
		item := menuItem{Action: a, Title: t("action." + string(a)), Allowed: d.Allowed()}
		if !item.Allowed {
			e := c.view.Explain(a, resource)
			item.Lines = c.explained(e)[1:]
			item.Reason = c.reason(t, e)
			item.Helpers = c.helpers(e)
		}
		items = append(items, item)
	}
	return items
}

// offered reports whether there is a form for an action: not for seeing what one sees,
// nor for a group of others.
func offered(a mandat.Action) bool { return a != rules.Read && a != rules.Edit }

// reason says what the gates and guards that are closed ask for.
func (c *call) reason(t func(string, ...any) string, e mandat.Explanation) string {
	var needed []string
	for _, step := range e.Steps() {
		if step.Kind == mandat.StepGateClosed || step.Kind == mandat.StepGuardClosed {
			needed = append(needed, c.org.Policy().ConditionText(c.lang, rules.TypeContract, *step.Condition))
		}
	}
	if needed == nil {
		return c.words.In(e.Header(c.lang))
	}
	return t("menu.onlyif", strings.Join(needed, t("menu.and")))
}

// helpers are those who could make a change that would do, as far as the reader may see
// them.
func (c *call) helpers(e mandat.Explanation) []mandat.PersonID {
	var who []mandat.PersonID
	for _, m := range e.Misses() {
		who = append(who, m.Givers...)
	}
	slices.Sort(who)
	return slices.Compact(who)
}

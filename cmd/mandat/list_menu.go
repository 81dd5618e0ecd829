package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/mandat-go/mandat"
)

// menu lists every action of the resource's type with what a menu does with it.
func (l *list) menu() (rows []record) {
	r, err := l.asked.asking.readResource(l.org)
	if err != nil {
		l.fails(err)
		return nil
	}
	v := l.org.As(l.subject)
	for a, d := range v.Actions(r) {
		if d.Reason() == mandat.Malformed {
			l.fails(usagef("%s cannot be decided: %s", mandat.ActionRef{Type: r.Type, Action: a}, d.Because()))
		}
		rows = append(rows, record{
			"action": ids(a), "title": said(l.org.Policy().ActionTitle(l.lang, mandat.ActionRef{Type: r.Type, Action: a})),
			"menu": said(l.say(onMenu(d))), "why": said(l.why(a, d, r)), "decision": said(d.String()),
		})
	}
	if rows == nil {
		l.fails(usagef("-resource: there is no type %q", r.Type))
	}
	return rows
}

// onMenu says what a menu does with an action.
func onMenu(d mandat.Decision) phrase {
	switch {
	case d.Allowed():
		return phraseAllowed
	case d.Outcome() == mandat.NeedsApproval:
		return phraseStartable
	case d.Entitled():
		return phraseGreyed
	}
	return phraseHidden
}

// why says what stands in the way of an action to which the subject has the right: the
// rules of the policy or, if it is none of these, the answer in a sentence.
func (l *list) why(a mandat.Action, d mandat.Decision, r mandat.Resource) string {
	if d.Allowed() || !d.Entitled() {
		return ""
	}
	var all []string
	e := l.org.Explain(l.subject, a, r)
	for _, s := range e.Steps() {
		if text := l.hindrance(s, r.Type); text != "" && !slices.Contains(all, text) {
			all = append(all, text)
		}
	}
	if all == nil {
		return e.Header(l.lang)
	}
	return strings.Join(all, "; ")
}

func (l *list) hindrance(s mandat.Step, t mandat.ResourceType) string {
	p := phraseGuard
	switch s.Kind {
	case mandat.StepGateClosed:
		p = phraseGate
	case mandat.StepGuardClosed:
	case mandat.StepNeedsApproval:
		roles := each(s.Roles, func(id mandat.RoleID) string { return l.roles(id).text() })
		return l.say(phraseAwaits, "{votes}", strconv.Itoa(s.Votes), "{roles}", l.list(roles, phraseOr))
	default:
		return ""
	}
	return l.say(p, "{condition}", l.org.Policy().ConditionText(l.lang, t, *s.Condition))
}

// conditions lists what the filter asks of a resource.
func (l *list) conditions() (rows []record) {
	f := l.org.As(l.subject).Filter(mandat.ResourceType(l.asked.typ), l.action())
	if _, err := f.Expr(); err != nil {
		l.fails(cannotAsk(err))
		return nil
	}
	for text := range strings.SplitSeq(f.Text(l.lang), "\n") {
		rows = append(rows, record{"condition": said(text)})
	}
	return rows
}

package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/mandat-go/mandat"
)

// pending compares what becomes of approvals that are pending, and of changes that
// are approved and not made yet, in the order in which the organisation has them.
func (r *migrationReport) pending(next *mandat.Org) {
	var before, after []fact
	for a := range r.org.Approvals() {
		fate := (*version).pendingFact
		switch status := a.StatusAt(r.at); {
		case status == mandat.ApprovalApproved && isBuiltin(a.Request.Action.Type) && (a.Until.IsZero() || r.at.Before(a.Until)):
			fate = (*version).approvedFact
		case status != mandat.ApprovalPending:
			continue
		}
		what := r.request(&a)
		before, after = append(before, fate(r.before, r.org, &a, what)), append(after, fate(r.after, next, &a, what))
	}
	r.section(phrasePending, before, after)
}

// request says what an approval is of, and its votes when it was started.
func (r *migrationReport) request(a *mandat.Approval) string {
	of := word(string(a.Request.ID))
	if a.Request.ID == "" {
		of = r.valueOf(a.Request)
	}
	return r.say(phraseRequest, "{action}", a.Request.Action.String(), "{id}", of, "{votes}", fmt.Sprint(len(a.Votes), "/", a.Needed))
}

// valueOf says what has no id: a grant in words.
func (r *migrationReport) valueOf(q mandat.Request) string {
	var g mandat.Grant
	if q.Action.Type == mandat.GrantType && json.Unmarshal([]byte(q.Value), &g) == nil && g.Role != "" {
		return r.grant(g)
	}
	return word(q.Value)
}

// approvalOf returns the rule for an action, nil if it is under no approval.
func (v *version) approvalOf(ref mandat.ActionRef) *mandat.ApprovalRule {
	i := slices.IndexFunc(v.rules.Approvals, func(a mandat.ApprovalRule) bool { return slices.Contains(a.Of, ref) })
	if i < 0 {
		return nil
	}
	return &v.rules.Approvals[i]
}

// pendingFact tells which votes a pending approval needs, or that no vote can meet
// it. To need fewer is wider, and so is another vote.
func (v *version) pendingFact(o *mandat.Org, a *mandat.Approval, what string) fact {
	about := fmt.Sprint("pending ", a.Request)
	rule := v.approvalOf(a.Request.Action)
	if why := v.unmet(o, a, rule); why != (phrase{}) {
		return fact{kind: tells, about: about + why.en, says: phraseWhatIs, what: what, how: v.say(why)}
	}
	needed := max(a.Needed, rule.Votes)
	return fact{kind: gives, about: fmt.Sprint(about, " by ", rule.By), much: []int{-needed}, says: phraseWhatIs, what: what,
		how: v.say(phraseNeedsVotes, "{votes}", strconv.Itoa(needed), "{action}", mandat.ActionRef{Type: a.Request.Action.Type, Action: rule.By}.String())}
}

// unmet says why no vote can meet a pending approval, none if one can.
func (v *version) unmet(o *mandat.Org, a *mandat.Approval, rule *mandat.ApprovalRule) phrase {
	switch ref := a.Request.Action; {
	case !isBuiltin(ref.Type) && !v.knows(ref):
		return phraseNoAction
	case rule == nil:
		return phraseNoApproval
	case isBuiltin(ref.Type):
		return phrase{}
	}
	asked := []mandat.Action{rule.By, a.Request.Action.Action}
	if rule.OutlivesRequester {
		asked = asked[:1] // with the last vote, the requester's right is not judged
	}
	for _, action := range asked {
		switch v.missing(o, a, action) {
		case mandat.StructureUnknown, mandat.UnitNotStated:
			return phraseOtherUnits
		case mandat.RelationUnknown, mandat.RelationNotStated:
			return phraseOtherRelations
		}
	}
	return phrase{}
}

// missing returns what is malformed in a question about an action on what was
// asked about, as it was.
func (v *version) missing(o *mandat.Org, a *mandat.Approval, action mandat.Action) mandat.Detail {
	d := o.Decide(v.voter(a, action), action, v.asAsked(o, a))
	if d.Reason() != mandat.Malformed {
		return mandat.NoDetail
	}
	return d.Detail()
}

func isBuiltin(t mandat.ResourceType) bool {
	return slices.Contains([]mandat.ResourceType{mandat.OrgType, mandat.UnitType, mandat.MemberType, mandat.GroupType,
		mandat.RoleType, mandat.GrantType, mandat.InvitationType, mandat.ApprovalType}, t)
}

// knows reports whether an action is declared.
func (v *version) knows(ref mandat.ActionRef) bool {
	return slices.ContainsFunc(v.rules.Types, func(t mandat.TypeRule) bool {
		return t.Name == ref.Type && slices.ContainsFunc(t.Actions, func(a mandat.ActionRule) bool { return a.Name == ref.Action })
	})
}

// voter returns somebody who asks about an action and leaves nothing out.
func (v *version) voter(a *mandat.Approval, action mandat.Action) mandat.Subject {
	s := mandat.Subject{Person: a.By, At: a.At, Session: mandat.NoSession}
	for _, c := range v.rules.Channels {
		s.Channel = c.Name
		if c.Login {
			s.Session, s.SessionID = mandat.OpenSession, "any"
		}
		if !c.Bearer {
			return s
		}
	}
	s.Only = mandat.Purpose{Type: a.Request.Action.Type, ID: a.Request.ID, Action: action}
	return s
}

// asAsked returns the resource that an approval is of, with the units and relations
// that it keeps.
func (v *version) asAsked(o *mandat.Org, a *mandat.Approval) mandat.Resource {
	typ := v.giving.typ(a.Request.Action.Type)
	r := mandat.Resource{Type: typ.Name, ID: a.Request.ID, Org: o.ID(), Labels: mandat.Labelled()}
	if len(typ.Statuses) > 0 {
		r.Status = typ.Statuses[0].Name
	}
	for i, s := range slices.Sorted(maps.Keys(a.Units)) {
		place := mandat.Nowhere()
		if u := a.Units[s]; u != "" {
			place = mandat.At(u)
		}
		if i < len(r.Units) {
			r.Units[i] = s.Is(place)
		}
	}
	for i, name := range slices.Sorted(maps.Keys(a.Relations)) {
		if i < len(r.Relations) {
			r.Relations[i] = name.Is(mandat.Many(a.Relations[name]...))
		}
	}
	return r
}

// approvedFact tells what a change that is approved is good for. It is wider to be
// made without approval than with one that is there.
func (v *version) approvedFact(_ *mandat.Org, a *mandat.Approval, what string) fact {
	f := fact{kind: gives, about: fmt.Sprint("approved ", a.Request), says: phraseWhatIs, what: what}
	switch rule := v.approvalOf(a.Request.Action); {
	case rule == nil:
		f.much, f.how = []int{2}, v.say(phraseNotNeeded)
	case rule.Votes <= len(a.Votes):
		f.much, f.how = []int{1}, v.say(phraseIsApproved)
	default:
		f.much, f.how = []int{0}, v.say(phraseTooFewVotes, "{votes}", strconv.Itoa(rule.Votes))
	}
	return f
}

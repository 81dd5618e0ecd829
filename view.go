package mandat

import "iter"

// View is an organisation seen by one subject, at one version and one moment:
// cheap to make for each request, and not to be kept longer. It is immutable
// and safe for concurrent use. The zero View denies everything.
type View struct {
	org       *Org
	subject   Subject
	channel   uint64  // the bit of the channel
	confined  bool    // to the subject's purpose
	malformed Detail  // of the subject
	standing  Detail  // NoDetail for a subject with standing
	member    *member // the subject's record, nil for none
	index     int32   // of the member; -1 for none
	// What follows is the organisation's, or what a nearest miss supposes.
	settings uint64
	status   memberStatus
	extra    *grant
	// on is the action on which a step of a change is a vote; nil otherwise.
	on *leaf
}

// As returns the organisation as the subject sees it.
func (o *Org) As(s Subject) (v View) {
	v.see(o, &s)
	return v
}

// see makes the zero view that of an organisation as a subject sees it.
func (v *View) see(o *Org, s *Subject) {
	v.subject = *s
	if o == nil || o.policy == nil {
		return
	}
	v.org, v.index, v.settings = o, -1, o.settings
	if i, ok := o.memberNamed(s.Person); ok {
		v.be(i)
	}
	v.judge()
}

// be makes the subject a member.
func (v *View) be(index int32) {
	v.index, v.member = index, v.org.member(index)
	v.status = v.member.status
}

// judge fills what can be said of the subject before any question.
func (v *View) judge() {
	v.malformed = v.readSubject()
	if v.malformed == NoDetail {
		v.standing = v.findStanding()
	}
}

func (v *View) readSubject() Detail {
	s := &v.subject
	if s.At.IsZero() {
		return TimeNotStated
	}
	bearer := false
	if s.Channel != "" {
		k := v.org.policy.channels.find(string(s.Channel))
		if k < 0 {
			return ChannelUnknown
		}
		v.channel, bearer = 1<<k, v.org.policy.rules.Channels[k].Bearer
	}
	v.confined = s.Only.complete()
	switch {
	case v.confined:
		return NoDetail
	case s.Only.Org != "" || s.Only.Type != "" || s.Only.ID != "" || s.Only.Action != "":
		return PurposeIncomplete
	case bearer:
		return PurposeNotStated
	}
	return NoDetail
}

// findStanding returns why the subject has no standing, NoDetail if it has.
func (v *View) findStanding() Detail {
	switch v.status {
	case memberActive, memberInactive:
	case memberInvited, memberAccepted:
		return NotActive
	default:
		return NotAMember
	}
	found := ChannelClosed
	if v.status == memberInactive {
		found = NotActive
	}
	for i := range v.member.grants {
		g := &v.member.grants[i]
		if r := v.org.role(int(g.role)); g.inForce(v.subject.At) && v.counts(r, v.status) {
			if r.opens(v.channel, v.settings) {
				return NoDetail
			}
			found = ChannelClosed
		}
	}
	for h := (holdings{view: v, stage: groupGrants}); h.nextOther(); {
		if h.role().opens(v.channel, v.settings) {
			return NoDetail
		}
		found = ChannelClosed
	}
	return found
}

// Decide answers whether the subject may do the action to the resource, here
// and now. It does no I/O, takes no lock and never panics; whatever it does not know
// denies. It allocates nothing, except of what is built in, which the organisation
// fills.
func (v View) Decide(a Action, r Resource) Decision { return v.decide(a, &r) }

// Decide answers one question by one subject; View.Decide answers several.
func (o *Org) Decide(s Subject, a Action, r Resource) Decision {
	return o.decide(&s, a, &r)
}

// decide is apart from Decide, which is then small enough to be part of its caller:
// there the resource is not copied once more.
func (o *Org) decide(s *Subject, a Action, r *Resource) Decision {
	var v View
	v.see(o, s)
	return v.decide(a, r)
}

// Actions returns every action of the resource's type with its decision, in the
// order of the policy, for a menu: show what is allowed or can be started, grey
// what the subject is entitled to, hide the rest. A resource of an unknown type
// has no actions.
func (v View) Actions(r Resource) iter.Seq2[Action, Decision] {
	return func(yield func(Action, Decision) bool) {
		if v.org == nil {
			return
		}
		t := v.org.policy.typ(r.Type)
		if t == nil {
			return
		}
		read := v.reading(t, &r)
		for _, a := range t.actions {
			if !yield(a.rule.Name, read.decide(a)) {
				return
			}
		}
	}
}

package mandat

import "slices"

// countVoters returns how many persons have the right to vote on what the
// subject asks for, up to as many as must.
func (p *planner) countVoters(of *leaf, r *Resource) int {
	vote := of.vote()
	n := 0
	for _, i := range p.now().holdersOf(vote) {
		person := p.now().member(i).person
		if p.couldVote(person, of, r) {
			n++
		}
		if n == of.approval.Votes {
			break
		}
	}
	return n
}

// holdersOf returns the members who hold a role that has a leaf, wherever they
// hold it: everybody, if the base role has it.
func (o *Org) holdersOf(l *leaf) []int32 {
	var all []int32
	if base := o.policy.base; base != nil && len(o.role(int(base.role)).perms[l.index]) > 0 {
		for i := range o.members.len() {
			all = append(all, i)
		}
		return all
	}
	for i := range o.holders {
		if len(o.role(i).perms[l.index]) > 0 {
			for _, some := range o.holders[i].at.all() {
				all = o.appendHolders(all, *some)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// couldVote reports whether a person has the right to vote in some channel, the
// requester in one in which the rule lets them.
func (p *planner) couldVote(person PersonID, of *leaf, r *Resource) bool {
	own, rule := person == p.view.subject.Person, of.approval.Requester
	for _, c := range p.before.policy.rules.Channels {
		barred := own && (rule == RequesterNever || rule == RequesterLoggedOut && c.Login)
		if !barred && p.couldStill(person, c.Name, of.approval.By, r, nil) {
			return true
		}
	}
	return false
}

// countVotes returns how many of those who voted before are eligible still, each
// in the channel in which they voted.
func (p *planner) countVotes(a *Approval, of *leaf, r *Resource) int {
	n := 0
	for _, v := range a.Votes {
		if p.couldStill(v.By, v.Through, of.approval.By, r, of) {
			n++
		}
	}
	return n
}

// couldStill reports whether somebody who is not there has the right to an action
// in a channel, with a session or without one. Of a vote on another action they
// must also not be kept by a gate.
func (p *planner) couldStill(person PersonID, c Channel, a Action, r *Resource, on *leaf) bool {
	link := Purpose{r.Org, r.Type, r.ID, a}
	for _, s := range p.before.policy.absent(person, c, p.view.subject.At, link) {
		v := p.now().As(s)
		v.on = on
		if d := v.decideOn(p.now(), a, r); d.Entitled() && (on == nil || d.reason != GateClosed) {
			return true
		}
	}
	return false
}

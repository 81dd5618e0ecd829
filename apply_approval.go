package mandat

func (e ApprovalStarted) apply(d *draft) obstacle {
	a := &e.Approval
	if found := a.tells(); found.detail != NoDetail {
		return found
	}
	if a.Status != ApprovalPending || len(a.Votes) > 0 {
		return because(ValueInvalid, a.Request.key())
	}
	if _, ok := d.org.memberNamed(a.By); !ok {
		return because(MemberMissing, a.By)
	}
	if last := d.org.approvalFor(&a.Request); last != nil && last.Status == ApprovalPending && !last.overAt(a.At) {
		return because(AlreadySo, a.Request.key())
	}
	d.org.keepApproval(*a)
	return obstacle{}
}

func (e ApprovalVoted) apply(d *draft) obstacle {
	return d.changePending(e.Request, func(a *Approval) obstacle {
		if found := first(unusable(e.Vote.By), unreadable(e.Vote.Through)); found.detail != NoDetail {
			return found
		}
		if _, ok := d.org.memberNamed(e.Vote.By); !ok {
			return because(MemberMissing, e.Vote.By)
		}
		if a.votedBy(e.Vote.By) {
			return because(AlreadySo, e.Vote.By)
		}
		a.Votes = append(a.Votes, e.Vote)
		return obstacle{}
	})
}

func (e ApprovalDecided) apply(d *draft) obstacle {
	return d.changePending(e.Request, func(a *Approval) obstacle {
		switch {
		case !e.Approved && e.Needed != 0, e.Approved && e.Needed < a.Needed:
			return because(ValueInvalid, e.Request.key())
		case !e.Approved:
			a.Status = ApprovalRejected
		case len(a.Votes) < e.Needed:
			return because(NoApprover, e.Request.key())
		default:
			a.Status, a.Needed = ApprovalApproved, e.Needed
		}
		return obstacle{}
	})
}

func (e ApprovalTakenBack) apply(d *draft) obstacle {
	return d.changePending(e.Request, func(a *Approval) obstacle {
		a.Status = ApprovalWithdrawn
		return obstacle{}
	})
}

func (e ApprovalUsedUp) apply(d *draft) obstacle {
	return d.changeApproval(e.Request, ApprovalApproved, func(a *Approval) obstacle {
		a.Status = ApprovalUsed
		return obstacle{}
	})
}

func (d *draft) changePending(r Request, change func(*Approval) obstacle) obstacle {
	return d.changeApproval(r, ApprovalPending, change)
}

// changeApproval changes an approval that has a status.
func (d *draft) changeApproval(r Request, s ApprovalStatus, change func(*Approval) obstacle) obstacle {
	last := d.org.approvalFor(&r)
	if last == nil || last.Status != s {
		return because(ApprovalMissing, r.key())
	}
	a := last.clone()
	if found := change(&a); found.detail != NoDetail {
		return found
	}
	d.org.keepApproval(a)
	return obstacle{}
}

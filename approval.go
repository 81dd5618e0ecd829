package mandat

import (
	"iter"
	"maps"
	"slices"
	"time"
)

// Approval is what became of a request that an action under approval made: who
// asked for what, and who has approved it. An organisation keeps the latest one
// of each request. It is plain data.
type Approval struct {
	Request Request `json:"request"`
	// Digest is that of the content that was asked about.
	Digest Digest `json:"digest,omitzero"`
	// Units and Relations are those of the resource when it was asked about, ""
	// for nowhere; of what is built in only the units, where it lay.
	Units     map[Structure]UnitID    `json:"units,omitempty"`
	Relations map[Relation][]PersonID `json:"relations,omitempty"`
	// By is the requester, Through the channel in which they asked, At when.
	By      PersonID  `json:"by"`
	Through Channel   `json:"through,omitzero"`
	At      time.Time `json:"at"`
	// Session is the hash of the session in which they asked, where the policy has
	// another one vote (RequesterOtherSession). Where it is not known, the requester
	// does not vote.
	Session SessionHash `json:"session,omitzero"`
	// Until is when it lapses if it is pending still or is of a change of the
	// organisation that has not been made. Zero is not at all.
	Until time.Time `json:"until,omitzero"`
	// Needed is how many persons had to approve: when it was started or, if that
	// were more, when it was decided.
	Needed int            `json:"needed"`
	Status ApprovalStatus `json:"status"`
	// Votes are those for it, in the order in which they were given.
	Votes []Vote `json:"votes,omitempty"`
}

// Request is what an approval is of: an action on one resource. What has no id,
// or is to be made, is told by its value.
type Request struct {
	Action ActionRef  `json:"action"`
	ID     ResourceID `json:"id,omitzero"`
	// Value is the JSON form of what is built in and asked about as the value that
	// it would be, such as a Grant.
	Value string `json:"value,omitzero"`
}

// Vote tells that a person approved, and in which channel.
type Vote struct {
	By      PersonID `json:"by"`
	Through Channel  `json:"through,omitzero"`
}

// Digest tells one content of a resource from another: the hash of its canonical
// form, the version of its row, whatever changes when the content does and not
// with its status. It is opaque: compared byte for byte.
type Digest string

// ApprovalStatus tells where an approval stands. Its zero value is not valid.
type ApprovalStatus string

const (
	// ApprovalPending: votes are missing.
	ApprovalPending ApprovalStatus = "pending"
	// ApprovalApproved: enough have approved.
	ApprovalApproved ApprovalStatus = "approved"
	// ApprovalRejected: somebody has rejected it.
	ApprovalRejected ApprovalStatus = "rejected"
	// ApprovalWithdrawn: the requester, or somebody for them, has taken it back.
	ApprovalWithdrawn ApprovalStatus = "withdrawn"
	// ApprovalUsed: the change of the organisation that was approved has been made.
	ApprovalUsed ApprovalStatus = "used"
	// ApprovalExpired: it was pending until its time was over. Only
	// Approval.StatusAt tells it.
	ApprovalExpired ApprovalStatus = "expired"
)

// StatusAt returns the status at a moment: a pending approval has expired from
// Until on.
func (a Approval) StatusAt(at time.Time) ApprovalStatus {
	if a.Status == ApprovalPending && a.overAt(at) {
		return ApprovalExpired
	}
	return a.Status
}

func (a *Approval) overAt(at time.Time) bool { return !a.Until.IsZero() && !at.Before(a.Until) }

// Approves reports whether the content with the digest is approved. A request
// whose content has changed since is not (clause K11).
func (a Approval) Approves(d Digest) bool {
	return a.Status == ApprovalApproved && a.Digest == d && d != ""
}

// Resource returns the approval as something to ask about: may she see it, may
// she withdraw it? It is named by its request, and asked about as it is in the
// organisation.
func (a Approval) Resource(o OrgID) Resource {
	return Resource{Type: ApprovalType, Org: o, value: &value{approval: &a.Request}}
}

// Approval returns the latest approval of an action on a resource, pending or
// over. Of the resource only type, organisation and id are read, or the value that it
// would be.
func (o *Org) Approval(a Action, r Resource) (Approval, bool) {
	if o == nil || r.Org != o.id {
		return Approval{}, false
	}
	if found := o.approvalOf(a, &r); found != nil {
		return found.clone(), true
	}
	return Approval{}, false
}

// Approvals returns the latest approval of each request, in the order in which
// their resources first came, those of one resource by their first request. The
// service keeps from a subject what they may not read (Approval.Resource).
func (o *Org) Approvals() iter.Seq[Approval] {
	return func(yield func(Approval) bool) {
		for i := range o.approvalCount() {
			for _, a := range o.approvals.at(i).all {
				if !yield(a.clone()) {
					return
				}
			}
		}
	}
}

func (a *Approval) clone() Approval {
	c := *a
	c.Units, c.Votes = maps.Clone(a.Units), slices.Clone(a.Votes)
	c.At, c.Until = utc(a.At), utc(a.Until)
	c.Relations = maps.Clone(a.Relations)
	for r, people := range c.Relations {
		all := append([]PersonID{}, people...) // never nil, which has no form
		slices.Sort(all)
		c.Relations[r] = slices.Compact(all)
	}
	return c
}

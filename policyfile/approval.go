package policyfile

import (
	"fmt"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// request is a command about an approval: of an action on a resource, which is
// made when the step is taken.
type request struct {
	name   string
	action mandat.Action
	facts  *facts
	digest mandat.Digest
	until  time.Time
}

// CommandName returns the name of the command that it will be.
func (r request) CommandName() string { return r.name }

func (r request) command(on mandat.Resource) mandat.Command {
	switch r.name {
	case "start-approval":
		return mandat.StartApproval{Action: r.action, Resource: on, Digest: r.digest, Until: r.until}
	case "approve":
		return mandat.Approve{Action: r.action, Resource: on, Digest: r.digest}
	case "reject":
		return mandat.Reject{Action: r.action, Resource: on, Digest: r.digest}
	}
	return mandat.WithdrawApproval{Action: r.action, Resource: on}
}

func (d *casesReader) approvalCommands() commandReaders {
	digest := func(r *request, f fields) {
		f["digest"] = func(v *node) { r.digest = name[mandat.Digest](d.decoder, "", v) }
	}
	until := func(r *request, f fields) {
		digest(r, f)
		f["until"] = func(v *node) { r.until = d.moment("", v) }
	}
	return commandReaders{
		"start-approval":    d.request("start-approval", until),
		"approve":           d.request("approve", digest),
		"reject":            d.request("reject", digest),
		"withdraw-approval": d.request("withdraw-approval", func(*request, fields) {}),
	}
}

// request returns a reader of a command about an approval, which can have more
// keys.
func (d *casesReader) request(name string, more func(*request, fields)) func(*node) command {
	return func(n *node) command {
		r := request{name: name, facts: &facts{}}
		f := d.requested(&r.action, &r.facts)
		more(&r, f)
		d.record("", n, f, "action", "resource")
		return r
	}
}

// requested are the keys that tell what an approval is of.
func (d *casesReader) requested(a *mandat.Action, of **facts) fields {
	return fields{
		"action":   func(v *node) { *a = name[mandat.Action](d.decoder, "", v) },
		"resource": func(v *node) { *of = d.resource(v) },
	}
}

// approved is where an approval shall stand: of one content, if that is named.
type approved struct {
	status string
	digest mandat.Digest
}

// approvalCase reads a case about where an approval stands.
func (d *casesReader) approvalCase(n *node, c *testCase, f fields) {
	c.facts, c.approved = &facts{}, &approved{}
	for key, read := range d.requested(&c.action, &c.facts) {
		f[key] = read
	}
	f["approval"] = func(v *node) {
		c.approved.status = d.oneOf(v, "status of an approval", none, "pending", "approved", "rejected", "withdrawn", "expired", "used")
	}
	f["digest"] = func(v *node) { c.approved.digest = name[mandat.Digest](d.decoder, "", v) }
	d.record("", n, f, "name", "action", "resource", "approval")
}

func (st *story) approvalFailure(c *testCase) string {
	is := none
	a, found := st.org.Approval(c.action, st.resource(c))
	if found && (c.approved.digest == "" || c.approved.digest == a.Digest) {
		is = string(a.StatusAt(st.file.now))
	}
	if is == c.approved.status {
		return ""
	}
	return fmt.Sprintf("the approval to %s %s: %s; want %s", visible(string(c.action)), c.facts, is, c.approved.status)
}

// facts returns what the commands of a step are about.
func (s *step) facts() (all []*facts) {
	for _, c := range s.commands {
		if r, ok := c.(request); ok {
			all = append(all, r.facts)
		}
	}
	return slices.Clip(all)
}

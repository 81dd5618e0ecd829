// Package lists has what doc/lists.md shows of lists in memory.
package lists

import (
	"fmt"
	"io"
	"iter"

	"github.com/mandat-go/mandat"
)

// ticket is a row. Readers is its access list, which was read with the row.
type ticket struct {
	id, org, team, status, assignee string
	readers                         mandat.ACL
}

func (t ticket) Resource() mandat.Resource {
	assignee := mandat.Nobody() // One("") would be "not stated"
	if t.assignee != "" {
		assignee = mandat.One(mandat.PersonID(t.assignee))
	}
	return mandat.Resource{Type: "ticket", ID: mandat.ResourceID(t.id), Org: mandat.OrgID(t.org), Status: mandat.Status(t.status),
		Units:     mandat.Units{mandat.Structure("teams").Is(mandat.At(mandat.UnitID(t.team)))},
		Relations: mandat.Relations{mandat.Relation("assignee").Is(assignee)},
		ACLs:      mandat.ACLs{mandat.Action("read").By(t.readers)}}
}

// count counts the rows by what may be done to them. A row of which not enough is stated
// ends it with an error.
func count(view mandat.View, action mandat.Action, rows iter.Seq2[ticket, error]) (n int, err error) {
	for _, err := range mandat.Resources(view.Filter("ticket", action), rows, ticket.Resource) {
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// menu writes what a page offers, and greys what is not for now.
func menu(w io.Writer, view mandat.View, t ticket) {
	for action, d := range view.Actions(t.Resource()) {
		switch {
		case d.Allowed():
			fmt.Fprintln(w, action)
		case d.Outcome() == mandat.NeedsApproval:
			fmt.Fprintln(w, action, "(others must approve)")
		case d.Entitled():
			fmt.Fprintf(w, "%s (grey: %s)\n", action, d)
		}
	}
}

// readers writes who may read a ticket, as far as whoever looks may know of them.
func readers(w io.Writer, view mandat.View, everybody mandat.Subject, t ticket) error {
	seen, hidden, err := view.Subjects(everybody, "read", t.Resource())
	if err != nil {
		return err // ErrNotFound: they may not see the ticket
	}
	for _, access := range seen {
		fmt.Fprintln(w, access.Person)
	}
	fmt.Fprintln(w, "and", hidden, "more")
	return nil
}

// preview writes what another access list would change, before it is stored.
func preview(w io.Writer, view mandat.View, everybody mandat.Subject, t ticket, list mandat.ACL) error {
	if err := view.Check("share", t.Resource()); err != nil {
		return err // Impact only tells; it does not ask whether they may
	}
	after := t
	after.readers = list
	effects, hidden, err := view.Impact(everybody, t.Resource(), after.Resource())
	for _, e := range effects {
		fmt.Fprintln(w, e.Person, "gains", e.Gains, "loses", e.Loses)
	}
	fmt.Fprintln(w, "and", hidden, "more")
	return err
}

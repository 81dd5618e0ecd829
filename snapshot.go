package mandat

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
)

// snapshotFormat is the version of the form of snapshots that is written, and the
// only one that is read.
const snapshotFormat = 1

// snapshotForm is what a snapshot says behind its checksum.
type snapshotForm struct {
	Organisation orgForm `json:"organisation"`
	// Closed tells to whom invitations were that are over, where that is known: of
	// those that were retired at an import it is not.
	Closed map[InvitationID]PersonID `json:"closed,omitempty"`
}

// Snapshot returns the organisation as a text that Restore reads: the canonical
// encoding (see MarshalJSON), with a checksum and with what only later events ask
// for. The same organisation always has the same text, and doc/snapshots.md shows it.
//
// Keep it beside the events, never in their place: they tell who did what, and are
// there when a snapshot is refused. Keep none of a change that is not committed
// (Change.Org): another one can become the same version. Like Data it tells
// everything, and is for the service alone. It is an error if there is no
// organisation, or something has no form in which it would be read as the same.
func (o *Org) Snapshot() ([]byte, error) {
	if o == nil || o.policy == nil {
		return nil, errors.New("mandat: snapshot: there is no organisation")
	}
	content, err := json.Marshal(snapshotForm{o.form(), o.closedTo()})
	if err == nil {
		err = lost(content)
	}
	if err != nil {
		return nil, fmt.Errorf("mandat: snapshot: %w", err)
	}
	content[0] = ',' // instead of the brace, which stands before the checksum
	sum := sha256.Sum256(content)
	return append(fmt.Appendf(nil, `{"snapshot":%d,"sha256":"%x"`, snapshotFormat, sum), content...), nil
}

// closedTo returns to whom the invitations were that are over.
func (o *Org) closedTo() map[InvitationID]PersonID {
	closed := make(map[InvitationID]PersonID)
	for id := range o.invitationByID.ids() {
		i, _ := o.invitationByID.get(id)
		if _, open := o.Invitation(id); !open && i != nobody {
			closed[id] = o.member(i).person
		}
	}
	return closed
}

// Restore returns the organisation of an id that a snapshot tells, under one of the
// policies: the one of the same system and version. Events that are later than its
// Version bring it up to date (Apply), and it is then what Replay makes of all of
// them.
//
// A snapshot is read whole or refused: one that is cut off or changed by a byte, of
// another form or another organisation, without its policy among those given, or
// with something that NewOrg would refuse is an error that says which. Replay the
// events then. The checksum tells damage, not deceit: whoever may write snapshots
// may write any organisation, as whoever writes events. Restore keeps nothing of the
// text, and is safe for concurrent use.
func Restore(snapshot []byte, id OrgID, policies ...*Policy) (*Org, error) {
	content, err := intact(snapshot)
	if err != nil {
		return nil, fmt.Errorf("mandat: snapshot: %w", err)
	}
	form, err := readSnapshot(content)
	if err != nil {
		return nil, fmt.Errorf("mandat: snapshot: %w", err)
	}
	o, err := form.restore(id, policies)
	if err != nil {
		return nil, fmt.Errorf("mandat: snapshot of %s: %w", bare(string(form.Organisation.Org)), err)
	}
	return o, nil
}

// intact returns what a snapshot says, from behind its checksum on, if this is
// right.
func intact(snapshot []byte) ([]byte, error) {
	x := exact{text: snapshot}
	x.must(`{"snapshot":`)
	format := x.number()
	switch {
	case x.failed:
		return nil, errors.New("it is none: expected a text that Org.Snapshot wrote")
	case format != snapshotFormat:
		return nil, fmt.Errorf("it is of format %d: expected %d", format, snapshotFormat)
	}
	x.must(`,"sha256":`)
	stated := x.raw()
	sum := sha256.Sum256(x.text)
	if x.failed || string(stated) != hex.EncodeToString(sum[:]) {
		return nil, errors.New("it is damaged: its content has another checksum than it states")
	}
	return x.text, nil
}

// restore builds the organisation.
func (f *snapshotForm) restore(id OrgID, policies []*Policy) (*Org, error) {
	form := &f.Organisation
	if form.Org != id {
		return nil, fmt.Errorf("it is of another organisation: expected %s", bare(string(id)))
	}
	p := (&draft{policies: policies}).policyOf(form.System, form.Policy)
	if p == nil {
		return nil, fmt.Errorf("there is no policy of system %q in version %q", form.System, form.Policy)
	}
	o, err := NewOrg(p, form.data())
	if err != nil {
		return nil, err
	}
	o.version = form.Version
	if err := o.closeTo(f.Closed); err != nil {
		return nil, err
	}
	if !form.sameAs(o) {
		return nil, errOtherForm
	}
	return o, nil
}

// sameAs reports whether an organisation that was built of the form has it again:
// all in its order, and nothing besides. Members need no look: each is kept as it
// is, in its place.
func (f *orgForm) sameAs(o *Org) bool {
	rest := f.Grants
	for g := range o.Grants() {
		if len(rest) == 0 || g != rest[0] {
			return false
		}
		rest = rest[1:]
	}
	given := *f
	given.Members, given.Grants = nil, nil
	text, err := json.Marshal(given)
	again, failed := json.Marshal(o.shortForm())
	return len(rest) == 0 && err == nil && failed == nil && bytes.Equal(text, again)
}

var errOtherForm = errors.New("its content is not in the form that Org.Snapshot writes")

// closeTo notes to whom the invitations were that are over, in an organisation that
// was just built.
func (o *Org) closeTo(closed map[InvitationID]PersonID) error {
	noted := 0
	x := &o.invitationByID
	for k, id := range x.known {
		person, told := closed[id]
		if i, ok := o.memberNamed(person); told && ok && x.at[k] == nobody {
			x.at[k] = i
			noted++
		}
	}
	if noted != len(closed) {
		return errors.New("it tells to whom invitations were that are not over, or to nobody who was ever a member")
	}
	return nil
}

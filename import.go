package mandat

import (
	"maps"
	"slices"
	"time"
)

// Import makes an organisation of plain data, for a service that brings its
// organisations along. Nobody's authority is asked: it is for the service's own
// operators. What NewOrg would refuse is an error, an *InvalidError.
func Import(p *Policy, data OrgData, at time.Time) (Change, error) {
	o, err := NewOrg(p, data)
	if err != nil {
		return Change{}, err
	}
	if at.IsZero() || !tellable(at) {
		return Change{}, &InvalidError{What: "organisation", Problems: []Problem{{"", "the time at which it is imported is not stated, or not in the years 0 to 9999"}}}
	}
	all := append([]Happening{OrgFounded{p.System(), p.Version()}}, o.happenings()...)
	at = utc(at)
	empty, err := NewOrg(p, OrgData{ID: o.id})
	if err != nil {
		return Change{}, err
	}
	m := &made{start: empty, subject: Subject{At: at}}
	for i, h := range all {
		m.events = append(m.events, Event{Org: o.id, Version: 1, Step: i + 1, Of: len(all), At: at, What: h})
	}
	if m.after, err = Replay(m.events, p); err != nil {
		return Change{}, err
	}
	return Change{m}, nil
}

// importing lists what makes an organisation of an empty one.
type importing struct {
	org    *Org
	all    []Happening
	units  map[int32]bool // those that are listed
	groups map[int32]bool
}

// happenings returns what makes an organisation of an empty one, in the order of
// its data, but that what lies above comes before what lies below, and static
// groups before those that hold them.
func (o *Org) happenings() []Happening {
	l := &importing{org: o, units: make(map[int32]bool), groups: make(map[int32]bool)}
	if r := o.retired(); len(r.Units)+len(r.Groups)+len(r.Roles)+len(r.Invitations) > 0 {
		l.add(IDsRetired{r})
	}
	settings := o.plainSettings()
	for _, s := range slices.Sorted(maps.Keys(settings)) {
		l.add(SettingChanged{s, settings[s]})
	}
	for i := range o.units.len() {
		l.unit(i)
	}
	for m := range o.Members() {
		l.add(MemberJoined{m})
	}
	for i := range o.groups.len() {
		l.group(i)
	}
	for _, r := range o.plainRoles() {
		l.add(RoleAdded{r})
	}
	// Somebody invited can have been given since what the invitation carries.
	for _, in := range o.plainInvitations() {
		l.add(InvitationSent{in})
	}
	for g := range o.Grants() {
		l.add(RoleGranted{g})
	}
	for a := range o.Approvals() {
		l.approval(a)
	}
	return l.all
}

// approval lists what an approval has come through.
func (l *importing) approval(a Approval) {
	started := a
	started.Status, started.Votes = ApprovalPending, nil
	l.add(ApprovalStarted{started})
	for _, v := range a.Votes {
		l.add(ApprovalVoted{a.Request, v})
	}
	switch a.Status {
	case ApprovalApproved, ApprovalUsed:
		l.add(ApprovalDecided{a.Request, true, a.Needed})
	case ApprovalRejected:
		l.add(ApprovalDecided{Request: a.Request})
	case ApprovalWithdrawn:
		l.add(ApprovalTakenBack{a.Request})
	}
	if a.Status == ApprovalUsed {
		l.add(ApprovalUsedUp{a.Request})
	}
}

func (l *importing) add(h Happening) { l.all = append(l.all, h) }

func (l *importing) unit(i int32) {
	u := l.org.unit(i)
	if u.gone || l.units[i] {
		return
	}
	l.units[i] = true
	if above := u.above(); above != noUnit {
		l.unit(above)
	}
	l.add(UnitAdded{l.org.plainUnit(i)})
}

func (l *importing) group(i int32) {
	g := l.org.group(i)
	if g.gone || l.groups[i] {
		return
	}
	l.groups[i] = true
	for _, sub := range g.subs {
		l.group(sub)
	}
	l.add(GroupAdded{l.org.plainGroup(i)})
}

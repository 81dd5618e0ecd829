package mandat_test

import (
	"fmt"
	"testing"

	"github.com/mandat-go/mandat"
)

// busyYears are the events of an organisation in which much has happened since it was
// imported, one change each: people come by invitation, move, join groups, are given
// other roles and lose them, are away, and leave.
func busyYears(t testing.TB, members int) (*mandat.Policy, []mandat.Event) {
	t.Helper()
	first := newWorld(t, members).org
	imported, err := mandat.Import(first.Policy(), first.Data(), benchTime)
	if err != nil {
		t.Fatal(err)
	}
	events := imported.Events()
	happens := func(what ...mandat.Happening) {
		for _, h := range what {
			events = append(events, mandat.Event{Org: "acme", Version: events[len(events)-1].Version + 1, Step: 1, Of: 1, At: benchTime, By: "person-0", Through: "web", What: h})
		}
	}
	group := func(i int) mandat.GroupID { return mandat.GroupID(fmt.Sprint("group-", i%(members/20))) }
	for i := range members / 20 {
		happens(mandat.GroupAdded{Group: mandat.Group{ID: group(i)}})
	}
	for i := range members {
		p, unit := mandat.PersonID(fmt.Sprint("person-", i)), mandat.UnitID(fmt.Sprint("unit-", i%(members/20)))
		happens(mandat.GroupJoined{Group: group(i), Person: p}, mandat.GroupJoined{Group: group(i + 1 + i%7), Person: p})
		g := mandat.Grant{Role: "reader", Member: p, Scope: mandat.Below(unit), Until: benchTime.AddDate(1, 0, i)}
		happens(mandat.RoleGranted{Grant: g})
		switch i % 5 {
		case 0:
			happens(mandat.MemberDeactivated{Person: p}, mandat.MemberActivated{Person: p})
		case 1:
			happens(mandat.RoleRevoked{Grant: g})
		case 2:
			id, new := mandat.InvitationID(fmt.Sprint("invitation-", i)), mandat.PersonID(fmt.Sprint("new-", i))
			happens(mandat.InvitationSent{Invitation: mandat.Invitation{ID: id, Person: new, Home: unit, Token: mandat.TokenHash{1}}}, mandat.InvitationAnswered{Invitation: id, Accepted: true})
		case 3:
			happens(mandat.GroupLeft{Group: group(i), Person: p})
			if i%2 == 0 {
				happens(mandat.MemberLeft{Person: p})
			}
		}
	}
	return first.Policy(), events
}

// BenchmarkReplayBusyYears is BenchmarkReplay of a long history.
func BenchmarkReplayBusyYears(b *testing.B) {
	for _, members := range []int{1_000, 10_000, 100_000} {
		p, events := busyYears(b, members)
		texts := textsOf(b, events)
		b.Run(fmt.Sprintf("members=%d/events", members), func(b *testing.B) { benchReplay(b, events, p) })
		b.Run(fmt.Sprintf("members=%d/json", members), func(b *testing.B) { benchReplayJSON(b, texts, p) })
	}
}

func benchReplay(b *testing.B, events []mandat.Event, p *mandat.Policy) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := mandat.Replay(events, p); err != nil {
			b.Fatal(err)
		}
	}
	reportEvents(b, len(events))
}

// benchReplayJSON replays events that a store keeps as a text each.
func benchReplayJSON(b *testing.B, texts [][]byte, p *mandat.Policy) {
	b.ReportAllocs()
	for b.Loop() {
		read := make([]mandat.Event, len(texts))
		for i, text := range texts {
			if err := read[i].UnmarshalJSON(text); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := mandat.Replay(read, p); err != nil {
			b.Fatal(err)
		}
	}
	reportEvents(b, len(texts))
}

func reportEvents(b *testing.B, events int) {
	b.ReportMetric(float64(b.N)*float64(events)/b.Elapsed().Seconds(), "events/s")
}

func textsOf(t testing.TB, events []mandat.Event) [][]byte {
	t.Helper()
	texts := make([][]byte, len(events))
	for i := range events {
		var err error
		if texts[i], err = events[i].MarshalJSON(); err != nil {
			t.Fatal(err)
		}
	}
	return texts
}

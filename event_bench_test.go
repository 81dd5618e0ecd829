package mandat_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/mandat-go/mandat"
)

// benchEvents are events that can happen to any world, each from its first
// version.
func benchEvents(o *mandat.Org) []mandat.Event {
	held := o.GrantsOf("person-1")[0]
	var all []mandat.Event
	for _, h := range []mandat.Happening{
		mandat.RoleGranted{Grant: mandat.Grant{Role: "reader", Member: "person-1", Scope: mandat.Below("unit-0")}},
		mandat.RoleRevoked{Grant: held},
		mandat.MemberJoined{Member: mandat.Member{Person: "newcomer", Status: mandat.MemberActive, Home: "unit-0"}},
		mandat.MemberLeft{Person: "person-2"},
		mandat.UnitAdded{Unit: mandat.Unit{ID: "annex", Structure: "organisation", Parent: "unit-1"}},
		mandat.GroupAdded{Group: mandat.Group{ID: "team", Members: []mandat.PersonID{"person-1", "person-2"}}},
		mandat.RoleAdded{Role: mandat.Role{ID: "own", Includes: []mandat.RoleID{"reader"}}},
	} {
		all = append(all, mandat.Event{Org: "acme", Version: o.Version() + 1, Step: 1, Of: 1, At: benchTime, By: "person-0", Through: "web", What: h})
	}
	return all
}

// BenchmarkApplyOneEvent: the cost follows what is touched, not the size.
func BenchmarkApplyOneEvent(b *testing.B) {
	for _, members := range []int{1_000, 10_000, 100_000} {
		o := newWorld(b, members).org
		for _, e := range benchEvents(o) {
			b.Run(fmt.Sprintf("members=%d/%s", members, e.What.EventName()), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := o.Apply([]mandat.Event{e}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkReplay makes an organisation again of all its events, as they are in
// memory and as their JSON texts; beside it, from plain data at once.
func BenchmarkReplay(b *testing.B) {
	for _, members := range []int{1_000, 10_000, 100_000} {
		o := newWorld(b, members).org
		data := o.Data()
		imported, err := mandat.Import(o.Policy(), data, benchTime)
		if err != nil {
			b.Fatal(err)
		}
		events := imported.Events()
		b.Run(fmt.Sprintf("members=%d/events", members), func(b *testing.B) { benchReplay(b, events, o.Policy()) })
		texts := textsOf(b, events)
		b.Run(fmt.Sprintf("members=%d/json", members), func(b *testing.B) { benchReplayJSON(b, texts, o.Policy()) })
		b.Run(fmt.Sprintf("members=%d/data", members), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := mandat.NewOrg(o.Policy(), data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEventJSON(b *testing.B) {
	grant := sampleEvents()[24]
	text, err := json.Marshal(grant)
	if err != nil {
		b.Fatal(err)
	}
	var other map[string]any
	if err := json.Unmarshal(text, &other); err != nil {
		b.Fatal(err)
	}
	sorted, err := json.Marshal(other) // the names in another order
	if err != nil {
		b.Fatal(err)
	}
	b.Run("write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := grant.MarshalJSON(); err != nil {
				b.Fatal(err)
			}
		}
	})
	for name, text := range map[string][]byte{"read": text, "read-otherwise": sorted} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var e mandat.Event
				if err := e.UnmarshalJSON(text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package mandat_test

import (
	"fmt"
	"testing"

	"github.com/mandat-go/mandat"
)

// BenchmarkImpact asks who gains what by one grant to one member, in
// organisations of several sizes.
func BenchmarkImpact(b *testing.B) {
	for _, members := range []int{1000, 10_000, 100_000} {
		w := newWorld(b, members)
		g := mandat.Grant{Role: "admin", Member: "person-7", Scope: mandat.Below("unit-3")}
		e := mandat.Event{Org: w.org.ID(), Version: 1, Step: 1, Of: 1, At: benchTime, What: mandat.RoleGranted{Grant: g}}
		after, err := w.org.Apply([]mandat.Event{e})
		if err != nil {
			b.Fatal(err)
		}
		c := mandat.ChangeOf(w.org, after, []mandat.Event{e}, mandat.Subject{At: benchTime})
		if len(c.Impact().Effects) == 0 {
			b.Fatal("nobody gains anything")
		}
		b.Run(fmt.Sprintf("members=%d", members), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Impact()
			}
		})
	}
}

// BenchmarkImpactOfManyGrants asks what one entry more gives to somebody who has
// 640, each at a unit and a folder; and what a role at all of them does.
func BenchmarkImpactOfManyGrants(b *testing.B) {
	overseer := mandat.RoleGranted{Grant: mandat.Grant{Role: "overseer", Member: "kalle", Scope: mandat.WholeOrg()}}
	for _, n := range []int{80, 640} {
		for _, of := range []struct {
			name   string
			change mandat.Change
		}{
			{"one more", happened(b, entriesOrg(b, n, nil, nil), oneEntry())},
			{"one more of what has lists", happened(b, entriesOrg(b, n, []mandat.Action{"read"}, nil), oneEntry())},
			{"everywhere", happened(b, entriesOrg(b, n, nil, nil), overseer)},
		} {
			b.Run(fmt.Sprintf("%s/grants=%d", of.name, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					of.change.Impact()
				}
			})
		}
	}
}

package mandat_test

import (
	"fmt"
	"testing"

	"github.com/mandat-go/mandat"
)

// changingWorld is an organisation of some size in which boss, an administrator,
// gives roles to newcomer.
func changingWorld(b testing.TB, members int) *mandat.Org {
	b.Helper()
	rules := benchRules()
	everywhere := []mandat.Where{{}}
	rules.Roles = append(rules.Roles, mandat.Role{ID: "chief", Least: 1, Most: 3, Enforced: true, At: everywhere, Opens: []mandat.Channel{"web"}})
	rules.Administer = []mandat.AdminRule{{Who: []mandat.RoleID{"chief"}, Roles: []mandat.RoleID{"reader", "responsible", "admin"},
		May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke, mandat.AdminHandOver}}}
	rules.Exclusive = []mandat.ExclusiveRule{{Roles: []mandat.RoleID{"chief", "responsible"}, Most: 1}}
	p, err := mandat.NewPolicy(rules)
	if err != nil {
		b.Fatal(err)
	}
	data := newWorld(b, members).org.Data()
	data.Members = append(data.Members, mandat.Member{Person: "boss", Status: mandat.MemberActive, Home: "unit-0"},
		mandat.Member{Person: "newcomer", Status: mandat.MemberActive, Home: "unit-0"})
	data.Grants = append(data.Grants, mandat.Grant{Role: "chief", Member: "boss", Scope: mandat.WholeOrg()})
	o, err := mandat.NewOrg(p, data)
	if err != nil {
		b.Fatal(err)
	}
	return o
}

// BenchmarkPlan measures one command with its authorisation.
func BenchmarkPlan(b *testing.B) {
	boss := mandat.Subject{Person: "boss", Channel: "web", Session: mandat.OpenSession, At: benchTime}
	for _, members := range []int{1_000, 10_000, 100_000} {
		o := changingWorld(b, members)
		held := o.GrantsOf("person-1")[0]
		for _, c := range []mandat.Command{
			mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Member: "newcomer", Scope: mandat.Below("unit-1")}},
			mandat.RevokeRole{Grant: held},
			mandat.HandOver{Grants: []mandat.Grant{held}, To: "newcomer"},
		} {
			b.Run(fmt.Sprintf("members=%d/%s", members, c.CommandName()), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := o.Plan(boss, c); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run(fmt.Sprintf("members=%d/%s-with-impact", members, c.CommandName()), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					change, err := o.Plan(boss, c)
					if err != nil {
						b.Fatal(err)
					}
					change.Impact()
				}
			})
		}
	}
}

package mandat_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// unitLines says what some persons gain and lose of notes.
func unitLines(t *testing.T, o *mandat.Org, all ...mandat.Happening) []string {
	t.Helper()
	i := happened(t, o, all...).Impact()
	kept := mandat.Impact{Lists: i.Lists}
	for _, e := range i.Effects {
		if e.Actions[0].Type == "note" {
			kept.Effects = append(kept.Effects, e)
		}
	}
	return kept.Lines("en")
}

func TestImpactAtUnitsThatComeAndGo(t *testing.T) {
	o := acme(t)
	add := mandat.UnitAdded{Unit: mandat.Unit{ID: "new", Structure: "organisation", Parent: "purchasing"}}
	give := func(at mandat.Scope) mandat.RoleGranted {
		return mandat.RoleGranted{Grant: mandat.Grant{Role: "reader", Member: "pia", Scope: at}}
	}
	olga := "olga gains note.read and note.write at new"
	assert.Equal(t, []string{olga, "pia gains note.read at new"}, unitLines(t, o, add, give(mandat.Exactly("new"))))
	assert.Equal(t, []string{olga, "pia gains note.read at purchasing and below"}, unitLines(t, o, add, give(mandat.Below("purchasing"))))
	with := happened(t, o, add, give(mandat.Below("purchasing"))).Org()
	assert.Equal(t, []string{"olga loses note.read and note.write at new", "pia loses note.read at new"}, unitLines(t, with, mandat.UnitRemoved{Unit: "new"}))
	assert.Equal(t, []string{"olga loses note.read and note.write at new", "pia loses note.read at purchasing and below"},
		unitLines(t, with, mandat.RoleRevoked{Grant: give(mandat.Below("purchasing")).Grant}, mandat.UnitRemoved{Unit: "new"}))
	assert.Equal(t, []string{"olga gains note.read and note.write at new and below"},
		unitLines(t, o, add, mandat.UnitAdded{Unit: mandat.Unit{ID: "newer", Structure: "organisation", Parent: "new"}}))
	assert.Empty(t, unitLines(t, o, add, mandat.UnitRemoved{Unit: "new"}), "nobody has anything where nothing is")
}

func TestImpactOnListsThatBeginsLater(t *testing.T) {
	r := changeRules()
	r.Types[0].Lists, r.Types[0].Structures = []mandat.Action{"read"}, []mandat.Structure{"folders"}
	d := mandat.OrgData{ID: "acme", Units: []mandat.Unit{{ID: "f-1", Structure: "folders"}}, Members: []mandat.Member{{Person: "kalle", Status: "active"}},
		Groups: []mandat.Group{{ID: "g", Unit: "f-1", Members: []mandat.PersonID{"kalle"}}}, Grants: []mandat.Grant{{Role: "auditor", Member: "kalle", Scope: mandat.WholeOrg()}}}
	o := mustOrg(t, mustPolicy(t, r), d)
	later := mandat.Grant{Role: "filer", Member: "kalle", Scope: mandat.Exactly("f-1"), From: noon.Add(time.Hour), Until: noon.Add(2 * time.Hour)}
	c := happened(t, o, mandat.RoleGranted{Grant: later})
	assert.Equal(t, []mandat.ListEffect{{Person: "kalle", Enter: true, Group: "g", From: later.From, Until: later.Until}}, c.Impact().Lists)
	assert.Equal(t, "kalle may enter lists that name the group g from 2026-01-15T13:00:00Z until 2026-01-15T14:00:00Z", c.Impact().Text("en"))
	back := happened(t, c.Org(), mandat.RoleRevoked{Grant: later}).Impact()
	assert.Equal(t, "kalle kan falla bort från listor som nämner gruppen g från 2026-01-15T13:00:00Z till 2026-01-15T14:00:00Z", back.Text("sv"))
}

// TestImpactOfASealThatLeavesASeal: who holds something in the inner one was inside
// the outer one as well, and so may do what its lists let them.
func TestImpactOfASealThatLeavesASeal(t *testing.T) {
	r, d := standardRules(), standardData()
	role("reader", can("read"), func(r *mandat.Role) { r.At = []mandat.Where{{"organisation": {mandat.Exact, mandat.Subtree}}} })(&r, &d)
	d.Grants = []mandat.Grant{{Role: "reader", Member: "nils", Scope: mandat.Exactly("box")}}
	i := happened(t, mustOrg(t, mustPolicy(t, r), d), mandat.UnitMoved{Unit: "safe"}).Impact()
	assert.Equal(t, []string{"nils loses contract.read at vault if on its list"}, i.Lines("en"))
}

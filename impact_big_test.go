package mandat_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// entriesOrg is an organisation in which kalle has n entries, each at a unit and
// a folder, that let him read documents, as far as a condition holds.
func entriesOrg(t testing.TB, n int, lists []mandat.Action, when *mandat.Condition) *mandat.Org {
	t.Helper()
	r := changeRules()
	doc := mandat.TypeRule{Name: "doc", Structures: []mandat.Structure{"organisation", "folders"}, Lists: lists,
		Statuses: []mandat.StatusRule{{Name: "s1"}, {Name: "s2"}, {Name: "s3"}}, Actions: []mandat.ActionRule{{Name: "read"}}}
	for _, k := range "abcd" {
		doc.Relations = append(doc.Relations, mandat.RelationRule{Name: mandat.Relation("rel-" + string(k))})
		doc.Labels = append(doc.Labels, mandat.LabelRule{Name: mandat.Label("lab-" + string(k))})
	}
	r.Types = append(r.Types, doc)
	r.Roles = append(r.Roles,
		mandat.Role{ID: "entry", At: []mandat.Where{{"organisation": {mandat.Exact}, "folders": {mandat.Exact}}}, Can: []mandat.Permission{{Do: actionsOf("doc.read"), When: when}}},
		mandat.Role{ID: "overseer", Can: []mandat.Permission{gives("doc.read")}})
	d := mandat.OrgData{ID: "acme", Members: []mandat.Member{{Person: "kalle", Status: "active"}, {Person: "olga", Status: "active"}},
		Units: []mandat.Unit{{ID: "u", Structure: "organisation"}, {ID: "f", Structure: "folders"}}}
	for i := range n {
		u, f := mandat.UnitID(fmt.Sprint("u", i)), mandat.UnitID(fmt.Sprint("f", i))
		d.Units = append(d.Units, mandat.Unit{ID: u, Structure: "organisation", Parent: "u"}, mandat.Unit{ID: f, Structure: "folders", Parent: "f"})
		d.Grants = append(d.Grants, mandat.Grant{Role: "entry", Member: "kalle", Scope: mandat.Exactly(u).And(mandat.Exactly(f))})
	}
	return mustOrg(t, mustPolicy(t, r), d)
}

// happened is a change that nobody planned.
func happened(t testing.TB, o *mandat.Org, all ...mandat.Happening) mandat.Change {
	t.Helper()
	var events []mandat.Event
	for i, h := range all {
		events = append(events, mandat.Event{Org: o.ID(), Version: o.Version() + 1, Step: i + 1, Of: len(all), At: noon, What: h})
	}
	next, err := o.Apply(events)
	require.NoError(t, err)
	return mandat.ChangeOf(o, next, events, mandat.Subject{At: noon})
}

func oneEntry() mandat.RoleGranted {
	return mandat.RoleGranted{Grant: mandat.Grant{Role: "entry", Member: "kalle", Scope: mandat.Exactly("u1").And(mandat.Exactly("f2"))}}
}

func TestImpactTellsConditionsWhateverSomebodyHolds(t *testing.T) {
	when := mandat.Condition{Status: []mandat.Status{"s1"}, Relation: []mandat.Relation{"rel-a", "rel-b", "rel-c", "rel-d"}, Label: []mandat.Label{"lab-a", "lab-b", "lab-c", "lab-d"}}
	for _, n := range []int{5, 150} {
		i := happened(t, entriesOrg(t, n, []mandat.Action{"read"}, &when), oneEntry()).Impact()
		assert.Equal(t, []string{"kalle gains doc.read at u1, in folders at f2 if the status is s1, and it is lab-a, lab-b, lab-c or lab-d, and the subject is rel-a, rel-b, rel-c or rel-d"},
			i.Lines("en"), "with %d entries; who is on a list could read before", n)
	}
}

// TestImpactCostsWhatAGrantTouches: an entry more is a matter of milliseconds,
// however many there are; one that touches all of them is still told.
func TestImpactCostsWhatAGrantTouches(t *testing.T) {
	start := time.Now()
	i := happened(t, entriesOrg(t, 640, nil, nil), oneEntry()).Impact()
	assert.Equal(t, []string{"kalle gains doc.read at u1, in folders at f2"}, i.Lines("en"))
	assert.Less(t, time.Since(start), 5*time.Second, "the places are not looked at one by one")
	i = happened(t, entriesOrg(t, 200, nil, nil), mandat.RoleGranted{Grant: mandat.Grant{Role: "overseer", Member: "kalle", Scope: mandat.WholeOrg()}}).Impact()
	assert.Len(t, i.Effects, 201, "everywhere but where there are entries")
	assert.Equal(t, "kalle gains doc.read anywhere in organisation except at u199, in folders at f199", i.Lines("en")[200])
	assert.Less(t, time.Since(start), 5*time.Second)
}

func TestImpactAsksForManyRolesOfTheMemberConcerned(t *testing.T) {
	r := changeRules()
	var roles []mandat.RoleID
	for i := range 9 {
		roles = append(roles, mandat.RoleID(fmt.Sprint("r", i+1)))
		r.Roles = append(r.Roles, mandat.Role{ID: roles[i], Can: []mandat.Permission{gives("note.read")}})
	}
	none := mandat.Condition{Not: &mandat.Condition{Target: &mandat.Condition{Holds: roles}}}
	r.Roles = append(r.Roles, mandat.Role{ID: "remover", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: actionsOf("member.remove"), When: &none}}})
	o := mustOrg(t, mustPolicy(t, r), mandat.OrgData{ID: "acme", Members: []mandat.Member{{Person: "kalle", Status: "active"}}})
	i := happened(t, o, mandat.RoleGranted{Grant: mandat.Grant{Role: "remover", Member: "kalle", Scope: mandat.WholeOrg()}}).Impact()
	assert.Equal(t, []string{"kalle gains member.remove in the whole organisation if the member concerned holds neither r1, r2, r3, r4, r5, r6, r7, r8 nor r9"}, i.Lines("en"))
}

// TestImpactTellsWhereManyRolesAreVacant: a right that hangs on vacancies is
// told, however many holders and places there are.
func TestImpactTellsWhereManyRolesAreVacant(t *testing.T) {
	r := changeRules()
	vacant := mandat.Condition{Vacant: []mandat.RoleID{"filer"}}
	r.Types = append(r.Types, mandat.TypeRule{Name: "doc", Structures: []mandat.Structure{"organisation", "folders"}, Actions: []mandat.ActionRule{{Name: "read"}}})
	r.Roles = append(r.Roles, mandat.Role{ID: "deputy", Can: []mandat.Permission{{Do: actionsOf("doc.read"), When: &vacant}}})
	d := mandat.OrgData{ID: "acme", Members: []mandat.Member{{Person: "kalle", Status: "active"}, {Person: "olga", Status: "active"}}, Units: []mandat.Unit{{ID: "u", Structure: "organisation"}}}
	for i := range 400 {
		f := mandat.UnitID(fmt.Sprint("f", i))
		d.Units = append(d.Units, mandat.Unit{ID: f, Structure: "folders"}, mandat.Unit{ID: mandat.UnitID(fmt.Sprint("u", i)), Structure: "organisation", Parent: "u"})
		d.Grants = append(d.Grants, mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.Exactly(mandat.UnitID(fmt.Sprint("u", i)))})
		if i > 0 {
			d.Grants = append(d.Grants, mandat.Grant{Role: "filer", Member: "olga", Scope: mandat.Exactly(f)})
		}
	}
	i := happened(t, mustOrg(t, mustPolicy(t, r), d), mandat.RoleGranted{Grant: mandat.Grant{Role: "deputy", Member: "kalle", Scope: mandat.WholeOrg()}}).Impact()
	assert.Regexp(t, "^kalle gains doc.read at any unit of folders except at f1, at f2, .* and at f399$", i.Text("en"), "f0 is left")
}

// TestImpactSaysWhatItDoesNotTell: a right to which so many facts lead that not
// all of their combinations can be looked through.
func TestImpactSaysWhatItDoesNotTell(t *testing.T) {
	r := changeRules()
	many := mandat.Role{ID: "remover", Can: []mandat.Permission{gives("note.read")}}
	for i := range 24 {
		id := mandat.RoleID(fmt.Sprint("r", i))
		r.Roles = append(r.Roles, mandat.Role{ID: id, Can: []mandat.Permission{gives("note.read")}})
		many.Can = append(many.Can, mandat.Permission{Do: actionsOf("member.remove"), When: &mandat.Condition{Target: &mandat.Condition{Holds: []mandat.RoleID{id}}}})
	}
	r.Roles = append(r.Roles, many)
	o := mustOrg(t, mustPolicy(t, r), mandat.OrgData{ID: "acme", Members: []mandat.Member{{Person: "kalle", Status: "active"}}})
	i := happened(t, o, mandat.RoleGranted{Grant: mandat.Grant{Role: "remover", Member: "kalle", Scope: mandat.WholeOrg()}}).Impact()
	assert.Equal(t, []mandat.PersonID{"kalle"}, i.Untold)
	assert.Equal(t, []string{"kalle gains note.read in the whole organisation", "kalle gains or loses more than is told here"}, i.Lines("en"))
	assert.Equal(t, "kalle får eller förlorar mer än vad som sägs här", i.Lines("sv")[1])
}

// TestImpactOfManyTimes: what is too much to be put together is told part by
// part.
func TestImpactOfManyTimes(t *testing.T) {
	o := entriesOrg(t, 160, []mandat.Action{"read"}, nil)
	d := o.Data()
	for i := range d.Grants {
		d.Grants[i].From, d.Grants[i].Until = noon.Add(time.Duration(2*i+1)*time.Minute), noon.Add(time.Duration(2*i+701)*time.Minute)
	}
	i := happened(t, mustOrg(t, o.Policy(), d), mandat.MemberLeft{Person: "kalle"}).Impact()
	assert.Nil(t, i.Untold)
	assert.Contains(t, i.Lines("en"), "kalle loses doc.read at u7, in folders at f7 from 2026-01-15T12:15:00Z until 2026-01-15T23:55:00Z")
}

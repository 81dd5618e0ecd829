package mandat_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// textOf says what kalle's filter asks, in both languages.
func textOf(o testOrg, t mandat.ResourceType, a mandat.Action) (en, sv string) {
	f := o.As(as("kalle")).Filter(t, a)
	return f.Text("en"), f.Text("sv")
}

// Units are said by the tree, with what is left out.
func TestFilterTextOfPlaces(t *testing.T) {
	notInRooms := rules(func(r *mandat.Rules) { r.Types[2].Structures = r.Types[2].Structures[:1] })
	annex := func(_ *mandat.Rules, d *mandat.OrgData) {
		d.Units = append(d.Units, mandat.Unit{ID: "annex", Structure: "organisation"})
	}
	for _, row := range []struct {
		en, sv string
		with   []part
	}{
		{"nothing", "inget", nil},
		{"everything", "allt", []part{granted("reader", "kalle", mandat.WholeOrg()), sealless}},
		{"if it is anywhere, except vault and below", "om den är var som helst, utom vault och nedåt",
			[]part{granted("reader", "kalle", mandat.WholeOrg()), notInRooms}},
		{"if it is at sales and below, except vault and below", "om den är vid sales och nedåt, utom vault och nedåt",
			[]part{granted("reader", "kalle", mandat.Below("sales")), notInRooms}},
		{"if it is at sales", "om den är vid sales", []part{granted("reader", "kalle", mandat.Exactly("sales")), notInRooms}},
		{"if it is at any unit", "om den är vid alla enheter", []part{granted("reader", "kalle", mandat.Below("acme")), notInRooms, sealless}},
		{"if it is below acme, except vault and below", "om den är nedanför acme, utom vault och nedåt",
			[]part{granted("reader", "kalle", mandat.Below("sales")), granted("reader", "kalle", mandat.Exactly("purchasing")), notInRooms}},
		{"if it is at sales and below (except vault and below) or at annex", "om den är vid sales och nedåt (utom vault och nedåt) eller vid annex",
			[]part{annex, granted("reader", "kalle", mandat.Below("sales")), granted("reader", "kalle", mandat.Exactly("annex")), notInRooms}},
		{"if in organisation it is at sales and below, except vault and below, and in rooms it is at room and below", "om den i organisation är vid sales och nedåt, utom vault och nedåt, och den i rooms är vid room och nedåt",
			[]part{granted("reader", "kalle", mandat.Below("sales").And(mandat.Below("room")))}},
	} {
		en, sv := textOf(given(t, append([]part{role("reader", can("booking.read"))}, row.with...)...), "booking", "read")
		assert.Equal(t, row.en, en)
		assert.Equal(t, row.sv, sv)
	}
}

// What is asked in any case is said before the alternatives, and titles are the
// policy's.
func TestFilterTextOfConditions(t *testing.T) {
	titled := rules(func(r *mandat.Rules) {
		r.Types[1].Statuses[1].Title = mandat.Title{"en": "Valid", "sv": "Giltigt"}
		r.Types[1].Relations[0].Title = mandat.Title{"en": "Responsible", "sv": "Ansvarig"}
		r.Types[1].Labels[0].Title = mandat.Title{"en": "Confidential", "sv": "Sekretessbelagt"}
	})
	for _, row := range []struct {
		en, sv string
		with   []part
	}{
		{"if kalle is deputy or responsible", "om kalle är deputy eller ansvarig", []part{role("clerk", canIf(hasRelation("responsible", "deputy"), "delete"))}},
		{"if kalle is not responsible", "om kalle inte är ansvarig", []part{role("clerk", canIf(not(hasRelation("responsible")), "delete"))}},
		{"if the status is draft or Valid", "om statusen är draft eller Giltigt", []part{role("clerk", canIf(hasStatus("draft", "valid"), "delete"))}},
		{"if it is not confidential", "om den inte är sekretessbelagt", []part{role("clerk", canIf(not(hasLabel("secret")), "delete"))}},
		{"if kalle is responsible, or it is confidential", "om kalle är ansvarig, eller den är sekretessbelagt", []part{role("clerk", canIf(someOf(hasLabel("secret"), hasRelation("responsible")), "delete"))}},
		{"if kalle is responsible, and (kalle is deputy, or it is confidential)", "om kalle är ansvarig, och (kalle är deputy, eller den är sekretessbelagt)",
			[]part{role("clerk", canIf(everyOf(hasRelation("responsible"), someOf(hasLabel("secret"), hasRelation("deputy"))), "delete"))}},
		{"only if it is not confidential, and then\nif kalle is responsible\nif the status is Valid", "bara om den inte är sekretessbelagt, och då\nom kalle är ansvarig\nom statusen är Giltigt",
			[]part{role("clerk", canIf(hasStatus("valid"), "delete"), canIf(hasRelation("responsible"), "delete")), gate(not(hasLabel("secret")), "delete")}},
	} {
		en, sv := textOf(given(t, append([]part{titled, sealless, granted("clerk", "kalle", mandat.WholeOrg())}, row.with...)...), "contract", "delete")
		assert.Equal(t, row.en, en)
		assert.Equal(t, row.sv, sv)
	}
}

// What cannot be together is not said: an alternative elsewhere than where the resource
// is to be in any case.
func TestFilterTextLeavesOutWhatCannotBe(t *testing.T) {
	en, _ := textOf(given(t, sealless, rules(func(r *mandat.Rules) { r.Types[1].Lists, r.Types[1].PartOf = nil, "" }),
		role("clerk", canIf(hasStatus("draft"), "delete")), role("author", canIf(hasRelation("responsible"), "delete")), role("boss", opens("mail")), gate(holdsRole("boss"), "delete"),
		granted("boss", "kalle", mandat.Below("sales")), granted("clerk", "kalle", mandat.Exactly("purchasing")), granted("author", "kalle", mandat.WholeOrg())), "contract", "delete")
	assert.Equal(t, "if it is at sales and below, and kalle is responsible", en)
}

// A list is said with whom it names, on the resource and above it.
func TestFilterTextOfLists(t *testing.T) {
	o := given(t, sealless, everyone(can("read")), rules(func(r *mandat.Rules) { r.Types[0].PartOf = "" }), group("team", "", "kalle"), group("desk", "sales", "kalle"))
	en, sv := textOf(o, "contract", "read")
	assert.Equal(t, strings.Join([]string{
		`if it is at sales and below, and its list for "read" names the group desk`,
		`if it is at sales and below, and it has no list for "read", and the list for "read" of the folder that it is part of names the group desk`,
		`if kalle is deputy, and its list for "read" names whoever is deputy`,
		`if kalle is responsible, and its list for "read" names whoever is responsible`,
		`if kalle is deputy, and it has no list for "read", and the list for "read" of the folder that it is part of names whoever is deputy`,
		`if kalle is responsible, and it has no list for "read", and the list for "read" of the folder that it is part of names whoever is responsible`,
		`if its list for "read" names everybody, kalle, the unit acme, the unit sales or the group team`,
		`if it has no list for "read", and the list for "read" of the folder that it is part of names everybody, kalle, the unit acme, the unit sales or the group team`,
		`if it has no list for "read", and the folder that it is part of has no list for "read"`,
	}, "\n"), en)
	lines := strings.Split(sv, "\n")
	assert.Equal(t, `om den är vid sales och nedåt, och dess lista för "read" nämner gruppen desk`, lines[0])
	assert.Equal(t, `om den inte har någon lista för "read", och det som den är del av (folder) inte har någon lista för "read"`, lines[8])
}

// A link is said by the id for which it is, and ids that are no plain words stand in
// quotes.
func TestFilterTextOfALink(t *testing.T) {
	o := given(t, sealless, everyone(can("read")), rules(func(r *mandat.Rules) { r.Types[1].Lists, r.Types[1].PartOf = nil, "" }))
	assert.Equal(t, `if its id is "c 9"`, o.As(as("kalle", linkFor("read", "c 9"))).Filter("contract", "read").Text("en"))
	assert.Equal(t, `om dess id är "c 9"`, o.As(as("kalle", linkFor("read", "c 9"))).Filter("contract", "read").Text("sv"))
}

// Where there is no expression there is no text.
func TestNoFilterText(t *testing.T) {
	o := given(t, everyone(can("read")))
	for _, f := range []mandat.Filter{{}, o.As(as("kalle")).Filter("binder", "read"), o.As(as("kalle")).Filter("member", "read"), o.As(mandat.Subject{}).Filter("contract", "read")} {
		assert.Empty(t, f.Text("en"))
	}
	assert.Equal(t, "nothing", o.As(as("stranger")).Filter("contract", "read").Text("fi"))
}

package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

// titled gives some things titles in both languages.
func titled() part {
	return rules(func(r *mandat.Rules) {
		c := &r.Types[contractType]
		c.Title = mandat.Title{"en": "Contract", "sv": "Avtal"}
		c.Actions[0].Title = mandat.Title{"en": "Read", "sv": "Läsa"}
		c.Actions[4].Title = mandat.Title{"en": "Delete", "sv": "Radera"}
		c.Actions[5].Title = mandat.Title{"en": "Sign", "sv": "Underteckna"}
		c.Statuses[0].Title = mandat.Title{"en": "Draft", "sv": "Utkast"}
		c.Labels[0].Title = mandat.Title{"en": "Secret", "sv": "Hemlig"}
		c.Relations[0].Title = mandat.Title{"en": "Responsible", "sv": "Ansvarig"}
		r.Channels[0].Title = mandat.Title{"en": "the web", "sv": "webben"}
		r.Channels[1].Title = mandat.Title{"en": "mail", "sv": "post"}
		r.Settings[1].Title = mandat.Title{"en": "Extra rights", "sv": "Extra rättigheter"}
		r.Roles[0].Title = mandat.Title{"en": "Employee", "sv": "Anställd"}
	})
}

func named(en, sv string) func(*mandat.Role) {
	return func(r *mandat.Role) { r.Title = mandat.Title{"en": en, "sv": sv} }
}

func TestTextOfAnAllow(t *testing.T) {
	o := given(t, titled(), role("reader", can("read"), named("Reader", "Läsare")), granted("reader", "kalle", mandat.Below("sales")))
	e := o.Explain(as("kalle"), "read", contract("c-9", "domestic"))
	wantEqual(t, e.Text("en"), `kalle may read (contract c-9).
  Standing: the base role Employee opens the web.
  Right to read: Reader at sales and below, which covers it.`)
	wantEqual(t, e.Text("sv"), `kalle får läsa (avtal c-9).
  Ställning: basrollen Anställd öppnar webben.
  Rätt att läsa: Läsare vid sales och nedåt, som täcker den.`)
	wantEqual(t, e.Text("fi"), e.Text("en")) // English for any other language
}

func TestTextOfADenialWithItsMisses(t *testing.T) {
	o := given(t, titled(), role("reader", can("read"), named("Reader", "Läsare")), role("owner", canIf(hasRelation("responsible"), "read"), named("Owner", "Ägare")),
		granted("reader", "kalle", mandat.Below("sales")), granted("owner", "kalle", mandat.WholeOrg()))
	e := o.Explain(as("kalle"), "read", contract("c-9", "purchasing"))
	wantEqual(t, e.Text("en"), `kalle may not read (contract c-9): no role gives the right.
  Standing: the base role Employee opens the web.
  No right to read: Reader at sales and below does not cover it.
  No right to read: Owner at the whole organisation asks that the subject is responsible.
  What would do: a grant of Reader at purchasing; to be responsible.`)
	wantEqual(t, e.Text("sv"), `kalle får inte läsa (avtal c-9): ingen roll ger rätten.
  Ställning: basrollen Anställd öppnar webben.
  Ingen rätt att läsa: Läsare vid sales och nedåt täcker den inte.
  Ingen rätt att läsa: Ägare vid hela organisationen kräver att den som frågar är ansvarig.
  Det som skulle räcka: rollen Läsare vid purchasing; att vara ansvarig.`)
}

func TestTextOfGatesGuardsAndApprovals(t *testing.T) {
	o := given(t, titled(), role("boss", can("vote"), named("Boss", "Chef")), everyone(can("delete", "sign")),
		gate(someOf(hasStatus("draft"), everyOf(not(hasLabel("secret")), mandat.Condition{LoggedOut: true})), "delete"),
		guard(mandat.Condition{Setting: []mandat.Setting{"extra"}}, "delete"), approval("vote", "sign"))
	e := o.Explain(as("kalle"), "delete", contract("c-9", "sales"))
	wantEqual(t, e.Text("en"), `kalle may not delete (contract c-9): a rule of the policy closes it for everybody.
  Standing: the base role Employee opens the web.
  Right to delete: the base role Employee, which covers it.
  Gate on delete: closed, unless the status is Draft, or (it is not secret, and the subject is logged out).
  Guard before delete: needs that the setting "Extra rights" is on.`)
	wantEqual(t, e.Text("sv"), `kalle får inte radera (avtal c-9): en regel i policyn stänger det för alla.
  Ställning: basrollen Anställd öppnar webben.
  Rätt att radera: basrollen Anställd, som täcker den.
  Spärr för radera: stängd, om inte statusen är Utkast, eller (den inte är hemlig, och den som frågar är utloggad).
  Villkor före radera: kräver att inställningen "Extra rättigheter" är på.`)

	e = o.Explain(as("kalle"), "delete", contract("c-9", "sales", status("draft")))
	wantEqual(t, e.Header("en"), "kalle may delete (contract c-9), but not now: something has to be in order first.")
	wantEqual(t, e.Header("sv"), "kalle får radera (avtal c-9), men inte nu: något måste vara på plats först.")

	e = o.Explain(as("kalle"), "sign", contract("", "sales"))
	wantEqual(t, e.Text("en"), `kalle may start to sign (a new contract): it takes effect when approved.
  Standing: the base role Employee opens the web.
  Right to sign: the base role Employee, which covers it.
  Approval of sign: 1 by Boss.`)
	wantEqual(t, e.Header("sv"), "kalle får börja underteckna (en ny resurs (avtal)): det gäller först när det godkänts.")
}

func TestTextOfLists(t *testing.T) {
	o := given(t, titled(), role("reader", can("read"), named("Reader", "Läsare")), role("admin", canPast(mandat.PastLists, "read"), named("Admin", "Admin")),
		group("team", "", "anna"), grantedGroup("reader", "team", mandat.AtHome()), granted("admin", "kalle", mandat.BelowHome()))
	c := contract("c-9", "sales", listed(mandat.Named("anna")))
	wantEqual(t, o.Explain(as("anna"), "read", c).Text("en"), `anna may read (contract c-9).
  Standing: the base role Employee opens the web.
  Right to read: Reader at purchasing through the group team, and on the list for read.`)
	wantEqual(t, o.Explain(as("kalle"), "read", c).Text("sv"), `kalle får läsa (avtal c-9).
  Ställning: basrollen Anställd öppnar webben.
  Rätt att läsa: Admin vid sales och nedåt, som går förbi listan för läsa.`)
	other := contract("c-9", "sales", listed())
	wantEqual(t, o.Explain(as("anna"), "read", other).Text("en"), `anna may not read (contract c-9): no role gives the right.
  Standing: the base role Employee opens the web.
  No right to read: Reader at purchasing through the group team, but not on the list for read.
  What would do: a grant of Admin at sales; a place on the list for read.`)
}

func TestTextOfEveryMiss(t *testing.T) {
	any := someOf(hasRelation("responsible"), hasStatus("draft"), hasLabel("secret"), mandat.Condition{LoggedOut: true},
		mandat.Condition{Channel: []mandat.Channel{"mail"}}, mandat.Condition{Setting: []mandat.Setting{"extra"}})
	o := given(t, titled(), everyone(can("delete")), gate(any, "delete"))
	e := o.Explain(as("kalle"), "delete", contract("c-9", "sales"))
	last := func(text string) string { return text[lastLine(text):] }
	wantEqual(t, last(e.Text("en")), `  What would do: to be responsible; the status Draft; that it were secret; to be logged out everywhere; to act through mail; the setting "Extra rights" on.`)
	wantEqual(t, last(e.Text("sv")), `  Det som skulle räcka: att vara ansvarig; statusen Utkast; att den vore hemlig; att vara utloggad överallt; att agera genom post; inställningen "Extra rättigheter" på.`)

	o = given(t, titled(), everyone(can("delete")), gate(not(everyOf(hasRelation("responsible"), hasLabel("secret"), not(mandat.Condition{LoggedOut: true}), mandat.Condition{Setting: []mandat.Setting{"extra"}})), "delete"), set("extra", true))
	e = o.Explain(as("kalle"), "delete", contract("c-9", "sales", labels("secret"), related("responsible", "kalle")))
	wantEqual(t, last(e.Text("en")), `  What would do: not to be responsible; that it were not secret; to be logged out everywhere; the setting "Extra rights" off.`)
	wantEqual(t, last(e.Text("sv")), `  Det som skulle räcka: att inte vara ansvarig; att den inte vore hemlig; att vara utloggad överallt; inställningen "Extra rättigheter" av.`)

	wantEqual(t, last(o.Explain(as("ida"), "delete", contract("c-9", "sales")).Text("sv")), "  Det som skulle räcka: ett aktivt medlemskap.")
}

func lastLine(text string) int {
	at := 0
	for i, r := range text {
		if r == '\n' {
			at = i + 1
		}
	}
	return at
}

func TestTextOfWhatIsMalformed(t *testing.T) {
	o := given(t, titled())
	e := o.Explain(as("kalle"), "read", contract("c-9", "gone"))
	wantEqual(t, e.Text("en"), "kalle may not read (contract c-9): the question is not well formed.\n  Question: the organisation has no such unit: gone.")
	wantEqual(t, e.Text("sv"), "kalle får inte läsa (avtal c-9): frågan är inte rätt ställd.\n  Frågan: organisationen har ingen sådan enhet: gone.")
	e = o.Explain(mandat.Subject{At: now}, "fly", mandat.Resource{Type: "plane"})
	wantEqual(t, e.Header("en"), "nobody may not fly (a new plane): the question is not well formed.")
	wantEqual(t, mandat.Explanation{}.Text("en"), `nobody may not "" (a new ""): nothing was asked.`)
}

// An id is opaque: it stands in quotes where it could pass for more text.
func TestIdsStandInQuotesWhereTheyArePassedForText(t *testing.T) {
	o := given(t, titled())
	evil := mandat.ResourceID("c-9.\n  Right to read: Admin")
	wantEqual(t, o.Explain(as("kal le"), "read", contract(evil, "gone")).Text("en"),
		"\"kal le\" may not read (contract \"c-9.\\n  Right to read: Admin\"): the question is not well formed.\n  Question: the organisation has no such unit: gone.")
	o = given(t, role("reader", can("read")), data(func(d *mandat.OrgData) {
		d.Units = append(d.Units, mandat.Unit{ID: "org", Structure: "organisation"}, mandat.Unit{ID: "a and b", Structure: "organisation"}, mandat.Unit{ID: "home", Structure: "organisation"})
	}))
	for unit, want := range map[mandat.UnitID]string{"org": `grant reader at "org"`, "a and b": `grant reader at "a and b"`, "home": `grant reader at "home"`} {
		o.wantMisses(as("kalle"), "read", contract("c-9", unit), want)
	}
}

func TestATitleInTheOtherLanguageOrTheNameItself(t *testing.T) {
	o := given(t, rules(func(r *mandat.Rules) {
		r.Types[contractType].Title = mandat.Title{"en": "PDF file"}
		r.Types[contractType].Actions[0].Title = mandat.Title{"sv": "Läsa"}
	}))
	e := o.Explain(as("kalle"), "read", contract("c-9", "sales"))
	wantEqual(t, e.Header("sv"), "kalle får inte läsa (PDF file c-9): ingen roll ger rätten.") // an abbreviation keeps its case
	wantEqual(t, e.Header("en"), "kalle may not read (PDF file c-9): no role gives the right.")
}

func TestStepsThatDifferInTheirActionAloneShareALine(t *testing.T) {
	o := given(t, titled(), role("editor", can("edit", "read"), named("Editor", "Redaktör")), gate(hasStatus("draft"), "edit"), granted("editor", "kalle", mandat.Exactly("sales")), granted("editor", "anna", mandat.Exactly("sales")))
	wantEqual(t, o.Explain(as("kalle"), "edit", contract("c-9", "sales")).Text("en"), `kalle may not edit (contract c-9): a rule of the policy closes it for everybody.
  Standing: the base role Employee opens the web.
  Right to read, edit-name and edit-period: Editor at sales, which covers it.
  Gate on edit-name and edit-period: closed, unless the status is Draft.
  What would do: the status Draft.`)
	wantEqual(t, o.Explain(as("anna"), "edit", contract("c-9", "domestic", status("draft"))).Text("sv"), `anna får inte edit (avtal c-9): ingen roll ger rätten.
  Ställning: basrollen Anställd öppnar webben.
  Ingen rätt att läsa, edit-name och edit-period: Redaktör vid sales täcker den inte.
  Spärr för edit-name och edit-period: öppen (statusen är Utkast).
  Det som skulle räcka: rollen Redaktör vid domestic.`)
}

func TestTheTitleOfACustomRole(t *testing.T) {
	o := given(t, customRole("own", can("read"), named("Our readers", "Våra läsare")), granted("own", "kalle", mandat.Exactly("sales")))
	e := o.Explain(as("kalle"), "read", contract("c-9", "sales"))
	wantEqual(t, e.Text("sv")[lastLine(e.Text("sv")):], "  Rätt att read: Våra läsare vid sales, som täcker den.")
}

func TestTextWithoutAnOrganisationNamesTheSubject(t *testing.T) {
	var none *mandat.Org
	wantEqual(t, none.Explain(as("kalle"), "read", contract("c-9", "sales")).Header("en"), "kalle may not read (contract c-9): the question is not well formed.")
}

func TestAPersonCalledNobodyStandsInQuotes(t *testing.T) {
	o := given(t)
	c := contract("c-9", "sales")
	if o.Explain(as("nobody"), "read", c).Text("en") == o.Explain(as(""), "read", c).Text("en") {
		t.Error("the text is the same for the person \"nobody\" and for no person")
	}
}

func TestTheTitleOfAnAction(t *testing.T) {
	p := given(t, titled()).Policy()
	read := mandat.ActionRef{Type: "contract", Action: "read"}
	wantEqual(t, []string{p.ActionTitle("sv", read), p.ActionTitle("en", read), p.ActionTitle("fi", read)}, []string{"Läsa", "Read", "Read"})
	wantEqual(t, p.ActionTitle("sv", mandat.ActionRef{Type: "contract", Action: "edit"}), "edit")
	wantEqual(t, p.ActionTitle("sv", mandat.ActionRef{Type: "plane", Action: "fly high"}), `"fly high"`)
}

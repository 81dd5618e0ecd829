package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// What a filter asks of a booking, in words: places alone, in two structures.
func TestExprOfPlaces(t *testing.T) {
	for _, row := range []struct {
		want string
		with []part
	}{
		{"never", nil},
		{"always", []part{granted("reader", "kalle", mandat.WholeOrg()), sealless}},
		{`organisation: nowhere, acme, domestic, purchasing, sales`, []part{granted("reader", "kalle", mandat.WholeOrg())}},
		{`organisation: domestic, sales and rooms: desk, house, room`, []part{granted("reader", "kalle", mandat.Below("sales"))}},
		{`organisation: vault and rooms: desk, house, room`, []part{granted("reader", "kalle", mandat.Below("vault"))}},
		{`organisation: acme, box, domestic, purchasing, safe, sales, vault and rooms: room`, []part{granted("reader", "kalle", mandat.Exactly("room")), sealless}},
		{`organisation: domestic and rooms: room`, []part{granted("reader", "kalle", mandat.Exactly("domestic").And(mandat.Exactly("room")))}},
		{`organisation: domestic, purchasing and rooms: desk, house, room`, []part{granted("reader", "kalle", mandat.Exactly("domestic")), granted("reader", "kalle", mandat.Exactly("purchasing"))}},
		{`organisation: domestic, sales and rooms: desk, house, room`, []part{granted("reader", "kalle", mandat.BelowHome())}},
	} {
		o := given(t, append([]part{role("reader", can("booking.read"))}, row.with...)...)
		e, err := o.As(as("kalle")).Filter("booking", "read").Expr()
		require.NoError(t, err)
		assert.Equal(t, row.want, e.String())
	}
}

// sealless takes all seals away.
func sealless(_ *mandat.Rules, d *mandat.OrgData) {
	for i := range d.Units {
		d.Units[i].Sealed = false
	}
}

// What a filter asks of a contract, in words: each form of condition and gate.
func TestExprOfConditions(t *testing.T) {
	everywhere := granted("clerk", "kalle", mandat.WholeOrg())
	for _, row := range []struct {
		want string
		with []part
	}{
		{"kalle is responsible", []part{role("clerk", canIf(hasRelation("responsible"), "delete"))}},
		{"kalle is deputy or kalle is responsible", []part{role("clerk", canIf(hasRelation("responsible", "deputy"), "delete"))}},
		{"kalle is responsible and not kalle is deputy", []part{role("clerk", canIf(everyOf(hasRelation("responsible"), not(hasRelation("deputy"))), "delete"))}},
		{"status: draft, valid", []part{role("clerk", canIf(hasStatus("draft", "valid"), "delete"))}},
		{"status: ended", []part{role("clerk", can("delete")), gate(not(hasStatus("draft", "valid")), "delete")}},
		{"status: draft", []part{role("clerk", canIf(hasStatus("draft", "valid"), "delete")), gate(not(hasStatus("valid")), "delete")}},
		{"status: draft", []part{role("clerk", canIf(hasStatus("draft", "valid"), "delete")), guard(hasStatus("draft", "ended"), "delete")}},
		{"label: secret", []part{role("clerk", canIf(hasLabel("secret"), "delete"))}},
		{"not label: secret", []part{role("clerk", canIf(not(hasLabel("secret")), "delete"))}},
		{"always", []part{role("clerk", canIf(someOf(hasLabel("secret"), not(hasLabel("secret"))), "delete"))}},
		{"never", []part{role("clerk", canIf(hasLabel("secret"), "delete")), gate(not(hasLabel("secret")), "delete")}},
		{"never", []part{role("clerk", can("delete")), gate(mandat.Condition{Setting: []mandat.Setting{"extra"}}, "delete")}},
		{"always", []part{role("clerk", can("delete")), gate(mandat.Condition{Setting: []mandat.Setting{"extra"}}, "delete"), set("extra", true)}},
		{"organisation: acme, box, purchasing, safe, vault", []part{role("clerk", can("delete")), role("boss", opens("mail")), gate(vacantRole("boss"), "delete"), granted("boss", "anna", mandat.Exactly("sales")), granted("boss", "anna", mandat.Exactly("domestic"))}},
		{"organisation: sales", []part{role("clerk", can("delete")), role("boss", opens("mail")), gate(holdsRole("boss"), "delete"), granted("boss", "kalle", mandat.Exactly("sales"))}},
		{"never", []part{role("clerk", can("delete")), approval("vote", "delete")}},
	} {
		o := given(t, append([]part{sealless, everywhere}, row.with...)...)
		e, err := o.As(as("kalle")).Filter("contract", "delete").Expr()
		require.NoError(t, err)
		assert.Equal(t, row.want, e.String())
	}
}

// What a filter asks of lists, of a resource that is part of no other.
func TestExprOfLists(t *testing.T) {
	o := given(t, sealless, everyone(can("read")), rules(func(r *mandat.Rules) { r.Types[1].PartOf = "" }), group("team", "", "kalle"), group("desk", "sales", "kalle"))
	e, err := o.As(as("kalle")).Filter("contract", "read").Expr()
	require.NoError(t, err)
	assert.Equal(t, "list of read: everybody, person kalle, unit acme, unit sales, group team or not list of read or "+
		"(kalle is deputy and list of read: relation deputy) or (kalle is responsible and list of read: relation responsible) or "+
		"(organisation: box, domestic, safe, sales, vault and list of read: group desk)", e.String())
}

// Without enough to make one, there is no expression, and no empty list.
func TestNoExpr(t *testing.T) {
	o := given(t, everyone(can("read")), gate(mandat.Condition{LoggedOut: true}, "sign"))
	for want, f := range map[string]mandat.Filter{
		"no-org":             {},
		"type-unknown":       o.As(as("kalle")).Filter("binder", "read"),
		"action-unknown":     o.As(as("kalle")).Filter("contract", "fly"),
		"time-not-stated":    o.As(mandat.Subject{Person: "kalle", Channel: "web"}).Filter("contract", "read"),
		"session-not-stated": o.As(as("kalle", func(s *mandat.Subject) { s.Session = mandat.SessionNotStated })).Filter("contract", "sign"),
		"built in":           o.As(as("kalle")).Filter("member", "read"),
	} {
		e, err := f.Expr()
		assert.ErrorIs(t, err, mandat.ErrMalformed)
		assert.ErrorContains(t, err, want)
		assert.Zero(t, e)
	}
	e, err := o.As(as("stranger")).Filter("contract", "read").Expr()
	require.NoError(t, err)
	assert.Zero(t, e, "a stranger may nothing, and that is known")
}

// An expression says nothing that an id could be taken for.
func TestExprQuotesIDs(t *testing.T) {
	e := mandat.Expr{Op: mandat.ExprPlace, Structure: "organisation", Nowhere: true, Units: []mandat.UnitID{"a or b", "nowhere", "\n"}}
	assert.Equal(t, `organisation: nowhere, "a or b", "nowhere", "\n"`, e.String())
}

// A link for one contract shows that one.
func TestExprOfALink(t *testing.T) {
	o := given(t, sealless, everyone(can("read")), rules(func(r *mandat.Rules) { r.Types[1].Lists, r.Types[1].PartOf = nil, "" }))
	for want, s := range map[string]mandat.Subject{
		"id: c-9": as("kalle", linkFor("read", "c-9")),
		"never":   as("kalle", linkFor("sign", "c-9")),
	} {
		e, err := o.As(s).Filter("contract", "read").Expr()
		require.NoError(t, err)
		assert.Equal(t, want, e.String())
	}
}

// A role that is held in a structure that the type does not have is vacant nowhere.
func TestExprOfAVacancyElsewhere(t *testing.T) {
	for want, held := range map[string]mandat.Scope{"never": mandat.Exactly("room"), "organisation: acme, purchasing": mandat.Below("sales")} {
		o := given(t, onlyPlain, sealless, role("owner"), everyone(canIf(vacantRole("owner"), "delete")), granted("owner", "anna", held))
		e, err := o.As(as("kalle")).Filter("contract", "delete").Expr()
		require.NoError(t, err)
		assert.Equal(t, want, e.String())
	}
}

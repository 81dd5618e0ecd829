package mandat_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// richParts are a policy with something of everything, for properties, races
// and fuzzing.
func richParts() []part {
	return []part{
		everyone(canIf(hasRelation("responsible", "deputy"), "read", "sign"), canIf(vacantRole("chief"), "delete")),
		role("reader", can("read", "folder.read"), canIf(holdsRole("archivist"), "delete")),
		role("editor", includes("reader"), can("edit"), canPast(mandat.PastLists, "read")),
		role("auditor", canPast(mandat.PastSeals|mandat.PastLists, "read"), opens("mail")),
		role("party", noAccount, opens("mail"), can("read", "sign")),
		role("archivist", hangsOn("extra"), includes("reader"), can("booking.read")),
		role("chief", includes("editor", "archivist"), opens("web"), can("delete", "sign", "booking.read", "booking.cancel")),
		gate(someOf(hasStatus("draft"), hasRelation("responsible")), "delete"),
		gate(someOf(not(hasLabel("secret")), hasRelation("deputy")), "edit-period"),
		gate(not(everyOf(mandat.Condition{LoggedOut: true}, hasStatus("ended"))), "sign"),
		guard(mandat.Condition{Setting: []mandat.Setting{"archive"}}, "delete"),
		guard(not(hasLabel("urgent")), "edit-name"),
		guard(someOf(not(vacantRole("reader", "party")), hasLabel("secret")), "edit-period"),
		approval("vote", "sign"),
		rules(func(r *mandat.Rules) { r.Types[1].Seen = "read" }),
		group("team", "", "kalle", "anna", "ida"), group("crew", "sales", "kalle", "anna"), group("roomers", "room", "kalle", "nils"), groupOf("teams", "", "team"),
		customRole("own", includes("auditor"), can("edit"), canIf(hasStatus("draft"), "delete")),
	}
}

// richData draws the grants and settings of an organisation.
func richData(t *rapid.T) mandat.OrgData {
	r, d := standardRules(), standardData()
	for _, p := range richParts() {
		p(&r, &d)
	}
	n := rapid.IntRange(0, 6).Draw(t, "grants")
	for range n {
		g := mandat.Grant{Scope: drawScope(t),
			Role: rapid.SampledFrom([]mandat.RoleID{"reader", "editor", "auditor", "party", "archivist", "chief", "own"}).Draw(t, "role")}
		if rapid.IntRange(0, 3).Draw(t, "to a group") == 0 {
			g.Group = rapid.SampledFrom([]mandat.GroupID{"team", "crew", "roomers", "teams"}).Draw(t, "group")
		} else {
			g.Member = drawMember(t)
		}
		if rapid.IntRange(0, 5).Draw(t, "ended") == 0 {
			g.Until = now
		}
		if !slices.Contains(d.Grants, g) {
			d.Grants = append(d.Grants, g)
		}
	}
	if rapid.Bool().Draw(t, "a chief") {
		if g := (mandat.Grant{Role: "chief", Member: "kalle", Scope: mandat.WholeOrg()}); !slices.Contains(d.Grants, g) {
			d.Grants = append(d.Grants, g)
		}
	}
	d.Settings = map[mandat.Setting]bool{"extra": rapid.Bool().Draw(t, "extra"), "archive": rapid.Bool().Draw(t, "archive")}
	return d
}

func richPolicy(t testing.TB) *mandat.Policy {
	r, d := standardRules(), standardData()
	for _, p := range richParts() {
		p(&r, &d)
	}
	return mustPolicy(t, r)
}

// richPolicies are the rich policy, and others like it under which a change touches
// fewer: no rule asks whether a role is vacant, nobody can do anything without a role,
// and each role is given in one structure.
func richPolicies(t testing.TB) []*mandat.Policy {
	rich := richPolicy(t)
	plain := rich.Rules()
	vacant := func(c *mandat.Condition) bool { return c != nil && c.Vacant != nil }
	for i := range plain.Roles {
		plain.Roles[i].Can = slices.DeleteFunc(plain.Roles[i].Can, func(p mandat.Permission) bool { return vacant(p.When) })
	}
	plain.Guards = nil
	lean := plain
	lean.Version, lean.Roles = "lean", slices.Clone(plain.Roles)
	for i := range lean.Roles {
		r := &lean.Roles[i]
		if r.At = slices.DeleteFunc(slices.Clone(r.At), func(w mandat.Where) bool { return len(w) > 1 }); r.ID == plain.Base {
			r.Can = nil
		}
	}
	return []*mandat.Policy{rich, mustPolicy(t, plain), mustPolicy(t, lean)}
}

// richDataOf draws what can be under one of these policies.
func richDataOf(t *rapid.T, p *mandat.Policy) mandat.OrgData {
	d := richData(t)
	if p.Version() == "lean" {
		d.Grants = slices.DeleteFunc(d.Grants, func(g mandat.Grant) bool { return len(g.Scope.Places()) > 1 })
		for i := range d.Roles {
			d.Roles[i].At = slices.DeleteFunc(slices.Clone(d.Roles[i].At), func(w mandat.Where) bool { return len(w) > 1 })
		}
	}
	return d
}

func drawMember(t *rapid.T) mandat.PersonID {
	return rapid.SampledFrom([]mandat.PersonID{"kalle", "kalle", "anna", "nils", "ida", "ivar"}).Draw(t, "person")
}

func drawScope(t *rapid.T) mandat.Scope {
	return rapid.SampledFrom([]mandat.Scope{mandat.WholeOrg(), mandat.Below("acme"), mandat.Below("sales"), mandat.Exactly("sales"), mandat.Below("vault"),
		mandat.Exactly("purchasing"), mandat.AtHome(), mandat.BelowHome(), mandat.Below("room"), mandat.Below("sales").And(mandat.Exactly("room"))}).Draw(t, "scope")
}

func drawUnit(t *rapid.T) mandat.Place {
	return rapid.SampledFrom([]mandat.Place{mandat.At("sales"), mandat.At("sales"), mandat.At("domestic"), mandat.At("vault"), mandat.At("box"), mandat.At("purchasing"), mandat.Nowhere()}).Draw(t, "unit")
}

func drawList(t *rapid.T) mandat.ACL {
	entries := []mandat.Listed{mandat.Everybody(), mandat.Named("kalle"), mandat.InUnit("sales"), mandat.InGroup("crew"), mandat.InGroup("teams"), mandat.Related("deputy"), {}}
	return rapid.SampledFrom([]mandat.ACL{mandat.NoACL(), mandat.NoACL(), mandat.NoACL(), mandat.Only(), mandat.Only(rapid.SampledFrom(entries).Draw(t, "entry"))}).Draw(t, "list")
}

func drawQuestion(t *rapid.T) (mandat.Subject, mandat.Action, mandat.Resource) {
	s := as(drawMember(t), via(rapid.SampledFrom([]mandat.Channel{"web", "web", "web", "mail", "link"}).Draw(t, "channel")))
	s.Session = rapid.SampledFrom([]mandat.Session{mandat.OpenSession, mandat.NoSession}).Draw(t, "session")
	a := rapid.SampledFrom([]mandat.Action{"read", "edit", "edit-name", "edit-period", "delete", "sign"}).Draw(t, "action")
	if s.Channel == "link" {
		linkFor(a, "c-9")(&s)
	}
	r := contract("c-9", "sales", status(rapid.SampledFrom([]mandat.Status{"draft", "valid", "ended"}).Draw(t, "status")))
	if rapid.IntRange(0, 9).Draw(t, "booking") == 0 {
		b := booking("b-1", drawUnit(t), rapid.SampledFrom([]mandat.Place{mandat.At("house"), mandat.At("desk"), mandat.Nowhere()}).Draw(t, "room"))
		return s, rapid.SampledFrom([]mandat.Action{"read", "cancel"}).Draw(t, "action"), b
	}
	r.Units[0].Place = drawUnit(t)
	r.Labels = mandat.Labelled(rapid.SliceOfNDistinct(rapid.SampledFrom([]mandat.Label{"secret", "urgent"}), 0, 2, rapid.ID).Draw(t, "labels")...)
	for i := range 2 {
		if rapid.IntRange(0, 2).Draw(t, "related") == 0 {
			r.Relations[i].People = mandat.One(drawMember(t))
		}
		r.ACLs[i].ACL = drawList(t)
	}
	if rapid.Bool().Draw(t, "in a folder") {
		f := folder("f-1", "sales")
		f.ACLs[0].ACL, f.ACLs[1].ACL = drawList(t), drawList(t)
		r.PartOf = mandat.PartOf(&f)
	}
	if rapid.IntRange(0, 19).Draw(t, "spoilt") == 0 {
		rapid.SampledFrom(faults).Draw(t, "fault").spoil(&s, &a, &r)
	}
	return s, a, r
}

// verdict is the reason that follows from the steps alone.
func verdict(steps []mandat.Step) mandat.Reason {
	found := func(from, to mandat.StepKind) bool {
		return slices.ContainsFunc(steps, func(s mandat.Step) bool { return from <= s.Kind && s.Kind <= to })
	}
	switch {
	case found(mandat.StepMalformed, mandat.StepMalformed):
		return mandat.Malformed
	case found(mandat.StepNoStanding, mandat.StepNoStanding):
		return mandat.NoStanding
	case found(mandat.StepNoFunction, mandat.StepNotListed):
		return mandat.NoRight
	case found(mandat.StepGateClosed, mandat.StepGateClosed):
		return mandat.GateClosed
	case found(mandat.StepGuardClosed, mandat.StepGuardClosed):
		return mandat.GuardClosed
	case found(mandat.StepNeedsApproval, mandat.StepNeedsApproval):
		return mandat.ApprovalNeeded
	}
	return mandat.Granted
}

// TestTheStepsLeadToTheDecision: who reads only the derivation comes to the
// same answer.
func TestTheStepsLeadToTheDecision(t *testing.T) {
	p := richPolicy(t)
	seen := make(map[mandat.Reason]int)
	rapid.Check(t, func(rt *rapid.T) {
		o := mustOrg(t, p, richData(rt))
		for range 30 {
			s, a, r := drawQuestion(rt)
			d, e := o.Decide(s, a, r), o.Explain(s, a, r)
			if e.Decision() != d {
				rt.Fatalf("Explain answers %s: %s", e.Decision(), sentence(s, a, r, d))
			}
			if got := verdict(e.Steps()); got != d.Reason() {
				rt.Fatalf("the steps %v lead to %s: %s", e.Steps(), got, sentence(s, a, r, d))
			}
			if len(e.Because()) == 0 || d.Allowed() && len(e.Misses()) > 0 {
				rt.Fatalf("because %v, misses %v: %s", e.Because(), e.Misses(), sentence(s, a, r, d))
			}
			seen[d.Reason()]++
		}
	})
	t.Log(seen)
	for r := mandat.Malformed; r <= mandat.Granted && !t.Failed(); r++ {
		if seen[r] == 0 {
			t.Errorf("no question was answered %s: %v", r, seen)
		}
	}
}

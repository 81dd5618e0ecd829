package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
)

// migrationReport is what there is to tell of going over to another version of a
// policy.
type migrationReport struct {
	org           *mandat.Org
	at            time.Time
	before, after *version
	data          mandat.OrgData
	edited        bool                 // the version in force has been edited, or is the same
	invalid       *mandat.InvalidError // why it cannot be
	impact        mandat.Impact
	sections      []differences // those that differ
}

func newMigrationReport(o *mandat.Org, to *mandat.Policy, at time.Time, lang string) *migrationReport {
	edited := to.System() == o.Policy().System() && to.Version() == o.Policy().Version()
	if edited {
		to = raised(to)
	}
	impact, err := o.Adopting(to, at)
	r := &migrationReport{org: o, at: at, edited: edited, data: o.Data(), invalid: invalid(err), impact: impact}
	custom := r.data.Roles
	r.before = newVersion(o.Policy(), custom, lang)
	if r.invalid != nil {
		custom = nil // they may name what is gone
	}
	r.after = newVersion(to, custom, lang)
	h := hingesOf(r.before, r.after)
	r.before.hinges, r.after.hinges = h, h
	r.section(phraseSettings, r.before.settingFacts(r.data.Settings, r.after), r.after.settingFacts(r.data.Settings, r.before))
	r.roles()
	r.section(phraseGates, r.before.gates(), r.after.gates())
	r.section(phraseGuards, r.before.guards(), r.after.guards())
	r.section(phraseApprovals, r.before.approvals(), r.after.approvals())
	if next, err := mandat.NewOrg(to, r.data); err == nil {
		r.pending(next)
	}
	r.section(phraseDeclared, r.before.declared(), r.after.declared())
	r.section(phraseJoining, r.before.joining(), r.after.joining())
	r.section(phraseCreation, r.before.creation(), r.after.creation())
	return r
}

// raised returns the same policy as another version, which can be compared.
func raised(p *mandat.Policy) *mandat.Policy {
	rules := p.Rules()
	rules.Version += "+"
	other, err := mandat.NewPolicy(rules)
	if err != nil {
		return p
	}
	return other
}

func (r *migrationReport) say(p phrase, replace ...string) string { return r.after.say(p, replace...) }

// section adds what differs under a title.
func (r *migrationReport) section(title phrase, before, after []fact) {
	r.add(r.say(title), "", before, after)
}

func (r *migrationReport) add(title, more string, before, after []fact) {
	if all := compare(before, after); len(all) > 0 {
		r.sections = append(r.sections, differences{title, more, all})
	}
}

// roles compares the built-in roles in the order of the new version, then those
// that are gone, then the custom ones.
func (r *migrationReport) roles() {
	var ids []mandat.RoleID
	for _, role := range slices.Concat(r.after.rules.Roles, r.before.rules.Roles) {
		if !slices.Contains(ids, role.ID) {
			ids = append(ids, role.ID)
		}
	}
	for _, id := range ids {
		r.role(id)
	}
	r.section(phraseTheCustomRoles, r.before.administered(customRoles), r.after.administered(customRoles))
	if r.invalid == nil {
		for _, role := range r.data.Roles {
			r.role(role.ID)
		}
	}
}

func (r *migrationReport) role(id mandat.RoleID) {
	was, is := r.before.builtin(id, r.invalid == nil), r.after.builtin(id, r.invalid == nil)
	title := r.say(phraseTheRole, "{role}", word(string(id)))
	switch {
	case was == nil && slices.Contains(r.data.Retired.Roles, id):
		title += " " + r.say(phraseNewRetired)
	case was == nil:
		title += " " + r.say(phraseNew)
	case is == nil:
		title += " " + r.say(phraseGone)
	case r.before.giving.roles[id] == nil:
		title = r.say(phraseTheCustomRole, "{role}", word(string(id)))
	}
	before, after := r.before.roleFacts(was), r.after.roleFacts(is)
	if is == nil {
		before = unclosed(before)
	}
	r.add(title, r.held(id), before, after)
}

// unclosed returns the facts of a role that is gone: what closed it closes nothing
// any more.
func unclosed(facts []fact) []fact {
	for i := range facts {
		if facts[i].kind == closes {
			facts[i].kind = tells
		}
	}
	return facts
}

// builtin returns a role, a custom one if that is wanted too, nil if there is
// none.
func (v *version) builtin(id mandat.RoleID, custom bool) *mandat.Role {
	if r := v.giving.roles[id]; r != nil || !custom {
		return r
	}
	return v.roleNamed(id)
}

// held tells who holds a role, and which open invitations bring it.
func (r *migrationReport) held(id mandat.RoleID) string {
	var texts []string
	if who := r.org.Holders(id, r.at); len(who) > 0 {
		texts = append(texts, r.say(phraseHeldBy, "{who}", r.after.list(each(who, func(p mandat.PersonID) string { return word(string(p)) }), phraseAnd)))
	}
	for _, in := range r.data.Invitations {
		if slices.ContainsFunc(in.Grants, func(g mandat.Grant) bool { return g.Role == id }) {
			texts = append(texts, r.say(phraseBroughtBy, "{invitation}", word(string(in.ID)), "{who}", word(string(in.Person))))
		}
	}
	if texts == nil {
		return ""
	}
	return ", " + commas(texts)
}

// wider returns what widens: titles of sections, and members.
func (r *migrationReport) wider() []string {
	var all []string
	for _, s := range r.sections {
		if s.widen() {
			all = append(all, s.title)
		}
	}
	if n := affected(r.impact, true); n > 0 {
		all = append(all, r.say(phraseMembersGain, "{n}", strconv.Itoa(n)))
	}
	return all
}

func (r *migrationReport) print(w world) {
	from, to := r.before.rules, r.after.rules.Version
	if r.edited {
		to = from.Version
		line(w.stdout, r.say(phraseRaise, "{version}", to))
	}
	line(w.stdout, r.say(phraseMigration, "{org}", word(string(r.org.ID())), "{system}", from.System, "{from}", from.Version, "{to}", to))
	if r.invalid != nil {
		fmt.Fprintln(w.stdout)
		line(w.stdout, r.say(phraseCannotGoOver))
		for _, p := range r.invalid.Problems {
			line(w.stdout, "  "+r.problem(p))
		}
	}
	for _, s := range r.sections {
		fmt.Fprintln(w.stdout)
		line(w.stdout, s.title+s.more)
		for _, text := range s.lines(r.after.words) {
			line(w.stdout, "  "+text)
		}
	}
	if lines := r.impact.Lines(r.after.lang); len(lines) > 0 {
		fmt.Fprintln(w.stdout)
		line(w.stdout, r.say(phraseTheMembers))
		for _, text := range lines {
			line(w.stdout, "  "+text)
		}
	}
	fmt.Fprintln(w.stdout)
	line(w.stdout, r.summary())
}

func (r *migrationReport) summary() string {
	text := r.say(phraseNothingWider)
	if wider := r.wider(); len(wider) > 0 {
		text = r.say(phraseWiderAre, "{what}", strings.Join(wider, "; "))
	}
	if r.invalid != nil {
		text = r.say(phraseNotMembers, "{summary}", text)
	}
	return text
}

package policyfile

import (
	"fmt"
	"maps"
	"slices"

	"github.com/mandat-go/mandat"
)

// pendingCheck looks for what a pending approval is about, and there is not. What
// is over may be of an older policy.
type pendingCheck struct {
	*decoder
	words vocabulary
	under []string // approval
}

func (d *decoder) pending(p *mandat.Policy, o *mandat.OrgData) {
	if len(o.Approvals) == 0 {
		return
	}
	c := pendingCheck{d, vocabulary{p.Rules(), *o}, nil}
	for _, rule := range c.words.rules.Approvals {
		for _, ref := range rule.Of {
			c.under = append(c.under, ref.String())
		}
	}
	for i := range o.Approvals {
		if a := &o.Approvals[i]; a.Status == mandat.ApprovalPending && a.Request.Action != (mandat.ActionRef{}) {
			c.check(fmt.Sprintf("Approvals[%d]", i), a)
		}
	}
}

func (c *pendingCheck) check(path string, a *mandat.Approval) {
	ref, typ := a.Request.Action, a.Request.Action.Type
	switch types, actions := c.words.names("type", ""), c.words.names("action", typ); {
	case slices.Contains(c.under, ref.String()):
		c.resource(path, a)
	case !slices.Contains(types, string(typ)):
		c.unknown(path+".Request.Action", "type", string(typ), types, "")
	case !isBuiltin(typ) && !slices.Contains(actions, string(ref.Action)):
		c.unknown(path+".Request.Action", "action", string(ref.Action), actions, fmt.Sprintf(" of type %q", typ))
	default:
		c.wrong(path+".Request.Action", "action %s is under no approval%s", ref, expected(c.under))
	}
}

// resource checks the units and relations of what an approval is of. Of what is
// built in the organisation itself fills them.
func (c *pendingCheck) resource(path string, a *mandat.Approval) {
	typ := a.Request.Action.Type
	structures, relations := c.words.names("structure", ""), c.words.names("relation", typ)
	for _, t := range c.words.rules.Types {
		if t.Name == typ {
			structures = namesOf(t.Structures, stringOf)
		}
	}
	for _, s := range slices.Sorted(maps.Keys(a.Units)) {
		at := named(path+".Units", string(s))
		if !slices.Contains(structures, string(s)) {
			c.unknown(at, "structure", string(s), structures, fmt.Sprintf(" of type %q", typ))
		} else if units := c.unitsIn(s); a.Units[s] != "" && !slices.Contains(units, string(a.Units[s])) {
			c.unknown(at+".Unit", "unit", string(a.Units[s]), units, fmt.Sprintf(" of structure %q", s))
		}
	}
	for _, r := range slices.Sorted(maps.Keys(a.Relations)) {
		if !isBuiltin(typ) && !slices.Contains(relations, string(r)) {
			c.unknown(named(path+".Relations", string(r)), "relation", string(r), relations, fmt.Sprintf(" of type %q", typ))
		}
	}
}

func (c *pendingCheck) unitsIn(s mandat.Structure) (units []string) {
	for _, u := range c.words.org.Units {
		if u.Structure == s {
			units = append(units, string(u.ID))
		}
	}
	return units
}

func (c *pendingCheck) unknown(path, what, name string, known []string, of string) {
	few := ""
	if isFew(what, known) {
		few = expected(known)
	}
	c.wrong(path, "unknown %s %q%s%s%s", what, shorten(name), of, perhaps(near(name, known)), few)
}

func (c *pendingCheck) wrong(path, format string, args ...any) {
	at := c.places[path]
	c.errs = append(c.errs, Error{c.file, at.line, at.column, fmt.Sprintf(format, args...)})
}

// named is the path of what stands under a name.
func named(path, name string) string { return path + "[" + name + "]" }

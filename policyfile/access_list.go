package policyfile

import "github.com/mandat-go/mandat"

func (d *factsReader) lists(n *node) (all []mandat.ACLFact) {
	for _, e := range d.entriesOrNone(n, "none, or a mapping of actions to their access lists") {
		all = append(all, mandat.Action(e.key.text).By(d.accessList(e.value)))
	}
	return all
}

// accessList reads whom a list admits. A list that names nobody admits nobody.
func (d *factsReader) accessList(n *node) mandat.ACL {
	if isNone(n) {
		return mandat.NoACL()
	}
	var audience []mandat.Listed
	add := func(v *node, listed func(string) mandat.Listed) {
		for _, s := range someNames[string](d.decoder, "", v) {
			audience = append(audience, listed(s))
		}
	}
	d.record("", n, fields{
		"everybody": func(v *node) { audience = append(audience, d.everybody(v)...) },
		"relations": func(v *node) { add(v, func(s string) mandat.Listed { return mandat.Related(mandat.Relation(s)) }) },
		"units":     func(v *node) { add(v, func(s string) mandat.Listed { return mandat.InUnit(mandat.UnitID(s)) }) },
		"groups":    func(v *node) { add(v, func(s string) mandat.Listed { return mandat.InGroup(mandat.GroupID(s)) }) },
		"persons":   func(v *node) { add(v, func(s string) mandat.Listed { return mandat.Named(mandat.PersonID(s)) }) },
	})
	return mandat.Only(audience...)
}

func (d *factsReader) everybody(n *node) []mandat.Listed {
	if !d.boolean("", n) {
		return nil
	}
	return []mandat.Listed{mandat.Everybody()}
}

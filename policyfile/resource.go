package policyfile

import (
	"github.com/mandat-go/mandat"
)

// none states that there is none.
const none = "none"

func isNone(n *node) bool { return n.kind == text && n.text == none }

// mapping reads a resource that is written out, or is like another one but for
// the keys that it has itself.
func (d *factsReader) mapping(n *node) *facts {
	f := &facts{ofFile: true}
	if like := n.value("like"); like != nil {
		copied := *d.find(like)
		f = &copied
	}
	f.at = n.position
	if t := n.value("type"); t != nil {
		f.atType = t.position
	}
	if t := d.typeOf(n, f.typ); isBuiltin(t) {
		d.builtin(n, f, t)
		return f
	}
	errs := len(d.errs)
	d.record("", n, fields{
		"like":      func(*node) {},
		"type":      func(v *node) { f.typ = name[mandat.ResourceType](d.decoder, "", v) },
		"id":        func(v *node) { f.id = nameOrNone[mandat.ResourceID](d.decoder, v) },
		"org":       func(v *node) { f.org, f.ofFile = nameOrNone[mandat.OrgID](d.decoder, v), false },
		"unit":      func(v *node) { f.units, f.atUnit = []mandat.UnitFact{{Place: d.place(v)}}, v.position },
		"units":     func(v *node) { f.units = d.units(v) },
		"status":    func(v *node) { f.status = name[mandat.Status](d.decoder, "", v) },
		"labels":    func(v *node) { f.labels = d.labels(v) },
		"relations": func(v *node) { f.relations, f.noRelations = d.relations(v), isNone(v) },
		"lists":     func(v *node) { f.lists, f.noLists = d.lists(v), isNone(v) },
		"part-of":   func(v *node) { d.partOf(f, v) },
	})
	if f.typ == "" && len(d.errs) == errs && n.value("like") == nil {
		d.report(n, `key "type" is missing`)
	}
	if n.value("unit") != nil && n.value("units") != nil {
		d.report(n, `key "unit" and key "units" stand here: expected one of them`)
	}
	return f
}

// nameOrNone reads a name, "" for none.
func nameOrNone[T ~string](d *decoder, n *node) T {
	if isNone(n) {
		return ""
	}
	return name[T](d, "", n)
}

// entriesOrNone reads a mapping of facts, nothing for none.
func (d *factsReader) entriesOrNone(n *node, expected string) []entry {
	if isNone(n) || !d.is("", n, mapping, expected) {
		return nil
	}
	return n.entries
}

func (d *factsReader) units(n *node) (all []mandat.UnitFact) {
	if !d.is("", n, mapping, "a mapping of structures to units") {
		return nil
	}
	for _, e := range n.entries {
		all = append(all, mandat.Structure(e.key.text).Is(d.place(e.value)))
	}
	return all
}

func (d *factsReader) place(n *node) mandat.Place {
	if isNone(n) {
		return mandat.Nowhere()
	}
	return mandat.At(name[mandat.UnitID](d.decoder, "", n))
}

func (d *factsReader) labels(n *node) mandat.Labels {
	return mandat.Labelled(someNames[mandat.Label](d.decoder, "", n)...)
}

func (d *factsReader) relations(n *node) (all []mandat.RelationFact) {
	for _, e := range d.entriesOrNone(n, "none, or a mapping of relations to persons") {
		all = append(all, mandat.Relation(e.key.text).Is(d.people(e.value)))
	}
	return all
}

func (d *factsReader) people(n *node) mandat.People {
	switch {
	case isNone(n):
		return mandat.Nobody()
	case n.kind == list:
		return mandat.Many(someNames[mandat.PersonID](d.decoder, "", n)...)
	}
	return mandat.One(name[mandat.PersonID](d.decoder, "", n))
}

func (d *factsReader) partOf(f *facts, n *node) {
	f.noWhole, f.whole, f.depth = isNone(n), nil, 0
	if f.noWhole {
		return
	}
	whole := d.resource(n)
	if whole.depth >= maxDepth {
		d.report(n, "more than %d wholes are part of each other here", maxDepth)
		return
	}
	f.whole, f.depth = whole, whole.depth+1
}

package mandat

import "slices"

// Form tells which resources are well formed for a filter: those of which Expr
// speaks. Decide calls every other one malformed. It is plain data, always in the
// same order for the same organisation and action.
//
// The zero Form is that of no filter.
type Form struct {
	// Type and Org are what the resource must be of.
	Type ResourceType
	Org  OrgID
	// Places has the structures of the type: in each, the resource must lie in a unit
	// that there is, or nowhere.
	Places []FormPlace
	// Statuses, Labels and Relations are those that the type has: there must be no
	// others. What is needed must be stated.
	Statuses        []Status
	StatusNeeded    bool
	Labels          []Label
	LabelsNeeded    bool
	Relations       []Relation
	RelationsNeeded []Relation
	// Levels are the resource, what it is part of, what that is part of, and so on,
	// each of the same organisation. Where a type is part of itself, they end before
	// it comes again, and there are not more than MaxDepth wholes.
	Levels []FormLevel
}

// FormPlace has the units that there are in a structure, in the order in which they
// came.
type FormPlace struct {
	Structure Structure
	Units     []UnitID
}

// FormLevel is what must be known of a resource, or of what it is part of.
type FormLevel struct {
	Type ResourceType
	// PartOf is the type of what it may be part of, "" for nothing.
	PartOf ResourceType
	// Lists are the access lists of the type. Of those that are needed it must be
	// stated whether they are there.
	Lists       []Action
	ListsNeeded []Action
	// WholeNeeded tells that it must be stated what this is part of.
	WholeNeeded bool
}

// Form returns what makes a resource well formed. It has the same errors as Expr.
func (f Filter) Form() (Form, error) {
	b, err := f.exprMaker()
	if err != nil {
		return Form{}, err
	}
	needs := &f.filter.action.needs
	return Form{
		Type: b.typ.rule.Name, Org: b.org.id, Places: each(b.typ.structures, b.formPlace),
		Statuses: slices.Clone(b.typ.statuses), StatusNeeded: needs.status,
		Labels: each(b.typ.rule.Labels, func(l LabelRule) Label { return l.Name }), LabelsNeeded: needs.labels,
		Relations: slices.Clone(b.typ.relations), RelationsNeeded: marked(b.typ.relations, needs.relations),
		Levels: each(f.filter.action.levels, formLevel),
	}, nil
}

// formPlace returns the units of a structure.
func (b *exprMaker) formPlace(structure int) FormPlace {
	p := FormPlace{Structure: b.org.policy.rules.Structures[structure].Name}
	for i := range b.units(b.everywhere(structure)) {
		p.Units = append(p.Units, b.org.unit(i).id)
	}
	return p
}

func formLevel(l level) FormLevel {
	return FormLevel{Type: l.typ.rule.Name, PartOf: l.typ.rule.PartOf, Lists: slices.Clone(l.typ.lists), ListsNeeded: marked(l.typ.lists, l.needed), WholeNeeded: l.whole}
}

// marked returns the names whose bits are set.
func marked[N any](names []N, bits uint64) []N {
	var all []N
	for i, n := range names {
		if bits>>i&1 != 0 {
			all = append(all, n)
		}
	}
	return all
}

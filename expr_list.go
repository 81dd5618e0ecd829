package mandat

// lists is where access lists govern a leaf, and where those that do all admit the
// subject: the lists on the nearest resource, upwards, that has any.
func (b *exprMaker) lists(l *leaf) (governed, admitted *exprNode) {
	governed, admitted = exprNever, exprNever
	levels := levelsFrom(l.typ, l.governs)
	at := []*level{&levels[0]}
	for len(at) <= MaxDepth && at[len(at)-1].next >= 0 {
		at = append(at, &levels[at[len(at)-1].next])
	}
	for up := len(at) - 1; up >= 0; up-- {
		here, admits := exprNever, exprAlways
		for _, list := range at[up].lists {
			has := exprFact(Expr{Op: ExprHasList, List: list, Up: up})
			here = b.any(here, has)
			admits = b.all(admits, b.any(b.not(has), b.listed(list, up)))
		}
		admitted = b.any(b.all(here, admits), b.all(b.not(here), admitted))
		governed = b.any(here, governed)
	}
	return governed, admitted
}

// listed is where a list admits the subject.
func (b *exprMaker) listed(list Action, up int) *exprNode {
	v := b.view()
	named := func(es ...Listed) *exprNode { return exprFact(Expr{Op: ExprListed, List: list, Up: up, Entries: es}) }
	any := []*exprNode{named(b.entries()...)}
	for i, r := range b.typ.relations {
		any = append(any, b.all(b.related(1<<i), named(Related(r))))
	}
	for _, k := range v.member.groups {
		g := b.org.group(k)
		if g.unit != noUnit && v.liesIn(g.unit) {
			any = append(any, b.all(b.atGroup(g), named(InGroup(g.id))))
		}
	}
	return b.any(any...)
}

// entries are those that admit the subject, whatever the resource: in a fixed
// order.
func (b *exprMaker) entries() []Listed {
	v := b.view()
	all := []Listed{Everybody(), Named(v.subject.Person)}
	if home := v.member.home; home != noUnit {
		for _, above := range b.org.unit(home).path {
			all = append(all, InUnit(b.org.unit(above).id))
		}
	}
	for _, k := range v.member.groups {
		if g := b.org.group(k); g.unit == noUnit && !g.gone {
			all = append(all, InGroup(g.id))
		}
	}
	return all
}

package mandat

// verb says what is asked: the action or, where no question was, the command,
// which is about the organisation.
func (e Explanation) verb(lang string) string {
	if p := commandPhrase(string(e.action)); e.typ == OrgType && p != (phrase{}) {
		return p.in(lang)
	}
	if e.words == nil {
		return bare(string(e.action))
	}
	return e.words.action(lang, e.typ, e.action)
}

// thing says of what it is asked.
func (e Explanation) thing(lang string) string {
	if e.value != nil && e.words != nil {
		if text := e.valued(lang, e.value); text != "" {
			return text
		}
	}
	typ := bare(string(e.typ))
	if e.words != nil {
		typ = e.words.typ(lang, e.typ)
	}
	switch {
	case e.id != "":
		return typ + " " + bare(string(e.id))
	case e.typ == OrgType:
		return phraseTheOrg.in(lang)
	}
	return phraseNew.in(lang, "{type}", typ)
}

// valued says what is asked about by its value, "" for what exists and is said
// by its id.
func (e Explanation) valued(lang string, v *value) string {
	w, isNew := e.words, e.id == "" || e.action == createAction
	switch {
	case v.grant != nil && v.grant.Role != "":
		return w.grant(lang, v.grant)
	case v.approval != nil:
		return w.approval(lang, v.approval)
	case v.invitation != nil && (e.action == "send" || e.id == ""):
		return w.invitation(lang, v.invitation)
	case v.unit != nil && isNew:
		return w.unit(lang, v.unit, e.action)
	case v.member != nil && isNew:
		return w.member(lang, v.member, e.action)
	case v.group != nil && isNew:
		return phraseNewGroup.in(lang, "{name}", called(v.group.ID)) + atUnit(lang, v.group.Unit)
	case v.role != nil && isNew:
		return phraseNewRole.in(lang, "{name}", called(v.role.ID))
	}
	return ""
}

// grant says a grant in words.
func (w *words) grant(lang string, g *Grant) string {
	to := bare(string(g.Member))
	if g.Group != "" {
		to = phraseGroup.in(lang, "{group}", bare(string(g.Group)))
	}
	return phraseGrantTo.in(lang, "{role}", w.role(lang, g.Role), "{scope}", g.Scope.text(lang), "{who}", to)
}

// unit says a unit that is to be made, or the place to which one is moved.
func (w *words) unit(lang string, u *Unit, a Action) string {
	where := phraseAtTheTop.in(lang, "{structure}", w.structure(lang, u.Structure))
	if u.Parent != "" {
		where = phraseUnder.in(lang, "{unit}", bare(string(u.Parent)))
	}
	if a == "move" {
		return phrasePlace.in(lang, "{where}", where)
	}
	return phraseNewUnit.in(lang, "{name}", called(u.ID), "{where}", where)
}

// member says a member who is to be made, or the home to which one is moved.
func (w *words) member(lang string, m *Member, a Action) string {
	if a == "move" {
		return phraseNewHome.in(lang) + atUnit(lang, m.Home)
	}
	return phraseNewMember.in(lang, "{name}", called(m.Person)) + atUnit(lang, m.Home)
}

// invitation says an invitation, with the roles that come along.
func (w *words) invitation(lang string, i *Invitation) string {
	text := phraseInvitation.in(lang, "{who}", bare(string(i.Person))) + atUnit(lang, i.Home)
	if len(i.Grants) == 0 {
		return text
	}
	roles := each(i.Grants, func(g Grant) string {
		return phraseGrant.in(lang, "{role}", w.role(lang, g.Role), "{scope}", g.Scope.text(lang))
	})
	return phraseAlong.in(lang, "{invitation}", text, "{roles}", list(roles, phraseAnd.in(lang)))
}

// called returns an id after a blank, nothing for none.
func called[I ~string](id I) string {
	if id == "" {
		return ""
	}
	return " " + bare(string(id))
}

// atUnit says at which unit, after a blank, nothing for none.
func atUnit(lang string, unit UnitID) string {
	if unit == "" {
		return ""
	}
	return " " + phraseAt.in(lang, "{where}", bare(string(unit)))
}

// approval says what an approval is of.
func (w *words) approval(lang string, r *Request) string {
	what := w.typ(lang, r.Action.Type)
	if r.ID != "" {
		what += " " + bare(string(r.ID))
	}
	return phraseApproval.in(lang, "{do}", w.action(lang, r.Action.Type, r.Action.Action), "{what}", what)
}

package reference

import "github.com/mandat-go/mandat"

// permitted reports whether some grant gives the subject the leaf. Each grant is
// judged for itself.
func (q *question) permitted(leaf mandat.Action) bool {
	for _, h := range q.held() {
		roles := map[mandat.RoleID]mandat.Role{}
		q.given(h.role, roles)
		for _, role := range roles {
			if q.inChannel(h, role) && q.roleGives(h, role, leaf) {
				return true
			}
		}
	}
	return false
}

// inChannel reports whether the permissions of a role that the holding gives
// count in the subject's channel: the role granted opens it, or the role of the
// permission names no channel.
func (q *question) inChannel(h holding, role mandat.Role) bool {
	return q.opens(h.role, q.subject.Channel) || q.namesNoChannel(role.ID)
}

func (q *question) roleGives(h holding, role mandat.Role, leaf mandat.Action) bool {
	for _, p := range role.Can {
		if q.gives(h, p, leaf) {
			return true
		}
	}
	return false
}

// gives reports whether a permission gives the leaf through the holding.
func (q *question) gives(h holding, p mandat.Permission, leaf mandat.Action) bool {
	return q.names(p.Do, leaf) &&
		q.on(p.Setting) &&
		q.liesInOne(p.In) &&
		(p.When == nil || q.holds(p.When)) &&
		q.counts(h) &&
		(q.passes(h, p, mandat.PastSeals) || q.insideSeals(h)) &&
		q.where(h, p, leaf)
}

// where reports whether the holding gives the permission at this resource:
// where no list governs, it covers the resource; where lists do, the subject is
// in the audience of each, or the permission passes lists and the holding
// covers the resource.
func (q *question) where(h holding, p mandat.Permission, leaf mandat.Action) bool {
	lists := q.governing(leaf)
	if len(lists) == 0 {
		return q.covers(h)
	}
	return q.admittedByAll(lists) || q.passes(h, p, mandat.PastLists) && q.covers(h)
}

// passes reports whether the permission passes the barrier. Through a custom
// role none does.
func (q *question) passes(h holding, p mandat.Permission, barrier mandat.Past) bool {
	return p.Past&barrier != 0 && q.builtIn(h.role)
}

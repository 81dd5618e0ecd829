package mandat

import (
	"cmp"
	"encoding/json"
	"slices"
)

// requestKey is by which the approvals of one resource are found: its id or, of
// what has none, its value. Requests of several types and actions can share it.
type requestKey string

// requests are the latest approvals under one key.
type requests struct {
	key requestKey
	all []*Approval
}

func (r *Request) key() requestKey {
	if r.ID != "" {
		return requestKey(r.ID)
	}
	return requestKey(r.Value)
}

// requestOf returns what an action asks of a resource; and what keeps it from being
// told again: there is no id, or no value that has a form.
func requestOf(a Action, r *Resource) (Request, Detail) {
	q := Request{Action: ActionRef{r.Type, a}, ID: r.ID}
	if r.Type == GrantType {
		q.ID = ""
	}
	if told := r.value.toTell(a, q.ID != ""); told != nil && isBuiltinType(r.Type) {
		form, err := json.Marshal(told)
		if err != nil || lost(form) != nil {
			return q, ValueInvalid
		}
		q.Value = string(form)
	}
	switch {
	case q.key() == "":
		return q, IDMissing
	case q.Value == "" && q.Action == ActionRef{RoleType, editAction}:
		return q, ValueNotStated
	}
	return q, NoDetail
}

// toTell returns what a request must tell of the value that is asked about, nil
// for nothing: what exists is told by its id.
func (v *value) toTell(a Action, hasID bool) any {
	switch {
	case v == nil:
		return nil
	case v.grant != nil && v.moved && v.grant.Scope.usesHome():
		return movedGrant{v.grant.inOrder(), v.home}
	case v.grant != nil:
		return v.grant.inOrder()
	case v.invitation != nil && (a == "send" || !hasID):
		in := v.invitation
		return Invitation{ID: in.ID, Person: in.Person, Home: in.Home, Grants: cloneEach(in.Grants, func(g *Grant) {
			*g = g.inOrder()
			g.Member = in.Person
		})}
	case v.role != nil && (a == createAction || a == editAction || !hasID):
		return v.role.clone()
	case hasID && a != createAction:
		return nil
	case v.unit != nil && len(v.named) > 0:
		return namedUnit{*v.unit, slices.Sorted(slices.Values(v.named))}
	case v.unit != nil:
		return v.unit
	case v.member != nil:
		m := *v.member
		m.Status = cmp.Or(m.Status, MemberActive)
		return m
	case v.group != nil:
		g := *v.group
		g.Members, g.Groups = slices.Sorted(slices.Values(g.Members)), slices.Sorted(slices.Values(g.Groups))
		return g
	}
	return nil
}

// inOrder returns the same grant in the same form, however it was put.
func (g Grant) inOrder() Grant {
	g = g.inUTC()
	g.Scope = g.Scope.sorted()
	return g
}

// namedUnit is a unit that is made with persons who get roles at it.
type namedUnit struct {
	Unit  Unit       `json:"unit"`
	Named []PersonID `json:"named"`
}

// movedGrant is a grant at the home that its holder will have.
type movedGrant struct {
	Grant Grant  `json:"grant"`
	Home  UnitID `json:"home"`
}

func (o *Org) approvalCount() int32 {
	if o == nil {
		return 0
	}
	return o.approvals.len()
}

// approvalOf returns the latest approval of an action on a resource, nil if
// there is none. For what is told by its id alone it allocates nothing.
func (o *Org) approvalOf(a Action, r *Resource) *Approval {
	if o.approvals.len() == 0 {
		return nil
	}
	asked := Request{Action: ActionRef{r.Type, a}, ID: r.ID}
	if r.value != nil && isBuiltinType(r.Type) {
		var missing Detail
		if asked, missing = requestOf(a, r); missing != NoDetail {
			return nil
		}
	}
	return o.approvalFor(&asked)
}

// approvalsUnder returns the latest approvals under a key.
func (o *Org) approvalsUnder(k requestKey) []*Approval {
	i, ok := o.approvalByKey.get(k)
	if !ok {
		return nil
	}
	return o.approvals.at(i).all
}

func (o *Org) approvalFor(asked *Request) *Approval {
	for _, a := range o.approvalsUnder(asked.key()) {
		if a.Request == *asked {
			return a
		}
	}
	return nil
}

// keepApproval keeps an approval in the place of the one before it of the same
// request.
func (o *Org) keepApproval(a Approval) {
	a = a.clone()
	key := a.Request.key()
	i, ok := o.approvalByKey.get(key)
	if !ok {
		putID(o, &o.approvalByKey, key, o.approvals.len())
		push(o, &o.approvals, &requests{key, []*Approval{&a}})
		return
	}
	all := slices.Clone(o.approvals.at(i).all)
	same := slices.IndexFunc(all, func(other *Approval) bool { return other.Request == a.Request })
	if same < 0 {
		all = append(all, &a)
	} else {
		all[same] = &a
	}
	putAt(o, &o.approvals, i, &requests{key, all})
}

// buildApprovals keeps approvals in the order of plain data.
func (o *Org) buildApprovals(all []Approval) {
	var records []requests
	slot := make(map[requestKey]int)
	for i := range all {
		a := all[i].clone()
		k, known := slot[a.Request.key()]
		if !known {
			k = len(records)
			slot[a.Request.key()] = k
			records = append(records, requests{key: a.Request.key()})
		}
		records[k].all = append(records[k].all, &a)
	}
	o.approvals, o.approvalByKey = newRecords(records, func(r *requests) requestKey { return r.key })
}

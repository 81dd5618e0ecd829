package reference

import (
	"crypto/sha256"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
)

// Moved is the value of a question about a grant at the home unit that its holder
// will have.
type Moved struct {
	Grant mandat.Grant  `json:"grant"`
	Home  mandat.UnitID `json:"home"`
}

// namedUnit is what is told of a unit that is to be made with those who get roles
// at it.
type namedUnit struct {
	Unit  mandat.Unit       `json:"unit"`
	Named []mandat.PersonID `json:"named"`
}

// request returns what an action asks of the resource: its id or, of what has none
// or is to be made, its value.
func (q *question) request(a mandat.Action) mandat.Request {
	r := mandat.Request{Action: mandat.ActionRef{Type: q.resource.Type, Action: a}, ID: q.resource.ID}
	if r.Action.Type == mandat.GrantType {
		r.ID = "" // a grant has none
	}
	if told := q.told(a); told != nil {
		form, _ := json.Marshal(told)
		r.Value = string(form)
	}
	return r
}

// told returns what of the value is told: of what exists the id is enough.
func (q *question) told(a mandat.Action) any {
	made := q.resource.ID == "" || a == "create"
	switch v := q.value.(type) {
	case mandat.Grant:
		if q.moved && usesHome(v.Scope) {
			return Moved{inOrder(v), q.home}
		}
		return inOrder(v)
	case mandat.Invitation:
		if made || a == "send" {
			in := mandat.Invitation{ID: v.ID, Person: v.Person, Home: v.Home}
			for _, g := range v.Grants {
				g.Member = v.Person
				in.Grants = append(in.Grants, inOrder(g))
			}
			return in
		}
	case mandat.Role:
		if made || a == "edit" {
			v.At = slices.Clone(v.At)
			for i, where := range v.At {
				if where == nil {
					v.At[i] = mandat.Where{}
				}
			}
			return v
		}
	case mandat.Unit:
		if made && len(q.getRoles) > 0 {
			return namedUnit{v, inOrderOfIDs(q.getRoles)}
		} else if made {
			return v
		}
	case mandat.Member:
		if made {
			if v.Status == "" {
				v.Status = mandat.MemberActive
			}
			return v
		}
	case mandat.Group:
		if made {
			v.Members, v.Groups = inOrderOfIDs(v.Members), inOrderOfIDs(v.Groups)
			return v
		}
	}
	return nil
}

// inOrder returns a grant in the form in which the same grant always has the same
// text: the units by name, times in UTC.
func inOrder(g mandat.Grant) mandat.Grant {
	g.From, g.Until = inUTC(g.From), inUTC(g.Until)
	places := slices.Clone(g.Scope.Places())
	slices.SortFunc(places, func(a, b mandat.ScopePlace) int {
		if a.Unit != b.Unit {
			if a.Unit < b.Unit {
				return -1
			}
			return 1
		}
		return int(a.Reach) - int(b.Reach)
	})
	for i, p := range places {
		s := map[mandat.Reach]mandat.Scope{
			mandat.Exact: mandat.Exactly(p.Unit), mandat.Subtree: mandat.Below(p.Unit), mandat.Home: mandat.AtHome(), mandat.HomeSubtree: mandat.BelowHome(),
		}[p.Reach]
		if i == 0 {
			g.Scope = s
		} else {
			g.Scope = g.Scope.And(s)
		}
	}
	return g
}

func inOrderOfIDs[T ~string](ids []T) []T {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return ids
}

func inUTC(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC()
}

// approval returns the latest approval of a request, nil if there is none.
func (q *question) approval(r mandat.Request) *mandat.Approval {
	for i := range q.data.Approvals {
		if q.data.Approvals[i].Request == r {
			return &q.data.Approvals[i]
		}
	}
	return nil
}

// ruleFor returns the approval under which an action of the resource's type is,
// nil for none.
func (q *question) ruleFor(a mandat.Action) *mandat.ApprovalRule {
	for i := range q.rules.Approvals {
		if slices.Contains(q.rules.Approvals[i].Of, mandat.ActionRef{Type: q.resource.Type, Action: a}) {
			return &q.rules.Approvals[i]
		}
	}
	return nil
}

// votedOn returns the actions of the resource's type on which a leaf is the vote,
// in the order of the type.
func (q *question) votedOn(leaf mandat.Action) (all []mandat.Action) {
	for _, a := range q.asked().Actions {
		if rule := q.ruleFor(a.Name); rule != nil && rule.By == leaf {
			all = append(all, a.Name)
		}
	}
	return all
}

// pendingOn returns the pending approvals on which a leaf is the vote, those whose
// time is over among them; in a command about one action, that one.
func (q *question) pendingOn(leaf mandat.Action) (all []*mandat.Approval) {
	for _, of := range q.votedOn(leaf) {
		if q.of != "" && of != q.of {
			continue
		}
		if a := q.reached().approval(q.request(of)); a != nil && a.Status == mandat.ApprovalPending {
			all = append(all, a)
		}
	}
	return all
}

// ownRequest reports whether the leaf is the vote on what the subject asked for,
// and on nothing else that has an answer to come, and the rule keeps them from it.
func (q *question) ownRequest(leaf mandat.Action) bool {
	pending := q.pendingOn(leaf)
	pending = slices.DeleteFunc(pending, func(a *mandat.Approval) bool { return a.StatusAt(q.subject.At) != mandat.ApprovalPending })
	for _, a := range pending {
		if !q.keptFrom(a) {
			return false
		}
	}
	return len(pending) > 0
}

func (q *question) keptFrom(a *mandat.Approval) bool {
	if a.By != q.subject.Person {
		return false
	}
	switch q.ruleFor(a.Request.Action.Action).Requester {
	case mandat.RequesterLoggedOut:
		return q.subject.Session != mandat.NoSession || q.throughLogin()
	case mandat.RequesterOtherSession:
		return !q.inAnotherSession(a)
	}
	return true
}

// inAnotherSession reports whether the subject acts in another session than the
// one in which an approval was asked for.
func (q *question) inAnotherSession(a *mandat.Approval) bool {
	now, known := q.sessionHash()
	return known && a.Session != mandat.SessionHash{} && a.Session != now
}

// sessionHash is that of "" for whoever is logged out. It is not known of who says
// so in a channel in which one logs in.
func (q *question) sessionHash() (h mandat.SessionHash, known bool) {
	s := q.subject
	switch {
	case s.Session == mandat.NoSession:
		return hashOf(""), !q.throughLogin()
	case s.Session != mandat.OpenSession || s.SessionID == "":
		return h, false
	}
	return hashOf(s.SessionID), true
}

// hashOf is SHA-256 over "mandat session v1", a zero byte and the id.
func hashOf(id mandat.SessionID) mandat.SessionHash {
	return sha256.Sum256([]byte("mandat session v1\x00" + string(id)))
}

// unvotable tells why there is nothing to vote on, or not for this person: of
// several, what comes first in the order of the constants.
func (q *question) unvotable(leaf mandat.Action) mandat.Detail {
	if len(q.votedOn(leaf)) == 0 {
		return mandat.NoDetail
	}
	var found []mandat.Detail
	for _, a := range q.pendingOn(leaf) {
		voted := slices.ContainsFunc(a.Votes, func(v mandat.Vote) bool { return v.By == q.subject.Person })
		switch {
		case a.StatusAt(q.subject.At) == mandat.ApprovalExpired:
			found = append(found, mandat.ApprovalOver)
		case voted:
			found = append(found, mandat.AlreadySo)
		default:
			return mandat.NoDetail
		}
	}
	if len(found) == 0 {
		return mandat.ApprovalMissing
	}
	return least(found)
}

// noVotes returns why the leaves cannot be voted on: what comes first in the order
// of the constants, if several are votes.
func (q *question) noVotes(leaves set[mandat.Action]) mandat.Detail {
	var found []mandat.Detail
	for leaf := range leaves {
		if d := q.unvotable(leaf); d != mandat.NoDetail {
			found = append(found, d)
		}
	}
	return least(found)
}

// findApproval places an approval at the units that it keeps. It concerns the
// requester.
func (q *question) findApproval() {
	var r mandat.Request
	switch v := q.value.(type) {
	case mandat.Approval:
		r = v.Request
	case mandat.Request:
		r = v
	}
	a := q.reached().approval(r)
	if a == nil {
		q.thing.miss(mandat.ApprovalMissing)
		return
	}
	q.concern(a.By)
	var at spot
	for _, s := range q.rules.Structures {
		id, lies := a.Units[s.Name]
		if !lies {
			continue
		}
		p := place{structure: s.Name}
		if u, ok := q.reached().unit(id); ok && u.Structure == s.Name {
			p = q.placeAt(id, false)
		}
		at = append(at, p)
	}
	q.thing.lieAt(at...)
}

// statedUnits and statedPeople return the units and the people in relations that a
// service states of its resource.
func statedUnits(r *mandat.Resource) map[mandat.Structure]mandat.UnitID {
	all := map[mandat.Structure]mandat.UnitID{}
	for _, f := range r.Units {
		if unit, stated := f.Place.Unit(); stated {
			all[f.Structure] = unit
		}
	}
	return all
}

func statedPeople(r *mandat.Resource) map[mandat.Relation][]mandat.PersonID {
	all := map[mandat.Relation][]mandat.PersonID{}
	for _, f := range r.Relations {
		if f.People.Stated() {
			all[f.Relation] = people(f.People)
		}
	}
	return all
}

// people lists some people, each once and in the order of their ids. They can only
// be asked whether they include somebody: who is written in them is looked for.
func people(p mandat.People) (all []mandat.PersonID) {
	v := reflect.ValueOf(p)
	for i := range v.NumField() {
		switch f := reflect.Indirect(v.Field(i)); f.Kind() {
		case reflect.String:
			all = append(all, mandat.PersonID(f.String()))
		case reflect.Slice:
			for j := range f.Len() {
				all = append(all, mandat.PersonID(f.Index(j).String()))
			}
		}
	}
	all = slices.DeleteFunc(all, func(id mandat.PersonID) bool { return !p.Include(id) })
	slices.Sort(all)
	return slices.Compact(all)
}

// sameFacts reports whether units and relations are those that an approval keeps.
func sameFacts(a *mandat.Approval, r *mandat.Resource) bool {
	units, relations := statedUnits(r), statedPeople(r)
	if len(units) != len(a.Units) || len(relations) != len(a.Relations) {
		return false
	}
	for s, u := range units {
		if kept, ok := a.Units[s]; !ok || kept != u {
			return false
		}
	}
	for name, now := range relations {
		kept, ok := a.Relations[name]
		kept = slices.Clone(kept)
		slices.Sort(kept)
		if !ok || !slices.Equal(slices.Compact(kept), now) {
			return false
		}
	}
	return true
}

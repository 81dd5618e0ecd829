package main

import (
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
)

// holdings says who holds which role where in an organisation at a moment, in
// words but for the roles.
type holdings struct {
	heading string
	roots   []*place
}

// place is the whole organisation, a structure or a unit.
type place struct {
	name   string
	sealed bool
	held   []heldRole
	groups []groupOf
	below  []*place
}

// heldRole is one role, held by several in the same reach and time.
type heldRole struct {
	role    mandat.RoleID
	custom  bool
	where   string
	when    []string
	holders []string
	inForce bool
}

// groupOf is a group that belongs to a place, with the names of its members.
type groupOf struct {
	name    string
	members []string
}

// holder finds out who holds what in an organisation.
type holder struct {
	*list
	whole, homes place
	units        map[mandat.UnitID]*place
}

// holdingsOf says who holds what in an organisation. Grants at home units stand at
// the units that these are, what each holds at a home unit of their own by itself.
func (w words) holdingsOf(o *mandat.Org, at time.Time) *holdings {
	h := &holder{&list{words: w, org: o, at: at}, place{name: w.say(phraseInWholeOrg)}, place{name: w.say(phraseEachHome)}, make(map[mandat.UnitID]*place)}
	for u := range o.Units() {
		h.units[u.ID] = &place{name: word(string(u.ID)), sealed: u.Sealed}
	}
	h.base()
	for g := range o.Grants() {
		h.grant(g)
	}
	for g := range o.Groups() {
		p := h.placeOf(g.Unit, &h.whole)
		p.groups = append(p.groups, h.members(g))
	}
	made := &holdings{heading: w.say(phraseAsOf, "{org}", word(string(o.ID())), "{time}", at.UTC().Format(time.RFC3339)), roots: []*place{&h.whole}}
	if h.homes.held != nil {
		made.roots = append(made.roots, &h.homes)
	}
	made.roots = append(made.roots, h.structures()...)
	made.sort(w.rules)
	return made
}

// structures returns a place for each structure with units, with these below it.
func (h *holder) structures() (roots []*place) {
	top := make(map[mandat.Structure]*place)
	for _, s := range h.rules.Structures {
		top[s.Name] = &place{name: h.structure(s.Name)}
		roots = append(roots, top[s.Name])
	}
	for u := range h.org.Units() {
		above := h.placeOf(u.Parent, top[u.Structure])
		above.below = append(above.below, h.units[u.ID])
	}
	return slices.DeleteFunc(roots, func(p *place) bool { return p.below == nil })
}

// placeOf returns the place of a unit, or another one for none.
func (h *holder) placeOf(u mandat.UnitID, none *place) *place {
	if u == "" {
		return none
	}
	return h.units[u]
}

// base adds the role that everybody holds.
func (h *holder) base() {
	r, ok := h.org.Role(h.rules.Base)
	if !ok {
		return
	}
	everybody := heldRole{role: r.ID, inForce: true, holders: []string{h.say(phraseEverybody)}}
	if len(r.At) == 0 || len(r.At[0]) == 0 {
		h.whole.add(everybody)
		return
	}
	for _, reaches := range r.At[0] {
		everybody.where = h.reach(reaches[0])
	}
	h.homes.add(everybody)
}

// grant adds a grant at each unit that it names.
func (h *holder) grant(g mandat.Grant) {
	made := heldRole{role: g.Role, custom: !slices.ContainsFunc(h.rules.Roles, func(r mandat.Role) bool { return r.ID == g.Role }),
		inForce: h.state(g) == phraseInForce, when: h.when(g), holders: []string{h.who(g)}}
	places := g.Scope.Places()
	if len(places) == 0 {
		h.whole.add(made)
	}
	m, _ := h.org.Member(g.Member)
	for i, p := range places {
		made.where = h.reach(p.Reach)
		if p.Unit == "" && m.Home != "" {
			p.Unit, made.where = m.Home, made.where+", "+h.say(phraseAsHome)
		}
		if others := slices.Concat(places[:i], places[i+1:]); len(others) > 0 {
			made.where += ", " + h.say(phraseTogether, "{units}", h.list.list(each(others, h.place), phraseAnd))
		}
		h.placeOf(p.Unit, &h.homes).add(made)
	}
}

// add adds what one holds, to others who hold the same.
func (p *place) add(h heldRole) {
	same := func(o heldRole) bool { return o.role == h.role && o.where == h.where && slices.Equal(o.when, h.when) }
	if i := slices.IndexFunc(p.held, same); i >= 0 {
		p.held[i].holders = append(p.held[i].holders, h.holders...)
		return
	}
	p.held = append(p.held, h)
}

// reach says which units a grant reaches, at a unit that it names.
func (h *holder) reach(r mandat.Reach) string {
	if r == mandat.Subtree || r == mandat.HomeSubtree {
		return h.say(phraseHereBelow)
	}
	return h.say(phraseHere)
}

// when says what limits a grant in time, and whether it is in force.
func (h *holder) when(g mandat.Grant) (texts []string) {
	if state := h.state(g); state != phraseInForce {
		texts = append(texts, h.say(state))
	}
	for _, limit := range []struct {
		says phrase
		at   time.Time
	}{{phraseFrom, g.From}, {phraseUntil, g.Until}} {
		if !limit.at.IsZero() {
			texts = append(texts, h.say(limit.says, "{time}", limit.at.UTC().Format(time.RFC3339)))
		}
	}
	return texts
}

// who names the holder of a grant, and what keeps a member from being active.
func (h *holder) who(g mandat.Grant) string {
	if g.Member == "" {
		group, _ := h.org.Group(g.Group)
		return h.say(phraseGroup, "{group}", word(string(group.ID)))
	}
	m, _ := h.org.Member(g.Member)
	if m.Status == mandat.MemberActive {
		return word(string(m.Person))
	}
	return word(string(m.Person)) + " (" + strings.ToLower(h.say(h.status(m))) + ")"
}

// members says who is in a group, and which groups.
func (h *holder) members(g mandat.Group) groupOf {
	name := func(id mandat.GroupID) string { return h.say(phraseGroup, "{group}", word(string(id))) }
	all := append(each(g.Groups, name), each(g.Members, func(p mandat.PersonID) string { return word(string(p)) })...)
	if len(all) == 0 {
		all = []string{h.say(phraseNobody)}
	}
	return groupOf{name(g.ID), all}
}

// sort puts the roles at each place in the order of the policy, custom ones last.
func (h *holdings) sort(rules *mandat.Rules) {
	order := make(map[mandat.RoleID]int)
	for i, r := range rules.Roles {
		order[r.ID] = i - len(rules.Roles)
	}
	for todo := slices.Clone(h.roots); len(todo) > 0; todo = todo[1:] {
		slices.SortStableFunc(todo[0].held, func(a, b heldRole) int { return order[a.role] - order[b.role] })
		todo = append(todo, todo[0].below...)
	}
}

package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// size is how large a world is, and how many requests its long walk has.
type size struct {
	name                          string
	users, units, contracts, walk int
}

func sizes() []size {
	return []size{
		{"S", 100, 50, 1_000, 1 << 18},
		{"M", 10_000, 1_000, 100_000, 1 << 18},
		{"L", 100_000, 5_000, 1_000_000, 1 << 20},
	}
}

type role uint8

const (
	reader role = iota
	responsible
	admin
)

// unit is a unit of a tree; the parent of the root is -1, and every other parent
// stands before its children.
type unit struct {
	id     string
	parent int
}

// grant gives a role at a unit and everything below it.
type grant struct {
	role role
	unit int
}

// user has one grant at the home unit and one elsewhere.
type user struct {
	id     string
	home   int
	grants [2]grant
}

// contract is a row as a service has read it. Its strings are its own.
type contract struct {
	id, unit, status, responsible, deputy string
}

const (
	draft = "draft"
	valid = "valid"

	toRead   = "read"
	toEdit   = "edit"
	toDelete = "delete"
)

// request asks whether a user may do something to a contract. Its strings are
// its own, as those of a service are.
type request struct {
	user, action string
	contract     *contract
}

func (q *request) String() string {
	c := q.contract
	return fmt.Sprintf("%s %s %s (%s in %s, responsible %s, deputy %s)", q.user, q.action, c.id, c.status, c.unit, c.responsible, c.deputy)
}

// world is who holds what, and three lists of requests.
type world struct {
	size      size
	units     []unit
	users     []user
	contracts []contract
	// warm is short, so that repeating it finds everything in the caches; cold is a
	// walk over all users and contracts; page is what lists ask: the same user
	// about perPage contracts, then the next user.
	warm, cold, page list
}

// list is a list of requests with the name that the table shows.
type list struct {
	name     string
	requests []request
}

const (
	fanOut   = 8
	warmSize = 1024
	perPage  = 64
)

// newWorld generates a world: the same one for the same size and seed.
func newWorld(s size, seed uint64) *world {
	g := &generator{world: &world{size: s}, rnd: rand.New(rand.NewPCG(seed, uint64(s.users)))}
	g.addUnits()
	g.addUsers()
	g.addContracts()
	w := g.world
	w.warm = list{"warm", g.requests(warmSize, 1)}
	w.cold = list{"cold", g.requests(s.walk, 1)}
	w.page = list{"page", g.requests(warmSize, perPage)}
	return w
}

type generator struct {
	*world
	rnd      *rand.Rand
	holders  [][]int // for each unit, the users with a grant there
	children [][]int // for each unit, the units just below it
	in       [][]int // for each unit, the contracts in it
	own      [][]int // for each user, the contracts they are responsible or deputy for
}

func (g *generator) addUnits() {
	g.holders, g.children, g.in = make([][]int, g.size.units), make([][]int, g.size.units), make([][]int, g.size.units)
	for i := range g.size.units {
		parent := -1
		if i > 0 {
			parent = (i - 1) / fanOut
			g.children[parent] = append(g.children[parent], i)
		}
		g.units = append(g.units, unit{fmt.Sprintf("unit-%d", i), parent})
	}
}

func (g *generator) addUsers() {
	for i := range g.size.users {
		u := user{id: fmt.Sprintf("user-%d", i), home: g.rnd.IntN(len(g.units))}
		elsewhere := g.rnd.IntN(len(g.units) - 1)
		if elsewhere >= u.home {
			elsewhere++
		}
		for k, at := range []int{u.home, elsewhere} {
			u.grants[k] = grant{pick(g.rnd, reader, reader, responsible, responsible, admin), at}
			g.holders[at] = append(g.holders[at], i)
		}
		g.users = append(g.users, u)
	}
}

func (g *generator) addContracts() {
	g.own = make([][]int, len(g.users))
	for i := range g.size.contracts {
		at := g.rnd.IntN(len(g.units))
		first, second := g.near(at), g.near(at)
		g.in[at] = append(g.in[at], i)
		g.own[first], g.own[second] = append(g.own[first], i), append(g.own[second], i)
		g.contracts = append(g.contracts, contract{
			id:          fmt.Sprintf("contract-%d", i),
			unit:        strings.Clone(g.units[at].id),
			status:      strings.Clone(pick(g.rnd, draft, valid)),
			responsible: strings.Clone(g.users[first].id),
			deputy:      strings.Clone(g.users[second].id),
		})
	}
}

// near picks a user who, most of the time, holds a role at the unit or above it.
func (g *generator) near(at int) int {
	var around []int
	for ; at >= 0; at = g.units[at].parent {
		around = append(around, g.holders[at]...)
	}
	if len(around) == 0 || g.rnd.IntN(5) == 0 {
		return g.rnd.IntN(len(g.users))
	}
	return pick(g.rnd, around...)
}

// requests makes a list of n, in which every user asks run times in a row.
func (g *generator) requests(n, run int) []request {
	all := make([]request, 0, n)
	for range n / run {
		asking := g.rnd.IntN(len(g.users))
		for range run {
			all = append(all, g.request(asking))
		}
	}
	return all
}

// request asks about a contract, often one within the user's reach, so that
// about half of the answers are allow.
func (g *generator) request(asking int) request {
	action, own := pick(g.rnd, toRead, toRead, toEdit, toEdit, toDelete), g.own[asking]
	about := g.rnd.IntN(len(g.contracts))
	switch within := g.in[g.below(pick(g.rnd, g.users[asking].grants[:]...).unit)]; {
	case action == toEdit && len(own) > 0 && g.rnd.IntN(2) == 0:
		about = pick(g.rnd, own...)
	case len(within) > 0 && g.rnd.IntN(6) != 0:
		about = pick(g.rnd, within...)
	}
	return request{strings.Clone(g.users[asking].id), strings.Clone(action), &g.contracts[about]}
}

// below picks the unit or one below it.
func (g *generator) below(at int) int {
	for len(g.children[at]) > 0 && g.rnd.IntN(4) != 0 {
		at = pick(g.rnd, g.children[at]...)
	}
	return at
}

func pick[T any](rnd *rand.Rand, from ...T) T { return from[rnd.IntN(len(from))] }

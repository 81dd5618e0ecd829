package worlds_test

import (
	"math/rand/v2"
	"slices"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/reference"
	"github.com/mandat-go/mandat/internal/worlds"
	"pgregory.net/rapid"
)

// permute fails if the order in which rules and data are written matters to an
// answer (advisory cerbos#3382).
func permute(t *rapid.T, w worlds.World, want []reference.Answer, order uint64) {
	w = shuffle(rand.New(rand.NewPCG(order, 0)), w)
	org := build(t, w)
	for i, q := range w.Questions {
		compare(t, w, q, "after shuffling, the engine", want[i], func() mandat.Decision {
			return org.Decide(q.Subject, q.Action, q.Resource)
		})
	}
}

// shuffle returns the world with everything in another order that stands in a
// list, but for the questions.
func shuffle(r *rand.Rand, w worlds.World) worlds.World {
	w = copyOf(w)
	w.Rules.Structures = mixed(r, w.Rules.Structures)
	w.Rules.Channels = mixed(r, w.Rules.Channels)
	w.Rules.Settings = mixed(r, w.Rules.Settings)
	w.Rules.Gates = mixed(r, w.Rules.Gates)
	w.Rules.Guards = mixed(r, w.Rules.Guards)
	w.Rules.Types = mixed(r, w.Rules.Types)
	w.Rules.Administer = mixed(r, w.Rules.Administer)
	w.Data.Invitations = mixed(r, w.Data.Invitations)
	w.Rules.Roles = mixedRoles(r, w.Rules.Roles)
	w.Data.Roles = mixedRoles(r, w.Data.Roles)
	w.Data.Units = mixed(r, w.Data.Units)
	w.Data.Members = mixed(r, w.Data.Members)
	w.Data.Groups = mixed(r, w.Data.Groups)
	w.Data.Grants = mixed(r, w.Data.Grants)
	for i, t := range w.Rules.Types {
		w.Rules.Types[i] = mixedType(r, t)
	}
	conditions(func(c mandat.Condition) mandat.Condition {
		c.All, c.Any = mixed(r, c.All), mixed(r, c.Any)
		c.Status, c.Label, c.Relation, c.Holds = mixed(r, c.Status), mixed(r, c.Label), mixed(r, c.Relation), mixed(r, c.Holds)
		return c
	})(&w, nil)
	return w
}

func mixedType(r *rand.Rand, t mandat.TypeRule) mandat.TypeRule {
	t.Structures = mixed(r, t.Structures)
	t.Statuses = mixed(r, t.Statuses)
	t.Labels = mixed(r, t.Labels)
	t.Relations = mixed(r, t.Relations)
	t.Lists = mixed(r, t.Lists)
	t.Actions = mixed(r, t.Actions)
	for i := range t.Actions {
		t.Actions[i].Of = mixed(r, t.Actions[i].Of)
	}
	return t
}

func mixedRoles(r *rand.Rand, roles []mandat.Role) []mandat.Role {
	roles = mixed(r, roles)
	for i := range roles {
		roles[i].Includes = mixed(r, roles[i].Includes)
		roles[i].Opens = mixed(r, roles[i].Opens)
		roles[i].At = mixed(r, roles[i].At)
		roles[i].Can = mixed(r, roles[i].Can)
		for j := range roles[i].Can {
			roles[i].Can[j].Do = mixed(r, roles[i].Can[j].Do)
		}
	}
	return roles
}

func mixed[T any](r *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// Package worlds draws random policies, organisations and questions, so that
// two implementations of the decision can be held against each other.
//
// A world is valid by construction: NewPolicy and NewOrg accept it. Its
// questions stand mostly where answers turn: a right that just fits, a unit
// beside the one granted, one fact too few.
package worlds

import (
	"time"

	"github.com/mandat-go/mandat"
	"pgregory.net/rapid"
)

// World is a policy, an organisation under it and questions about that.
type World struct {
	Rules     mandat.Rules
	Data      mandat.OrgData
	Questions []Question
}

// Question asks whether the subject may do the action to the resource.
type Question struct {
	Subject  mandat.Subject
	Action   mandat.Action
	Resource mandat.Resource
	// Value is what the resource would be: a Unit, Member, Group, Role, Grant,
	// Invitation or Approval, of which Resource was made; nil for what is named by its id, and
	// for a resource of a service.
	Value any
}

// Now is the moment around which grants begin and end, and at which most
// questions are asked.
var Now = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

// Draw returns a generator of worlds with the given number of questions.
func Draw(questions int) *rapid.Generator[World] {
	return rapid.Custom(func(t *rapid.T) World {
		m := &maker{dice: dice{t}, wide: 20, builtins: builtinTypes()}
		m.makeRules()
		m.makeOrg()
		w := World{Rules: m.rules, Data: m.data}
		for range questions {
			w.Questions = append(w.Questions, m.question())
		}
		return w
	})
}

// maker makes one world, piece by piece: each piece draws on those before it.
type maker struct {
	dice
	rules mandat.Rules
	data  mandat.OrgData
	// administered tells that the policy says who may do what to what is built in.
	administered bool
	// wide is in how many of 100 such policies the first role may do all of it.
	wide int
	// plain tells that rights hang on grants alone: no conditions, no settings, and
	// nothing that everybody may.
	plain bool
	// builtins are the types that every policy has.
	builtins []mandat.TypeRule
}

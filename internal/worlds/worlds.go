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
}

// Now is the moment around which grants begin and end, and at which most
// questions are asked.
var Now = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

// Draw returns a generator of worlds with the given number of questions.
func Draw(questions int) *rapid.Generator[World] {
	return rapid.Custom(func(t *rapid.T) World {
		m := &maker{dice: dice{t}}
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
}

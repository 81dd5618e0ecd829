package faults

import (
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/anishathalye/porcupine"

	"github.com/mandat-go/mandat"
)

// players are whose roles and accounts the clients of a history change. Which of them
// hold the role and which are active is all that a history knows of the club.
var players = []mandat.PersonID{"kalle", "arne", "ida"}

// state is a club at a version, as a bit for each player.
type state struct {
	version         uint64
	holding, active uint8
}

// deed is what a client does.
type deed string

const (
	grant      deed = "grants"
	revoke     deed = "revokes"
	activate   deed = "activates"
	deactivate deed = "deactivates"
	reads      deed = "reads"
	decides    deed = "decides"
	commits    deed = "commits what was planned before"
	atLeast    deed = "reads at least"
)

// asking is what a client asks of a directory, and told what it hears.
type asking struct {
	deed      deed
	player    int
	directory int
	from      uint64 // the version that a plan was made from, or that is known
}

type told struct {
	outcome outcome
	seen    state // what is read, or what a change leaves
}

type outcome string

const (
	done     outcome = "done"
	refused  outcome = "refused"
	conflict outcome = "conflict"
	missing  outcome = "not found"
)

func (a asking) String() string { return fmt.Sprintf("%s %s", a.deed, players[a.player]) }

// reading lets a player read what lies at chess.
func reading(player int) mandat.Grant {
	return mandat.Grant{Role: "reader", Member: players[player], Scope: mandat.Below("chess")}
}

func (a asking) command() mandat.Command {
	switch a.deed {
	case grant, commits:
		return mandat.GrantRole{Grant: reading(a.player)}
	case revoke:
		return mandat.RevokeRole{Grant: reading(a.player)}
	case activate:
		return mandat.ActivateMember{Person: players[a.player]}
	}
	return mandat.DeactivateMember{Person: players[a.player]}
}

// stateOf reads an organisation.
func stateOf(o *mandat.Org) state {
	s := state{version: o.Version()}
	for i, p := range players {
		for _, g := range o.GrantsOf(p) {
			if g == reading(i) {
				s.holding |= 1 << i
			}
		}
		if m, _ := o.Member(p); m.Status == mandat.MemberActive {
			s.active |= 1 << i
		}
	}
	return s
}

// after returns the club after a change, and whether there is one to make.
func (s state) after(a asking) (next state, possible bool) {
	bit, next := uint8(1)<<a.player, s
	switch a.deed {
	case grant, commits:
		next.holding |= bit
	case revoke:
		next.holding &^= bit
	case activate:
		next.active |= bit
	case deactivate:
		next.active &^= bit
	}
	possible = next != s
	next.version++
	return next, possible
}

// allows tells whether a player reads orders of chess.
func (s state) allows(player int) bool { return s.holding&s.active&(1<<player) != 0 }

// history is what all clients of one organisation asked and heard, in an order of its
// own: a clock that is a counter has no two moments that are the same.
type history struct {
	clock atomic.Int64
	mu    sync.Mutex
	all   []porcupine.Operation
}

// record has a client do something, and notes when.
func (h *history) record(client int, a asking, do func() told) {
	call := h.clock.Add(1)
	out := do()
	end := h.clock.Add(1)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all = append(h.all, porcupine.Operation{ClientId: client, Input: a, Call: call, Output: out, Return: end})
}

// model is what one organisation is that everybody asks one after the other.
func model(begin state) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return begin },
		Step: func(now, asked, heard any) (bool, any) {
			return step(now.(state), asked.(asking), heard.(told))
		},
		DescribeOperation: func(asked, heard any) string { return fmt.Sprint(asked, ": ", heard) },
	}
}

// step tells whether somebody can hear that who asks now, and what there is afterwards.
func step(now state, a asking, heard told) (bool, any) {
	switch a.deed {
	case reads:
		return heard.outcome == done && heard.seen == now, now
	case decides:
		return (heard.outcome == done) == now.allows(a.player), now
	case atLeast: // an answer may be older than now: it is looked at by itself
		return heard.outcome == done || now.version < a.from, now
	}
	next, possible := now.after(a)
	switch heard.outcome {
	case done:
		return possible && heard.seen == next && (a.deed != commits || a.from == now.version), next
	case conflict:
		return a.deed == commits && a.from != now.version, now
	}
	return !possible, now
}

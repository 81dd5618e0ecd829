package worlds_test

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/reference"
	"github.com/mandat-go/mandat/internal/worlds"
)

// storyCensus counts what the stories reached: the answers to changes, and to
// commands that were a change by themselves.
type storyCensus struct {
	mu      sync.Mutex
	changes int
	reached map[string]int
	// gainedAt and gainedNowhere count the rights that somebody was seen to gain.
	gainedAt, gainedNowhere int
}

func newStoryCensus() *storyCensus { return &storyCensus{reached: map[string]int{}} }

func (c *storyCensus) add(s worlds.Step, v reference.Verdict) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.changes++
	c.reached[code(v.Answer)]++
	if len(s.Commands) == 1 && s.Commands[0] != nil {
		c.reached[s.Commands[0].CommandName()+": "+v.Outcome.String()]++
	}
	if len(s.Commands) == 1 {
		if in, ok := s.Commands[0].(mandat.InvitePerson); ok && in.Invitation == "" {
			c.reached[atOnce+v.Outcome.String()]++
		}
	}
	if len(s.Commands) > 1 {
		c.reached["several: "+v.Outcome.String()]++
	}
}

// happened counts what happens in changes that are made.
func (c *storyCensus) happened(change mandat.Change) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range change.Events() {
		c.reached["event "+e.What.EventName()]++
	}
}

func (c *storyCensus) gained(somewhere bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if somewhere {
		c.gainedAt++
	} else {
		c.gainedNowhere++
	}
}

// want fails the test for whatever was not reached.
func (c *storyCensus) want(t *testing.T) {
	t.Helper()
	for _, name := range commandNames() {
		for _, o := range []mandat.Outcome{mandat.Allowed, mandat.Denied, mandat.Blocked} {
			if c.reached[name+": "+o.String()] == 0 {
				t.Errorf("no command %s has the answer %v", name, o)
			}
		}
	}
	for _, name := range []string{"approval-started", "approval-voted", "approval-decided", "approval-taken-back", "approval-used-up"} {
		if c.reached["event "+name] == 0 {
			t.Errorf("no event %s", name)
		}
	}
	if c.reached["malformed: approval-not-needed"] == 0 || c.reached["malformed: digest-not-stated"] == 0 {
		t.Error("no vote on what is under no approval, or without a digest")
	}
	if c.reached[atOnce+mandat.Allowed.String()] == 0 {
		t.Error("nobody is invited at once")
	}
	for _, d := range planDetails() {
		a := reference.Answer{Reason: mandat.GuardClosed, Detail: d}
		switch {
		case d == mandat.OwnRequest:
			a.Reason = mandat.GateClosed
		case d == mandat.ApprovalNotNeeded:
			a.Reason = mandat.GuardClosed // of a start; of a vote it is malformed
		case d >= mandat.NotInvited:
			a.Reason = mandat.NoStanding
		}
		if c.reached[code(a)] == 0 {
			t.Errorf("no change has the answer %s", code(a))
		}
	}
}

// atOnce is what somebody is called who is invited without an invitation, and so
// a member at once.
const atOnce = "invited at once: "

func commandNames() (all []string) {
	for _, c := range []mandat.Command{
		mandat.ChangeSetting{}, mandat.AddUnit{}, mandat.MoveUnit{}, mandat.SealUnit{}, mandat.RemoveUnit{},
		mandat.AddMember{}, mandat.Register{}, mandat.MoveMember{}, mandat.DeactivateMember{}, mandat.ActivateMember{},
		mandat.ConfirmAccount{}, mandat.RemoveMember{}, mandat.InvitePerson{}, mandat.ResendInvitation{}, mandat.RevokeInvitation{},
		mandat.StartApproval{}, mandat.Approve{}, mandat.Reject{}, mandat.WithdrawApproval{},
		mandat.AcceptInvitation{}, mandat.DeclineInvitation{}, mandat.AddGroup{}, mandat.JoinGroup{}, mandat.LeaveGroup{},
		mandat.RemoveGroup{}, mandat.AddRole{}, mandat.EditRole{}, mandat.RemoveRole{}, mandat.GrantRole{}, mandat.RevokeRole{}, mandat.HandOver{},
	} {
		all = append(all, c.CommandName())
	}
	return all
}

// planDetails are the details that a change can be refused with, but for those
// that no change of these stories is: a policy is not adopted,
// nothing asks to fill a group that is not predefined, and what names too little is malformed before it is blocked.
func planDetails() (all []mandat.Detail) {
	unreached := []mandat.Detail{
		mandat.PolicyOther, mandat.NotAlone, mandat.GroupOrdinary,
	}
	for d := mandat.UnitMissing; d <= mandat.NotOffered; d++ {
		if !slices.Contains(unreached, d) {
			all = append(all, d)
		}
	}
	return all
}

// String returns the counts, one a line.
func (c *storyCensus) String() string {
	s := fmt.Sprintf("%d changes, %d rights gained at units and %d nowhere\n", c.changes, c.gainedAt, c.gainedNowhere)
	for _, what := range slices.Sorted(maps.Keys(c.reached)) {
		s += fmt.Sprintf("%9d %6.2f%%  %s\n", c.reached[what], percent(c.reached[what], c.changes), what)
	}
	return s
}

package shadow

import (
	"context"
	"errors"
	"strings"

	"github.com/mandat-go/mandat"
)

// failure says of which kind an error is, and not in its own words: these can
// quote ids.
func failure(err error) string {
	switch {
	case errors.Is(err, mandat.ErrNotFound):
		return "there is no such organisation"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "the organisation takes too long to load"
	}
	return "the organisation cannot be loaded"
}

// cause says in words why mandat answers as it does, as a likely cause of the
// other answer.
func cause(e mandat.Explanation) string {
	switch d, s := e.Decision(), deciding(e); d.Reason() {
	case mandat.Malformed:
		return malformed(d.Detail())
	case mandat.NoStanding:
		return noStanding(d.Detail())
	case mandat.NoRight:
		return noRight(s.Kind)
	case mandat.GateClosed:
		if s.Kind == mandat.StepOwnRequest {
			return "nobody votes on their own request"
		}
		return "a gate closes it to everybody"
	case mandat.GuardClosed:
		if s.Kind == mandat.StepObstacle {
			return "something stands in the way: " + d.Detail().String()
		}
		return "a guard blocks it until something is in order"
	case mandat.ApprovalNeeded:
		return "it needs approval, and can only be started"
	case mandat.Granted:
		return "a role gives the right, and nothing closes it"
	}
	return "nothing was asked"
}

func malformed(d mandat.Detail) string {
	code := d.String()
	switch {
	case strings.HasSuffix(code, "-not-stated"):
		return "a fact was not stated: the mapping or the subject leaves it out"
	case strings.HasSuffix(code, "-unknown"), d == mandat.NoOrg:
		return "a name is unknown to the policy or the organisation"
	case strings.HasSuffix(code, "-foreign"):
		return "what is asked about belongs to another organisation"
	}
	return "the question contradicts itself or the policy"
}

func noStanding(d mandat.Detail) string {
	switch d {
	case mandat.NotAMember:
		return "there is no such member"
	case mandat.NotActive:
		return "the member is not active"
	case mandat.ChannelClosed:
		return "no role that is held opens the channel"
	}
	return "the link is for something else"
}

func noRight(k mandat.StepKind) string {
	switch k {
	case mandat.StepNoFunction:
		return "no role that is held has the action"
	case mandat.StepNotInForce:
		return "the grant has ended, or has not begun"
	case mandat.StepSettingOff:
		return "a setting on which the right hangs is off"
	case mandat.StepWrongChannel:
		return "the right does not count in the channel"
	case mandat.StepConditionUnmet:
		return "the condition of the right does not hold"
	case mandat.StepSealed:
		return "a sealed unit keeps the right out"
	case mandat.StepNotCovered:
		return "a role has the action, and is held elsewhere"
	case mandat.StepNotListed:
		return "an access list does not admit the subject"
	}
	return "a statement of who administers is about something else"
}

// deciding returns the step that decided: of several grants that give no right,
// the one that came furthest.
func deciding(e mandat.Explanation) (found mandat.Step) {
	for _, s := range e.Steps() {
		if decides(s.Kind, e.Decision().Reason()) && s.Kind > found.Kind {
			found = s
		}
	}
	return found
}

func decides(k mandat.StepKind, why mandat.Reason) bool {
	switch why {
	case mandat.NoRight:
		return k >= mandat.StepNoFunction && k <= mandat.StepNotListed
	case mandat.GateClosed:
		return k == mandat.StepGateClosed || k == mandat.StepOwnRequest
	case mandat.GuardClosed:
		return k == mandat.StepGuardClosed || k == mandat.StepObstacle
	case mandat.ApprovalNeeded:
		return k == mandat.StepNeedsApproval
	case mandat.Granted:
		return k == mandat.StepRight
	}
	return false
}

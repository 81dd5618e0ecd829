package mandat

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// doc/changes.md has a row for each built-in type, with its actions, and one for
// each command, with what it asks.

func TestTheGuideNamesTheActionsOfEveryBuiltinType(t *testing.T) {
	rows := tableOf(t, "## What a policy can permit")
	for _, typ := range builtinTypes() {
		var want []string
		for _, a := range typ.Actions {
			want = append(want, string(a.Name))
		}
		if got := inCode(rows[string(typ.Name)][1]); !slices.Equal(got, want) {
			t.Errorf("type %s: the guide has %v, the engine %v", typ.Name, got, want)
		}
	}
	for act, action := range map[string]AdminAct{"grant": AdminGrant, "revoke": AdminRevoke, "invite": AdminInvite, "hand-over": AdminHandOver} {
		found := false
		for _, row := range tableRows(t, "## What a policy can permit") {
			found = found || len(row) == 3 && slices.Equal(inCode(row[0]), []string{act}) && slices.Equal(inCode(row[2]), []string{"grant." + string(action.action())})
		}
		if !found {
			t.Errorf("the guide does not say which action %s gives", act)
		}
	}
}

func TestTheGuideTellsWhatEveryCommandAsks(t *testing.T) {
	p, err := NewPolicy(Rules{System: "s", Version: "1", Channels: []ChannelRule{{Name: "c"}}, Base: "everybody",
		Roles: []Role{{ID: "everybody", Opens: []Channel{"c"}}}})
	if err != nil {
		t.Fatal(err)
	}
	o, err := NewOrg(p, OrgData{ID: "o"})
	if err != nil {
		t.Fatal(err)
	}
	rows := tableOf(t, "## What each command asks")
	all := []Command{ChangeSetting{}, AdoptPolicy{}, AddUnit{}, MoveUnit{}, SealUnit{}, RemoveUnit{},
		AddMember{}, Register{}, MoveMember{}, DeactivateMember{}, ActivateMember{}, ConfirmAccount{}, RemoveMember{},
		InvitePerson{}, ResendInvitation{}, RevokeInvitation{}, AcceptInvitation{}, DeclineInvitation{},
		StartApproval{}, Approve{}, Reject{}, WithdrawApproval{},
		AddGroup{}, JoinGroup{}, LeaveGroup{}, RemoveGroup{}, AddRole{}, EditRole{}, RemoveRole{}, GrantRole{}, RevokeRole{}, HandOver{}}
	if len(rows) != len(all)+1 { // and the head
		t.Errorf("the guide has %d commands, there are %d", len(rows)-1, len(all))
	}
	for _, c := range all {
		if !isCommand(c) {
			t.Errorf("%s is no command", c.CommandName())
		}
		row := rows[c.CommandName()]
		if len(row) != 3 {
			t.Errorf("the guide has no row for %s", c.CommandName())
			continue
		}
		planner := newPlanner(o, Subject{Person: "a", Channel: "c", At: time.Unix(1, 0)})
		planner.take(0, c)
		want := ""
		if q := planner.asked; q.action != "" {
			want = ActionRef{q.resource.Type, q.action}.String()
		}
		asks := slices.DeleteFunc(inCode(row[1]), func(s string) bool { return !strings.Contains(s, ".") })
		for _, name := range asks {
			typ, action, _ := strings.Cut(name, ".")
			if known := p.typ(ResourceType(typ)); known == nil || known.action(Action(action)) == nil {
				t.Errorf("%s: the guide names %s, which is no action", c.CommandName(), name)
			}
		}
		if first := strings.Join(asks[:min(1, len(asks))], ""); first != want {
			t.Errorf("%s asks %q first; the guide says %q", c.CommandName(), want, first)
		}
	}
}

// tableOf returns the rows of the tables below a heading of the guide, by what
// stands in code in their first cell.
func tableOf(t *testing.T, heading string) map[string][]string {
	t.Helper()
	rows := make(map[string][]string)
	for _, row := range tableRows(t, heading) {
		if len(row) > 0 && rows[strings.Join(inCode(row[0]), " ")] == nil {
			rows[strings.Join(inCode(row[0]), " ")] = row
		}
	}
	return rows
}

func tableRows(t *testing.T, heading string) (rows [][]string) {
	t.Helper()
	page, err := os.ReadFile("doc/changes.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), heading+"\n")
	text, _, _ = strings.Cut(text, "\n## ")
	for line := range strings.Lines(text) {
		if cells, ok := strings.CutPrefix(line, "| "); ok {
			rows = append(rows, strings.Split(strings.TrimRight(strings.TrimSpace(cells), "|"), "|"))
		}
	}
	return rows
}

var codeInText = regexp.MustCompile("`([^`]+)`")

func inCode(text string) []string {
	var all []string
	for _, m := range codeInText.FindAllStringSubmatch(text, -1) {
		all = append(all, m[1])
	}
	return all
}

package policyfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/policyfile"
)

// A story of an approval: where it stands is asked between the steps.
func TestApprovalsInAStory(t *testing.T) {
	const note = "resource: {type: note, id: n-2, unit: south, relations: {author: kim}}"
	assert.Equal(t, []string{"", "", "", "", "", "", "", "", "",
		"the approval to publish note n-2: approved; want pending", "the approval to publish note n-2: none; want approved"}, tell(t, `
  - {name: nothing yet, action: publish, `+note+`, approval: none}
  - {name: kim asks, subject: {person: kim, channel: web}, do: {start-approval: {action: publish, `+note+`, digest: v1}}, expect: allow, events: approval-started}
  - {name: it is pending, action: publish, `+note+`, approval: pending}
  - {name: seen, subject: {person: olga, channel: web}, action: read, resource: {type: approval, of: note.publish, id: n-2}, expect: allow}
  - {name: unseen, subject: {person: rut, channel: web}, action: read, resource: {type: approval, of: note.publish, id: n-2}, expect: deny, because: no-right}
  - {name: kim does not approve, subject: {person: kim, channel: web}, do: {approve: {action: publish, `+note+`, digest: v1}}, expect: deny, because: no-right}
  - {name: not this, subject: {person: olga, channel: web}, do: {approve: {action: publish, `+note+`, digest: v2}}, expect: blocked, because: "guard: request-changed"}
  - {name: olga does, subject: {person: olga, channel: web}, do: {approve: {action: publish, `+note+`, digest: v1}}, expect: allow}
  - {name: it is approved, action: publish, `+note+`, approval: approved, digest: v1}
  - {name: it is not pending, action: publish, `+note+`, approval: pending}
  - {name: another content is not, action: publish, `+note+`, approval: approved, digest: v2}
`))
}

func TestWrongApprovals(t *testing.T) {
	const begins = "system: club\norg: hall\nmembers: {kim: }\napprovals:\n  - "
	const units = "system: club\norg: hall\nunits: {branch: {south: }, rooms: {r-1: }}\nmembers: {kim: }\napprovals:\n  - "
	const asked = "id: n-1, by: kim, at: 2026-01-10T09:00:00Z"
	for _, b := range []bad{
		{"a mapping", "system: club\norg: hall\napprovals: ¦{n-1: }\n", []string{"expected a list of approvals, found a mapping"}},
		{"missing keys", begins + "¦{digest: v1}", []string{`keys "of" and "id" and "by" and "at" are missing`}},
		{"no action", begins + "{of: ¦publish, " + asked + "}", []string{`"publish" is no action…`}},
		{"an unknown status", begins + "{of: note.publish, " + asked + ", status: ¦expired}", []string{`unknown status of an approval "expired": expected pending, approved, rejected, withdrawn or used`}},
		{"a stranger", begins + "{of: note.publish, id: n-1, by: ¦zoe, at: 2026-01-10T09:00:00Z}", []string{`"zoe" is no member of the organisation`}},
		{"a stranger's vote", begins + "{of: note.publish, " + asked + ", needed: 2, votes: [{by: ¦zoe}]}", []string{`"zoe" is no member of the organisation`}},
		{"no votes", begins + "{of: note.publish, " + asked + ", needed: ¦0}", []string{"expected a whole number, 1 or more, found 0"}},
		{"approved by nobody", begins + "{of: note.publish, " + asked + ", status: ¦approved}", []string{"approved with 0 of 1 votes"}},
		{"used, with a vote too few", begins + "{of: note.publish, " + asked + ", needed: 2, status: ¦used, votes: [{by: kim}]}", []string{"used with 1 of 2 votes"}},
		{"a vote twice", begins + "¦{of: note.publish, " + asked + ", needed: 2, votes: [{by: kim}, {by: kim}]}", []string{"the approval cannot be kept: value-invalid…"}},
		{"no such type", begins + "{of: ¦nite.publish, " + asked + "}", []string{`unknown type "nite", perhaps "note"`}},
		{"no such action", begins + "{of: ¦note.publsh, " + asked + "}", []string{`unknown action "publsh" of type "note", perhaps "publish"`}},
		{"an action under no approval", begins + "{of: ¦note.write, " + asked + "}", []string{"action note.write is under no approval: expected member.activate or note.publish"}},
		{"a built-in action under no approval", begins + "{of: ¦member.burn, " + asked + "}", []string{"action member.burn is under no approval: expected member.activate or note.publish"}},
		{"no such unit", units + "{of: note.publish, " + asked + ", units: {branch: ¦suth}}", []string{`unknown unit "suth" of structure "branch", perhaps "south"`}},
		{"a unit of another structure", units + "{of: note.publish, " + asked + ", units: {branch: ¦r-1}}", []string{`unknown unit "r-1" of structure "branch"`}},
		{"a structure that the type has not", units + "{of: note.publish, " + asked + ", units: {¦rooms: r-1}}", []string{`unknown structure "rooms" of type "note": expected branch`}},
		{"no such structure", units + "{of: member.activate, " + asked + ", units: {branch: none, ¦room: r-1}}", []string{`unknown structure "room" of type "member", perhaps "rooms": expected branch or rooms`}},
		{"no such relation", units + "{of: note.publish, " + asked + ", relations: {¦auther: kim}}", []string{`unknown relation "auther" of type "note", perhaps "author": expected author`}},
		{"twice", begins + "{of: note.publish, " + asked + "}\n  - {of: ¦note.publish, " + asked + "}", []string{"an approval of the same request stands here twice"}},
		{"no time", begins + "{of: note.publish, id: n-1, by: kim, at: ¦soon}", []string{`"soon" is no time…`}},
	} {
		t.Run(b.name, func(t *testing.T) {
			b.assertErrors(t, "hall.yaml", func(content string) error {
				_, err := policyfile.ParseOrg("hall.yaml", []byte(content), mustPolicy(t, club))
				return err
			})
		})
	}
	const story = storyHead + "  - {name: a, action: publish, resource: {type: note, id: n-1}, "
	for _, b := range []bad{
		{"an unknown status", story + "approval: ¦accomplished}", []string{`unknown status of an approval "accomplished": expected none, pending, approved, rejected, withdrawn, expired or used`}},
		{"an outcome", story + "approval: approved, ¦expect: allow}", []string{`unknown key "expect"…`}},
		{"a command without a resource", storyHead + "  - {name: a, subject: {person: kim, channel: web}, do: {approve: ¦{action: publish}}, expect: allow}", []string{`key "resource" is missing`}},
		{"a withdrawal of a content", storyHead + "  - {name: a, subject: {person: kim, channel: web}, do: {withdraw-approval: {action: publish, resource: {type: note, id: n-1}, ¦digest: v1}}, expect: allow}", []string{`unknown key "digest"…`}},
		{"a unit in no structure", storyHead + "  - {name: a, subject: {person: kim, channel: web}, do: {approve: {action: read, resource: {type: org, ¦unit: south}}}, expect: allow}", []string{`unknown key "unit"…`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "cases.yaml", loadClub) })
	}
}

// What is over may be of an older policy, and of units that are gone.
func TestApprovalsThatAreOver(t *testing.T) {
	for _, approval := range []string{
		"{of: nite.publish, id: n-1, by: kim, at: 2026-01-10T09:00:00Z, status: rejected}",
		"{of: note.print, id: n-1, by: kim, at: 2026-01-10T09:00:00Z, status: used, votes: [{by: kim}], units: {attic: north}, relations: {boss: kim}}",
		"{of: note.publish, id: n-1, by: kim, at: 2026-01-10T09:00:00Z, units: {branch: none}, relations: {author: none}}",
		"{of: member.activate, id: kim, by: kim, at: 2026-01-10T09:00:00Z, relations: {self: kim}}",
	} {
		_, err := policyfile.ParseOrg("hall.yaml", []byte("system: club\norg: hall\nmembers: {kim: }\napprovals:\n  - "+approval), mustPolicy(t, club))
		assert.NoError(t, err)
	}
}

// Passes stops at the first case that does not pass.
func TestPasses(t *testing.T) {
	const fine, wrong = "\n  - {name: a, action: publish, resource: {type: note, id: n-2}, approval: none}", "\n  - {name: b, action: publish, resource: {type: note, id: n-2}, approval: pending}"
	assert.True(t, mustSystem(t, clubFolder(storyHead+fine)).Passes())
	assert.False(t, mustSystem(t, clubFolder(storyHead+fine+wrong)).Passes())
	assert.False(t, mustSystem(t, clubFolder(storyHead+wrong)).Passes())
}

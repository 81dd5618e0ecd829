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
	const asked = "id: n-1, by: kim, at: 2026-01-10T09:00:00Z"
	for _, b := range []bad{
		{"a mapping", "system: club\norg: hall\napprovals: ¦{n-1: }\n", []string{"expected a list of approvals, found a mapping"}},
		{"missing keys", begins + "¦{digest: v1}", []string{`keys "of" and "id" and "by" and "at" are missing`}},
		{"no action", begins + "{of: ¦publish, " + asked + "}", []string{`"publish" is no action…`}},
		{"an unknown status", begins + "{of: note.publish, " + asked + ", status: ¦expired}", []string{`unknown status of an approval "expired": expected pending, approved, rejected, withdrawn or used`}},
		{"a stranger", begins + "{of: note.publish, id: n-1, by: ¦zoe, at: 2026-01-10T09:00:00Z}", []string{`"zoe" is no member of the organisation`}},
		{"a stranger's vote", begins + "{of: note.publish, " + asked + ", needed: 2, votes: [{by: ¦zoe}]}", []string{`"zoe" is no member of the organisation`}},
		{"no votes", begins + "{of: note.publish, " + asked + ", needed: ¦0}", []string{"expected a whole number, 1 or more, found 0"}},
		{"approved by nobody", begins + "¦{of: note.publish, " + asked + ", status: approved}", []string{"the approval cannot be kept: value-invalid…"}},
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

// Passes stops at the first case that does not pass.
func TestPasses(t *testing.T) {
	const fine, wrong = "\n  - {name: a, action: publish, resource: {type: note, id: n-2}, approval: none}", "\n  - {name: b, action: publish, resource: {type: note, id: n-2}, approval: pending}"
	assert.True(t, mustSystem(t, clubFolder(storyHead+fine)).Passes())
	assert.False(t, mustSystem(t, clubFolder(storyHead+fine+wrong)).Passes())
	assert.False(t, mustSystem(t, clubFolder(storyHead+wrong)).Passes())
}

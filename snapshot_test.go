package mandat_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

func snapshotOf(t require.TestingT, o *mandat.Org) []byte {
	text, err := o.Snapshot()
	require.NoError(t, err)
	return text
}

// fullAcme is an acme in whose snapshot every list stands, and names with characters
// that are escaped.
func fullAcme(t testing.TB) *mandat.Org {
	t.Helper()
	o := busyAcme(t)
	what := []mandat.Happening{
		mandat.SettingChanged{Setting: "clerks", On: true},
		mandat.InvitationSent{Invitation: mandat.Invitation{ID: "i-9", Person: "R&D <é>", Token: mandat.TokenHash{9}}},
		mandat.InvitationWithdrawn{Invitation: "i-9"},
		mandat.ApprovalStarted{Approval: mandat.Approval{Request: mandat.Request{Action: mandat.ActionRef{Type: "note", Action: "write"}, ID: "n-1"},
			Relations: map[mandat.Relation][]mandat.PersonID{"author": {"pia", "kalle"}}, By: "pia", At: noon, Needed: 1, Status: mandat.ApprovalPending}},
	}
	var events []mandat.Event
	for i, h := range what {
		events = append(events, mandat.Event{Org: "acme", Version: o.Version() + 1, Step: i + 1, Of: len(what), At: noon, By: "olga", Through: "web", What: h})
	}
	o, err := o.Apply(events)
	require.NoError(t, err)
	return o
}

func TestASnapshotIsTheOrganisation(t *testing.T) {
	for _, o := range []*mandat.Org{acme(t), busyAcme(t), fullAcme(t)} {
		text := snapshotOf(t, o)
		read, err := mandat.Restore(text, "acme", policyVersion(t, "2"), o.Policy())
		require.NoError(t, err)
		assert.Equal(t, encoding(t, o), encoding(t, read))
		assert.Equal(t, mandat.Derived(o), mandat.Derived(read))
		assert.Equal(t, string(text), string(snapshotOf(t, read)))
		assert.Same(t, o.Policy(), read.Policy())
	}
}

// Of an invitation that is over only a snapshot, and no plain data, tells to whom it
// was: they are told that it is over, and a stranger is not.
func TestASnapshotKnowsToWhomInvitationsWere(t *testing.T) {
	o := fullAcme(t)
	read, err := mandat.Restore(snapshotOf(t, o), "acme", o.Policy())
	require.NoError(t, err)
	again, err := mandat.NewOrg(o.Policy(), o.Data())
	require.NoError(t, err)
	assert.NotEqual(t, string(snapshotOf(t, again))[100:], string(snapshotOf(t, read))[100:])
	assert.Contains(t, string(snapshotOf(t, read)), `"closed":{"i-9":"R\u0026D \u003cé\u003e"}`)
}

func TestThereIsNoSnapshotOfNothing(t *testing.T) {
	for _, o := range []*mandat.Org{nil, {}} {
		_, err := o.Snapshot()
		assert.EqualError(t, err, "mandat: snapshot: there is no organisation")
	}
}

func TestForeignSnapshotsAreRefused(t *testing.T) {
	o := acme(t)
	text := string(snapshotOf(t, o))
	second, other := policyVersion(t, "2"), changeRules()
	other.System = "other"
	elsewhere, err := mandat.NewPolicy(other)
	require.NoError(t, err)
	for _, c := range []struct {
		text     string
		id       mandat.OrgID
		policies []*mandat.Policy
		want     string
	}{
		{text, "beta", []*mandat.Policy{o.Policy()}, `mandat: snapshot of acme: it is of another organisation: expected beta`},
		{text, "", []*mandat.Policy{o.Policy()}, `mandat: snapshot of acme: it is of another organisation: expected ""`},
		{text, "acme", []*mandat.Policy{second, elsewhere, nil}, `mandat: snapshot of acme: there is no policy of system "changes" in version "1"`},
		{text, "acme", nil, `mandat: snapshot of acme: there is no policy of system "changes" in version "1"`},
		{strings.Replace(text, `{"snapshot":1,`, `{"snapshot":2,`, 1), "acme", []*mandat.Policy{o.Policy()}, `mandat: snapshot: it is of format 2: expected 1`},
		{encoding(t, o), "acme", []*mandat.Policy{o.Policy()}, `mandat: snapshot: it is none: expected a text that Org.Snapshot wrote`},
		{"", "acme", []*mandat.Policy{o.Policy()}, `mandat: snapshot: it is none: expected a text that Org.Snapshot wrote`},
		{moved, "acme", []*mandat.Policy{o.Policy()}, `mandat: snapshot: it is none: expected a text that Org.Snapshot wrote`},
		{text + "\n", "acme", []*mandat.Policy{o.Policy()}, `mandat: snapshot: it is damaged: its content has another checksum than it states`},
	} {
		read, err := mandat.Restore([]byte(c.text), c.id, c.policies...)
		assert.EqualError(t, err, c.want)
		assert.True(t, read == nil, c.want)
	}
}

// Whatever is changed, cut off or added is noticed.
func TestDamagedSnapshotsAreRefused(t *testing.T) {
	o := fullAcme(t)
	text := snapshotOf(t, o)
	refused := func(damaged []byte, what string, i int) {
		if read, err := mandat.Restore(damaged, "acme", o.Policy()); err == nil || read != nil {
			t.Fatalf("%s at byte %d: %s", what, i, damaged)
		}
	}
	for i := range text {
		refused(text[:i], "cut off", i)
		for _, flip := range []byte{1, ' ', 0x80, 0xff} {
			damaged := append([]byte{}, text...)
			damaged[i] ^= flip
			refused(damaged, "changed", i)
		}
		refused([]byte(string(text[:i+1])+string(text[i:])), "doubled", i)
		refused([]byte(string(text[:i])+string(text[i+1:])), "left out", i)
	}
	refused(append(append([]byte{}, text...), text...), "twice", len(text))
}

// contentOf returns what the checksum of a snapshot is of.
func contentOf(t testing.TB, text []byte) string {
	t.Helper()
	_, content, found := strings.Cut(string(text), `,"organisation":`)
	require.True(t, found)
	return `,"organisation":` + content
}

// Nor is it enough that the checksum fits: content in any other form is refused too.
func TestForgedSnapshotsAreReadStrictly(t *testing.T) {
	o := fullAcme(t)
	content := contentOf(t, snapshotOf(t, o))
	const form = `mandat: snapshot: its content is not in the form that Org.Snapshot writes`
	const built = `mandat: snapshot of acme: its content is not in the form that Org.Snapshot writes`
	const closed = `mandat: snapshot of acme: it tells to whom invitations were that are not over, or to nobody who was ever a member`
	for _, c := range []struct{ old, new, want string }{
		{`"org":"acme"`, `"org":"acme","org":"acme"`, form},
		{`"org":"acme"`, `"Org":"acme"`, form},
		{`"org":"acme"`, `"org": "acme"`, form},
		{`"org":"acme"`, `"org":"\u0061cme"`, form},
		{`"org":"acme"`, `"org":null`, form},
		{`"format":1`, `"format":2`, form},
		{`"at":[{"reach":"home-subtree"}]`, `"at":[{"unit":"","reach":"home-subtree"}]`, form},
		{`"settings":{"clerks":true}`, `"settings":{"clerks":false,"clerks":true}`, form},
		{`"settings":{"clerks":true}`, `"settings":{}`, form},
		{`"settings":{"clerks":true}`, `"settings":null`, form},
		{`"person":"kalle",`, `"person":"kalle","person":"kalle",`, form},
		{`{"person":"kalle","status":"active"`, `{"status":"active","person":"kalle"`, form},
		{`{"person":"kalle","status":"active"`, `{"person":"kalle","status":"active","extra":1`, form},
		{`R\u0026D \u003cé\u003e","status":"removed"}`, `R\u0026D \u003cé\u003e","status":"removed","status":"removed"}`, form},
		{`R\u0026D \u003cé\u003e","status":"removed"}`, `R\u0026D \u003c\ufffd\u003e","status":"removed"}`, form},
		{`"relations":{"author":["kalle","pia"]}`, `"relations":{"author":["pia","kalle"]}`, built},
		{`"relations":{"author":["kalle","pia"]}`, `"relations":{"author":null}`, form},
		{`"relations":{"author":["kalle","pia"]}`, `"relations":{"author":["kalle","kalle","pia"]}`, built},
		{`"closed":{"i-9":"R\u0026D \u003cé\u003e"}`, `"closed":{"i-9":"kalle","i-9":"kalle"}`, form},
		{`"closed":{"i-9":"R\u0026D \u003cé\u003e"}`, `"closed":{}`, form},
		{`"retired":{`, `"retired":{},"retired":{`, form},
		{`"retired":{"units":["u-2"]`, `"retired":{"units":["u-2","u-2"]`, "mandat: snapshot of acme: mandat: invalid organisation\n\tRetired.Units[1]: unit \"u-2\" stands here twice"},
		{`"closed":{"i-9"`, `"closed":{"i-1"`, closed},
		{`"closed":{"i-9"`, `"closed":{"i-8"`, closed},
		{`"closed":{"i-9":"R\u0026D \u003cé\u003e"}`, `"closed":{"i-9":"nobody"}`, closed},
		{`"closed":{"i-9":"R\u0026D \u003cé\u003e"}}`, `"closed":{"i-9":"R\u0026D \u003cé\u003e"}}}`, form},
		{`"status":"active"`, `"status":"odd"`, "mandat: snapshot of acme: mandat: invalid organisation\n\tMembers[0].Status: unknown status \"odd\": expected invited, accepted, active, inactive or removed"},
	} {
		require.Contains(t, content, c.old)
		forged := strings.Replace(content, c.old, c.new, 1)
		read, err := mandat.Restore(mandat.Forged(forged), "acme", o.Policy())
		assert.EqualError(t, err, c.want, c.new)
		assert.True(t, read == nil, c.want)
	}
	grants := content[strings.Index(content, `"grants":[`)+len(`"grants":[`):]
	first := grants[:strings.Index(grants, `},{`)+2]
	forged := strings.Replace(content, first, "", 1)
	forged = strings.Replace(forged, `],"invitations"`, ","+strings.TrimSuffix(first, ",")+`],"invitations"`, 1)
	_, err := mandat.Restore(mandat.Forged(forged), "acme", o.Policy())
	assert.EqualError(t, err, built, "grants in another order")
}

// readsWhatIsWritten fails if Restore makes of content anything but an organisation
// of which that is the snapshot.
func readsWhatIsWritten(t require.TestingT, p *mandat.Policy, content string) {
	text := mandat.Forged(content)
	o, err := mandat.Restore(text, "acme", p)
	if err != nil {
		require.True(t, o == nil)
		return
	}
	require.Equal(t, string(text), string(snapshotOf(t, o)))
	wantSound(t, o, content)
}

func TestWhateverIsRestoredIsWrittenSo(t *testing.T) {
	o := fullAcme(t)
	content := contentOf(t, snapshotOf(t, o))
	rapid.Check(t, func(t *rapid.T) {
		changed := []byte(content)
		for range rapid.IntRange(1, 2).Draw(t, "changes") {
			from := rapid.IntRange(0, len(changed)-1).Draw(t, "from")
			to := min(len(changed), from+rapid.SampledFrom([]int{0, 1, 1, 1, 2, 30}).Draw(t, "long"))
			at := rapid.IntRange(0, len(content)-1).Draw(t, "other")
			other := content[at:min(len(content), at+rapid.SampledFrom([]int{0, 1, 1, 1, 2, 30}).Draw(t, "other long"))]
			changed = []byte(string(changed[:from]) + other + string(changed[to:]))
		}
		readsWhatIsWritten(t, o.Policy(), string(changed))
	})
}

func FuzzRestore(f *testing.F) {
	o := fullAcme(f)
	f.Add(contentOf(f, snapshotOf(f, o)))
	f.Add(contentOf(f, snapshotOf(f, acme(f))))
	f.Fuzz(func(t *testing.T, content string) {
		_, _ = mandat.Restore([]byte(content), "acme", o.Policy())
		readsWhatIsWritten(t, o.Policy(), content)
	})
}

// Some parts of a snapshot are read in two ways: in large organisations by one, with
// characters that are escaped by the other.
func TestASnapshotIsReadTheSameWithEscapes(t *testing.T) {
	data := acme(t).Data()
	for i := range 40 {
		p := mandat.PersonID(fmt.Sprintf("%d%s", i, []string{"", "&", "\u2028", `"`, "å", "\ufffd", "null"}[i%7]))
		data.Members = append(data.Members, mandat.Member{Person: p, Status: mandat.MemberActive, Home: "sales"})
		data.Grants = append(data.Grants, mandat.Grant{Role: "reader", Member: p, Scope: mandat.Below("sales"), Until: noon.AddDate(0, 0, i)})
	}
	o, err := mandat.NewOrg(acme(t).Policy(), data)
	require.NoError(t, err)
	read, err := mandat.Restore(snapshotOf(t, o), "acme", o.Policy())
	require.NoError(t, err)
	assert.Equal(t, encoding(t, o), encoding(t, read))
}

// load is what doc/snapshots.md shows.
func load(snapshot []byte, events, later []mandat.Event, policies ...*mandat.Policy) (*mandat.Org, error) {
	org, err := mandat.Restore(snapshot, "acme", policies...)
	if err != nil {
		return mandat.Replay(events, policies...) // all of them
	}
	return org.Apply(later, policies...) // those after org.Version()
}

// doc/snapshots.md shows a snapshot, which is one.
func TestThePageShowsASnapshot(t *testing.T) {
	page, err := os.ReadFile("doc/snapshots.md")
	require.NoError(t, err)
	_, shown, _ := strings.Cut(string(page), "```json\n")
	shown, _, found := strings.Cut(shown, "```\n")
	require.True(t, found)
	var text bytes.Buffer
	require.NoError(t, json.Compact(&text, []byte(shown)))
	p, err := mandat.NewPolicy(mandat.Rules{
		System: "notes", Version: "1",
		Structures: []mandat.StructureRule{{Name: "organisation", Home: mandat.HomeOptional}},
		Channels:   []mandat.ChannelRule{{Name: "web", Login: true}},
		Settings:   []mandat.SettingRule{{Name: "drafts"}},
		Types:      []mandat.TypeRule{{Name: "order", Actions: []mandat.ActionRule{{Name: "place"}, {Name: "approve"}}}},
		Roles:      []mandat.Role{{ID: "reader", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{gives("order.approve")}}},
	})
	require.NoError(t, err)
	content := contentOf(t, text.Bytes())
	assert.Equal(t, string(mandat.Forged(content)), text.String())
	o, err := load(text.Bytes(), nil, nil, p)
	require.NoError(t, err)
	assert.Equal(t, text.String(), string(snapshotOf(t, o)))
	_, err = load(text.Bytes()[1:], nil, nil, p)
	assert.Error(t, err, "all events are none")
}

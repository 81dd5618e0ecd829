package mandat_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
)

// listing is what a subject may read, by deciding one by one.
func listing[R any](v mandat.View, all []R, asked func(R) mandat.Resource) []R {
	var some []R
	for _, one := range all {
		if v.Decide("read", asked(one)).Allowed() {
			some = append(some, one)
		}
	}
	return some
}

func TestAViewListsWhatTheSubjectMayRead(t *testing.T) {
	rules := changeRules()
	rules.Roles[6].Can = append(rules.Roles[6].Can, gives("invitation.read"))
	p := mustPolicy(t, rules)
	var listed [3]int
	rapid.Check(t, func(rt *rapid.T) {
		d := drawAcme(rt)
		for _, home := range []mandat.UnitID{"north", "head", ""} {
			person := "invited-" + mandat.PersonID(home)
			d.Members = append(d.Members, mandat.Member{Person: person, Status: mandat.MemberInvited, Home: home})
			d.Invitations = append(d.Invitations, mandat.Invitation{ID: "i-" + mandat.InvitationID(home), Person: person, Home: home,
				Until: noon.Add(time.Hour), By: "olga", Through: "web", Token: mandat.TokenHash{1}})
		}
		o, err := mandat.NewOrg(p, d)
		require.NoError(rt, err)
		v, data := o.As(onWeb(rapid.SampledFrom(d.Members).Draw(rt, "who").Person)), o.Data()
		members, grants, invitations := slices.Collect(v.Members()), slices.Collect(v.Grants()), slices.Collect(v.Invitations())
		assert.Equal(rt, listing(v, data.Members, func(m mandat.Member) mandat.Resource { return m.Resource("acme") }), members)
		assert.Equal(rt, listing(v, data.Grants, func(g mandat.Grant) mandat.Resource { return g.Resource("acme") }), grants)
		assert.Equal(rt, listing(v, data.Invitations, func(i mandat.Invitation) mandat.Resource { return i.Resource("acme") }), invitations)
		for i, n := range []int{len(members), len(grants), len(invitations)} {
			listed[i] += n
		}
		for range v.Members() {
			break // and asks for no more
		}
	})
	assert.NotContains(t, listed[:], 0)
}

func TestTheListsOfAViewOfNothingAreEmpty(t *testing.T) {
	for _, v := range []mandat.View{{}, (&mandat.Org{}).As(onWeb("olga")), acme(t).As(mandat.Subject{})} {
		assert.Empty(t, slices.Collect(v.Members()))
		assert.Empty(t, slices.Collect(v.Grants()))
		assert.Empty(t, slices.Collect(v.Invitations()))
	}
}

// Who is entitled to read a member behind a closed gate does not read them.
func TestAViewListsNothingBehindAClosedGate(t *testing.T) {
	rules := changeRules()
	rules.Gates = append(rules.Gates, mandat.Gate{Close: actionsOf("member.read"), Unless: mandat.Condition{Setting: []mandat.Setting{"clerks"}}})
	p := mustPolicy(t, rules)
	data := acme(t).Data()
	assert.Empty(t, slices.Collect(mustOrg(t, p, data).As(onWeb("olga")).Members()))
	data.Settings = map[mandat.Setting]bool{"clerks": true}
	assert.Len(t, slices.Collect(mustOrg(t, p, data).As(onWeb("olga")).Members()), len(data.Members))
}

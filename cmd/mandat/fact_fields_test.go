package main

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

// TestEveryFieldIsCompared: what a policy can say is known to the comparison, or
// left out for a reason.
func TestEveryFieldIsCompared(t *testing.T) {
	for _, known := range []struct {
		of             any
		compared, left string
	}{
		// Notices, Ask and NoRole decide nothing.
		{mandat.Rules{}, "Structures Channels Settings GroupsHoldRoles Types Base Roles Gates Guards Approvals Administer Exclusive Joining Creation", "System Version Notices Ask NoRole"},
		{mandat.Role{}, "ID Includes At Opens Can Contact Least Most Enforced NoAccount Deprecated Setting", "Title Aliases"},
		{mandat.Permission{}, "Do When Past Setting In", ""},
		{mandat.StructureRule{}, "Name Home", "Title"},
		{mandat.ChannelRule{}, "Name Login Bearer", "Title"},
		{mandat.SettingRule{}, "Name Default", "Title"},
		{mandat.TypeRule{}, "Name Structures PartOf Statuses Labels Relations Lists Actions Seen", "Title"},
		{mandat.StatusRule{}, "Name", "Title"},
		{mandat.LabelRule{}, "Name", "Title"},
		{mandat.RelationRule{}, "Name", "Title"},
		{mandat.GroupRule{}, "Name", "Title"},
		{mandat.ActionRule{}, "Name Of Needs", "Title"},
		{mandat.Gate{}, "Close Unless", ""},
		{mandat.Guard{}, "Before Needs", ""},
		{mandat.ApprovalRule{}, "Of By Votes Requester Lasts OutlivesRequester", ""},
		{mandat.AdminRule{}, "Who May Roles In Through When Past Self Custom", ""},
		{mandat.ExclusiveRule{}, "Roles Most", ""},
		{mandat.JoiningRules{}, "Founding Registration Created Invitation", ""},
		{mandat.DoorRule{}, "Through Roles", ""},
		{mandat.InvitationRule{}, "Carries Roles Account Lasts OutlivesInviter AtOnce", ""},
		{mandat.CreationRule{}, "Structure Creator Named MustName Sealed Groups", ""},
	} {
		typ := reflect.TypeOf(known.of)
		var fields []string
		for i := range typ.NumField() {
			fields = append(fields, typ.Field(i).Name)
		}
		assert.ElementsMatch(t, fields, strings.Fields(known.compared+" "+known.left), "%v has another field: see that a migration tells when it widens", typ)
	}
}

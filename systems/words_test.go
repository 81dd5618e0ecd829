package systems_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/systems"
)

// A title that a condition names makes a sentence in both languages.
func TestTitlesMakeSentences(t *testing.T) {
	contracts, grants, journal := load(t, systems.Files(), "contracts").Policy(), load(t, systems.Files(), "grants").Policy(), load(t, systems.Files(), "journal").Policy()
	rooms := load(t, systems.Files(), "rooms").Policy()
	for _, test := range []struct {
		policy *mandat.Policy
		of     mandat.ResourceType
		is     mandat.Condition
		en, sv string
	}{
		{contracts, "contract", mandat.Condition{Relation: []mandat.Relation{"responsible", "deputy"}},
			"the subject is responsible or deputy responsible", "den som frågar är ansvarig eller vice ansvarig"},
		{contracts, "contract", mandat.Condition{Status: []mandat.Status{"ended"}}, "the status is Ended", "statusen är Upphört"},
		{contracts, "document", mandat.Condition{Label: []mandat.Label{"confidential"}}, "it is confidential", "den är sekretessbelagd"},
		{grants, "application", mandat.Condition{Channel: []mandat.Channel{"e-mail"}}, "the channel is Link in an e-mail", "kanalen är Länk i ett mejl"},
		{journal, "security-key", mandat.Condition{Label: []mandat.Label{"otp"}},
			"it is made for one-time passwords", "den är gjord för engångslösenord"},
		{journal, "security-key", mandat.Condition{Relation: []mandat.Relation{"holder"}},
			"the subject is the user who gets it", "den som frågar är användaren som får den"},
		{journal, "integration", mandat.Condition{Channel: []mandat.Channel{"support"}},
			"the channel is Vendor support", "kanalen är Leverantörens support"},
		{rooms, "contact", mandat.Condition{Relation: []mandat.Relation{"creator"}}, "the subject is the one who created it", "den som frågar är den som skapade den"},
		{rooms, "document", mandat.Condition{Label: []mandat.Label{"group-rights"}}, "it is in a folder with group rights", "den är i en mapp med grupprättigheter"},
		{rooms, "first-password", mandat.Condition{Status: []mandat.Status{"new"}}, "the status is new to the portal", "statusen är ny i portalen"},
		{rooms, "grant", mandat.Condition{Role: []mandat.RoleID{"user"}}, "the role is User", "rollen är Användare"},
	} {
		assert.Equal(t, test.en, test.policy.ConditionText("en", test.of, test.is))
		assert.Equal(t, test.sv, test.policy.ConditionText("sv", test.of, test.is))
	}
}

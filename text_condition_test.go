package mandat_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat"
)

func TestConditionsInWords(t *testing.T) {
	type c = mandat.Condition
	typ := mandat.TypeRule{
		Name: "text", Actions: []mandat.ActionRule{{Name: "read"}},
		Statuses:  []mandat.StatusRule{{Name: "draft", Title: mandat.Title{"en": "Draft", "sv": "Utkast"}}, {Name: "ready"}},
		Labels:    []mandat.LabelRule{{Name: "secret", Title: mandat.Title{"en": "Secret"}}, {Name: "eu", Title: mandat.Title{"en": "EU matter"}}},
		Relations: []mandat.RelationRule{{Name: "author", Title: mandat.Title{"en": "Author", "sv": "Författare"}}, {Name: "deputy"}},
	}
	p := mustPolicy(t, mandat.Rules{
		System: "words", Version: "1", Types: []mandat.TypeRule{typ},
		Channels: []mandat.ChannelRule{{Name: "web", Title: mandat.Title{"en": "The Web"}}, {Name: "link"}},
		Settings: []mandat.SettingRule{{Name: "letters", Title: mandat.Title{"en": "Letters, too"}}, {Name: "ads"}},
		Roles:    []mandat.Role{{ID: "chief", Title: mandat.Title{"en": "Chief", "sv": "Chef"}, Opens: []mandat.Channel{"web"}}, {ID: "clerk", Opens: []mandat.Channel{"web"}}},
	})
	for _, test := range []struct {
		condition c
		en, sv    string
	}{
		{c{Relation: []mandat.Relation{"author", "deputy"}}, "the subject is author or deputy", "den som frågar är författare eller deputy"},
		{c{Status: []mandat.Status{"draft"}}, "the status is Draft", "statusen är Utkast"},
		{c{Label: []mandat.Label{"secret", "eu"}}, "it is secret or EU matter", "den är secret eller EU matter"},
		{c{Channel: []mandat.Channel{"web", "link"}}, "the channel is The Web or link", "kanalen är The Web eller link"},
		{c{LoggedOut: true}, "the subject is logged out", "den som frågar är utloggad"},
		{c{Setting: []mandat.Setting{"letters"}}, `the setting "Letters, too" is on`, `inställningen "Letters, too" är på`},
		{c{Vacant: []mandat.RoleID{"chief", "clerk"}}, "Chief or clerk has no holder", "Chef eller clerk saknar innehavare"},
		{c{Holds: []mandat.RoleID{"chief"}}, "the subject holds Chief", "den som frågar har Chef"},
		{c{Role: []mandat.RoleID{"chief", "clerk"}}, "the role is Chief or clerk", "rollen är Chef eller clerk"},
		{c{Target: &c{Holds: []mandat.RoleID{"clerk"}, Status: []mandat.Status{"invited"}}},
			"the status of the member concerned is invited, and the member concerned holds clerk",
			"statusen för medlemmen det gäller är inbjuden, och medlemmen det gäller har clerk"},
	} {
		assert.Equal(t, test.en, p.ConditionText("en", "text", test.condition))
		assert.Equal(t, test.sv, p.ConditionText("sv", "text", test.condition))
	}
}

func TestContraryConditionsInWords(t *testing.T) {
	p := wordless(t)
	type c = mandat.Condition
	author, deputy := []mandat.Relation{"author"}, []mandat.Relation{"author", "deputy"}
	for _, test := range []struct {
		condition c
		en, sv    string
	}{
		{c{Relation: author}, "the subject is not author", "den som frågar inte är author"},
		{c{Relation: deputy}, "the subject is neither author nor deputy", "den som frågar varken är author eller deputy"},
		{c{Status: []mandat.Status{"a", "b", "c"}}, "the status is neither a, b nor c", "statusen varken är a, b eller c"},
		{c{Label: []mandat.Label{"a"}}, "it is not a", "den inte är a"},
		{c{Channel: []mandat.Channel{"a"}}, "the channel is not a", "kanalen inte är a"},
		{c{LoggedOut: true}, "the subject is not logged out", "den som frågar inte är utloggad"},
		{c{Setting: []mandat.Setting{"a"}}, `the setting "a" is off`, `inställningen "a" är av`},
		{c{Setting: []mandat.Setting{"a", "b"}}, `the settings "a" and "b" are off`, `inställningarna "a" och "b" är av`},
		{c{Vacant: []mandat.RoleID{"a"}}, "a has a holder", "a har innehavare"},
		{c{Vacant: []mandat.RoleID{"a", "b"}}, "a and b have holders", "a och b har innehavare"},
		{c{Holds: []mandat.RoleID{"a", "b"}}, "the subject holds neither a nor b", "den som frågar varken har a eller b"},
		{c{Role: []mandat.RoleID{"a"}}, "the role is not a", "rollen inte är a"},
		{c{Role: []mandat.RoleID{"a", "b"}}, "the role is neither a nor b", "rollen varken är a eller b"},
		{c{Target: &c{Holds: []mandat.RoleID{"a"}}}, "the member concerned does not hold a", "medlemmen det gäller inte har a"},
		{c{Not: &c{Relation: author}}, "the subject is author", "den som frågar är author"},
	} {
		contrary := c{Not: &test.condition}
		assert.Equal(t, test.en, p.ConditionText("en", "x", contrary))
		assert.Equal(t, test.sv, p.ConditionText("sv", "x", contrary))
	}
}

func TestJoinedConditionsInWords(t *testing.T) {
	p := wordless(t)
	type c = mandat.Condition
	is := func(name mandat.Label) c { return c{Label: []mandat.Label{name}} }
	a, b, d := is("a"), is("b"), is("d")
	for _, test := range []struct {
		condition c
		want      string
	}{
		{c{All: []c{a, b}}, "it is a, and it is b"},
		{c{All: []c{a, b}, Status: []mandat.Status{"x"}}, "it is a, and it is b, and the status is x"},
		{c{Any: []c{a, b}}, "it is a, or it is b"},
		{c{Any: []c{a}}, "it is a"},
		{c{Any: []c{a, b}, Status: []mandat.Status{"x"}}, "(it is a, or it is b), and the status is x"},
		{c{Any: []c{a, {All: []c{b, d}}}}, "it is a, or (it is b, and it is d)"},
		{c{Any: []c{{All: []c{a, b}}}, Status: []mandat.Status{"x"}}, "(it is a, and it is b), and the status is x"},
		{c{Not: &c{All: []c{a, b}}}, "it is not a, or it is not b"},
		{c{Not: &c{Any: []c{a, b}}}, "it is not a, and it is not b"},
		{c{Not: &c{Any: []c{a, {All: []c{b, d}}}}}, "it is not a, and (it is not b, or it is not d)"},
		{c{Not: &c{Any: []c{a, {Not: &c{All: []c{b, d}}}}}}, "it is not a, and (it is b, and it is d)"},
		{c{All: []c{a, {Not: &c{All: []c{b, d}}}}}, "it is a, and (it is not b, or it is not d)"},
	} {
		assert.Equal(t, test.want, p.ConditionText("en", "x", test.condition))
	}
}

// wordless returns a policy that declares no titles.
func wordless(t *testing.T) *mandat.Policy {
	t.Helper()
	return mustPolicy(t, mandat.Rules{System: "words", Version: "1", Types: []mandat.TypeRule{{Name: "x", Actions: []mandat.ActionRule{{Name: "read"}}}}})
}

package policyfile_test

import (
	"testing"
)

const jsonHead = `{"system": "shop", "version": "1", `

func TestWrongJSON(t *testing.T) {
	for _, b := range []bad{
		{"an unknown key", jsonHead + "\n  ¦\"colour\": \"red\"}", []string{`unknown key "colour"; the keys here are ` + keysOfPolicy}},
		{"a number for a text", `{"system": "shop", "version": ¦1}`, []string{`expected a text, found the number 1: write "1" in quotes`}},
		{"a boolean for a text", `{"system": ¦true, "version": "1"}`, []string{`expected a text, found true: write "true" in quotes`}},
		{"null for a text", `{"system": ¦null, "version": "1"}`, []string{`expected a text, found nothing`}},
		{"a number that is too big", jsonHead + `"types": {"t": {"actions": {"a": null}}}, "roles": {"a": {"can": "t.a", "holders": {"least": ¦1e99}}}}`,
			[]string{`expected a whole number, 0 or more, found 1e99`}},
		{"places after other letters", "{\"system\": \"åäö\",\n\t\"version\": \"åäö\", \"channels\": ¦[ ]}",
			[]string{`expected a mapping of channels, found a list`}},
		{"doubled keys", jsonHead + "\"channels\": {\"web\": {}, ¦\"web\": {}},\n¦\"version\": \"2\", ¦\"syst\\u0065m\": \"shop\"}", []string{
			`key "web" stands here twice: it has a value in line 1 already`,
			`key "version" stands here twice: it has a value in line 1 already`,
			`key "system" stands here twice: it has a value in line 1 already`}},
		{"half a surrogate pair", jsonHead + `"channels": {¦"\ud83d": {}, "web": {"title": {"en": ¦"a\udc00b"}}}}`, []string{
			`the text holds an escape that is no character, such as half a surrogate pair`,
			`the text holds an escape that is no character, such as half a surrogate pair`}},
		{"something after it", jsonHead + `"settings": {}} ¦{}`, []string{"something follows the JSON value: a file holds one"}},
		{"a comma after it", jsonHead + `"settings": {}}¦,`, []string{"something follows the JSON value: a file holds one"}},
		{"a comma too many", jsonHead + `"channels": {"web": {},¦}}`, []string{"no valid JSON here: invalid character '}'…"}},
		{"a comma too few", jsonHead + `"gates": [{} ¦{}]}`, []string{"no valid JSON here: invalid character '{' after array element"}},
		{"a key without quotes", `{¦system: "shop"}`, []string{"no valid JSON here: invalid character 's'…"}},
		{"single quotes", `{"system": ¦'shop'}`, []string{`no valid JSON here: invalid character '\''…`}},
		{"a comment", "{¦// shop\n}", []string{"no valid JSON here: invalid character '/'…"}},
		{"no end", "{\"system\": \"shop\",\n¦", []string{"no valid JSON: the file ends in the middle"}},
		{"no end of a text", "{\"system\": \"shop¦", []string{"no valid JSON: the file ends in the middle"}},
		{"YAML", "¦system: shop", []string{"no valid JSON here: invalid character 's'…"}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.json", parsePolicy("policy.json")) })
	}
}

// U+FFFD is a character like any other where it is written out.
func TestReplacementCharacterIsText(t *testing.T) {
	b := bad{content: jsonHead + `"channels": {"web": {"title": {"en": "�"}}}, "settings": ¦[]}`, messages: []string{"expected a mapping of settings, found a list"}}
	b.assertErrors(t, "policy.json", parsePolicy("policy.json"))
}

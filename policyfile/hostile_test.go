package policyfile_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/policyfile"
)

func TestFilesThatAreNoText(t *testing.T) {
	for _, file := range []string{"policy.yaml", "policy.json"} {
		for _, b := range []bad{
			{"empty", "¦", []string{"the file is empty"}},
			{"blank", "¦ \n\n", []string{"the file is empty"}},
			{"a byte order mark", "¦\ufeffsystem: shop", []string{"the file begins with a byte order mark: save it as UTF-8 without one"}},
			{"UTF-16", "¦\xff\xfes\x00y\x00", []string{"the file is UTF-16: save it as UTF-8"}},
			{"UTF-16 the other way round", "¦\xfe\xff\x00s", []string{"the file is UTF-16: save it as UTF-8"}},
			{"Latin-1", "# Best\n# ä ¦\xe4\n", []string{"the file is not text in UTF-8"}},
			{"half a surrogate pair", "a: ¦\xed\xa0\x80", []string{"the file is not text in UTF-8"}},
			{"binary", "\n¦\x00\x01", []string{"a control character stands here: the file is no text"}},
			{"an escape", "a¦\x1b[31m", []string{"a control character stands here: the file is no text"}},
			{"a byte order mark in the middle", "a¦\ufeff", []string{"a control character stands here: the file is no text"}},
		} {
			t.Run(file+" "+b.name, func(t *testing.T) { b.assertErrors(t, file, parsePolicy(file)) })
		}
	}
	bad{content: "¦# nothing but a comment", messages: []string{"the file is empty"}}.
		assertErrors(t, "policy.yaml", parsePolicy("policy.yaml"))
}

// 64 levels are no problem of depth, 65 are.
func TestDepth(t *testing.T) {
	const found, deep = "expected a text, found a list", "more than 64 levels lie in each other here"
	open, shut := strings.Repeat("[", 64), strings.Repeat("]", 64)
	for _, b := range []struct {
		file string
		bad
	}{
		{"policy.yaml", bad{"64", "system: ¦" + open + shut + "\nversion: a", []string{found}}},
		{"policy.json", bad{"64", `{"version": "a", "system": ¦` + open + shut + "}", []string{found}}},
		{"policy.yaml", bad{"65", "system: ¦" + open + "¦[]" + shut + "\nversion: a", []string{found, deep}}},
		{"policy.json", bad{"65", `{"version": "a", "system": ` + open + "¦[]" + shut + "}", []string{deep}}},
	} {
		t.Run(b.file+" "+b.name, func(t *testing.T) { b.assertErrors(t, b.file, parsePolicy(b.file)) })
	}
}

// Parsers of policies have crashed, and taken the service with them, on files
// like these.
func TestAdvisory_CVE_2022_28946(t *testing.T) {
	p := mustPolicy(t, shop)
	for _, content := range hostile() {
		for _, file := range []string{"a.yaml", "a.json"} {
			begun := time.Now()
			_, err := policyfile.ParsePolicy(file, []byte(content))
			requirePlaces(t, err)
			_, err = policyfile.ParseOrg(file, []byte(content), p)
			requirePlaces(t, err)
			assert.Less(t, time.Since(begun), 20*time.Second, "%.40s", content)
		}
		_, err := policyfile.ParseResource(content, p, "acme")
		requirePlaces(t, err)
		_, err = policyfile.ParseSubject(content, time.Now())
		requirePlaces(t, err)
	}
}

// requirePlaces requires errors that tell where they are.
func requirePlaces(t *testing.T, err error) {
	t.Helper()
	var errs policyfile.Errors
	require.ErrorAs(t, err, &errs)
	for _, e := range errs {
		require.Positive(t, e.Line, e.Error())
		require.Positive(t, e.Column, e.Error())
		require.NotEmpty(t, e.Message)
	}
}

func hostile() []string {
	many := func(s string) string { return strings.Repeat(s, 50_000) }
	return []string{
		many("["), many("{"), many("- "), many("? "), many(`{"a":`), many(`[{"a":`), many("a: "), many("- a: "), many("!a "), many("&a "),
		many("]"), many("}"), many("|\n"), many("'"), many(`"`), many("\n"), many("%"), many("---\n"), many("\\"), many("*"),
		"&a [*a]", "a: &a {b: *a}", "a: *b", "<<: *a", "!!binary x", "? ? ?", "{? }", "!", "&", "*", "|", ">", "%YAML 9.9\n---\n", "@", "`",
		"&a [b, b]\n" + "- &b [*a, *a, *a, *a]\n- &c [*b, *b, *b, *b]\n- &d [*c, *c, *c, *c]\n",
		"not: {not: {not: {not: {}}}}", "\u2028", "\u0085", "a:\tb", "- \t- a", "\"\\ud800\"", `{"a": "\ud800\u0061"}`, "null", "~", "true", "1", `"a"`, "[]",
		"like: like", "part-of: {part-of: {}}",
	}
}

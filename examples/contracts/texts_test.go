package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEveryTextIsInEveryLanguage(t *testing.T) {
	all, err := readTexts()
	require.NoError(t, err)
	for _, lang := range languages() {
		assert.Equal(t, slices.Sorted(maps.Keys(all["en"])), slices.Sorted(maps.Keys(all[lang])), lang)
		for key, text := range all[lang] {
			assert.NotEmpty(t, text, "%s: %s", lang, key)
			assert.Equal(t, strings.Count(all["en"][key], "{}"), strings.Count(text, "{}"), "%s: %s", lang, key)
		}
	}
}

// The keys that stand in the code and the pages are those of the tables. Some are put
// together: these are named by how they begin.
func TestEveryTextIsUsedAndThere(t *testing.T) {
	all, err := readTexts()
	require.NoError(t, err)
	source := sources(t)
	begins := []string{"action.", "sample.", "member.", "relation.", "share.read", "share.edit", "error.4", "error.5"}
	for key := range all["en"] {
		together := slices.ContainsFunc(begins, func(b string) bool { return strings.HasPrefix(key, b) })
		assert.True(t, together || strings.Contains(source, `"`+key+`"`), "nobody says %s", key)
	}
	for _, m := range regexp.MustCompile(`\.T "([a-z.]+[a-z])"|inputError\("([^"]*)"\)`).FindAllStringSubmatch(source, -1) {
		assert.Contains(t, all["en"], m[1]+m[2])
	}
}

func sources(t *testing.T) string {
	var all strings.Builder
	require.NoError(t, filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") || !regexp.MustCompile(`\.(go|html)$`).MatchString(path) {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)
		return err
	}))
	return all.String()
}

func TestThePagesSpeakBothLanguages(t *testing.T) {
	x := newSite(t)
	w := x.ask(rut, "GET", "/orgs/nordvik/contracts/c-102", "", "Accept-Language", "sv-SE,sv;q=0.9,en;q=0.8")
	assert.Contains(t, w.Body.String(), `<html lang="sv">`)
	assert.Contains(t, text(w), "Byt namn Inte nu: bara om statusen är Halvfärdigt.")
	w = x.ask(kalle, "POST", "/orgs/nordvik/contracts/c-101/name", "", "Accept-Language", "sv")
	assert.Contains(t, text(w), "Kalle Holm får inte byta namn")
	w = x.ask(rut, "GET", "/", "", "Accept-Language", "de, fr;q=0.5")
	assert.Equal(t, 303, w.Code)
	w = x.ask(rut, "GET", "/orgs/nordvik/people", "", "Accept-Language", "sv", "Cookie", "person=p-103; language=en")
	assert.Contains(t, w.Body.String(), `<html lang="en">`, "the switch counts more")
	assert.Contains(t, x.ask(kalle, "PATCH", "/api/orgs/nordvik/contracts/c-101", `{"version": 1, "name": "x"}`, "Accept-Language", "sv").Body.String(), "får inte")
	for _, path := range []string{"/", "/orgs/nordvik/contracts", "/orgs/nordvik/contracts/c-104", "/orgs/nordvik/contracts/c-104/share", "/orgs/nordvik/people", "/orgs/nordvik/journal", "/orgs/nordvik/contracts/c-104/readers", "/none"} {
		for _, lang := range languages() {
			assert.NotRegexp(t, `\[[a-z.]+\]`, text(x.ask(anna, "GET", path, "", "Accept-Language", lang)), path)
		}
	}
}

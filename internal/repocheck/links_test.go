package repocheck

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLinksLeadSomewhere(t *testing.T) {
	assert.Empty(t, brokenLinks(repo, texts(t, repo)))
}

func TestBrokenLinksAreFound(t *testing.T) {
	fsys := files(
		"README.md", "# Mandat, in `Go`\n[a](doc/a.md) [b](gone.md) [c](#mandat-in-go) [d](#gone) [e](https://example.org/x)\n"+
			"```\n[f](gone)\n# Not a heading\n```\nand `[g](gone)`, [h](doc) [i](#not-a-heading)\n\n[ref]: gone.md\n",
		"doc/a.md", "# A\n## Same\n## Same\n[up](../README.md#mandat-in-go) [s](#same-1) [t](a.md#same-2) [out](../../x.md) [title](b.md \"B\")\n",
		"doc/a.txt", "[x](gone.md)",
	)
	assert.Equal(t, []string{
		"README.md: #gone",
		"README.md: #not-a-heading",
		"README.md: gone.md",
		"README.md: gone.md",
		"doc/a.md: ../../x.md",
		"doc/a.md: a.md#same-2",
		"doc/a.md: b.md",
	}, brokenLinks(fsys, texts(t, fsys)))
}

// brokenLinks lists the links of Markdown files to files, folders and headings
// of the repository that are not there.
func brokenLinks(fsys fs.FS, texts map[string]string) []string {
	var broken []string
	for name, text := range texts {
		if path.Ext(name) != ".md" {
			continue
		}
		for _, target := range links(prose(text)) {
			if !leads(fsys, texts, name, target) {
				broken = append(broken, fmt.Sprintf("%s: %s", name, target))
			}
		}
	}
	slices.Sort(broken)
	return broken
}

var (
	fence      = regexp.MustCompile("(?ms)^ *```.*?^ *```")
	codeSpan   = regexp.MustCompile("`[^`\n]*`")
	inlineLink = regexp.MustCompile(`\]\(<?([^)\s>]+)[^)]*\)`)
	linkLine   = regexp.MustCompile(`(?m)^ *\[[^\]]+\]: *(\S+)`)
	heading    = regexp.MustCompile(`(?m)^#+ +(.+)$`)
	noAnchor   = regexp.MustCompile(`[^\p{L}\p{N}\- _]`)
)

// prose is a text without its blocks of code.
func prose(text string) string { return fence.ReplaceAllString(text, "") }

func links(text string) []string {
	text = codeSpan.ReplaceAllString(text, "")
	var targets []string
	for _, form := range []*regexp.Regexp{inlineLink, linkLine} {
		for _, m := range form.FindAllStringSubmatch(text, -1) {
			targets = append(targets, m[1])
		}
	}
	return targets
}

// leads reports whether a link in the file from finds its target. Links to
// other places are not followed.
func leads(fsys fs.FS, texts map[string]string, from, target string) bool {
	u, err := url.Parse(target)
	if err != nil || u.IsAbs() {
		return err == nil
	}
	file := from
	if u.Path != "" {
		file = path.Join(path.Dir(from), u.Path)
		if _, err := fs.Stat(fsys, file); err != nil {
			return false
		}
	}
	return u.Fragment == "" || slices.Contains(anchors(texts[file]), u.Fragment)
}

// anchors lists the names of a text's headings, as the repository's host makes
// them: in lower case, without punctuation, numbered where they repeat.
func anchors(text string) []string {
	seen := map[string]int{}
	var all []string
	for _, m := range heading.FindAllStringSubmatch(prose(text), -1) {
		name := noAnchor.ReplaceAllString(strings.ToLower(strings.TrimSpace(m[1])), "")
		name = strings.ReplaceAll(name, " ", "-")
		if n := seen[name]; n > 0 {
			all = append(all, fmt.Sprintf("%s-%d", name, n))
		} else {
			all = append(all, name)
		}
		seen[name]++
	}
	return all
}

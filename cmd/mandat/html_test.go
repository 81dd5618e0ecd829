package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sampleOrgs are the systems, each with an organisation.
var sampleOrgs = map[string]string{"contracts": "sales", "grants": "university", "journal": "school-health", "portal": "granaby", "rooms": "bridge"}

// onPages runs a test on the page and the text of each system, in both languages
// and with an organisation.
func onPages(t *testing.T, test func(t *testing.T, page *element, html, text string)) {
	for name, org := range sampleOrgs {
		for _, args := range [][]string{{"-lang", "en"}, {"-lang", "sv"}, {"-lang", "sv", "-org", org + ".yaml"}} {
			t.Run(name+" "+strings.Join(args, " "), func(t *testing.T) {
				args := append(args, "../../systems/"+name)
				html, text := runWith(append([]string{"matrix", "-format", "html"}, args...)...), runWith(append([]string{"matrix"}, args...)...)
				require.Equal(t, exitYes, html.code, html.err)
				page := parsePage(t, html.stdout)
				assert.Equal(t, args[1], page.all("html")[0].attrs["lang"])
				test(t, page, html.stdout, text.stdout)
			})
		}
	}
}

// The page has the rows, the cells and the notes of the text, and who holds what,
// and nothing else.
func TestThePageSaysWhatTheTextSays(t *testing.T) {
	onPages(t, func(t *testing.T, page *element, _, text string) {
		blocks := strings.Split(strings.TrimRight(text, "\n"), "\n\n")
		assert.Equal(t, blocks[0], page.all("h1")[0].content())
		for i, table := range page.all("table") {
			lines := strings.Split(blocks[1+i], "\n")
			assert.Equal(t, each(lines[1:], singleBlanks), linesOf(table))
		}
		blocks = blocks[1+len(page.all("table")):]
		notes := strings.Split(blocks[0], "\n")
		items := page.withID("notes-list").all("li")
		require.Len(t, items, len(notes))
		for i, note := range notes {
			_, said, _ := strings.Cut(strings.TrimSpace(note), "  ")
			assert.Equal(t, said+" ↑", items[i].content())
		}
		if len(blocks) > 1 {
			assert.Contains(t, page.content(), blocks[1])
			treeSays(t, page, strings.Split(blocks[2], "\n"))
			blocks = blocks[2:]
		}
		assert.Len(t, blocks, 1, "all of the text was looked for")
	})
}

// treeSays checks that the tree of a page has a list item for each line of the
// text, as deep and with the same words.
func treeSays(t *testing.T, page *element, lines []string) {
	items, depths := page.withID("tree").items(0)
	require.Len(t, items, len(lines))
	blank := strings.NewReplacer("(", " ", ")", " ", ":", " ", ",", " ", ";", " ")
	for i, line := range lines {
		assert.Equal(t, (len(line)-len(strings.TrimLeft(line, " ")))/2, depths[i], line)
		said := strings.Fields(blank.Replace(items[i].own()))
		for _, word := range strings.Fields(blank.Replace(line)) {
			assert.Contains(t, said, word, line)
		}
	}
}

func singleBlanks(text string) string { return strings.Join(strings.Fields(text), " ") }

// linesOf returns the rows of a table as the text has them.
func linesOf(table *element) []string {
	var lines []string
	for _, body := range table.all("tbody") {
		action := ""
		if table.attrs["aria-labelledby"] == "statuses" {
			action = idOf(body.all("th")[0])
		}
		for _, row := range body.all("tr")[1:] {
			lines = append(lines, singleBlanks(action+" "+strings.Join(each(row.children, idOf), " ")))
		}
	}
	return lines
}

// idOf returns the id that a cell shows beside a title, or all that it shows.
func idOf(cell *element) string {
	if ids := cell.all("code"); cell.name == "th" && len(ids) > 0 {
		return ids[0].content()
	}
	return cell.content()
}

// Each cell has a header for its row and one for its column, and what scrolls can
// be reached and has a name.
func TestThePageIsAccessible(t *testing.T) {
	onPages(t, func(t *testing.T, page *element, _, _ string) {
		for _, table := range page.all("table") {
			columns := table.all("thead")[0].all("th")
			for _, h := range columns {
				assert.Equal(t, "col", h.attrs["scope"])
			}
			for _, body := range table.all("tbody") {
				group, rows := body.all("tr")[0], body.all("tr")[1:]
				assert.Equal(t, "rowgroup", group.all("th")[0].attrs["scope"])
				assert.Equal(t, strconv.Itoa(len(columns)), group.all("th")[0].attrs["colspan"])
				for _, row := range rows {
					assert.Equal(t, "row", row.children[0].attrs["scope"])
					assert.Len(t, row.children, len(columns))
				}
			}
		}
		for _, name := range []string{"section", "div", "table"} {
			for _, e := range page.all(name) {
				if id, named := e.attrs["aria-labelledby"]; named {
					assert.Contains(t, []string{"h2", "h3"}, page.withID(id).name)
				}
			}
		}
	})
}

// A number leads to its note, and the note to the first place with the number.
func TestNotesLeadThereAndBack(t *testing.T) {
	onPages(t, func(t *testing.T, page *element, html, _ string) {
		for _, a := range page.all("a") {
			to := page.withID(strings.TrimPrefix(a.attrs["href"], "#"))
			require.NotNil(t, to, a.attrs["href"])
			if number, ok := strings.CutPrefix(a.attrs["href"], "#note-"); ok {
				assert.Equal(t, "li", to.name)
				assert.Equal(t, a.attrs["title"]+" ↑", to.content())
				assert.Equal(t, number, page.withID("ref-"+number).content())
				assert.Less(t, strings.Index(html, `id="ref-`+number+`"`), strings.Index(html, `href="#ref-`+number+`"`))
			}
		}
		for _, note := range page.withID("notes-list").all("li") {
			assert.Equal(t, strings.Replace(note.attrs["id"], "note-", "#ref-", 1), note.all("a")[0].attrs["href"])
		}
	})
}

// The page is one file: it fetches nothing and runs nothing.
func TestThePageNeedsNothingElse(t *testing.T) {
	onPages(t, func(t *testing.T, page *element, html, _ string) {
		for _, word := range []string{"http:", "https:", "src=", "@import", "url(", "<script", "<link", "<iframe", "<object", "ZgotmplZ"} {
			assert.NotContains(t, html, word)
		}
		ids := make(map[string]bool)
		for _, part := range strings.Split(html, ` id="`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			assert.False(t, ids[id], "two elements have the id %s", id)
			ids[id] = true
		}
	})
}

// hostilePolicy and hostileOrg have what would be markup in every title, and in
// every id that may have it.
const hostilePolicy = `system: "<script>alert(1)</script>"
version: "\" onload=\"alert(2)"
structures: {organisation: {title: {en: "<h1>"}, home: optional}}
channels: {web: {login: true}}
types:
  text:
    title: {en: "</th><img src=x onerror=alert(3)>"}
    unit: organisation
    statuses: {draft: {en: "'\"><svg onload=alert(4)>"}, ended: }
    labels: {secret: {en: "</ol></style><script>alert(5)</script>"}}
    actions:
      read: {title: {en: "--></title>{{.CSS}}"}}
roles:
  reader: {title: {en: "&lt;script&gt;"}, opens: web, at: [org, {organisation: [exact]}], can: {do: text.read, when: {label: secret}}}
gates:
  - {close: text.read, unless: {status: draft}}
`

const hostileOrg = `system: "<script>alert(1)</script>"
org: "<b>org</b>"
units: {organisation: {"<i>unit</i>": {sealed: true}, "\u202e": {below: "<i>unit</i>"}}}
members: {"<u>anna</u>": , "' onclick='x": {home: "<i>unit</i>"}}
groups: {"</ul><b>": {unit: "<i>unit</i>", members: ["<u>anna</u>"]}}
roles: {"\"><script>": {title: {en: "<style>*{}"}, includes: reader}}
grants:
  - {role: reader, to: "<u>anna</u>", at: org}
  - {role: "\"><script>", to: "' onclick='x", at: {exact: "<i>unit</i>"}}
`

func TestThePageShowsMarkupAsText(t *testing.T) {
	inFolder(t, map[string]string{"policy.yaml": hostilePolicy, "org.yaml": hostileOrg})
	got := runWith("matrix", "-format", "html", "-org", "org.yaml", ".")
	require.Equal(t, exitYes, got.code, got.err)
	page := parsePage(t, got.stdout)
	for _, name := range []string{"script", "b", "i", "u", "img", "svg"} {
		assert.Empty(t, page.all(name), name)
	}
	assert.Len(t, page.all("style"), 1)
	assert.Equal(t, `<script>alert(1)</script>, version " onload="alert(2)`, page.all("h1")[0].content())
	assert.Equal(t, page.all("h1")[0].content(), page.all("title")[0].content())
	heads := page.all("thead")[0].all("th")
	assert.Equal(t, "&lt;script&gt; reader", heads[2].content())
	assert.Equal(t, `<style>*{} "\"><script>"`, heads[3].content())
	assert.Contains(t, page.content(), `if it is </ol></style><script>alert(5)</script>`)
	for _, a := range page.all("a") {
		assert.Regexp(t, `^#[a-z]+(-[0-9]+)?$`, a.attrs["href"])
	}
	assert.Contains(t, page.withID("tree").content(), `"<i>unit</i>" sealed`)
	assert.Contains(t, page.withID("tree").content(), `"' onclick='x"`)
	assert.NotContains(t, got.stdout, "\u202e")
}

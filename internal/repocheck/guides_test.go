package repocheck

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/guide"
)

// The guides, and where the blocks of each come from: files that are compiled, parsed or
// compared by the tests of their folder, or tests that read the page itself.
var pages = map[string]page{
	"README.md":           {from: []string{"examples/notes/*.go", "examples/readme/*"}},
	"doc/first-policy.md": {from: []string{"examples/guide/first/*"}},
	"doc/modelling.md":    {from: []string{"examples/guide/modelling/*"}},
	"doc/lists.md":        {from: []string{"examples/guide/lists/*", "sqlfilter/dbtest/guide_test.go"}},
	"doc/testing.md":      {from: []string{"examples/guide/first/*", "examples/guide/first/testdata/*"}},
	"doc/moving.md":       {from: []string{"examples/guide/moving/*"}},
	"doc/security.md":     {from: []string{"examples/guide/security/*"}},
	"doc/changes.md":      {from: []string{"examples/changes/*", "examples/changes/clubs/*"}},
	"doc/approvals.md": {from: []string{"examples/portal/*", "systems/portal/policy.yaml"},
		read: map[string]string{"yaml": "policyfile/guide_test.go"}},
	"doc/store.md":     {from: []string{"sqlite/guide_test.go"}},
	"doc/events.md":    {read: map[string]string{"json": "event_samples_test.go"}},
	"doc/snapshots.md": {from: []string{"snapshot_test.go"}, read: map[string]string{"json": "snapshot_test.go"}},
}

type page struct {
	// from are patterns of files. A block is a piece of one of them, whose name has the
	// ending of the block's language.
	from []string
	// read names tests that take the blocks of a language from the page.
	read map[string]string
}

// endings are the languages that a page may have, with the files that hold them.
var endings = map[string][]string{
	"go":   {".go"},
	"yaml": {".yaml"},
	"json": {".json"},
	"sql":  {".sql", ".go"},
	"csv":  {".csv"},
	"conf": {".conf"},
	"":     {".txt", ".go"}, // what is printed
}

// commands are run by a test or by .ci/run, which compares what they print with the page.
var commands = []struct{ begins, in, text string }{
	{"go tool mandat ", "cmd/mandat/guide_test.go", `"go tool mandat "`},
	{"mandat ", "cmd/mandat/readme_test.go", `"\n$ mandat "`},
	{"go run ./cmd/mandat ", "cmd/mandat/readme_test.go", `"$ go run ./cmd/mandat "`},
	{"curl ", "examples/guide/first/guide_test.go", `"curl "`},
	{"go mod ", "cmd/mandat/guide_test.go", "TestFromNothing"},
	{"mkdir desk", "cmd/mandat/guide_test.go", `"desk/`},
	{"cd desk", "cmd/mandat/guide_test.go", `Chdir("desk")`},
	{"go run .", "cmd/mandat/guide_test.go", `"build"`}, // it serves until it is stopped
	{"go run ./examples/quickstart", ".ci/run", "go run ./examples/quickstart"},
	{"go test ./...", ".ci/run", "go test ./..."},
}

// TestTheREADMELeadsToEveryGuide: nobody looks for what is not linked.
func TestTheREADMELeadsToEveryGuide(t *testing.T) {
	guides, err := fs.Glob(repo, "doc/*.md")
	require.NoError(t, err)
	readme, err := fs.ReadFile(repo, "README.md")
	require.NoError(t, err)
	assert.Subset(t, links(string(readme)), guides)
}

// TestEveryBlockIsRun: what the guides show is what tests compile, parse and compare.
func TestEveryBlockIsRun(t *testing.T) {
	guides, err := fs.Glob(repo, "doc/*.md")
	require.NoError(t, err)
	for _, name := range append(guides, "README.md") {
		text, err := fs.ReadFile(repo, name)
		require.NoError(t, err)
		p, ok := pages[name]
		if assert.True(t, ok, "%s is a guide of which no test is known", name) {
			assert.Empty(t, notRun(repo, p, string(text)), name)
		}
	}
}

func TestBlocksThatNobodyRunsAreFound(t *testing.T) {
	fsys := files(
		"x/a.go", "package x\n\nfunc f() {\n\treturn\n}\n", "x/a_test.go", "package x\n// Output:\n// one\n//   two\n",
		"y/b.go", "package y\n", "x/c.yaml", "a: b\n", "t/r_test.go", "package r",
		"cmd/mandat/guide_test.go", `"go tool mandat "`,
	)
	text := "```go\nfunc f() {\nreturn\n}\n```\n```go\nfunc g() {}\n```\n```yaml\na: b\n```\n```json\n{}\n```\n```\none\ntwo\n```\n" +
		"```rust\n```\n```console\n$ go tool mandat x\n$ rm x\n```\n```yaml\nfunc f() {\n```\n```console\nnothing\n```\n    indented\n"
	p := page{from: []string{"x/*", "y/b.go"}, read: map[string]string{"json": "t/r_test.go", "sql": "gone_test.go"}}
	assert.Equal(t, []string{
		"y/b.go: there is no test beside it",
		"gone_test.go: open gone_test.go: file does not exist",
		"line 6: no file has this go block",
		`line 19: no test is known for blocks in "rust"`,
		"line 22: nobody runs rm x",
		"line 25: no file has this yaml block",
		"line 28: a console block without a command",
		"line 31: a block without a fence",
	}, notRun(fsys, p, text))
}

// notRun lists the blocks of a page that no test runs.
func notRun(fsys fs.FS, p page, text string) (wrong []string) {
	add := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	sources := p.sources(fsys, add)
	for _, test := range p.read {
		if _, err := fs.ReadFile(fsys, test); err != nil {
			add("%s: %v", test, err)
		}
	}
	for _, b := range guide.Blocks(text) {
		switch kinds, known := endings[b.Lang]; {
		case b.Lang == "console":
			if len(b.Commands()) == 0 {
				add("line %d: a console block without a command", b.Line)
			}
			for _, c := range b.Commands() {
				if !isRun(fsys, c.Text) {
					add("line %d: nobody runs %s", c.Line, c.Text)
				}
			}
		case p.read[b.Lang] != "":
		case !known:
			add("line %d: no test is known for blocks in %q", b.Line, b.Lang)
		case !slices.ContainsFunc(kinds, func(ending string) bool { return strings.Contains(sources[b.Lang+ending], b.Text) }):
			add("line %d: no file has this %s block", b.Line, b.Lang)
		}
	}
	return append(wrong, indented(text)...)
}

// sources joins the files of a page that can hold a language, by language and ending. What
// is printed stands in the comments that go test compares.
func (p page) sources(fsys fs.FS, add func(string, ...any)) map[string]string {
	joined := map[string]string{}
	for _, pattern := range p.from {
		names, _ := fs.Glob(fsys, pattern)
		if len(names) == 0 {
			add("%s: no such files", pattern)
		}
		for _, name := range names {
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				continue // a folder
			}
			tests, _ := fs.Glob(fsys, path.Join(path.Dir(name), "*_test.go"))
			above, _ := fs.Glob(fsys, path.Join(path.Dir(name), "../*_test.go"))
			if len(tests)+len(above) == 0 {
				add("%s: there is no test beside it", name)
			}
			for lang, kinds := range endings {
				if ending := path.Ext(name); slices.Contains(kinds, ending) {
					text := guide.Even(string(text))
					if lang == "" && ending == ".go" {
						text = guide.Printed(text)
					}
					joined[lang+ending] += text + "\x00"
				}
			}
		}
	}
	return joined
}

func isRun(fsys fs.FS, command string) bool {
	for _, c := range commands {
		if strings.HasPrefix(command, c.begins) {
			text, err := fs.ReadFile(fsys, c.in)
			return err == nil && strings.Contains(string(text), c.text)
		}
	}
	return false
}

// indented finds code that is marked by its indentation alone, which is no block for the
// tests.
func indented(text string) (wrong []string) {
	inside, before := false, ""
	for i, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			inside = !inside
		}
		if !inside && strings.HasPrefix(line, "    ") && strings.TrimSpace(line) != "" && !strings.HasPrefix(strings.TrimSpace(line), "```") && !strings.HasPrefix(before, "- ") {
			wrong = append(wrong, fmt.Sprintf("line %d: a block without a fence", i+1))
		}
		before = line
	}
	return wrong
}

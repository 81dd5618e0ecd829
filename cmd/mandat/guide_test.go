package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/guide"
)

// guides are the pages whose commands are asked in a folder of examples/guide.
var guides = map[string]string{
	"first-policy.md": "first",
	"modelling.md":    "modelling",
	"lists.md":        "lists",
	"moving.md":       "moving",
}

// TestGuides runs every "go tool mandat" of the guides, which prints what stands below it.
func TestGuides(t *testing.T) {
	for page, folder := range guides {
		t.Run(page, func(t *testing.T) {
			blocks := blocksOf(t, page)
			files, dir := os.DirFS(filepath.Join("../../examples/guide", folder)), t.TempDir()
			require.NoError(t, os.CopyFS(dir, files))
			t.Chdir(dir)
			ran := 0
			for _, b := range blocks {
				for _, c := range b.Commands() {
					command, ours := strings.CutPrefix(c.Text, "go tool mandat ")
					if !ours {
						continue
					}
					ran++
					got := typed(t, command)
					assert.Less(t, got.code, exitUsage, "doc/%s:%d: %s", page, c.Line, got.err)
					assert.Equal(t, c.Printed, strings.TrimSpace(guide.Even(got.err+got.stdout)), "doc/%s:%d: %s", page, c.Line, c.Text)
				}
			}
			assert.Positive(t, ran)
		})
	}
}

// TestFromNothing makes the service of doc/first-policy.md by the page alone: its files,
// its commands, in an empty folder beside a clone.
func TestFromNothing(t *testing.T) {
	if testing.Short() || os.Getenv("GOWORK") == "off" {
		t.Skip("it compiles the command and SQLite once more: once is enough, in the workspace")
	}
	clone, err := filepath.Abs("../..")
	require.NoError(t, err)
	blocks := blocksOf(t, "first-policy.md")
	inFolder(t, map[string]string{"desk/.keep": ""})
	require.NoError(t, os.Symlink(clone, "mandat"))
	t.Chdir("desk")
	// What the module needs was fetched for the tests of this one.
	t.Setenv("GOWORK", "off")
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOSUMDB", "off")
	t.Setenv("GOFLAGS", "-mod=mod")

	names, ran := []string{"policy.yaml", "acme.yaml", "cases.yaml", "main.go"}, 0
	for _, b := range blocks {
		switch b.Lang {
		case "yaml":
			written(t, names[0], b.Raw)
			names = names[1:]
		case "go":
			before, _ := os.ReadFile(names[0])
			written(t, names[0], string(before)+b.Raw+"\n")
		}
		for _, c := range b.Commands() {
			words := arguments(c.Text)
			if words[0] != "go" || words[1] == "run" {
				continue
			}
			ran++
			out, err := exec.Command(words[0], words[1:]...).CombinedOutput()
			if words[1] == "tool" && words[3] != "explain" {
				assert.Equal(t, c.Printed, strings.TrimSpace(string(out)), c.Text)
			}
			if words[1] != "tool" || words[3] != "explain" {
				assert.NoError(t, err, "%s\n%s", c.Text, out)
			}
		}
	}
	assert.Greater(t, ran, 8)
	out, err := exec.Command("go", "build", "-o", "desk", ".").CombinedOutput()
	assert.NoError(t, err, "%s", out)
}

func blocksOf(t *testing.T, page string) []guide.Block {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../doc", page))
	require.NoError(t, err)
	return guide.Blocks(string(text))
}

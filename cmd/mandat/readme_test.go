package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// inClone makes a folder the working directory of a test that has in it what a clone
// has, and takes what is written there.
func inClone(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"cmd", "systems"} {
		there, err := filepath.Abs(filepath.Join("../..", name))
		require.NoError(t, err)
		require.NoError(t, os.Symlink(there, filepath.Join(dir, name)))
	}
	t.Chdir(dir)
}

// typed runs a command line, and writes the file that stands behind ">".
func typed(t *testing.T, command string) output {
	t.Helper()
	command, file, writes := strings.Cut(strings.TrimSpace(command), " > ")
	got := runWith(arguments(command)...)
	if writes {
		written(t, file, got.stdout)
		got.stdout = ""
	}
	return got
}

// TestREADME runs every command line of the README.
func TestREADME(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	inClone(t)
	text := strings.ReplaceAll(string(readme), "\\\n", "")
	ran := 0
	for line := range strings.Lines(text) {
		command, ours := strings.CutPrefix(line, "$ go run ./cmd/mandat ")
		if !ours {
			continue
		}
		got := typed(t, command)
		want := exitYes
		if strings.HasPrefix(command, "diff ") {
			want = exitNo
		}
		assert.Equal(t, want, got.code, "%s\n%s%s", command, got.stdout, got.err)
		ran++
	}
	assert.Equal(t, 15, ran)
}

// TestGuideToStores runs every command line of doc/store.md, which prints what stands
// below it there.
func TestGuideToStores(t *testing.T) {
	guide, err := os.ReadFile("../../doc/store.md")
	require.NoError(t, err)
	inClone(t)
	ran := 0
	for i, block := range strings.Split(string(guide), "```") {
		if i%2 == 0 {
			continue
		}
		for _, text := range strings.Split(block, "\n$ mandat ")[1:] {
			command, want, _ := strings.Cut(text, "\n")
			got := typed(t, command)
			assert.Equal(t, exitYes, got.code, "%s\n%s", command, got.err)
			assert.Equal(t, strings.TrimSpace(want), strings.TrimSpace(got.err+got.stdout), command)
			ran++
		}
	}
	assert.Equal(t, 11, ran)
}

// arguments splits a command line at blanks outside single quotes.
func arguments(line string) []string {
	var args []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			args = append(args, part)
		} else {
			args = append(args, strings.Fields(part)...)
		}
	}
	return args
}

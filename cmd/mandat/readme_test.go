package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestREADME runs every command line of the README, without what it writes to a file.
func TestREADME(t *testing.T) {
	t.Chdir("../..")
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	text := strings.ReplaceAll(string(readme), "\\\n", "")
	ran := 0
	for line := range strings.Lines(text) {
		command, ours := strings.CutPrefix(line, "go run ./cmd/mandat ")
		if !ours {
			continue
		}
		command, _, _ = strings.Cut(command, " > ")
		got := runWith(arguments(strings.TrimSpace(command))...)
		want := exitYes
		if strings.HasPrefix(command, "diff ") {
			want = exitNo
		}
		assert.Equal(t, want, got.code, "%s\n%s%s", command, got.stdout, got.err)
		ran++
	}
	assert.Greater(t, ran, 5)
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

package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The comment of the package names every command, and the exit codes, as -h
// does.
func TestPackageComment(t *testing.T) {
	source, err := os.ReadFile("main.go")
	require.NoError(t, err)
	var comment strings.Builder
	for line := range strings.Lines(string(source)) {
		text, _ := strings.CutPrefix(line, "//")
		comment.WriteString(strings.Join(strings.Fields(text), " ") + "\n")
	}
	for line := range strings.Lines(usage()) {
		text := strings.Join(strings.Fields(line), " ")
		if strings.HasPrefix(line, "  ") {
			assert.Contains(t, comment.String(), text+"\n")
		}
	}
}

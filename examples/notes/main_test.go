package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func Example() {
	main()
	// Output:
	// allow
	// kalle may not delete (note n-1): no role gives the right.
	//   Standing: reader at sales and below opens web.
	//   No right to delete: no role held has it.
	//   Gate on delete: open (the status is draft).
	//   What would do: a grant of editor at domestic and below.
}

// TestREADME: the program in the README is this one, and what it prints there
// is what the example checks.
func TestREADME(t *testing.T) {
	readme := read(t, "../../README.md")
	_, program, _ := strings.Cut(read(t, "main.go"), "package main\n")
	assert.Contains(t, readme, "```go\npackage main\n"+program+"```", "the program in the README is not examples/notes/main.go")
	_, output, _ := strings.Cut(read(t, "main_test.go"), "// Output:\n")
	output, _, _ = strings.Cut(output, "}\n")
	output = strings.TrimSuffix(strings.ReplaceAll(output, "\t// ", ""), "\n")
	assert.Contains(t, readme, "```\n"+output+"\n```", "the README does not show what the program prints")
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

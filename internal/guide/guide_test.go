package guide

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestBlocks(t *testing.T) {
	page := "# A\n\n```go\nfunc f() {\n\treturn\n}\n```\n\ntext\n\n- an item\n  ```\n  $ a \\\n    b\n  one\n    two\n  $ c\n  ```\n"
	got := Blocks(page)
	assert.Equal(t, []Block{
		{3, "go", "func f() {\nreturn\n}\n", "func f() {\n\treturn\n}\n"},
		{12, "", "$ a \\\nb\none\ntwo\n$ c\n", "  $ a \\\n    b\n  one\n    two\n  $ c\n"},
	}, got)
	assert.Empty(t, got[0].Commands())
	assert.Equal(t, []Command{{12, "a b", "one\ntwo"}, {13, "c", ""}}, got[1].Commands())
}

func TestPrinted(t *testing.T) {
	source := "// A comment.\n\t// Output:\n\t// allow\n\t//   at sales\n}\n// Not printed.\n\t// Output: one\n}\n"
	assert.Equal(t, "\x00\nallow\nat sales\n\x00one\n", Printed(source))
}

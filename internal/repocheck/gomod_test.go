package repocheck

import (
	"io/fs"
	"regexp"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Everything else belongs into a module of its own, so that a service gets no
// dependency that it does not use. The command needs the stores, and is one.
func TestModulesRequireOnlyWhatWasChosen(t *testing.T) {
	for file, chosen := range map[string][]string{
		"go.mod": {
			"github.com/google/go-cmp",
			"github.com/stretchr/testify",
			"go.yaml.in/yaml/v4",
			"golang.org/x/exp",
			"pgregory.net/rapid",
		},
		"cmd/mandat/go.mod": {
			module,
			module + "/sqlite",
			"github.com/stretchr/testify",
			"pgregory.net/rapid",
		},
	} {
		text, err := fs.ReadFile(repo, file)
		require.NoError(t, err)
		assert.Subset(t, chosen, required(string(text)), file)
	}
}

func TestRequirementsAreFound(t *testing.T) {
	const text = "module m\n\ngo 1.26.0\n\nrequire a.org/one v1.0.0\n\n" +
		"require (\n\ta.org/two/v2 v2.0.0 // why\n\ta.org/far v0.1.0 // indirect\n)\n\ntool a.org/one/cmd\n"
	assert.Equal(t, []string{"a.org/one", "a.org/two/v2"}, required(text))
}

// The modules of heavy tools never join the workspace.
func TestWorkspaceLeavesOutTools(t *testing.T) {
	text, err := fs.ReadFile(repo, "go.work")
	require.NoError(t, err)
	used := used(string(text))
	assert.Contains(t, used, ".")
	assert.NotContains(t, used, "./bench")
	assert.NotContains(t, used, "./tools")
}

func TestUsedModulesAreFound(t *testing.T) {
	assert.Equal(t, []string{".", "./tools", "./bench"}, used("go 1.26.0\n\nuse .\n\nuse (\n\t./tools\n\t./bench // no\n)\n"))
}

var (
	requirement = regexp.MustCompile(`(?m)^(?:require )?\s*(\S+) v\d\S*(.*)$`)
	use         = regexp.MustCompile(`(?m)^(?:use |\t)(\.\S*)`)
)

// required lists the modules that a go.mod requires directly.
func required(gomod string) []string {
	var direct []string
	for _, m := range requirement.FindAllStringSubmatch(gomod, -1) {
		if m[2] != " // indirect" {
			direct = append(direct, m[1])
		}
	}
	return direct
}

// used lists the folders that a go.work joins.
func used(gowork string) []string {
	var dirs []string
	for _, m := range use.FindAllStringSubmatch(gowork, -1) {
		dirs = append(dirs, m[1])
	}
	return slices.Compact(dirs)
}

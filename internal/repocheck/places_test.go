package repocheck

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNoFileNamesAMachineOrARegistry(t *testing.T) {
	assert.Empty(t, places(texts(t, repo)))
}

func TestMachinesAndRegistriesAreFound(t *testing.T) {
	// The examples are put together, so that this file passes.
	in := func(parts ...string) string { return strings.Join(parts, "") }
	got := places(map[string]string{
		"a.md": in("see /", "home/anna/mandat, or\n`/", "work/main`"),
		"b.sh": in("cd /", "root && export GOPROXY=https://", "proxy.", "golang.org"),
		"c.go": in("//go:embed x\nvar p = \"/", "tmp/x\""),
		"d.md": "the reach home/subtree, a/work/b, /home, pkg.go.dev, #!/usr/bin/env bash, https://example.org/work/x",
	})
	assert.Equal(t, []string{
		in("a.md:1: /", "home/"),
		in("a.md:2: /", "work/"),
		in("b.sh:1: /", "root"),
		in("b.sh:1: proxy.", "golang.org"),
		in("c.go:2: /", "tmp/"),
	}, got)
}

func TestIgnoredFilesAreLeftOut(t *testing.T) {
	fsys := files(".gitignore", "/.ci/bin/\n*.out\n", ".ci/run", "", ".ci/bin/x", "", "a/b.out", "", ".git/x", "", "sub/bin/x", "")
	assert.ElementsMatch(t, []string{".gitignore", ".ci/run", "sub/bin/x"}, slices.Collect(maps.Keys(texts(t, fsys))))
}

var (
	machinePath = regexp.MustCompile(`(?:^|[\s"'` + "`" + `(=:,])(/(?:home|Users|work|tmp|var|opt|mnt)/|/root\b)`)
	registry    = regexp.MustCompile(`((?:proxy|sum|index)\.golang\.org|goproxy\.\w+|registry\.npmjs\.org|(?:deb|security)\.debian\.org|pypi\.org|crates\.io)`)
)

// places lists the paths of a machine and the hosts of package registries in
// texts, with their lines.
func places(texts map[string]string) []string {
	var found []string
	for name, text := range texts {
		for i, line := range strings.Split(text, "\n") {
			for _, pattern := range []*regexp.Regexp{machinePath, registry} {
				for _, m := range pattern.FindAllStringSubmatch(line, -1) {
					found = append(found, fmt.Sprintf("%s:%d: %s", name, i+1, m[1]))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

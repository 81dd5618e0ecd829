package repocheck

import (
	"go/doc/comment"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

// go doc runs the lines of a list together: YAML that begins with "- " must stand
// below its key.
func TestNoCommentIsAList(t *testing.T) {
	for _, p := range everyPackage(t) {
		assert.Empty(t, listsIn(p), "in %s: a block that begins with \"- \" is shown as a list", p.Path())
	}
}

func TestListsAreFound(t *testing.T) {
	p := packagesOf(t, files("p.go", "// Package p.\n//\n//   - name: a\n//     expect: allow\npackage p\n\n// T:\n//\n//\tcases:\n//\t  - name: a\ntype T int\n"))[0]
	assert.Equal(t, []string{"p.go"}, listsIn(p))
}

func listsIn(p sourcetree.Package) (found []string) {
	for _, f := range p.Files {
		for _, group := range f.Syntax.Comments {
			for _, block := range new(comment.Parser).Parse(group.Text()).Content {
				if _, ok := block.(*comment.List); ok {
					found = append(found, f.Path)
				}
			}
		}
	}
	return found
}

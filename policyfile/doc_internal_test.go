package policyfile

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The package comment tells of every command, and as it is written.
func TestTheCommentTellsOfEveryCommand(t *testing.T) {
	content, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	_, comment, found := strings.Cut(string(content), "// The commands, each a mapping")
	require.True(t, found)
	d := &casesReader{factsReader: factsReader{decoder: newDecoder("cases.yaml", nil)}}
	for name := range d.commandReaders() {
		assert.Contains(t, comment, name)
	}
	comment = strings.ReplaceAll(comment, "\n//\t  ", " ")
	lines := regexp.MustCompile(`(?m)^//\t([a-z-]+:[^#\n]*)`).FindAllStringSubmatch(comment, -1)
	assert.Greater(t, len(lines), 20)
	for _, m := range lines {
		commandOf(t, m[1])
	}
}

// The package comment shows every key of a policy and of an organisation.
func TestTheCommentShowsEveryKey(t *testing.T) {
	content, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	policy, org := newDecoder("", nil), newDecoder("", nil)
	policy.rules(&node{kind: mapping, entries: []entry{{&node{text: "?"}, &node{}}}})
	org.orgData(&node{kind: mapping, entries: []entry{{&node{text: "?"}, &node{}}}}, "")
	for _, d := range []*decoder{policy, org} {
		_, keys, found := strings.Cut(d.errs[0].Message, "the keys here are ")
		require.True(t, found)
		for key := range strings.SplitSeq(keys, ", ") {
			assert.Regexp(t, `(?m)^//\t`+key+`:`, string(content))
		}
	}
}

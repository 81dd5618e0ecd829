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
	// # Cleo, the steward of north, invites Eva to the house next door.
	// 403 mandat: invite-person: deny: no-right: cleo may not send (an invitation to eva at south, with Tenant at the home unit): no role gives the right.
	//
	// # And to her own.
	// tell cleo of invitation.send i-2
	// 200
	//
	// # Somebody guesses.
	// POST 403
	//
	// # Eva follows the link, says yes, and says it again.
	// GET 200
	// version 2:
	// eva gains repair.report at north
	// eva gains unit.read and member.read in the whole organisation
	// POST 409
	// POST 200
	// POST 409
	//
	// # Eva reports a repair.
	// allow
}

// The Go code of the guide is that of this program.
func TestTheGuideShowsThisProgram(t *testing.T) {
	guide, err := os.ReadFile("../../doc/changes.md")
	require.NoError(t, err)
	program, err := os.ReadFile("main.go")
	require.NoError(t, err)
	blocks := strings.Split(string(guide), "```go\n")[1:]
	assert.Len(t, blocks, 4)
	for _, block := range blocks {
		code, _, closed := strings.Cut(block, "```")
		require.True(t, closed)
		assert.Contains(t, string(program), code)
	}
}

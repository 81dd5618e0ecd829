package main

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// asCommand names the variable with which the program of the tests is mandat.
const asCommand = "MANDAT_TEST_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// process runs mandat as a process, its input and output being files.
func process(t *testing.T, stdin string, args ...string) output {
	t.Helper()
	var stdout, stderr bytes.Buffer
	c := exec.Command(os.Args[0], args...)
	c.Env = append(os.Environ(), asCommand+"=1")
	c.Stdin, c.Stdout, c.Stderr = strings.NewReader(stdin), &stdout, &stderr
	if err := c.Run(); err != nil {
		require.ErrorAs(t, err, new(*exec.ExitError))
	}
	return output{c.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// A store that is exported and imported elsewhere has the same heads.
func TestStoreToStore(t *testing.T) {
	inDesk(t)
	got := process(t, "", "-store", "sqlite:one.db", "import", "-at", "2026-01-01T00:00:00Z", "desk", "desk/cases-year.yaml", "birch.yaml")
	require.Equal(t, exitYes, got.code, got.err)
	events := process(t, "", "-store", "sqlite:one.db", "export")
	require.Equal(t, exitYes, events.code, events.err)
	got = process(t, events.stdout, "-store", "sqlite:two.db", "import", "desk", "-")
	require.Equal(t, exitYes, got.code, got.err)
	one, two := process(t, "", "-store", "sqlite:one.db", "verify", "desk"), process(t, "", "-store", "sqlite:two.db", "verify", "desk")
	assert.Equal(t, exitYes, one.code)
	assert.Equal(t, 2, strings.Count(one.stdout, "\n"))
	assert.Equal(t, one, two)
	assert.Equal(t, exitFile, process(t, "", "-store", "sqlite:three.db", "verify", "desk").code)
	assert.Equal(t, exitUsage, process(t, "", "verify", "desk").code)
	assert.Equal(t, exitNo, process(t, "", "-store", "sqlite:two.db", "decide", "-org", "birch", "-person", "kalle", "-channel", "web", "-action", "read", "-resource", deskContract, "desk").code)
}

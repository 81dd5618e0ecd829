package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// now is the clock of all runs.
var now = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

// output is what came of a run.
type output struct {
	code        int
	stdout, err string
}

// runWith runs a command line, without a process.
func runWith(args ...string) output {
	var stdout, stderr bytes.Buffer
	code := run(args, world{stdout: &stdout, stderr: &stderr, now: now})
	return output{code, stdout.String(), stderr.String()}
}

// inFolder makes a folder of files the working directory of a test.
func inFolder(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o777))
		require.NoError(t, os.WriteFile(file, []byte(content), 0o666))
	}
	t.Chdir(dir)
}

// shop is a small system: clerks read and edit orders, and need approval to pay.
func shop() map[string]string {
	return map[string]string{"shop/policy.yaml": shopPolicy, "shop/acme.yaml": acme, "shop/cases.yaml": shopCases}
}

const shopPolicy = `system: shop
version: "1"
structures: {organisation: {home: required}}
channels: {web: {login: true}, link: {bearer: true}}
types:
  order:
    unit: organisation
    statuses: [open, closed]
    seen: read
    actions: {read: , edit: , pay: , send: , settle: }
base: guest
roles:
  guest: {opens: web, can: order.read, at: {organisation: home}}
  clerk: {title: {en: Clerk, sv: Handläggare}, includes: guest, at: org, can: [order.read, order.edit, order.pay, order.send, order.settle]}
gates:
  - {close: order.edit, unless: {status: open}}
guards:
  - {before: order.send, needs: {status: closed}}
approvals:
  - {of: order.pay, by: settle, votes: 1}
`

const acme = `system: shop
org: acme
units: {organisation: {north: , south: }}
members: {kalle: {home: north}, eva: {home: south}}
grants:
  - {role: clerk, to: kalle, at: org, until: 2026-06-01T00:00:00Z}
`

const shopCases = `system: shop
org: acme.yaml
now: 2026-01-15T09:00:00Z
resources:
  o-1: {type: order, id: o-1, unit: north, status: open}
cases:
  - name: a clerk edits
    clauses: [S1]
    subject: {person: kalle, channel: web}
    action: edit
    resource: o-1
    expect: allow
  - name: a guest does not
    clauses: [S1, S2]
    subject: {person: eva, channel: web}
    action: edit
    resource: o-1
    expect: deny
    because: no-right
`

func TestExitCodes(t *testing.T) {
	inFolder(t, shop())
	const order = "{type: order, id: o-1, unit: north, status: open}"
	ask := func(args ...string) []string {
		return append(append([]string{"decide", "-channel", "web", "-resource", order}, args...), "shop")
	}
	for _, test := range []struct {
		name string
		args []string
		want output
	}{
		{"allowed", ask("-person", "kalle", "-action", "edit"), output{0, "allow\n", ""}},
		{"denied", ask("-person", "eva", "-action", "edit"), output{1, "deny: no-right\n", ""}},
		{"blocked", ask("-person", "kalle", "-action", "send"), output{1, "blocked: guard\n", ""}},
		{"needs approval", ask("-person", "kalle", "-action", "pay"), output{1, "needs-approval\n", ""}},
		{"malformed", ask("-person", "kalle", "-action", "fly"), output{1, "deny: malformed: action-unknown\n", ""}},
		{"all passed", []string{"test", "shop"}, output{0, "shop: clauses covered: S1, S2 (2)\n2 passed, 0 failed\n", ""}},
		{"no such folder", []string{"test", "nowhere"}, output{3, "", "mandat: nowhere: no such file or directory\n"}},
		{"no such command", []string{"frob"}, output{2, "", "mandat: there is no command \"frob\"\n" + usage()}},
		{"no command", nil, output{2, "", usage()}},
		{"help", []string{"-h"}, output{0, usage(), ""}},
		{"no folder", []string{"test"}, output{2, "", "mandat: the folder of a system is missing\n" + usageOf("test", "DIR...")}},
		{"two folders", []string{"matrix", "a", "b"}, output{2, "", "mandat: expected one folder: [\"a\" \"b\"]\n" + usageOf("matrix", "DIR")}},
		{"a flag too late", []string{"matrix", "shop", "-json"}, output{2, "", "mandat: flags stand before the folder: \"-json\"\n" + usageOf("matrix", "DIR")}},
		{"no such flag", []string{"test", "-fast", "shop"}, output{2, "", "mandat: flag provided but not defined: -fast\n" + usageOf("test", "DIR...")}},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, runWith(test.args...))
		})
	}
}

func usageOf(command, args string) string {
	return "usage: mandat " + command + " [flags] " + args + " (\"mandat " + command + " -h\" lists the flags)\n"
}

func TestHelpOfEveryCommand(t *testing.T) {
	for _, c := range commands() {
		for _, flag := range []string{"-h", "--help"} {
			got := runWith(c.name, flag)
			assert.Equal(t, exitYes, got.code)
			assert.Empty(t, got.err)
			assert.Contains(t, got.stdout, "Usage: "+strings.TrimSpace("mandat "+c.name+" [flags] "+c.args)+"\n")
			assert.Contains(t, got.stdout, c.help)
			assert.True(t, strings.HasSuffix(got.stdout, exitCodes))
			for line := range strings.Lines(got.stdout) {
				assert.LessOrEqual(t, len(line), 100, line)
			}
		}
	}
	assert.Contains(t, usage(), exitCodes)
}

func TestOutputThatCannotBeWrittenIsNoSuccess(t *testing.T) {
	inFolder(t, shop())
	for _, args := range [][]string{{"-h"}, {"test", "shop"}, {"test", "-json", "shop"}, {"matrix", "shop"}} {
		var stderr bytes.Buffer
		assert.Equal(t, exitFile, run(args, world{stdout: fullDisk{}, stderr: &stderr, now: now}), args)
		assert.Equal(t, "mandat: disk full\n", stderr.String())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// parse reads what a run printed for programs.
func parse[T any](t *testing.T, text string) (value T) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.DisallowUnknownFields()
	require.NoError(t, d.Decode(&value), text)
	return value
}

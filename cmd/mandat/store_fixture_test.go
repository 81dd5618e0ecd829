package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const deskPolicy = `system: desk
version: "1"
structures: {organisation: {}}
channels: {web: {login: true}}
types:
  contract: {unit: organisation, actions: {read: , sign: }}
roles:
  reader: {opens: web, can: contract.read, at: {organisation: subtree}}
  boss: {includes: reader, at: org, can: [member.read, member.create]}
administer:
  - {who: boss, may: [grant, revoke], roles: [reader]}
`

const deskAcme = `system: desk
org: acme
units: {organisation: {sales: , domestic: {below: sales}}}
members: {olga: , kalle: , siv: }
grants: [{role: boss, to: olga, at: org}]
`

// deskYear gives kalle a role in February and takes it away in April.
const deskYear = `system: desk
org: acme.yaml
now: 2026-01-15T09:00:00Z
cases:
  - {name: given, subject: {person: olga, channel: web, at: 2026-02-01T08:00:00Z}, do: {grant-role: {role: reader, to: kalle, at: {subtree: sales}}}, expect: allow}
  - {name: taken, subject: {person: olga, channel: web, at: 2026-04-01T08:00:00Z}, do: {revoke-role: {role: reader, to: kalle, at: {subtree: sales}}}, expect: allow}
  - {name: and again, afresh: true, subject: {person: olga, channel: web}, do: {grant-role: {role: reader, to: siv, at: {subtree: sales}}}, expect: allow}
`

const deskContract = "{type: contract, id: c-7, unit: domestic}"

// inDesk makes a folder with a system the working directory of a test.
func inDesk(t *testing.T) {
	t.Helper()
	inFolder(t, map[string]string{
		"desk/policy.yaml": deskPolicy, "desk/acme.yaml": deskAcme, "desk/cases-year.yaml": deskYear,
		"birch.yaml": strings.Replace(deskAcme, "acme", "birch", 1),
	})
}

// inStore does so, and stores the year of acme, and birch, in desk.db.
func inStore(t *testing.T) {
	t.Helper()
	inDesk(t)
	got := stored("import", "desk", "desk/cases-year.yaml", "birch.yaml")
	require.Equal(t, exitYes, got.code, got.err)
}

// stored runs a command on desk.db.
func stored(args ...string) output {
	return runWith(append([]string{"-store", "sqlite:desk.db"}, args...)...)
}

// storedFrom does so with a standard input.
func storedFrom(stdin string, args ...string) output {
	var stdout, stderr bytes.Buffer
	code := run(append([]string{"-store", "sqlite:desk.db"}, args...), world{stdin: strings.NewReader(stdin), stdout: &stdout, stderr: &stderr, now: now})
	return output{code, stdout.String(), stderr.String()}
}

// exported returns what desk.db keeps, and each line of it.
func exported(t *testing.T) (text string, lines []string) {
	t.Helper()
	got := stored("export")
	require.Equal(t, exitYes, got.code, got.err)
	lines = strings.SplitAfter(got.stdout, "\n")
	return got.stdout, lines[:len(lines)-1]
}

func written(t *testing.T, name, content string) string {
	t.Helper()
	require.NoError(t, os.WriteFile(name, []byte(content), 0o666))
	return name
}

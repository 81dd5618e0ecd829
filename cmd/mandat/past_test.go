package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// Who could read this contract on 1 March, and why.
func TestWhoCouldOnADay(t *testing.T) {
	inStore(t)
	who := func(flags ...string) output {
		args := []string{"list", "who", "-org", "acme", "-channel", "web", "-action", "read", "-resource", deskContract}
		return stored(append(append(args, flags...), "desk")...)
	}
	const title, kalle, olga = "Person  Because\n", "kalle   grant reader at sales\n", "olga    grant boss at org\n"
	for _, c := range []struct {
		flags []string
		want  string
	}{
		{[]string{"-as-of", "2026-03-01"}, title + kalle + olga},
		{[]string{"-as-of", "2026-02-01"}, title + olga},
		{[]string{"-as-of", "2026-02-01T08:00:00Z"}, title + kalle + olga},
		{[]string{"-as-of", "2026-02-01T08:59:59+01:00"}, title + olga},
		{[]string{"-at-version", "1"}, title + olga},
		{[]string{"-at-version", "2"}, title + kalle + olga},
		{[]string{"-at-version", "3"}, title + olga},
		{nil, title + olga},
	} {
		assert.Equal(t, output{0, c.want, ""}, who(c.flags...), c.flags)
	}
	got := who("-as-of", "2026-03-01", "-columns", "person,explanation")
	assert.Contains(t, got.stdout, "reader at sales and below")
}

func TestAskedInThePast(t *testing.T) {
	inStore(t)
	ask := func(command string, flags ...string) output {
		args := []string{command, "-org", "acme", "-channel", "web", "-action", "read", "-resource", deskContract}
		return stored(append(append(args, flags...), "desk")...)
	}
	assert.Equal(t, output{0, "allow\n", ""}, ask("decide", "-person", "kalle", "-as-of", "2026-03-01T12:00:00Z"))
	assert.Equal(t, output{0, "allow\n", ""}, ask("decide", "-person", "kalle", "-at-version", "2"))
	assert.Equal(t, output{1, "deny: no-standing: channel-closed\n", ""}, ask("decide", "-person", "kalle"))
	got := ask("explain", "-person", "kalle", "-as-of", "2026-03-01")
	assert.Equal(t, exitYes, got.code)
	assert.Contains(t, got.stdout, "kalle may read (contract c-7)")

	for _, c := range []struct {
		code  int
		want  string
		flags []string
	}{
		{exitFile, "mandat: acme was not there yet: it began 2026-01-15T09:00:00Z\n", []string{"-person", "kalle", "-as-of", "2026-01-15"}},
		{exitFile, "mandat: acme has no version 9: it is at version 3\n", []string{"-person", "kalle", "-at-version", "9"}},
		{exitUsage, "mandat: -as-of \"March\": expected a time such as 2026-03-01T12:00:00Z, or a date such as 2026-03-01\n", []string{"-person", "kalle", "-as-of", "March"}},
		{exitUsage, "mandat: -at-version and -as-of are two ways to ask the past: choose one\n", []string{"-person", "kalle", "-as-of", "2026-03-01", "-at-version", "1"}},
		{exitUsage, "mandat: -as-of asks at that moment: leave -at out\n", []string{"-person", "kalle", "-as-of", "2026-03-01", "-at", "2026-03-01T00:00:00Z"}},
		{exitUsage, "mandat: -as-of asks at that moment: leave the time of the subject out\n", []string{"-subject", "{person: kalle, at: 2026-03-02T00:00:00Z}", "-as-of", "2026-03-01"}},
	} {
		got := ask("decide", c.flags...)
		assert.Equal(t, c.code, got.code)
		assert.Contains(t, got.err, c.want)
	}
	got = runWith("decide", "-as-of", "2026-03-01", "-person", "kalle", "-channel", "web", "-action", "read", "-resource", deskContract, "desk")
	assert.Equal(t, exitUsage, got.code)
	assert.Contains(t, got.err, "are about an organisation of a store")
}

// The time of a question is that at which the version was made, unless -at says another.
func TestTimeOfAVersion(t *testing.T) {
	inDesk(t)
	year := strings.Replace(deskYear, "role: reader, to: kalle, at: {subtree: sales}}", "role: reader, to: kalle, at: {subtree: sales}, from: 2026-02-01T08:00:00Z, until: 2026-03-01T00:00:00Z}", 1)
	year, _, _ = strings.Cut(year, "  - {name: taken")
	written(t, "desk/cases-year.yaml", year)
	require.Equal(t, exitYes, stored("import", "desk", "desk/cases-year.yaml").code)
	ask := func(flags ...string) string {
		args := append([]string{"decide", "-person", "kalle", "-channel", "web", "-action", "read", "-resource", deskContract}, flags...)
		return stored(append(args, "desk")...).stdout
	}
	assert.Equal(t, "allow\n", ask("-at-version", "2"))
	assert.Equal(t, "deny: no-standing: channel-closed\n", ask("-at-version", "2", "-at", "2026-03-01T00:00:00Z"))
	assert.Equal(t, "deny: no-standing: channel-closed\n", ask("-as-of", "2026-03-01"))
}

// The past is judged by the policy of then: every version of it is read, from the folder
// and from where -policy says.
func TestVersionsOfAPolicy(t *testing.T) {
	inStore(t)
	second := strings.Replace(strings.Replace(deskPolicy, `version: "1"`, `version: "2"`, 1), "can: contract.read,", "can: [contract.read, contract.sign],", 1)
	written(t, "desk/policy-2.yaml", second)
	adopted, err := mandat.Event{Org: "acme", Version: 4, Step: 1, Of: 1, At: now.AddDate(0, 6, 0), By: "olga", Through: "web", What: mandat.PolicyAdopted{Policy: "2"}}.MarshalJSON()
	require.NoError(t, err)
	text, _ := exported(t)
	acme, _, _ := strings.Cut(text, `{"format":1,"org":"birch"`)
	got := storedFrom(acme+string(adopted)+"\n", "import", "desk", "-")
	require.Equal(t, output{0, "acme: stored version 4\n", ""}, got)

	sign := func(flags ...string) output {
		args := []string{"decide", "-org", "acme", "-person", "olga", "-channel", "web", "-action", "sign", "-resource", deskContract}
		return stored(append(append(args, flags...), "desk")...)
	}
	assert.Equal(t, output{0, "allow\n", ""}, sign())
	assert.Equal(t, output{1, "deny: no-right\n", ""}, sign("-at-version", "3"))
	assert.Equal(t, exitYes, stored("verify", "desk").code)

	require.NoError(t, os.Mkdir("desk-2", 0o777))
	require.NoError(t, os.Rename("desk/policy-2.yaml", "desk-2/policy.yaml"))
	got = sign()
	assert.Equal(t, exitFile, got.code)
	assert.Contains(t, got.err, `event 4.1 of acme (policy-adopted): `)
	assert.Equal(t, output{0, "allow\n", ""}, sign("-policy", "desk-2"))
	assert.Equal(t, output{0, "allow\n", ""}, sign("-policy", "desk-2/policy.yaml"))
	assert.Equal(t, exitYes, stored("verify", "desk", "desk-2").code)
	assert.Equal(t, exitNo, stored("verify", "desk").code)
	got = stored("verify", "desk", "desk-2", "desk")
	assert.Equal(t, output{exitFile, "", "mandat: desk/policy.yaml: version \"1\" of the policy of desk stands in desk/policy.yaml already\n"}, got)
}

package faults

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

var (
	background = context.Background()
	noon       = time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
)

// club is what testdata tells: the rules in two versions, and who is there.
type club struct {
	first, second *mandat.Policy
	data          mandat.OrgData
}

func newClub(t testing.TB) club {
	t.Helper()
	rules := read(t, "policy.yaml")
	c := club{first: policy(t, rules), second: policy(t, bytes.Replace(rules, []byte(`version: "1"`), []byte(`version: "2"`), 1))}
	var err error
	c.data, err = policyfile.ParseOrgData("club.yaml", read(t, "club.yaml"), c.first)
	require.NoError(t, err)
	return c
}

func read(t testing.TB, file string) []byte {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	return text
}

func policy(t testing.TB, rules []byte) *mandat.Policy {
	t.Helper()
	p, err := policyfile.ParsePolicy("policy.yaml", rules)
	require.NoError(t, err)
	return p
}

// as returns the club under an id.
func (c club) as(id mandat.OrgID) mandat.OrgData {
	data := c.data
	data.ID = id
	return data
}

// imported is the first change of a club with an id.
func (c club) imported(t testing.TB, id mandat.OrgID) mandat.Change {
	t.Helper()
	change, err := mandat.Import(c.first, c.as(id), noon.Add(-time.Hour))
	require.NoError(t, err)
	return change
}

func (c club) open(t testing.TB, s mandat.Store) *mandat.Directory {
	t.Helper()
	d, err := mandat.Open(background, s, c.first, c.second)
	require.NoError(t, err)
	return d
}

// begin stores the first change of a club, and returns the club as it is then.
func (c club) begin(t testing.TB, s mandat.Store, id mandat.OrgID) *mandat.Org {
	t.Helper()
	first := c.imported(t, id)
	require.NoError(t, s.Append(background, id, 0, first.Events()))
	return first.Org()
}

func through(channel mandat.Channel, p mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: p, Channel: channel, Session: mandat.OpenSession, At: noon}
}

func inApp(p mandat.PersonID) mandat.Subject { return through("app", p) }

// order is an order of the chess players.
func order(org mandat.OrgID, id mandat.ResourceID) mandat.Resource {
	return mandat.Resource{Type: "order", ID: id, Org: org, Units: mandat.Units{mandat.Structure("sections").Is(mandat.At("chess"))}}
}

// secret is the one for which a word stands in testdata.
func secret(t testing.TB, word string) mandat.Token {
	t.Helper()
	sum := sha256.Sum256([]byte(word))
	made, err := mandat.NewToken(bytes.NewReader(sum[:]))
	require.NoError(t, err)
	return made
}

// encoding is the canonical encoding, which is the same for the same organisation.
func encoding(t testing.TB, o *mandat.Org) string {
	t.Helper()
	if o == nil {
		return "no organisation"
	}
	text, err := json.Marshal(o)
	require.NoError(t, err)
	return string(text)
}

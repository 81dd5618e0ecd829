package policyfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// Each resource is the one that ParseResource reads, with its place.
func TestParseResources(t *testing.T) {
	p := mustPolicy(t, library)
	one, err := policyfile.ParseResource("{type: book, id: b-1, unit: east, lists: none}", p, "town")
	require.NoError(t, err)
	two := mandat.Resource{Type: "shelf", ID: "s-1", Org: "city"}
	for file, content := range map[string]string{
		"rows.yaml": "# All that there is.\n- {type: book, id: b-1, unit: east, lists: none}\n\n- type: shelf\n  id: s-1\n  org: city\n",
		"rows.json": "[\n  {\"type\": \"book\", \"id\": \"b-1\", \"unit\": \"east\", \"lists\": \"none\"},\n\n  {\"type\": \"shelf\", \"id\": \"s-1\", \"org\": \"city\"}]",
	} {
		rows, err := policyfile.ParseResources(file, []byte(content), p, "town")
		require.NoError(t, err)
		assert.Equal(t, []policyfile.Row{{Resource: one, Line: 2, Column: 3}, {Resource: two, Line: 4, Column: 3}}, rows)
	}
	rows, err := policyfile.ParseResources("rows.yaml", []byte("[]"), p, "town")
	require.NoError(t, err)
	assert.Empty(t, rows)
}

func TestParseResourcesRefuses(t *testing.T) {
	p := mustPolicy(t, library)
	for content, want := range map[string]string{
		"":             "rows.yaml:1:1: the file is empty",
		"{type: book}": "rows.yaml:1:1: expected a list of resources, found a mapping",
		"- {id: b-1}":  `rows.yaml:1:3: key "type" is missing`,
		"- book":       "rows.yaml:1:3: expected a mapping with the keys id, labels, like, lists, org, part-of, relations, status, type, unit, units, found the text \"book\"",
		"- {type: book, idd: b}\n- {type: book, unit: 1}": "rows.yaml:1:16: unknown key \"idd\", perhaps \"id\"; the keys here are id, labels, like, lists, org, part-of, relations, status, type, unit, units\n" +
			"rows.yaml:2:22: expected a text, found the number 1: write \"1\" in quotes",
		"- {type: book, like: b-1}": `rows.yaml:1:22: no resource is named "b-1"`,
	} {
		rows, err := policyfile.ParseResources("rows.yaml", []byte(content), p, "town")
		assert.EqualError(t, err, want)
		assert.Nil(t, rows)
	}
}

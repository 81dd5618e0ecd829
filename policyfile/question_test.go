package policyfile_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

var noTime time.Time

func TestParseResource(t *testing.T) {
	p := mustPolicy(t, library)
	const place, keeper, read = mandat.Structure("place"), mandat.Relation("keeper"), mandat.Action("read")
	shelf := mandat.Resource{Type: "shelf", ID: "s-1", Org: "town"}
	for text, want := range map[string]mandat.Resource{
		"{type: book}": {Type: "book", Org: "town"},
		"{type: book, id: b-1, org: city, status: in}":  {Type: "book", ID: "b-1", Org: "city", Status: "in"},
		`{"type": "book", "id": "none", "org": "none"}`: {Type: "book"},
		"{type: book, unit: east}":                      {Type: "book", Org: "town", Units: mandat.Units{place.Is(mandat.At("east"))}},
		"{type: book, unit: none}":                      {Type: "book", Org: "town", Units: mandat.Units{place.Is(mandat.Nowhere())}},
		"{type: book, units: {place: east, theme: none}}": {Type: "book", Org: "town",
			Units: mandat.Units{place.Is(mandat.At("east")), mandat.Structure("theme").Is(mandat.Nowhere())}},
		"{type: book, labels: none}":                      {Type: "book", Org: "town", Labels: mandat.Labelled()},
		"{type: book, labels: []}":                        {Type: "book", Org: "town", Labels: mandat.Labelled()},
		"{type: book, labels: [rare, old]}":               {Type: "book", Org: "town", Labels: mandat.Labelled("rare", "old")},
		"{type: book, relations: none}":                   {Type: "book", Org: "town", Relations: mandat.Relations{keeper.Is(mandat.Nobody())}},
		"{type: book, relations: {keeper: none}}":         {Type: "book", Org: "town", Relations: mandat.Relations{keeper.Is(mandat.Nobody())}},
		"{type: book, relations: {keeper: []}}":           {Type: "book", Org: "town", Relations: mandat.Relations{keeper.Is(mandat.Nobody())}},
		"{type: book, relations: {keeper: eva}}":          {Type: "book", Org: "town", Relations: mandat.Relations{keeper.Is(mandat.One("eva"))}},
		"{type: book, relations: {keeper: [eva, per]}}":   {Type: "book", Org: "town", Relations: mandat.Relations{keeper.Is(mandat.Many("eva", "per"))}},
		"{type: book, relations: {}}":                     {Type: "book", Org: "town"},
		"{type: book, lists: none}":                       {Type: "book", Org: "town", ACLs: mandat.ACLs{read.By(mandat.NoACL())}},
		"{type: book, lists: {read: none}}":               {Type: "book", Org: "town", ACLs: mandat.ACLs{read.By(mandat.NoACL())}},
		"{type: book, lists: {read: {}}}":                 {Type: "book", Org: "town", ACLs: mandat.ACLs{read.By(mandat.Only())}},
		"{type: book, lists: {read: {everybody: true}}}":  {Type: "book", Org: "town", ACLs: mandat.ACLs{read.By(mandat.Only(mandat.Everybody()))}},
		"{type: book, lists: {read: {everybody: false}}}": {Type: "book", Org: "town", ACLs: mandat.ACLs{read.By(mandat.Only())}},
		"{type: book, part-of: none}":                     {Type: "book", Org: "town", PartOf: mandat.PartOfNothing()},
		"{type: book, part-of: {type: shelf, id: s-1}}":   {Type: "book", Org: "town", PartOf: mandat.PartOf(&shelf)},
		"{type: film, relations: none, lists: none}":      {Type: "film", Org: "town"},
		"{type: film, unit: east}":                        {Type: "film", Org: "town", Units: mandat.Units{mandat.Structure("").Is(mandat.At("east"))}},
		"{type: book, lists: {read: {groups: g, units: [u, v], relations: keeper, persons: [eva, per]}}}": {Type: "book", Org: "town",
			ACLs: mandat.ACLs{read.By(mandat.Only(mandat.InGroup("g"), mandat.InUnit("u"), mandat.InUnit("v"),
				mandat.Related("keeper"), mandat.Named("eva"), mandat.Named("per")))}},
	} {
		got, err := policyfile.ParseResource(text, p, "town")
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
}

func TestParseSubject(t *testing.T) {
	now := time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]mandat.Subject{
		"{}":                              {At: now},
		"{person: eva, channel: desk}":    {Person: "eva", Channel: "desk", At: now},
		"{session: open}":                 {Session: mandat.OpenSession, At: now},
		"{session: none}":                 {Session: mandat.NoSession, At: now},
		"{at: none}":                      {},
		"{at: 2026-01-15T12:00:00+02:00}": {At: now.Add(time.Hour)},
		`{"only": {"org": "town", "type": "book", "id": "b-1", "action": "read"}}`: {At: now,
			Only: mandat.Purpose{Org: "town", Type: "book", ID: "b-1", Action: "read"}},
	} {
		got, err := policyfile.ParseSubject(text, now)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
}

func TestWrongQuestions(t *testing.T) {
	p := mustPolicy(t, library)
	resource := func(s string) error { _, err := policyfile.ParseResource(s, p, "town"); return err }
	subject := func(s string) error { _, err := policyfile.ParseSubject(s, time.Now()); return err }
	for _, b := range []struct {
		file  string
		parse func(string) error
		bad
	}{
		{"resource", resource, bad{"a key", "{type: book, ¦untis: {place: a}}", []string{`unknown key "untis", perhaps "units"; the keys here are ` + keysOfResource}}},
		{"resource", resource, bad{"no mapping", "¦book", []string{`expected a mapping with the keys ` + keysOfResource + `, found the text "book"`}}},
		{"resource", resource, bad{"no end", "{type: book¦", []string{`no valid YAML: did not find expected ',' or '}' (while parsing a flow mapping in line 1)`}}},
		{"resource", resource, bad{"no YAML", "{type: [¦}, id: b-1}", []string{`no valid YAML: did not find expected node content (while parsing a flow node in line 1)`}}},
		{"resource", resource, bad{"a name", "{like: ¦b-1}", []string{`no resource is named "b-1"`}}},
		{"resource", resource, bad{"empty", "¦", []string{`the file is empty`}}},
		{"resource", resource, bad{"too much", "¦{type: book, units: {a: b, c: d, e: f, g: h}}", []string{`a resource can state 3 units, and this one states more`}}},
		{"subject", subject, bad{"a key", "{¦persn: eva}", []string{`unknown key "persn", perhaps "person"; the keys here are at, channel, only, person, session, session-id`}}},
		{"subject", subject, bad{"empty", "¦", []string{`the file is empty`}}},
	} {
		t.Run(b.file+" "+b.name, func(t *testing.T) { b.assertErrors(t, b.file, b.parse) })
	}
}

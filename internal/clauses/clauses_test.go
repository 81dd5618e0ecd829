package clauses_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat/internal/clauses"
)

func TestParse(t *testing.T) {
	list, err := clauses.Parse(`# Clauses

Text for readers.

- **A1** (rule) The role decides. A role settles the rights. For as long as it is held.
- **A2** (rule) Search. A search can be limited.
- **A3** (info) Views. Rights show as views.

## Without a case

- A2: it waits for lists.
`)

	require.NoError(t, err)
	assert.Equal(t, []clauses.Clause{
		{ID: "A1", Force: "rule", Title: "The role decides", Text: "A role settles the rights. For as long as it is held."},
		{ID: "A2", Force: "rule", Title: "Search", Text: "A search can be limited.", NoCase: "it waits for lists."},
		{ID: "A3", Force: "info", Title: "Views", Text: "Rights show as views."},
	}, list)
}

func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a doubled clause", "- **A1** (rule) One. Text.\n- **A1** (rule) One. Text.", "line 2: clause A1 stands here twice"},
		{"an unknown force", "- **A1** (law) One. Text.", `line 1: neither a clause nor a reason: "- **A1** (law) One. Text."`},
		{"a clause without text", "\n- **A1** (rule) One.", `line 2: neither a clause nor a reason: "- **A1** (rule) One."`},
		{"a reason for nothing", "- A1: it waits.", "line 1: a reason for clause A1, which is not listed above"},
		{"a second reason", "- **A1** (rule) One. Text.\n- A1: it waits.\n- A1: it still waits.", "line 3: a second reason for clause A1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := clauses.Parse(test.text)
			assert.EqualError(t, err, test.want)
		})
	}
}

func TestNeedsCases(t *testing.T) {
	assert.True(t, clauses.Clause{Force: "rule"}.NeedsCases())
	assert.True(t, clauses.Clause{Force: "option"}.NeedsCases())
	assert.False(t, clauses.Clause{Force: "rule", NoCase: "it waits"}.NeedsCases())
	for _, force := range []string{"duty", "advice", "info", "gap"} {
		assert.False(t, clauses.Clause{Force: force}.NeedsCases(), force)
	}
}

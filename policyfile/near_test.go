package policyfile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNear(t *testing.T) {
	names := []string{"base", "gates", "guards", "roles", "settings", "structures", "types"}
	for name, want := range map[string]string{
		"rolez":       "roles",
		"role":        "roles",
		"roels":       "roles", // two letters swapped are one mistake
		"typs":        "types",
		"guard":       "guards",
		"structure":   "structures",
		"strcutrues":  "structures",
		"gatess":      "gates",
		"colour":      "",
		"":            "",
		"b":           "",
		"guates":      "gates",
		"organsation": "",
	} {
		assert.Equal(t, want, near(name, names), name)
	}
	assert.Empty(t, near("cat", []string{"bat", "rat"}), "as near to one as to the other")
	assert.Equal(t, "cats", near("cat", []string{"bat", "rat", "cats"}[2:]))
	assert.Empty(t, near(strings.Repeat("a", 1_000_000), names))
}

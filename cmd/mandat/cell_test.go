package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRolesThatHangOnASetting(t *testing.T) {
	inFolder(t, map[string]string{"policy.yaml": strings.NewReplacer(
		"editor:", "editor:\n    setting: letters",
	).Replace(press)})
	got := runWith("matrix", ".").stdout
	assert.Regexp(t, `\ntext\.read +yes +if 1 +yes 2 +no\n`, got)
	assert.Regexp(t, `\ntext\.title +no +if 7 +if 6, 7 +no\n`, got)
	assert.Contains(t, got, `
  1  if the setting "Letters" is on
`)
	assert.Contains(t, got, `
  5  if the setting "Letters" is on, and the subject is author, and the status is draft
`)
	assert.Contains(t, got, `
  7  if the setting "Letters" is on, past access lists and seals
`)
}

// A group whose members are given in many ways refers to their rows, and it does
// not take long.
func TestAGroupThatIsGivenInTooManyWays(t *testing.T) {
	var actions, labels, can []string
	for i := range 40 {
		actions = append(actions, fmt.Sprintf("a%d", i))
		can = append(can, fmt.Sprintf("{do: t.a%d, when: {holds: h%d}}, {do: t.a%d, when: {vacant: h%d}}", i, i, i, i))
		labels = append(labels, fmt.Sprintf("  h%d: {opens: web, can: t.a%d}\n", i, i))
	}
	inFolder(t, map[string]string{"policy.yaml": `system: many
version: "1"
structures: {organisation: {home: required}}
channels: {web: {login: true}}
types: {t: {unit: organisation, actions: {all: [` + strings.Join(actions, ", ") + `]}}}
roles:
  r: {opens: web, can: [` + strings.Join(can, ", ") + "]}\n" + strings.Join(labels, "")})
	got := runWith("matrix", ".")
	assert.Empty(t, got.err)
	assert.Regexp(t, `\nt\.all +if 1 +no `, got.stdout)
	assert.Contains(t, got.stdout, "\n  1  as the rows of its parts, and of what it needs, say\n")
}

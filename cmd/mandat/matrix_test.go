package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A golden file is read before it is committed: its diff is a change of who may
// do what. To rewrite them: go test ./cmd/mandat -update
func TestMatrixOfTheContractSystem(t *testing.T) {
	for golden, args := range map[string][]string{
		"contracts.txt":   {"matrix", "../../systems/contracts"},
		"contracts.md":    {"matrix", "-format", "markdown", "../../systems/contracts"},
		"contracts-sv.md": {"matrix", "-format", "markdown", "-lang", "sv", "-org", "sales.yaml", "../../systems/contracts"},
	} {
		got := runWith(args...)
		require.Equal(t, exitYes, got.code, got.err)
		assert.Empty(t, got.err)
		golden = filepath.Join("testdata", golden)
		if *update {
			require.NoError(t, os.WriteFile(golden, []byte(got.stdout), 0o666))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		assert.Equal(t, string(want), got.stdout, golden)
		for range 5 {
			assert.Equal(t, got, runWith(args...))
		}
	}
}

// press has everything that a matrix marks.
const press = `system: press
version: "2"
structures: {organisation: {home: required}}
channels: {web: {login: true}, link: {bearer: true}}
settings: {letters: {default: true, title: {en: Letters, sv: Insändare}}}
types:
  text:
    unit: organisation
    statuses: [draft, ready]
    labels: [secret]
    relations: [author]
    lists: [read, title]
    actions:
      read:
      write: [edit, title]
      edit: {needs: read}
      print: {needs: write, title: {en: Print, sv: Trycka}}
      answer:
roles:
  reader: {opens: web, can: text.read}
  editor:
    includes: reader
    can:
      - {do: text.write, when: {relation: author, status: draft}, past: lists}
      - {do: text.title, past: [lists, seals]}
      - {do: text.answer, setting: letters}
      - text.print
  chief:
    title: {en: Chief editor, sv: Chefredaktör}
    includes: editor
    can:
      - {do: text.write, when: {not: {any: [{label: secret}, {all: [{channel: link}, {logged-out: true}]}]}}}
      - {do: [text.read, text.answer], past: seals}
      - member.remove
  printer: {opens: web, can: text.print}
gates:
  - {close: text.print, unless: {status: ready, holds: [chief, printer]}}
  - {close: text.edit, unless: {not: {status: ready}}}
guards:
  - {before: member.remove, needs: {target: {not: {holds: [chief, editor]}}}}
approvals:
  - {of: text.print, by: title, votes: 2, requester: logged-out}
`

func TestMatrix(t *testing.T) {
	inFolder(t, map[string]string{"policy.yaml": press})
	assert.Equal(t, output{0, `press, version 2

Action         Rules    reader  editor  chief    printer
text.read               yes     yes     yes 1    no
text.write     2, 3     no      if 4    if 4, 5  no
text.title              no      yes 6   yes 6    no
text.edit      2, 3     no      if 4    if 4, 5  no
text.print     7, 8, 9  no      if 4    if 4, 5  no 10
text.answer             no      if 11   yes 1    no
member.remove  12       no      no      yes      no

Action      Status        Rules  reader  editor  chief     printer
text.write  draft         2      no      if 13   if 5, 13  no
text.write  ready         14     no      no      no        no
text.edit   draft         2      no      if 13   if 5, 13  no
text.edit   ready         14     no      no      no        no
text.print  draft, ready  14     no      no      no        no

  1  past seals
  2  needs text.read as well
  3  for everybody: only if the status is not ready
  4  if the subject is author, and the status is draft
  5  if it is not secret, and (the channel is not link, or the subject is not logged out)
  6  past access lists and seals
  7  needs text.read and text.write as well
  8  for everybody: only if the status is ready, and the subject holds Chief editor or printer
  9  needs approval: 2 with text.title, the requester only when logged out
 10  has it, but lacks text.read and text.write, which it needs
 11  if the setting "Letters" is on
 12  blocked until the member concerned holds neither Chief editor nor editor
 13  if the subject is author
 14  for everybody: not in this status
`, ""}, runWith("matrix", "."))
}

func TestMatrixOfOneType(t *testing.T) {
	inFolder(t, shop())
	got := runWith("matrix", "-type", "order", "shop")
	assert.Equal(t, runWith("matrix", "shop"), got)
	assert.Equal(t, output{2, "", "mandat: -type \"x\": expected one of order\n" + usageOf("matrix", "DIR")}, runWith("matrix", "-type", "x", "shop"))
}

func TestMatrixWithWrongFlags(t *testing.T) {
	inFolder(t, shop())
	usage := usageOf("matrix", "DIR")
	assert.Equal(t, output{2, "", "mandat: -format \"csv\": expected text, markdown or html\n" + usage}, runWith("matrix", "-format", "csv", "shop"))
	assert.Equal(t, output{2, "", "mandat: -lang \"de\": expected en or sv\n" + usage}, runWith("matrix", "-lang", "de", "shop"))
	assert.Equal(t, output{2, "", "mandat: -org /acme.yaml: expected a file in the folder\n" + usage}, runWith("matrix", "-org", "/acme.yaml", "shop"))
	assert.Equal(t, exitFile, runWith("matrix", "-org", "x.yaml", "shop").code)
	assert.Equal(t, exitFile, runWith("matrix", "nowhere").code)
}

func TestCustomRolesAreColumnsAndPassNoBarriers(t *testing.T) {
	inFolder(t, map[string]string{
		"policy.yaml": press,
		"org.yaml": `system: press
org: news
units: {organisation: {desk: }}
roles:
  intern: {title: {en: Intern}, includes: chief}
  two words: {includes: reader, can: text.answer}
`,
	})
	got := runWith("matrix", "-org", "org.yaml", ".")
	require.Equal(t, exitYes, got.code, got.err)
	lines := strings.Split(got.stdout, "\n")
	assert.Regexp(t, `^Action +Rules +reader +editor +chief +printer +intern +"two words"$`, lines[2])
	assert.Regexp(t, `^text.read .* yes +yes$`, lines[3])
	assert.Regexp(t, `^text.title .* yes +no$`, lines[5])
}

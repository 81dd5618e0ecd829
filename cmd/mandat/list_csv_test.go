package main

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCSV(t *testing.T) {
	inFolder(t, club())
	wantList(t, strings.ReplaceAll(`"person","home","roles"
"maja","head","Officer"
"siv","north","Signing user, Officer"
"ulf","north","User (for assignment)"
"'=1+1","","User (for assignment)"
"ida","","Keeper"
"kim","","Officer"
"lea","north","User (for assignment)"
`, "\n", "\r\n"), "members", "-csv", "-columns", "person,home,roles")
}

// Excel takes the marks at the beginning for UTF-8, and the semicolons where it
// speaks Swedish.
func TestExcel(t *testing.T) {
	inFolder(t, club())
	wantList(t, "\ufeff\"Person\",\"Home unit\",\"Roles\"\r\n\"ida\",\"\",\"Keeper\"\r\n",
		"members", "-excel", "-columns", "person,home,roles", "-of", "ida")
	wantList(t, "\ufeff\"Person\";\"Hemenhet\";\"Roller\"\r\n\"ida\";\"\";\"Vårdare\"\r\n",
		"members", "-excel", "-lang", "sv", "-columns", "person,home,roles", "-of", "ida")
}

// Whatever stands between cells, none of them begins with a formula.
func TestCellsAreNoFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@f": "'@f", "\tx": "'\tx", "\rx": "'\rx", "\t=1": "'\t'=1",
		"a;=2": "a;'=2", "a,+2": "a,'+2", "a\t-2": "a\t'-2", "a|@f": "a|'@f", "a\n=2": "a\n'=2", "a\r=2": "a\r'=2", "a\"=2": "a\"'=2",
		"a, =2": "a, '=2", " =2": " '=2", ";;=2": ";;'=2", "=1;=2": "'=1;'=2", "a; b=2": "a; b=2",
		"": "", "a=1": "a=1", "'a": "'a", "å": "å", "a-b": "a-b", "a - b": "a - b", "i@example.org": "i@example.org",
	} {
		assert.Equal(t, want, noFormula(cell), "%q", cell)
	}
}

func TestCSVIsReadBack(t *testing.T) {
	var b strings.Builder
	writeCSV(&b, ",", [][]string{{"a", "b"}, {`x"y, z`, "two\nlines"}})
	assert.Equal(t, "\"a\",\"b\"\r\n\"x\"\"y, z\",\"two\nlines\"\r\n", b.String())
	read, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	require.NoError(t, err)
	assert.Equal(t, [][]string{{"a", "b"}, {`x"y, z`, "two\nlines"}}, read)
}

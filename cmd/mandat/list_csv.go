package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"
)

// formula is where a spreadsheet could see one begin: at the beginning of a cell
// or, if it takes something else than we for what stands between cells, after
// that.
var formula = regexp.MustCompile(`((?:^|[;,|"\t\r\n]) *)([=+@-])`)

// noFormula puts an apostrophe before whatever could be taken for a formula, and
// before blanks that could be dropped.
func noFormula(text string) string {
	text = formula.ReplaceAllString(text, "$1'$2")
	if strings.HasPrefix(text, "\t") || strings.HasPrefix(text, "\r") {
		return "'" + text
	}
	return text
}

// writeCSV writes lines of cells as RFC 4180 says, each cell in quotes.
func writeCSV(w io.Writer, comma string, lines [][]string) {
	for _, cells := range lines {
		quoted := each(cells, func(c string) string { return `"` + strings.ReplaceAll(c, `"`, `""`) + `"` })
		fmt.Fprint(w, strings.Join(quoted, comma), "\r\n")
	}
}

// writeExcel writes lines of cells as Excel opens them: a byte order mark tells
// it that they are UTF-8, and where it speaks Swedish it wants semicolons.
func writeExcel(w io.Writer, lang string, lines [][]string) {
	comma := ","
	if lang == "sv" {
		comma = ";"
	}
	fmt.Fprint(w, "\ufeff")
	writeCSV(w, comma, lines)
}

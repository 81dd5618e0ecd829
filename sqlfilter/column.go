package sqlfilter

import "strings"

// reserved begins the names that a clause gives to the tables that it asks itself:
// none of the caller's may be hidden by them.
const reserved = "mandat_"

// isName reports whether a text is a plain SQL identifier, which PostgreSQL does not
// shorten.
func isName(s string) bool {
	if s == "" || len(s) > 63 || '0' <= s[0] && s[0] <= '9' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return true
}

// isTable reports whether a text names a table, perhaps in a schema.
func isTable(s string) bool {
	for part := range strings.SplitSeq(s, ".") {
		if !isName(part) || strings.HasPrefix(strings.ToLower(part), reserved) {
			return false
		}
	}
	return true
}

// isColumn reports whether a text names a column, perhaps with its type.
func isColumn(s string) bool {
	name, typ, typed := strings.Cut(s, "::")
	return isName(name) && (!typed || isName(typ))
}

// quoted quotes a name that was checked, part by part.
func quoted(name string) string {
	return `"` + strings.ReplaceAll(name, ".", `"."`) + `"`
}

// column is a column of a table in the query.
type column struct {
	sql string // quoted, after its table
	typ string // "" for text
}

// of returns a column of a table that is called so, quoted, in the query.
func of(table, name string) column {
	name, typ, _ := strings.Cut(name, "::")
	return column{table + "." + quoted(name), typ}
}

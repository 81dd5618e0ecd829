package mandat

import (
	"slices"
	"strconv"
	"unicode"
)

// bare returns an id as it stands, if it is a plain word, else in quotes: ids
// are opaque, and one with blanks or line breaks must not pass for more text,
// nor one like a word of ours for that.
func bare(id string) string {
	if slices.Contains([]string{"", "org", "home", "nobody", "ingen"}, id) {
		return strconv.Quote(id)
	}
	for _, r := range id {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '.' {
			return strconv.QuoteToGraphic(id)
		}
	}
	return id
}

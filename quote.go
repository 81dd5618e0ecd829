package mandat

import (
	"strconv"
	"unicode"
)

// bare returns an id as it stands, if it is a plain word, else in quotes: ids
// are opaque, and one with blanks or line breaks must not pass for more text.
func bare(id string) string {
	if id == "" || id == "org" || id == "home" {
		return strconv.Quote(id)
	}
	for _, r := range id {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' && r != '.' {
			return strconv.QuoteToGraphic(id)
		}
	}
	return id
}

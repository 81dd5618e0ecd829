package httpauthz

import (
	"net/http"
	"strconv"
	"strings"
)

// What is read of Accept-Language. Browsers send much less.
const (
	maxLanguageHeader = 1000
	maxLanguageRanges = 20
)

// language returns the language of a refusal: of those in which the policies have titles
// the one that the request likes best, else English.
func (g *Guard) language(r *http.Request) string {
	header := r.Header["Accept-Language"]
	if len(header) == 0 {
		return "en"
	}
	var offered []string
	for _, p := range g.Directory.Policies() {
		offered = append(offered, p.Languages()...)
	}
	return preferred(header[0], offered)
}

// preferred returns the language that is liked best of those offered, the first of
// several. A range that cannot be read counts for nothing.
func preferred(header string, offered []string) string {
	best, most := "en", 0.0
	if len(header) > maxLanguageHeader {
		return best
	}
	for i, part := range strings.Split(header, ",") {
		if i == maxLanguageRanges {
			break
		}
		tag, params, _ := strings.Cut(part, ";")
		if q := quality(params); q > most {
			if found := lookUp(strings.TrimSpace(tag), offered); found != "" {
				best, most = found, q
			}
		}
	}
	return best
}

// quality reads how much a language is liked: 1 where nothing is said, 0 where it cannot
// be read.
func quality(params string) float64 {
	params = strings.TrimSpace(params)
	if params == "" {
		return 1
	}
	value, ok := strings.CutPrefix(params, "q=")
	q, err := strconv.ParseFloat(value, 64)
	if !ok || err != nil || !(q >= 0 && q <= 1) {
		return 0
	}
	return q
}

// lookUp finds a language, or the more general one that it is a kind of (RFC 4647,
// section 3.4): sv for sv-SE. English is always there.
func lookUp(tag string, offered []string) string {
	for tag != "" {
		for _, lang := range offered {
			if strings.EqualFold(lang, tag) {
				return lang
			}
		}
		if strings.EqualFold(tag, "en") {
			return "en"
		}
		tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)]
	}
	return ""
}

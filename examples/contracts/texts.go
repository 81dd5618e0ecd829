package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// texts are the words of the pages by language, from the files texts/en.json and
// texts/sv.json. What mandat explains is not among them: it speaks both languages.
type texts map[string]map[string]string

func languages() []string { return []string{"en", "sv"} }

func readTexts() (texts, error) {
	all := make(texts)
	for _, lang := range languages() {
		raw, err := files.ReadFile("texts/" + lang + ".json")
		if err != nil {
			return nil, err
		}
		var table map[string]string
		if err := json.Unmarshal(raw, &table); err != nil {
			return nil, fmt.Errorf("texts/%s.json: %w", lang, err)
		}
		all[lang] = table
	}
	return all, nil
}

// in returns what looks texts up in a language. What stands in them as {} is replaced by
// the values, one after the other.
func (t texts) in(lang string) func(key string, values ...any) string {
	return func(key string, values ...any) string {
		text, ok := t[lang][key]
		if !ok {
			return "[" + key + "]"
		}
		for _, v := range values {
			text = strings.Replace(text, "{}", fmt.Sprint(v), 1)
		}
		return text
	}
}

// language is that of the cookie, else the first of Accept-Language that there is.
func language(r *http.Request) string {
	if cookie, err := r.Cookie("language"); err == nil && known(cookie.Value) {
		return cookie.Value
	}
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		if lang, _, _ := strings.Cut(tag, "-"); known(strings.ToLower(lang)) {
			return strings.ToLower(lang)
		}
	}
	return "en"
}

func known(lang string) bool { return lang == "en" || lang == "sv" }

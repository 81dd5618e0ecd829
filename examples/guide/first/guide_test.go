package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/mandat-go/mandat/internal/guide"
)

// TestCurl makes the requests that doc/first-policy.md makes with curl, and compares what
// is answered.
func TestCurl(t *testing.T) {
	page, err := os.ReadFile("../../../doc/first-policy.md")
	if err != nil {
		t.Fatal(err)
	}
	handler, asked := server(t), 0
	for _, b := range guide.Blocks(string(page)) {
		for _, c := range b.Commands() {
			if arguments, ok := strings.CutPrefix(c.Text, "curl "); ok {
				asked++
				if got := curl(t, handler, arguments); strings.TrimSpace(got) != c.Printed {
					t.Errorf("doc/first-policy.md:%d: %s\nprints\n%s", c.Line, c.Text, got)
				}
			}
		}
	}
	if asked < 4 {
		t.Errorf("the guide makes %d requests", asked)
	}
}

// curl understands -X and -H 'a: b', and a URL.
func curl(t *testing.T, handler http.Handler, arguments string) string {
	t.Helper()
	method, url, header := http.MethodGet, "", http.Header{}
	words := split(arguments)
	for len(words) > 0 {
		switch words[0] {
		case "-X":
			method, words = words[1], words[2:]
		case "-H":
			name, value, _ := strings.Cut(words[1], ": ")
			header.Set(name, value)
			words = words[2:]
		default:
			url, words = words[0], words[1:]
		}
	}
	path, ok := strings.CutPrefix(url, "localhost:8080")
	if !ok {
		t.Fatal("the service does not listen there: ", arguments)
	}
	r := httptest.NewRequest(method, path, nil)
	r.Header = header
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w.Body.String()
}

// split splits at blanks outside single quotes.
func split(line string) (words []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			words = append(words, part)
		} else {
			words = append(words, strings.Fields(part)...)
		}
	}
	return words
}

package main

import (
	"context"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A note that is made takes the place of no other, whatever was deleted before.
func TestANewNoteTakesNoPlace(t *testing.T) {
	s := open(context.Background())
	h, err := s.handler()
	require.NoError(t, err)
	for _, do := range [][2]string{{"POST", "/acme/notes?unit=domestic"}, {"DELETE", "/acme/notes/n-1"}, {"POST", "/acme/notes?unit=domestic"}} {
		r := httptest.NewRequest(do[0], do[1], nil)
		r.PostForm = r.URL.Query()
		r.Header.Set("Person", "eva")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		require.Less(t, w.Code, 300, do)
	}
	assert.Len(t, s.notes, 3)
}

func Example() {
	main()
	// Output:
	// # Kalle reads at Sales and below.
	// GET /acme/notes -> 200
	//   n-1
	// GET /acme/notes/n-1 -> 200
	//   Prices go up.
	//   * read
	// DELETE /acme/notes/n-1 -> 403
	//   no-right: kalle may not delete (note n-1): no role gives the right.
	//     Standing: Reader at sales and below opens the web.
	//     No right to delete: no role held has it.
	//     Gate on delete: open (the status is draft).
	//     What would do: a grant of Editor at domestic and below.
	//
	// # A note that he may not see is like one that is not there.
	// GET /acme/notes/n-2 -> 404
	//   not-found: There is no such thing here, or none that you may see.
	// GET /acme/notes/n-99 -> 404
	//   not-found: There is no such thing here, or none that you may see.
	//
	// # Eva edits there.
	// POST /acme/notes -> 201
	// GET /acme/notes/n-3 -> 200
	//   A new note.
	//   * read
	//   * create
	//   * delete
	// DELETE /acme/notes/n-1 -> 204
	//
	// # Maja removes Eva, who hears of it at the next request. So does whoever has not signed in.
	// DELETE /acme/members/eva -> 204
	// GET /acme/notes/n-3 -> 404
	//   not-found: There is no such thing here, or none that you may see.
	// GET /acme/notes/n-3 -> 401
	//   not-signed-in: Sign in first.
	// GET /health -> 200
	//   well
}

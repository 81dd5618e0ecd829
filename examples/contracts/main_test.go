package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The command says where it listens, and what it keeps is there when it is started again.
func TestRun(t *testing.T) {
	file := filepath.Join(t.TempDir(), "kept.db")
	for range 2 {
		ctx, stop := context.WithCancel(t.Context())
		out, in := io.Pipe()
		ended := make(chan error, 1)
		go func() { ended <- run(ctx, "127.0.0.1:0", file, in) }()
		lines := bufio.NewScanner(out)
		require.True(t, lines.Scan())
		address := lines.Text()
		go func() { _, _ = io.Copy(io.Discard, out) }()

		response, err := http.Get(address)
		require.NoError(t, err)
		text, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		response.Body.Close()
		assert.Contains(t, string(text), "Klara Sjö")
		stop()
		assert.NoError(t, <-ended)
	}
}

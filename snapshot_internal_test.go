package mandat

import (
	"crypto/sha256"
	"fmt"
)

// Forged returns a snapshot with some content and the checksum that fits it, for the
// tests: what Restore says of content that nobody's Snapshot wrote.
func Forged(content string) []byte {
	return fmt.Appendf(nil, `{"snapshot":1,"sha256":"%x"%s`, sha256.Sum256([]byte(content)), content)
}

// Derived tells what an organisation keeps that follows from its data.
func Derived(o *Org) map[string][]string { return records(o) }

package worlds_test

import (
	"testing"

	"pgregory.net/rapid"
)

// FuzzAgree lets the fuzzer choose the worlds in which engine and reference
// must agree: no panic, and no allow that the reference denies.
func FuzzAgree(f *testing.F) {
	f.Fuzz(rapid.MakeFuzz(func(t *rapid.T) { agree(t, newCensus()) }))
}

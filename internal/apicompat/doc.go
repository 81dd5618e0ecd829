// Package apicompat guards the API of the module. Its test compares what every
// public package declares with the baseline in testdata/api, which
//
//	go test ./internal/apicompat -update
//
// writes. A change that breaks users must stand in CHANGELOG.md, under "API
// breaks", before the baseline can be written.
package apicompat

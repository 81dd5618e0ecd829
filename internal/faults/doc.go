// Package faults holds a mandat.Directory over each store against what can go wrong: a
// store that fails or is down, others who write at the same time, ids that a database
// could mix up. It consists of tests. They take a few seconds; more stories and more
// histories by chance are tried with
//
//	go test . -rounds=100
package faults

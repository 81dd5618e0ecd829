// Package policytest tests a policy of its own, as a product does that writes
// one: by cases, by what the cases exercise, and by the faults that they notice.
// Run it with go test -v ./examples/policytest.
package policytest

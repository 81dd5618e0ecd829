// Package dbtest holds package sqlfilter against real databases: the rows that a
// clause returns are those that are allowed. It consists of tests.
package dbtest

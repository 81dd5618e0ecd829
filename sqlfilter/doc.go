// Package sqlfilter writes a mandat.Filter as the condition of an SQL query.
package sqlfilter

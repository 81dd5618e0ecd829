// Package sqlfilter writes a mandat.Filter as the WHERE clause of a query, for
// PostgreSQL and SQLite, so that a list is read from the database as it is allowed,
// page by page.
//
// A service says once, for each resource type, where its rows have the facts:
//
//	table, err := sqlfilter.New(policy, sqlfilter.Mapping{
//		Type: "contract", Table: "contracts", ID: "id", Org: "org", Status: "status",
//		Units:     map[mandat.Structure]string{"organisation": "unit"},
//		Relations: map[mandat.Relation]sqlfilter.Source{"deputy": sqlfilter.Joined("deputies", "person", "contract")},
//	})
//
// and for each request asks for the clause:
//
//	clause, args, err := table.Where(sqlfilter.PostgreSQL, view.Filter("contract", "read"), 1)
//	rows, err := db.Query("SELECT … FROM contracts WHERE "+clause+" ORDER BY id LIMIT 50", args...)
//
// The clause returns the rows that Filter.Decide allows, and no others. It is always
// in parentheses, and FALSE where nothing is allowed. What cannot be said in SQL is an
// error when the mapping is made, never a wider query: a fact that has no column, or a
// type that is part of itself.
//
// # What a row must be
//
// Decide calls a resource malformed that is of another organisation, that lies in a
// unit that is gone, or that has a status nobody defined. The clause leaves such rows
// out, too, and those that refer to a whole that is not there. So it names all units
// of the organisation, unless the right is given for some only: for 5,000 units that
// takes some milliseconds.
//
// Rows of another table are joined by the Key as the database compares it. Of ids that
// are unique in their organisation only, the key has both columns, here and there.
//
// # What is bound
//
// Everything that comes from data is a parameter, and every parameter is a string: a
// set is one, as the text of an array or of JSON. The text of a clause depends on the
// policy and on what kinds of rights the subject holds, not on ids. Ids stand in the
// database as text; what SQLite keeps as bytes is never found.
//
// Ids are compared byte for byte. A column may take "Åsa" and "åsa" for the same, by
// its type or its collation: its index is used, and what it finds is compared again.
//
// # Speed
//
// Worth an index are what rights hang on: the organisation with the unit, each column
// of a relation, and of the entries of lists kind and name, and the key. Where a list
// admits beside other rights, PostgreSQL goes through the rows of the organisation in
// the order asked for until the page is full. See bench/results.
package sqlfilter

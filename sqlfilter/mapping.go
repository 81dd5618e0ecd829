package sqlfilter

import "github.com/mandat-go/mandat"

// Mapping tells where the rows of a service have the facts of one resource type.
// Every fact that the type declares stands somewhere; New refuses a mapping that
// forgets one. Tables and columns are plain names of letters, digits and
// underscores, a table's also with a schema before a dot. They are quoted, so that
// upper and lower case count.
//
// Ids and names are compared byte for byte, whatever the collation of a column.
// PostgreSQL compares text; of a column of another type say which, so that its
// index is of use: "unit_id::uuid", "unit_id::citext". It must be a type whose text
// is what the service reads. One of type char is none: it takes blanks off.
type Mapping struct {
	Type mandat.ResourceType
	// Table is the table, or a view, of the resources. If the query that asks calls
	// it otherwise ("contracts AS c"), it is that name.
	Table string
	// Key are the columns by which other tables refer to a row, the column ID where
	// it is empty.
	Key []string
	// ID and Org are the columns with the id, and with that of the organisation.
	ID, Org string
	// Units are the columns with the unit in each structure, NULL for nowhere.
	Units map[mandat.Structure]string
	// Status is the column with the status. Types without statuses have none.
	Status string
	// Labels is where the labels of a row stand, one a row of a table. Or each label
	// has a column of its own, which tells by TRUE or FALSE (in SQLite by 1 or 0), in
	// LabelColumns.
	Labels       Source
	LabelColumns map[mandat.Label]string
	// Relations are where those stand who stand in each relation.
	Relations map[mandat.Relation]Source
	// Lists are the access lists, each by its action.
	Lists map[mandat.Action]List
	// PartOf is what a row is part of, nil for types that are part of nothing, or of
	// what has no access lists.
	PartOf *Whole
}

// Source is where the values of a fact stand. The zero Source is nowhere.
type Source struct {
	table  string
	key    []string
	column string
}

// Column is a column of the row itself. NULL is none.
func Column(name string) Source { return Source{column: name} }

// Joined is a column of another table, which has a row for each value. Its columns
// key refer to the Key of the mapping.
func Joined(table, column string, key ...string) Source {
	return Source{table: table, key: key, column: column}
}

// List is where an access list stands. A row has the list or not, which is told by a
// column of its own: an empty list admits nobody, no list is no limit.
type List struct {
	// Has is a column of the row that tells by TRUE or FALSE (in SQLite by 1 or 0)
	// whether there is a list. Anything else is not stated.
	Has string
	// Table has the entries. Its columns Key refer to the Key of the mapping.
	Table string
	Key   []string
	// Kind is a column with "everybody", "relation", "unit", "group" or "person", and
	// Name one with the relation, the id of the unit, and so on.
	Kind, Name string
	// Action is a column with the action, "" where the table has entries of this
	// list only.
	Action string
}

// Whole is what rows are part of.
type Whole struct {
	// Key are columns that refer to the Key of the whole. Where one is NULL, the row
	// is part of nothing.
	Key []string
	// Of is the mapping of the whole's type. Its table, organisation, lists and wholes
	// are read; other facts need not be there.
	Of *Mapping
}

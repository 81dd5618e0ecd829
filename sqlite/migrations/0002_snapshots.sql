-- The last snapshot of each organisation that has one, and the version that it is of.
CREATE TABLE mandat_snapshot (
	org      BLOB    NOT NULL PRIMARY KEY,
	version  INTEGER NOT NULL CHECK (version >= 0),
	snapshot BLOB    NOT NULL
) STRICT;

-- One row for each change of an organisation, with its events in the order of their
-- steps, each as JSON on a line of its own. An id is kept as bytes, so that no collation mixes ids up.
CREATE TABLE mandat_change (
	org     BLOB    NOT NULL,
	version INTEGER NOT NULL CHECK (version > 0),
	events  TEXT    NOT NULL,
	PRIMARY KEY (org, version)
) STRICT, WITHOUT ROWID;

-- One row for each change of an organisation. An id is kept as bytes, so that no
-- collation mixes ids up. "position" is the place of the change in the order of all
-- changes in this database, 1, 2, 3 and so on without a gap. "chain" is the head of the
-- chain over the changes of the organisation up to this one. "events" has its events in
-- the order of their steps, each as JSON on a line of its own; it stands last, because
-- what follows a long text is slow to reach.
CREATE TABLE mandat_change (
	org      BLOB    NOT NULL,
	version  INTEGER NOT NULL CHECK (version > 0),
	position INTEGER NOT NULL CHECK (position > 0),
	chain    BLOB    NOT NULL CHECK (length(chain) = 32),
	events   TEXT    NOT NULL,
	PRIMARY KEY (org, version)
) STRICT, WITHOUT ROWID;

-- It holds the organisation of each change, too: who follows changes reads no events.
CREATE UNIQUE INDEX mandat_change_position ON mandat_change (position);

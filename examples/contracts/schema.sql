-- The service's own tables. Those of mandat stand beside them, and begin with "mandat_".

-- What organisations, units and groups are called: mandat keeps ids only.
CREATE TABLE names (
	org  TEXT NOT NULL,
	id   TEXT NOT NULL,
	name TEXT NOT NULL,
	PRIMARY KEY (org, id)
);

CREATE TABLE contract_sets (
	org      TEXT NOT NULL,
	id       TEXT NOT NULL,
	name     TEXT NOT NULL,
	unit     TEXT,
	has_read INTEGER NOT NULL,
	has_edit INTEGER NOT NULL,
	PRIMARY KEY (org, id)
);

-- has_read and has_edit tell whether there is a list: an empty one admits nobody, none
-- is no limit. Version counts the changes of a row, its lists among them.
CREATE TABLE contracts (
	org         TEXT NOT NULL,
	id          TEXT NOT NULL,
	name        TEXT NOT NULL,
	unit        TEXT,
	status      TEXT NOT NULL,
	responsible TEXT,
	deputy      TEXT,
	contract_set TEXT,
	has_read    INTEGER NOT NULL,
	has_edit    INTEGER NOT NULL,
	version     INTEGER NOT NULL DEFAULT 1,
	PRIMARY KEY (org, id),
	FOREIGN KEY (org, contract_set) REFERENCES contract_sets (org, id)
);
CREATE INDEX contracts_by_unit ON contracts (org, unit);
CREATE INDEX contracts_by_responsible ON contracts (org, responsible);
CREATE INDEX contracts_by_deputy ON contracts (org, deputy);

-- The entries of the access lists.
CREATE TABLE set_entries (
	org          TEXT NOT NULL,
	contract_set TEXT NOT NULL,
	action       TEXT NOT NULL,
	kind         TEXT NOT NULL,
	name         TEXT NOT NULL,
	PRIMARY KEY (org, contract_set, action, kind, name)
);
CREATE TABLE contract_entries (
	org      TEXT NOT NULL,
	contract TEXT NOT NULL,
	action   TEXT NOT NULL,
	kind     TEXT NOT NULL,
	name     TEXT NOT NULL,
	PRIMARY KEY (org, contract, action, kind, name),
	FOREIGN KEY (org, contract) REFERENCES contracts (org, id) ON DELETE CASCADE
);
CREATE INDEX contract_entries_by_name ON contract_entries (kind, name);

-- Who has been removed, and whose name and address may still have to be erased.
CREATE TABLE removed (
	person TEXT PRIMARY KEY
);

-- The address of an invitation that is open, and the person for whom it was made.
CREATE TABLE invitations (
	org     TEXT NOT NULL,
	id      TEXT NOT NULL,
	person  TEXT NOT NULL,
	address TEXT NOT NULL,
	PRIMARY KEY (org, id)
);

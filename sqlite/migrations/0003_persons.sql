-- What is known of persons, one row for each fact. All are bytes, so that everything
-- comes back as it was given.
CREATE TABLE mandat_person (
	person BLOB NOT NULL,
	fact   BLOB NOT NULL,
	value  BLOB NOT NULL,
	PRIMARY KEY (person, fact)
) STRICT, WITHOUT ROWID;

-- Where the others wait while a person is erased. It is empty at all other times.
CREATE TABLE mandat_person_rest (
	person BLOB NOT NULL,
	fact   BLOB NOT NULL,
	value  BLOB NOT NULL,
	PRIMARY KEY (person, fact)
) STRICT, WITHOUT ROWID;

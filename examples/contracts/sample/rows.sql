INSERT INTO names VALUES
	('nordvik', 'nordvik', 'Nordvik AB'), ('sydhamn', 'sydhamn', 'Sydhamn AB'),
	('nordvik', 'u-head', 'Head office'), ('nordvik', 'u-sales', 'Sales'),
	('nordvik', 'u-domestic', 'Domestic sales'), ('nordvik', 'u-export', 'Export'),
	('nordvik', 'u-purchasing', 'Purchasing'), ('nordvik', 'u-legal', 'Legal'),
	('nordvik', 'g-bids', 'Bid team'),
	('sydhamn', 'u-harbour', 'Harbour'), ('sydhamn', 'u-port', 'Port');

INSERT INTO contract_sets VALUES ('nordvik', 's-1', 'The new warehouse', 'u-sales', 1, 0);
INSERT INTO set_entries VALUES ('nordvik', 's-1', 'read', 'group', 'g-bids'), ('nordvik', 's-1', 'read', 'person', 'p-103');

-- org, id, name, unit, status, responsible, deputy, set, has_read, has_edit, version
INSERT INTO contracts VALUES
	('nordvik', 'c-101', 'Framework agreement with Fjord Foods', 'u-domestic', 'unfinished', 'p-103', 'p-105', NULL, 0, 0, 1),
	('nordvik', 'c-102', 'Delivery to Alby Market', 'u-domestic', 'valid', 'p-103', NULL, NULL, 0, 0, 1),
	('nordvik', 'c-103', 'Delivery to Berga Market', 'u-domestic', 'ended', 'p-103', NULL, NULL, 0, 0, 1),
	('nordvik', 'c-104', 'Bid for the harbour canteen', 'u-sales', 'unfinished', 'p-105', NULL, NULL, 1, 1, 1),
	('nordvik', 'c-105', 'Agency in Lübeck', 'u-export', 'valid', NULL, NULL, NULL, 0, 0, 1),
	('nordvik', 'c-106', 'Building the warehouse', 'u-sales', 'valid', 'p-103', NULL, 's-1', 0, 0, 1),
	('nordvik', 'c-107', 'Office supplies', 'u-purchasing', 'valid', 'p-106', NULL, NULL, 0, 0, 1),
	('nordvik', 'c-108', 'Settlement with Kvist', 'u-legal', 'unfinished', NULL, NULL, NULL, 0, 0, 1),
	('nordvik', 'c-109', 'Insurance', NULL, 'valid', NULL, NULL, NULL, 0, 0, 1),
	('sydhamn', 'c-101', 'Quay rental', 'u-port', 'valid', 'p-201', NULL, NULL, 0, 0, 1),
	('sydhamn', 'c-102', 'Pilotage', 'u-harbour', 'unfinished', NULL, NULL, NULL, 0, 0, 1);
INSERT INTO contract_entries VALUES
	('nordvik', 'c-104', 'read', 'group', 'g-bids'),
	('nordvik', 'c-104', 'read', 'person', 'p-108'),
	('nordvik', 'c-104', 'edit', 'person', 'p-106');

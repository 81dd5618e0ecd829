// Package systems holds real products, whose rules are written as policies: for
// each a folder with the policy, sample organisations, and the cases that show
// what it decides. A service can start from one of them.
//
// The folder contracts is Cloudia Avtal, which is about contracts: roles at
// units, access lists, confidential documents and the statuses of a contract.
// Grants is the organisation account in Prisma, with which an organisation applies
// for research grants: invitations, areas of responsibility, entries in folders
// that are handed over, and a main account holder of whom there is always one.
// Journal is ProRenata Journal, which holds health records: who represents the
// customer without an account, who administers, what hangs on settings, and who
// appoints whom when a role is vacant. Portal is Inera's customer portal: orders
// that are valid when they are attested, by people without a login or logged out,
// and one person in several organisations. Rooms is a portal of project rooms,
// each closed to the portal: groups with rights in folders, roles for the users of
// a room, and administrators of the portal who are let into no room.
//
// The file clauses.md lists, sentence by sentence, what the products require.
package systems

import (
	"embed"
	"io/fs"
)

//go:embed clauses.md contracts grants journal portal rooms
var files embed.FS

// Files returns the folders of the systems and the list of clauses. Package
// policyfile reads them, and what it needs of a system with
// policyfile.LoadSystem(systems.Files(), "contracts").
func Files() fs.FS { return files }

// Package attested is the part of a service that tells mandat of its contracts,
// with tests of who may do what with them: go test ./examples/attested.
package attested

import "github.com/mandat-go/mandat"

// Contract is a row of the table contracts.
type Contract struct {
	ID, Org, Unit, Status, Responsible string
}

// Resource is what the policy asks about a contract.
func (c *Contract) Resource() mandat.Resource {
	return mandat.Resource{Type: "contract", ID: mandat.ResourceID(c.ID), Org: mandat.OrgID(c.Org), Status: mandat.Status(c.Status),
		Units:     mandat.Units{mandat.Structure("organisation").Is(mandat.At(mandat.UnitID(c.Unit)))},
		Relations: mandat.Relations{mandat.Relation("responsible").Is(mandat.One(mandat.PersonID(c.Responsible)))}}
}

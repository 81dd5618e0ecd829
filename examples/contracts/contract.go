package main

import (
	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
	"github.com/mandat-go/mandat/sqlfilter"
)

// contract is a row with its access lists.
type contract struct {
	Org                 mandat.OrgID
	ID                  mandat.ResourceID
	Name                string
	Unit                mandat.UnitID // "" for nowhere
	Status              mandat.Status
	Responsible, Deputy mandat.PersonID // "" for nobody
	Set                 *contractSet    // nil for none
	Read, Edit          mandat.ACL
	Version             int
}

// contractSet is what several contracts belong to. Its lists hold for each of them.
type contractSet struct {
	Org        mandat.OrgID
	ID         mandat.ResourceID
	Name       string
	Unit       mandat.UnitID
	Read, Edit mandat.ACL
}

// Resource states every fact of the row. This is all that mandat knows of a contract.
func (c *contract) Resource() mandat.Resource {
	r := mandat.Resource{
		Type: rules.TypeContract, ID: c.ID, Org: c.Org, Status: c.Status,
		Units:     mandat.Units{rules.StructureOrganisation.Is(place(c.Unit))},
		Relations: mandat.Relations{rules.RelationResponsible.Is(people(c.Responsible)), rules.RelationDeputy.Is(people(c.Deputy))},
		ACLs:      mandat.ACLs{rules.Read.By(c.Read), rules.Edit.By(c.Edit)},
		PartOf:    mandat.PartOfNothing(),
	}
	if c.Set != nil {
		set := c.Set.Resource()
		r.PartOf = mandat.PartOf(&set)
	}
	return r
}

// Resource states every fact of the row.
func (s *contractSet) Resource() mandat.Resource {
	return mandat.Resource{
		Type: rules.TypeContractSet, ID: s.ID, Org: s.Org,
		Units:  mandat.Units{rules.StructureOrganisation.Is(place(s.Unit))},
		ACLs:   mandat.ACLs{rules.Read.By(s.Read), rules.Edit.By(s.Edit)},
		PartOf: mandat.PartOfNothing(),
	}
}

func place(u mandat.UnitID) mandat.Place {
	if u == "" {
		return mandat.Nowhere()
	}
	return mandat.At(u)
}

func people(p mandat.PersonID) mandat.People {
	if p == "" {
		return mandat.Nobody()
	}
	return mandat.One(p)
}

// contractTable tells where the tables have what Resource states, for lists in SQL.
func contractTable(p *mandat.Policy) (*sqlfilter.Table, error) {
	sets := sqlfilter.Mapping{
		Type: rules.TypeContractSet, Table: "contract_sets", Key: []string{"org", "id"}, ID: "id", Org: "org",
		Units: map[mandat.Structure]string{rules.StructureOrganisation: "unit"},
		Lists: lists("set_entries", "contract_set"),
	}
	return sqlfilter.New(p, sqlfilter.Mapping{
		Type: rules.TypeContract, Table: "contracts", Key: []string{"org", "id"}, ID: "id", Org: "org", Status: "status",
		Units:     map[mandat.Structure]string{rules.StructureOrganisation: "unit"},
		Relations: map[mandat.Relation]sqlfilter.Source{rules.RelationResponsible: sqlfilter.Column("responsible"), rules.RelationDeputy: sqlfilter.Column("deputy")},
		Lists:     lists("contract_entries", "contract"),
		PartOf:    &sqlfilter.Whole{Key: []string{"org", "contract_set"}, Of: &sets},
	})
}

func lists(table, key string) map[mandat.Action]sqlfilter.List {
	list := func(has string) sqlfilter.List {
		return sqlfilter.List{Has: has, Table: table, Key: []string{"org", key}, Kind: "kind", Name: "name", Action: "action"}
	}
	return map[mandat.Action]sqlfilter.List{rules.Read: list("has_read"), rules.Edit: list("has_edit")}
}

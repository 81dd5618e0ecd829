package mandat

import (
	"cmp"
	"slices"
	"time"
)

// Vacancy is a role that too few hold.
type Vacancy struct {
	Role RoleID
	// Unit is where, "" for the whole organisation.
	Unit UnitID
	// Holders is how many hold it in force, for good; Least how many should.
	Holders, Least int
}

// Vacancies returns the roles that too few hold at a moment, in the order of the
// policy and of the units: whether or not the policy enforces the number. A role
// that is off asks for nobody. At the zero time nobody holds anything.
func (o *Org) Vacancies(at time.Time) []Vacancy {
	if o == nil || o.policy == nil {
		return nil
	}
	var all []Vacancy
	for _, r := range o.policy.roles {
		if r.rule.Least > 0 && r.settings&^o.settings == 0 {
			all = append(all, o.vacanciesOf(r, at)...)
		}
	}
	return all
}

func (o *Org) vacanciesOf(r *role, at time.Time) []Vacancy {
	structure := r.structure(o.policy)
	units := []int32{noUnit}
	if structure >= 0 {
		units = o.countedAt(structure, noUnit)
	}
	var all []Vacancy
	for _, unit := range units {
		if c := o.countHolders(r, unit, at, r.enough()); c.lasting < r.rule.Least {
			v := Vacancy{Role: r.rule.ID, Holders: c.lasting, Least: r.rule.Least}
			if unit != noUnit {
				v.Unit = o.unit(unit).id
			}
			all = append(all, v)
		}
	}
	slices.SortStableFunc(all, func(a, b Vacancy) int { return cmp.Compare(a.Unit, b.Unit) })
	return all
}

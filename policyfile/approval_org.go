package policyfile

import (
	"strings"

	"github.com/mandat-go/mandat"
)

// approvals reads the approvals that an organisation keeps.
func (d *decoder) approvals(n *node) (all []mandat.Approval) {
	d.sequence("Approvals", n, "approvals", func(path string, item *node) {
		all = append(all, d.approval(path, item))
	})
	return all
}

func (d *decoder) approval(path string, n *node) mandat.Approval {
	a := mandat.Approval{Needed: 1, Status: mandat.ApprovalPending}
	d.record(path, n, fields{
		"of": func(v *node) {
			d.mark(path+".Request", v)
			a.Request.Action = d.actionRef(path+".Request.Action", v)
		},
		"id":        func(v *node) { a.Request.ID = name[mandat.ResourceID](d, path+".Request.ID", v) },
		"digest":    func(v *node) { a.Digest = name[mandat.Digest](d, path+".Digest", v) },
		"units":     func(v *node) { a.Units = d.keptUnits(path+".Units", v) },
		"relations": func(v *node) { a.Relations = d.keptRelations(path+".Relations", v) },
		"by":        func(v *node) { a.By = name[mandat.PersonID](d, path+".By", v) },
		"through":   func(v *node) { a.Through = name[mandat.Channel](d, path+".Through", v) },
		"at":        func(v *node) { a.At = d.moment(path+".At", v) },
		"until":     func(v *node) { a.Until = d.moment(path+".Until", v) },
		"needed":    func(v *node) { a.Needed = d.count(path+".Needed", v, 1) },
		"status": func(v *node) {
			words := []string{"pending", "approved", "rejected", "withdrawn", "used"}
			a.Status = mandat.ApprovalStatus(word(d, path+".Status", v, "status of an approval", words, words))
		},
		"votes": func(v *node) { a.Votes = d.votes(path+".Votes", v) },
	}, "of", "id", "by", "at")
	return a
}

func (d *decoder) keptUnits(path string, n *node) map[mandat.Structure]mandat.UnitID {
	all := make(map[mandat.Structure]mandat.UnitID)
	d.declarations(path, n, "structures with a unit, or none", func(_ string, key, value *node) {
		d.mark(named(path, key.text), key)
		d.mark(named(path, key.text)+".Unit", value)
		all[mandat.Structure(key.text)] = nameOrNone[mandat.UnitID](d, value)
	})
	return all
}

func (d *decoder) keptRelations(path string, n *node) map[mandat.Relation][]mandat.PersonID {
	all := make(map[mandat.Relation][]mandat.PersonID)
	d.declarations(path, n, "relations with persons, or none", func(path string, key, value *node) {
		d.mark(named(path[:strings.LastIndex(path, "[")], key.text), key)
		all[mandat.Relation(key.text)] = []mandat.PersonID{}
		if !isNone(value) {
			all[mandat.Relation(key.text)] = names[mandat.PersonID](d, path, value)
		}
	})
	return all
}

func (d *decoder) votes(path string, n *node) (all []mandat.Vote) {
	d.sequence(path, n, "votes", func(path string, item *node) {
		var v mandat.Vote
		d.record(path, item, fields{
			"by":      func(n *node) { v.By = name[mandat.PersonID](d, path+".By", n) },
			"through": func(n *node) { v.Through = name[mandat.Channel](d, path+".Through", n) },
		}, "by")
		all = append(all, v)
	})
	return all
}

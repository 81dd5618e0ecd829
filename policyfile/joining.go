package policyfile

import (
	"fmt"

	"github.com/mandat-go/mandat"
)

// exclusive reads which roles nobody holds together.
func (d *decoder) exclusive(n *node) (all []mandat.ExclusiveRule) {
	d.sequence("Exclusive", n, "roles that exclude each other", func(path string, item *node) {
		e := mandat.ExclusiveRule{Most: 1}
		d.record(path, item, fields{
			"roles": func(v *node) { e.Roles = names[mandat.RoleID](d, path+".Roles", v) },
			"most":  func(v *node) { e.Most = d.count(path+".Most", v, 1) },
		}, "roles")
		all = append(all, e)
	})
	return all
}

// joining reads how one becomes a member.
func (d *decoder) joining(n *node) (j mandat.JoiningRules) {
	d.record("Joining", n, fields{
		"founding":     func(v *node) { j.Founding = d.door("Joining.Founding", v) },
		"registration": func(v *node) { j.Registration = d.door("Joining.Registration", v) },
		"created":      func(v *node) { j.Created = names[mandat.RoleID](d, "Joining.Created", v) },
		"invitation":   func(v *node) { j.Invitation = d.invitationRule("Joining.Invitation", v) },
	})
	return j
}

func (d *decoder) door(path string, n *node) (r mandat.DoorRule) {
	d.mark(path, n)
	d.record(path, n, fields{
		"through": func(v *node) { r.Through = names[mandat.Channel](d, path+".Through", v) },
		"roles":   func(v *node) { r.Roles = names[mandat.RoleID](d, path+".Roles", v) },
	}, "through")
	return r
}

func (d *decoder) invitationRule(path string, n *node) (r mandat.InvitationRule) {
	d.mark(path, n)
	d.record(path, n, fields{
		"carries":          func(v *node) { r.Carries = names[mandat.RoleID](d, path+".Carries", v) },
		"roles":            func(v *node) { r.Roles = names[mandat.RoleID](d, path+".Roles", v) },
		"account":          func(v *node) { r.Account = d.boolean(path+".Account", v) },
		"lasts":            func(v *node) { r.Lasts = d.duration(path+".Lasts", v) },
		"outlives-inviter": func(v *node) { r.OutlivesInviter = d.boolean(path+".OutlivesInviter", v) },
		"at-once":          func(v *node) { r.AtOnce = d.boolean(path+".AtOnce", v) },
	})
	return r
}

// target stands for the member concerned, among the roles that are told.
const target = "target"

func (d *decoder) notices(n *node) (all []mandat.NoticeRule) {
	d.declarations("Notices", n, "actions with the roles that are told", func(path string, key, value *node) {
		r := mandat.NoticeRule{Of: d.actionRef(path+".Of", key)}
		if value.kind != mapping {
			d.told(path, value, &r)
		} else {
			d.record(path, value, fields{
				"tell":  func(v *node) { d.told(path, v, &r) },
				"roles": func(v *node) { r.Roles = names[mandat.RoleID](d, path+".Roles", v) },
			}, "tell")
		}
		all = append(all, r)
	})
	return all
}

// told reads who is told: roles, and the member concerned.
func (d *decoder) told(path string, n *node, r *mandat.NoticeRule) {
	d.mark(path+".Tell", n)
	for _, item := range d.oneOrMore(path+".Tell", n, "at least one role, or target") {
		if item.kind != text || item.text != target {
			r.Tell = append(r.Tell, name[mandat.RoleID](d, fmt.Sprintf("%s.Tell[%d]", path, len(r.Tell)), item))
			continue
		}
		if r.Target {
			d.report(item, "target stands here twice")
		}
		d.mark(path+".Target", item)
		r.Target = true
	}
}

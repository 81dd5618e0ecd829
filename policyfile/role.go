package policyfile

import (
	"fmt"
	"strings"

	"github.com/mandat-go/mandat"
)

// roles reads the roles of a policy, or the custom roles of an organisation.
func (d *decoder) roles(n *node) (all []mandat.Role) {
	d.declarations("Roles", n, "roles", func(path string, key, value *node) {
		r := mandat.Role{ID: mandat.RoleID(key.text)}
		d.roleBody(path, value, &r)
		all = append(all, r)
	})
	return all
}

func (d *decoder) roleBody(path string, n *node, r *mandat.Role) {
	d.body(path, n, d.roleFields(path, r))
}

func (d *decoder) roleFields(path string, r *mandat.Role) fields {
	return fields{
		"title":         func(v *node) { r.Title = d.title(path+".Title", v) },
		"aliases":       func(v *node) { r.Aliases = names[string](d, path+".Aliases", v) },
		"includes":      func(v *node) { r.Includes = names[mandat.RoleID](d, path+".Includes", v) },
		"at":            func(v *node) { r.At = d.wheres(path+".At", v) },
		"opens":         func(v *node) { r.Opens = names[mandat.Channel](d, path+".Opens", v) },
		"can":           func(v *node) { r.Can = d.permissions(path+".Can", v) },
		"contact":       func(v *node) { r.Contact = names[string](d, path+".Contact", v) },
		"holders":       func(v *node) { d.holders(path, v, r) },
		"needs-account": func(v *node) { r.NoAccount = d.no(path+".NoAccount", v) },
		"deprecated":    func(v *node) { r.Deprecated = d.boolean(path+".Deprecated", v) },
		"setting":       func(v *node) { r.Setting = name[mandat.Setting](d, path+".Setting", v) },
	}
}

// holders reads how many holders a role shall have. "most: 0" is refused,
// because it would mean that there is no limit.
func (d *decoder) holders(path string, n *node, r *mandat.Role) {
	d.record(path, n, fields{
		"least":    func(v *node) { r.Least = d.count(path+".Least", v, 0) },
		"most":     func(v *node) { r.Most = d.count(path+".Most", v, 1) },
		"enforced": func(v *node) { r.Enforced = d.boolean(path+".Enforced", v) },
	})
}

func (d *decoder) wheres(path string, n *node) (all []mandat.Where) {
	d.mark(path, n)
	for i, item := range d.oneOrMore(path, n, "org, or structures with their reaches") {
		all = append(all, d.where(fmt.Sprintf("%s[%d]", path, i), item))
	}
	return all
}

// where reads one alternative. An empty mapping is refused, because it would
// mean the whole organisation.
func (d *decoder) where(path string, n *node) mandat.Where {
	d.mark(path, n)
	w := mandat.Where{}
	if n.kind == text && n.text == "org" {
		return w
	}
	if !d.is(path, n, mapping, "org, or structures with their reaches") {
		return w
	}
	if len(n.entries) == 0 && !n.maimed {
		d.fail(path, n, "an empty mapping: write org for the whole organisation")
	}
	for _, e := range n.entries {
		at := fmt.Sprintf("%s[%s]", path, e.key.text)
		w[mandat.Structure(e.key.text)] = d.reaches(at, e.value)
		d.mark(at, e.key)
	}
	return w
}

func (d *decoder) reaches(path string, n *node) (all []mandat.Reach) {
	for i, item := range d.oneOrMore(path, n, "a reach") {
		all = append(all, d.reach(fmt.Sprintf("%s[%d]", path, i), item))
	}
	return all
}

func (d *decoder) reach(path string, n *node) mandat.Reach {
	reaches := []mandat.Reach{mandat.Exact, mandat.Subtree, mandat.Home, mandat.HomeSubtree}
	words := make([]string, len(reaches))
	for i, r := range reaches {
		words[i] = r.String()
	}
	return word(d, path, n, "reach", words, reaches)
}

func (d *decoder) permissions(path string, n *node) (all []mandat.Permission) {
	d.mark(path, n)
	for i, item := range d.oneOrMore(path, n, "what the role can do") {
		all = append(all, d.permission(fmt.Sprintf("%s[%d]", path, i), item))
	}
	return all
}

// permission reads an action, or a mapping that says more of one or several.
func (d *decoder) permission(path string, n *node) (p mandat.Permission) {
	d.mark(path, n)
	if n.kind != mapping {
		d.mark(path+".Do", n)
		p.Do = []mandat.ActionRef{d.actionRef(path+".Do[0]", n)}
		return p
	}
	d.record(path, n, fields{
		"do":      func(v *node) { p.Do = d.actionRefs(path+".Do", v) },
		"when":    func(v *node) { p.When = d.conditionPtr(path+".When", v) },
		"past":    func(v *node) { p.Past = d.past(path+".Past", v) },
		"setting": func(v *node) { p.Setting = name[mandat.Setting](d, path+".Setting", v) },
		"in":      func(v *node) { p.In = names[mandat.Structure](d, path+".In", v) },
	}, "do")
	return p
}

func (d *decoder) past(path string, n *node) (all mandat.Past) {
	d.mark(path, n)
	for _, item := range d.oneOrMore(path, n, "lists or seals") {
		all |= word(d, path, item, "barrier", []string{"lists", "seals"},
			[]mandat.Past{mandat.PastLists, mandat.PastSeals})
	}
	return all
}

func (d *decoder) actionRefs(path string, n *node) (all []mandat.ActionRef) {
	d.mark(path, n)
	for i, item := range d.oneOrMore(path, n, "at least one action") {
		all = append(all, d.actionRef(fmt.Sprintf("%s[%d]", path, i), item))
	}
	return all
}

// actionRef reads "type.action".
func (d *decoder) actionRef(path string, n *node) mandat.ActionRef {
	s := d.text(path, n)
	typ, action, _ := strings.Cut(s, ".")
	if typ == "" || action == "" || strings.Contains(action, ".") {
		if n.kind == text && s != "" {
			d.fail(path, n, "%q is no action: write its type and its name, such as contract.read", shorten(s))
		}
		return mandat.ActionRef{}
	}
	return mandat.ActionRef{Type: mandat.ResourceType(typ), Action: mandat.Action(action)}
}

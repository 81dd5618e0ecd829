package policyfile

import (
	"io/fs"

	"github.com/mandat-go/mandat"
)

// LoadPolicy reads a policy from a file. The error is that of the file system,
// or an Errors with everything that is wrong.
func LoadPolicy(fsys fs.FS, name string) (*mandat.Policy, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return ParsePolicy(name, data)
}

// ParsePolicy reads a policy from the content of a file, as JSON if the name
// ends in ".json" and as YAML otherwise. Name stands in errors. An error is an
// Errors with everything that is wrong.
func ParsePolicy(name string, data []byte) (*mandat.Policy, error) {
	root, errs := parse(name, data)
	if root == nil {
		return nil, errs.err()
	}
	d := newDecoder(name, errs)
	d.declares, d.nested = []string{"Structures", "Channels", "Settings", "Roles"}, []string{"Types"}
	rules := d.rules(root)
	var p *mandat.Policy
	if !d.lost {
		var err error
		p, err = mandat.NewPolicy(rules)
		d.check(err, &vocabulary{rules: rules})
	}
	if len(d.errs) > 0 {
		return nil, d.errs.err()
	}
	return p, nil
}

func (d *decoder) rules(n *node) (r mandat.Rules) {
	d.record("", n, fields{
		"system":     func(v *node) { r.System = d.text("System", v) },
		"version":    func(v *node) { r.Version = d.text("Version", v) },
		"structures": func(v *node) { r.Structures = d.structures(v) },
		"channels":   func(v *node) { r.Channels = d.channels(v) },
		"settings":   func(v *node) { r.Settings = d.settings(v) },
		"groups":     func(v *node) { r.GroupsHoldRoles = d.groupRules(v) },
		"types":      func(v *node) { r.Types = d.types(v) },
		"base":       func(v *node) { r.Base = name[mandat.RoleID](d, "Base", v) },
		"roles":      func(v *node) { r.Roles = d.roles(v) },
		"gates":      func(v *node) { r.Gates = d.gates(v) },
		"guards":     func(v *node) { r.Guards = d.guards(v) },
		"approvals":  func(v *node) { r.Approvals = d.approvalRules(v) },
		"administer": func(v *node) { r.Administer = d.administer(v) },
		"exclusive":  func(v *node) { r.Exclusive = d.exclusive(v) },
		"joining":    func(v *node) { r.Joining = d.joining(v) },
		"creation":   func(v *node) { r.Creation = d.creation(v) },
		"notify":     func(v *node) { r.Notices = d.notices(v) },
		"ask":        func(v *node) { r.Ask = names[mandat.RoleID](d, "Ask", v) },
		"no-role":    func(v *node) { r.NoRole = d.title("NoRole", v) },
	}, "system", "version")
	return r
}

func (d *decoder) structures(n *node) (all []mandat.StructureRule) {
	d.declarations("Structures", n, "structures", func(path string, key, value *node) {
		s := mandat.StructureRule{Name: mandat.Structure(key.text)}
		d.body(path, value, fields{
			"title": func(v *node) { s.Title = d.title(path+".Title", v) },
			"home":  func(v *node) { s.Home = d.home(path+".Home", v) },
		})
		all = append(all, s)
	})
	return all
}

func (d *decoder) home(path string, n *node) mandat.HomeRule {
	return word(d, path, n, "rule for home units", []string{"optional", "required"},
		[]mandat.HomeRule{mandat.HomeOptional, mandat.HomeRequired})
}

func (d *decoder) channels(n *node) (all []mandat.ChannelRule) {
	d.declarations("Channels", n, "channels", func(path string, key, value *node) {
		c := mandat.ChannelRule{Name: mandat.Channel(key.text)}
		d.body(path, value, fields{
			"title":  func(v *node) { c.Title = d.title(path+".Title", v) },
			"login":  func(v *node) { c.Login = d.boolean(path+".Login", v) },
			"bearer": func(v *node) { c.Bearer = d.boolean(path+".Bearer", v) },
		})
		all = append(all, c)
	})
	return all
}

func (d *decoder) settings(n *node) (all []mandat.SettingRule) {
	d.declarations("Settings", n, "settings", func(path string, key, value *node) {
		s := mandat.SettingRule{Name: mandat.Setting(key.text)}
		d.body(path, value, fields{
			"title":   func(v *node) { s.Title = d.title(path+".Title", v) },
			"default": func(v *node) { s.Default = d.boolean(path+".Default", v) },
		})
		all = append(all, s)
	})
	return all
}

func (d *decoder) groupRules(n *node) (holdRoles bool) {
	d.record("GroupsHoldRoles", n, fields{
		"hold-roles": func(v *node) { holdRoles = d.boolean("GroupsHoldRoles", v) },
	})
	return holdRoles
}

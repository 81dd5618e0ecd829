package policyfile

import (
	"maps"
	"slices"

	"github.com/mandat-go/mandat"
)

// command is one of a step: a mandat.Command, or a mandat.FoundOrg, which no
// organisation can plan.
type command interface{ CommandName() string }

// commandReaders are the readers of commands, by the name of the command.
type commandReaders map[string]func(*node) command

func (d *casesReader) commandReaders() commandReaders {
	all := make(commandReaders)
	for _, some := range []commandReaders{d.orgCommands(), d.unitCommands(), d.memberCommands(),
		d.invitationCommands(), d.groupCommands(), d.roleCommands()} {
		maps.Copy(all, some)
	}
	return all
}

// commands reads one command, or the list of those that form one change.
func (d *casesReader) commands(n *node) (all []command) {
	for _, item := range d.oneOrMore("", n, "at least one command") {
		if c := d.command(item); c != nil {
			all = append(all, c)
		}
	}
	return all
}

// command reads a mapping with one key, the name of the command.
func (d *casesReader) command(n *node) command {
	if !d.is("", n, mapping, "a command, such as {remove-member: {person: kalle}}") {
		return nil
	}
	if len(n.entries) != 1 {
		if !n.maimed {
			d.report(n, "a command has its name as the only key, and here are %d", len(n.entries))
		}
		return nil
	}
	readers, e := d.commandReaders(), n.entries[0]
	if read := readers[d.key("", n, e.key, slices.Sorted(maps.Keys(readers)))]; read != nil {
		return read(e.value)
	}
	return nil
}

// only reads a mapping with one key, a name.
func only[T ~string](d *decoder, n *node, key string) (id T) {
	d.record("", n, fields{key: func(v *node) { id = name[T](d, "", v) }}, key)
	return id
}

func (d *casesReader) orgCommands() commandReaders {
	return commandReaders{
		"found-org":      d.foundOrg,
		"change-setting": d.changeSetting,
	}
}

func (d *casesReader) foundOrg(n *node) command {
	var c mandat.FoundOrg
	d.record("", n, fields{
		"org":      func(v *node) { c.ID = name[mandat.OrgID](d.decoder, "", v) },
		"home":     func(v *node) { c.Home = nameOrNone[mandat.UnitID](d.decoder, v) },
		"units":    func(v *node) { c.Units = d.decoder.units(v) },
		"settings": func(v *node) { c.Settings = d.orgSettings(v) },
	}, "org")
	return c
}

func (d *casesReader) changeSetting(n *node) command {
	var c mandat.ChangeSetting
	if !d.is("", n, mapping, "a setting with true or false") {
		return c
	}
	if len(n.entries) != 1 && !n.maimed {
		d.report(n, "a command changes one setting, and these are %d", len(n.entries))
	}
	for _, e := range n.entries {
		c.Setting, c.On = name[mandat.Setting](d.decoder, "", e.key), d.boolean("", e.value)
	}
	return c
}

func (d *casesReader) unitCommands() commandReaders {
	return commandReaders{
		"add-unit":  d.addUnit,
		"move-unit": d.moveUnit,
		"seal-unit": d.sealUnit,
		"remove-unit": func(n *node) command {
			return mandat.RemoveUnit{Unit: only[mandat.UnitID](d.decoder, n, "unit")}
		},
	}
}

func (d *casesReader) addUnit(n *node) command {
	var c mandat.AddUnit
	f := d.unitFields(&c.Unit)
	f["id"] = func(v *node) { c.Unit.ID = name[mandat.UnitID](d.decoder, "", v) }
	f["named"] = func(v *node) { c.Named = someNames[mandat.PersonID](d.decoder, "", v) }
	d.record("", n, f, "id", "structure")
	return c
}

func (d *casesReader) moveUnit(n *node) command {
	var c mandat.MoveUnit
	d.record("", n, fields{
		"unit":  func(v *node) { c.Unit = name[mandat.UnitID](d.decoder, "", v) },
		"below": func(v *node) { c.To = nameOrNone[mandat.UnitID](d.decoder, v) },
	}, "unit", "below")
	return c
}

func (d *casesReader) sealUnit(n *node) command {
	var c mandat.SealUnit
	d.record("", n, fields{
		"unit":   func(v *node) { c.Unit = name[mandat.UnitID](d.decoder, "", v) },
		"sealed": func(v *node) { c.Sealed = d.boolean("", v) },
	}, "unit", "sealed")
	return c
}

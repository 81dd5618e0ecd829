package mandat

import (
	"maps"
	"slices"
)

// Names returns every name that the policy declares, each type with all of its facts
// (TypeNames.Mapped), in the order of the rules. The built-in types are not among them.
func (p *Policy) Names() Names {
	n := Names{
		Structures: each(p.rules.Structures, structureName),
		Channels:   each(p.rules.Channels, channelName),
		Settings:   each(p.rules.Settings, settingName),
		Roles:      each(p.rules.Roles, roleName),
		Groups:     p.rules.groupNames(),
	}
	for _, t := range p.types {
		if !t.builtin {
			n.Types = append(n.Types, t.names())
		}
	}
	return n
}

func (t *resourceType) names() TypeNames {
	return TypeNames{
		Name:       t.rule.Name,
		Actions:    each(t.actions, (*action).name),
		Structures: slices.Clone(t.rule.Structures),
		PartOf:     t.rule.PartOf,
		Statuses:   slices.Clone(t.statuses),
		Labels:     each(t.rule.Labels, labelName),
		Relations:  slices.Clone(t.relations),
		Lists:      slices.Clone(t.lists),
		Mapped:     true,
	}
}

// Languages returns the languages in which the policy has a title of anything that it
// declares, sorted.
func (p *Policy) Languages() []string {
	found := make(map[string]bool)
	p.rules.eachTitle(func(t Title) {
		for lang := range t {
			found[lang] = true
		}
	})
	return slices.Sorted(maps.Keys(found))
}

func (r *Rules) eachTitle(do func(Title)) {
	for _, s := range r.Structures {
		do(s.Title)
	}
	for _, c := range r.Channels {
		do(c.Title)
	}
	for _, s := range r.Settings {
		do(s.Title)
	}
	for i := range r.Types {
		r.Types[i].eachTitle(do)
	}
	for i := range r.Roles {
		do(r.Roles[i].Title)
	}
	for i := range r.Creation {
		for _, g := range r.Creation[i].Groups {
			do(g.Title)
		}
	}
	do(r.NoRole)
}

func (t *TypeRule) eachTitle(do func(Title)) {
	do(t.Title)
	for _, s := range t.Statuses {
		do(s.Title)
	}
	for _, l := range t.Labels {
		do(l.Title)
	}
	for _, r := range t.Relations {
		do(r.Title)
	}
	for i := range t.Actions {
		do(t.Actions[i].Title)
	}
}

// groupNames returns the names of the predefined groups, each once.
func (r *Rules) groupNames() []GroupName {
	var names []GroupName
	for i := range r.Creation {
		for _, g := range r.Creation[i].Groups {
			if !slices.Contains(names, g.Name) {
				names = append(names, g.Name)
			}
		}
	}
	return names
}

func structureName(s StructureRule) Structure { return s.Name }
func channelName(c ChannelRule) Channel       { return c.Name }
func settingName(s SettingRule) Setting       { return s.Name }
func roleName(r Role) RoleID                  { return r.ID }
func labelName(l LabelRule) Label             { return l.Name }

func (t *resourceType) name() ResourceType { return t.rule.Name }
func (a *action) name() Action             { return a.rule.Name }

// wholes returns the types of which a resource of the type can be part.
func (t *resourceType) wholes() []ResourceType {
	if t.rule.PartOf == "" {
		return nil
	}
	return []ResourceType{t.rule.PartOf}
}

package policyfile_test

import "testing"

func TestWrongCreation(t *testing.T) {
	const (
		makes = joint + "creation: "
		keys  = "creator, groups, must-name, named, sealed"
		there = ` comes with a unit of structure "tree": expected one that is given there, exact or subtree`
	)
	for _, b := range []bad{
		{"a list of structures", makes + "¦[tree]", []string{"expected a mapping of structures with what comes with their units, found a list"}},
		{"nothing that comes", makes + "{tree: ¦}", []string{"expected a mapping with the keys " + keys + ", found nothing"}},
		{"an empty rule", makes + "{¦tree: {}}", []string{`nothing comes with a unit of structure "tree": leave it out`}},
		{"an unknown structure", makes + "{¦forest: {groups: all}}", []string{`unknown structure "forest": expected tree`}},
		{"a structure twice", makes + "{tree: {groups: all}, ¦tree: {creator: local}}", []string{`key "tree" stands here twice: it has a value in line 8 already`}},
		{"an unknown key", makes + "{tree: {¦make: local, groups: all}}", []string{`unknown key "make"; the keys here are ` + keys}},
		{"unknown and doubled roles", makes + "{tree: {creator: [local, ¦q], named: [local, ¦local]}}", []string{`unknown role "q"`, `role "local" stands here twice`}},
		{"a role of the whole organisation", makes + "{tree: {creator: ¦r, named: [¦s]}}", []string{`role "r"` + there, `role "s"` + there}},
		{"what everybody holds", makes + "{tree: {creator: ¦everybody}}", []string{`role "everybody" comes with no unit: everybody holds it`}},
		{"nothing for those who must be named", makes + "{tree: {creator: local, must-name: ¦true}}", []string{"somebody must be named, and no role comes of it"}},
		{"an empty list", makes + "{tree: {creator: ¦[], groups: ¦[]}}", []string{"an empty list says nothing: expected at least one name, or leave the key out",
			"an empty list says nothing: expected at least one name, or leave the key out"}},
		{"names of groups", makes + "{tree: {groups: [a, ¦a, ¦A/b]}}", []string{`group "a" is declared twice`,
			`group name "A/b": expected lower-case letters, digits and hyphens, beginning with a letter`}},
	} {
		t.Run(b.name, func(t *testing.T) { b.assertErrors(t, "policy.yaml", parsePolicy("policy.yaml")) })
	}
}

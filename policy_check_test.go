package mandat_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

func TestAPolicyHasItsOwnNames(t *testing.T) {
	p := mustPolicy(t, standardRules())
	n := p.Names()
	assert.NoError(t, p.Check(n))
	assert.Equal(t, []mandat.ResourceType{"folder", "contract", "booking"}, typesOf(n))
	assert.Equal(t, []mandat.Label{"secret", "urgent"}, n.Types[1].Labels)
	n.Types[1].Structures[0], n.Types[1].Statuses[0] = "x", "x"
	assert.NoError(t, p.Check(p.Names()), "the names are copies")
	assert.NoError(t, p.Check(mandat.Names{}), "nothing is asked for")
}

func typesOf(n mandat.Names) (names []mandat.ResourceType) {
	for _, t := range n.Types {
		names = append(names, t.Name)
	}
	return names
}

func TestCheckFindsEveryUnknownName(t *testing.T) {
	p := mustPolicy(t, standardRules())
	err := p.Check(mandat.Names{
		Types: []mandat.TypeNames{
			{Name: "contrakt", Actions: []mandat.Action{"raed"}},
			{Name: "contract", Actions: []mandat.Action{"read", "raed"}, Structures: []mandat.Structure{"organization"}, PartOf: "file",
				Statuses: []mandat.Status{"drfat"}, Labels: []mandat.Label{"secrets"}, Relations: []mandat.Relation{"Deputy"}, Lists: []mandat.Action{"sign"}},
			{Name: "booking", Labels: []mandat.Label{"x"}, PartOf: "folder"},
			{Name: mandat.UnitType, Actions: []mandat.Action{"remove", "delete"}},
		},
		Structures: []mandat.Structure{"rooms", "rom"},
		Channels:   []mandat.Channel{"webb"},
		Settings:   []mandat.Setting{""},
		Roles:      []mandat.RoleID{"every-one"},
		Groups:     []mandat.GroupName{"internal"},
	})
	assert.EqualError(t, err, `mandat: invalid names
	Types[0]: the policy has no type "contrakt": the nearest is "contract"
	Types[1].Actions[1]: the policy has no action "raed" of contract: the nearest is "read"
	Types[1].Structures[0]: the policy has no structure "organization" of contract: the nearest is "organisation"
	Types[1].PartOf: in the policy no contract is part of a "file": the nearest is "folder"
	Types[1].Statuses[0]: the policy has no status "drfat" of contract: the nearest is "draft"
	Types[1].Labels[0]: the policy has no label "secrets" of contract: the nearest is "secret"
	Types[1].Relations[0]: the policy has no relation "Deputy" of contract: the nearest is "deputy"
	Types[1].Lists[0]: the policy has no list "sign" of contract: the nearest is "read"
	Types[2].PartOf: in the policy no booking is part of a "folder": it has none
	Types[2].Labels[0]: the policy has no label "x" of booking: it has none
	Types[3].Actions[1]: the policy has no action "delete" of unit: the nearest is "create"
	Structures[1]: the policy has no structure "rom": the nearest is "rooms"
	Channels[0]: the policy has no channel "webb": the nearest is "web"
	Settings[0]: the policy has no setting "": the nearest is "extra"
	Roles[0]: the policy has no role "every-one": the nearest is "everyone"
	Groups[0]: the policy has no predefined group "internal": it has none`)
	var invalid *mandat.InvalidError
	require.ErrorAs(t, err, &invalid)
	assert.Equal(t, "names", invalid.What)
	assert.Len(t, invalid.Problems, 16)
}

// A service whose mapping was written for another version of the policy is told at
// start, not by questions that are malformed.
func TestCheckFindsFactsThatAMappingDoesNotState(t *testing.T) {
	before := mustPolicy(t, standardRules()).Names()
	rules := standardRules()
	c := &rules.Types[1]
	c.Structures, c.Statuses = append(c.Structures, "rooms"), append(c.Statuses, mandat.StatusRule{Name: "lost"})
	c.Labels, c.Relations = append(c.Labels, mandat.LabelRule{Name: "vip"}), append(c.Relations, mandat.RelationRule{Name: "author"})
	c.Lists = append(c.Lists, "sign")
	rules.Types[2].PartOf = "folder"
	p := mustPolicy(t, rules)
	assert.EqualError(t, p.Check(before), `mandat: invalid names
	Types[1].Structures: the structure "rooms" is missing: the policy declares it
	Types[1].Statuses: the status "lost" is missing: the policy declares it
	Types[1].Labels: the label "vip" is missing: the policy declares it
	Types[1].Relations: the relation "author" is missing: the policy declares it
	Types[1].Lists: the list "sign" is missing: the policy declares it
	Types[2].PartOf: "folder" is missing: the policy declares it`)
	for i := range before.Types {
		before.Types[i].Mapped = false
	}
	assert.NoError(t, p.Check(before), "whoever only asks states nothing")
}

func TestNoPolicyHasNoNames(t *testing.T) {
	const want = "mandat: invalid names\n\t: the policy is nil or zero"
	assert.EqualError(t, (*mandat.Policy)(nil).Check(mandat.Names{}), want)
	assert.EqualError(t, new(mandat.Policy).Check(mandat.Names{}), want)
}

func TestLanguagesAreThoseOfTitles(t *testing.T) {
	assert.Empty(t, mustPolicy(t, standardRules()).Languages())
	for lang, put := range map[string]func(*mandat.Rules, mandat.Title){
		"channel":   func(r *mandat.Rules, l mandat.Title) { r.Channels[0].Title = l },
		"structure": func(r *mandat.Rules, l mandat.Title) { r.Structures[1].Title = l },
		"setting":   func(r *mandat.Rules, l mandat.Title) { r.Settings[0].Title = l },
		"type":      func(r *mandat.Rules, l mandat.Title) { r.Types[0].Title = l },
		"action":    func(r *mandat.Rules, l mandat.Title) { r.Types[1].Actions[2].Title = l },
		"status":    func(r *mandat.Rules, l mandat.Title) { r.Types[1].Statuses[0].Title = l },
		"label":     func(r *mandat.Rules, l mandat.Title) { r.Types[1].Labels[0].Title = l },
		"relation":  func(r *mandat.Rules, l mandat.Title) { r.Types[1].Relations[0].Title = l },
		"role":      func(r *mandat.Rules, l mandat.Title) { r.Roles[0].Title = l },
		"no role":   func(r *mandat.Rules, l mandat.Title) { r.NoRole = l },
	} {
		rules := standardRules()
		put(&rules, mandat.Title{lang: "text", "en": "text"})
		assert.ElementsMatch(t, []string{lang, "en"}, mustPolicy(t, rules).Languages())
	}
}

// Whoever asks several questions of one organisation tells the observer of each.
func TestTellTellsTheObserver(t *testing.T) {
	p := mustPolicy(t, standardRules())
	d := opened(t, memstore.New(), p)
	assert.Equal(t, []*mandat.Policy{p}, d.Policies())
	assert.Empty(t, (*mandat.Directory)(nil).Policies())
	var told []string
	q := mandat.Decided{Action: "read", Resource: mandat.Resource{Type: "folder"}}
	d.Tell(background, q) // nobody is told
	d.SetObserver(&mandat.Observer{})
	d.Tell(background, q)
	d.SetObserver(&mandat.Observer{Decided: func(_ context.Context, q mandat.Decided) {
		told = append(told, fmt.Sprint(q.Resource.Type, ".", q.Action))
	}})
	d.Tell(background, q)
	(*mandat.Directory)(nil).Tell(background, q)
	assert.Equal(t, []string{"folder.read"}, told)
}

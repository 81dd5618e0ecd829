package main

import (
	"slices"
	"strings"
)

// kind is a kind of list.
type kind struct {
	name    string
	columns []column
	// by lists the filters that say something of it.
	by   []string
	rows func(*list) []record
	// asks lists the flags of the question that it answers, nil for none.
	asks []string
}

// column is a column that a list can have.
type column struct {
	name  string
	title phrase
	more  bool // it is left out unless it is asked for
}

// record is a row with the cells of all columns, by their names.
type record map[string]value

func kinds() []kind { return append(kindsOfAll(), kindsOfAnswers()...) }

// kindsOfAll are the lists of what there is.
func kindsOfAll() []kind {
	return []kind{
		{"members", []column{
			{"person", phrase{"Person", "Person"}, false}, {"status", phrase{"Status", "Status"}, false},
			{"home", phrase{"Home unit", "Hemenhet"}, false}, {"roles", phrase{"Roles", "Roller"}, false},
			{"groups", phrase{"Groups", "Grupper"}, true},
		}, []string{"structure", "unit", "role", "of"}, (*list).members, nil},
		{"grants", []column{
			{"role", phrase{"Role", "Roll"}, false}, {"person", phrase{"Person", "Person"}, false},
			{"group", phrase{"Group", "Grupp"}, false}, {"at", phrase{"At", "Vid"}, false},
			{"state", phrase{"State", "Läge"}, false}, {"from", phrase{"From", "Från"}, true}, {"until", phrase{"Until", "Till"}, true},
			{"role-id", phrase{"Role id", "Rollens id"}, true},
		}, []string{"structure", "unit", "role", "of"}, (*list).grants, nil},
		{"invitations", []column{
			{"invitation", phrase{"Invitation", "Inbjudan"}, false}, {"person", phrase{"Person", "Person"}, false},
			{"home", phrase{"Home unit", "Hemenhet"}, false}, {"roles", phrase{"Roles", "Roller"}, false},
			{"state", phrase{"State", "Läge"}, false}, {"until", phrase{"Until", "Till"}, false}, {"by", phrase{"Sent by", "Skickad av"}, true},
		}, []string{"structure", "unit", "role", "of"}, (*list).invitations, nil},
		{"approvals", []column{
			{"action", phrase{"Action", "Handling"}, false}, {"id", phrase{"Of", "För"}, false}, {"by", phrase{"Asked for by", "Begärt av"}, false},
			{"state", phrase{"State", "Läge"}, false}, {"votes", phrase{"Votes", "Röster"}, false}, {"until", phrase{"Until", "Till"}, false},
			{"voters", phrase{"Approved by", "Godkänt av"}, true}, {"digest", phrase{"Digest", "Kontrollsumma"}, true},
		}, []string{"structure", "unit", "of"}, (*list).approvals, nil},
		{"vacancies", []column{
			{"role", phrase{"Role", "Roll"}, false}, {"unit", phrase{"Unit", "Enhet"}, false},
			{"holders", phrase{"Holders", "Innehavare"}, false}, {"least", phrase{"Least", "Minst"}, false},
			{"role-id", phrase{"Role id", "Rollens id"}, true},
		}, []string{"structure", "unit", "role"}, (*list).vacancies, nil},
		{"units", []column{
			{"unit", phrase{"Unit", "Enhet"}, false}, {"structure", phrase{"Structure", "Struktur"}, false},
			{"below", phrase{"Below", "Under"}, false}, {"sealed", phrase{"Sealed", "Förseglad"}, false},
		}, []string{"structure", "unit"}, (*list).units, nil},
		{"groups", []column{
			{"group", phrase{"Group", "Grupp"}, false}, {"unit", phrase{"Unit", "Enhet"}, false},
			{"members", phrase{"Members", "Medlemmar"}, false}, {"groups", phrase{"Groups", "Grupper"}, false},
			{"roles", phrase{"Roles", "Roller"}, true},
		}, []string{"structure", "unit", "role", "of"}, (*list).groups, nil},
	}
}

// choose returns the columns that are named, or those that a list has by itself.
func (k *kind) choose(names string) ([]column, error) {
	if names == "" {
		return slices.DeleteFunc(slices.Clone(k.columns), func(c column) bool { return c.more }), nil
	}
	var shown []column
	for name := range strings.SplitSeq(names, ",") {
		name = strings.TrimSpace(name)
		i := slices.IndexFunc(k.columns, func(c column) bool { return c.name == name })
		if i < 0 {
			all := each(k.columns, func(c column) string { return c.name })
			return nil, usagef("-columns: %s have no column %q: expected some of %s", k.name, name, strings.Join(all, ", "))
		}
		shown = append(shown, k.columns[i])
	}
	return shown, nil
}

// rows returns the cells of the columns that are shown.
func (l *list) rows(k *kind, shown []column) ([][]value, error) {
	err := l.check(k)
	if k.asks != nil && err != nil {
		return nil, err
	}
	var rows [][]value
	for _, r := range k.rows(l) {
		rows = append(rows, each(shown, func(c column) value { return r[c.name] }))
	}
	if l.err != nil {
		return nil, l.err
	}
	if l.malformed != "" {
		err = usagef("what the person may read cannot be decided: %s", l.malformed)
	}
	return rows, err
}

package main

import (
	"cmp"
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strconv"

	"github.com/mandat-go/mandat"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// page is a matrix as the template of the HTML page shows it, in words. All text
// in it is plain.
type page struct {
	Lang, Title, Intro string
	CSS                template.CSS
	Legend             []pageMark
	Rules              string
	Roles              []pageName
	Columns            int // with those of actions and rules
	Tables             []pageTable
	NotesTitle, Back   string
	Notes              []pageNote
	Contents           string
	Holdings           *pageHoldings // nil for none
	mentioned          map[int]bool
}

// pageTable is one table, its rows in groups.
type pageTable struct {
	ID, Title, Intro, Corner string
	Groups                   []pageGroup
}

type pageGroup struct {
	Name pageName
	Rows []pageRow
}

// pageName is a title, and the id beside it unless they are the same.
type pageName struct{ Title, ID string }

type pageRow struct {
	Name  pageName
	Rules []pageRef
	Cells []pageCell
}

type pageCell struct {
	pageMark
	Refs []pageRef
}

// pageMark is what a cell can say, with the class that colours it.
type pageMark struct{ Class, Says, Means string }

// pageRef leads to a note, and First is where that leads back to.
type pageRef struct {
	Number int
	First  bool
	Text   string
}

type pageNote struct {
	Number int
	Text   string
}

// html writes the table as one page that needs nothing else.
func (t *table) html(w io.Writer) error {
	parsed, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return err
	}
	return parsed.Execute(w, t.page())
}

func (t *table) page() *page {
	p := &page{
		Lang: t.lang, Title: plain(t.heading()), Intro: t.say(phraseIntro), CSS: template.CSS(pageCSS), Rules: t.say(phraseRules),
		Legend: each(t.marks(), t.mark), NotesTitle: t.say(phraseNotes), Back: t.say(phraseBack),
		Roles:    each(t.roles, func(r mandat.Role) pageName { return t.pageName(r.Title, word(string(r.ID))) }),
		Contents: t.say(phraseContents), Holdings: t.pageHoldings(),
		Columns:   2 + len(t.roles),
		mentioned: make(map[int]bool),
	}
	p.Tables = []pageTable{t.pageTable(p, "actions", phraseByAction, phraseAction, t.rows, t.typeOf, t.actionOf)}
	if t.byStatus != nil {
		p.Tables = append(p.Tables, t.pageTable(p, "statuses", phraseByStatus, phraseStatus, t.byStatus, t.actionOf, t.statusesOf))
		p.Tables[1].Intro = t.say(phraseStatuses)
	}
	for i, note := range t.notes {
		p.Notes = append(p.Notes, pageNote{i + 1, plain(note)})
	}
	return p
}

// pageTable returns a table whose rows stand together as long as group names the
// same.
func (t *table) pageTable(p *page, id string, title, corner phrase, rows []row, group, name func(row) pageName) pageTable {
	made := pageTable{ID: id, Title: t.say(title), Corner: t.say(corner)}
	for _, r := range rows {
		g := group(r)
		if n := len(made.Groups); n == 0 || made.Groups[n-1].Name != g {
			made.Groups = append(made.Groups, pageGroup{Name: g})
		}
		last := &made.Groups[len(made.Groups)-1]
		last.Rows = append(last.Rows, pageRow{name(r), p.refs(t, r.rules), each(r.cells, func(c cell) pageCell {
			return pageCell{t.mark(mark{says: c.says}), p.refs(t, c.notes)}
		})})
	}
	return made
}

// typeOf names the type of a row's action.
func (t *table) typeOf(r row) pageName {
	return t.pageName(t.giving.typ(r.action.Type).Title, word(string(r.action.Type)))
}

// actionOf names a row's action, as it stands in the text.
func (t *table) actionOf(r row) pageName {
	return pageName{cmp.Or(plain(r.title), plain(r.name)), plain(r.name)}
}

// statusesOf names the statuses in which something is said.
func (t *table) statusesOf(r row) pageName {
	return pageName{plain(t.statuses(r)), plain(statusNames(r))}
}

func (t *table) pageName(title mandat.Title, id string) pageName {
	return pageName{plain(t.title(title, id)), plain(id)}
}

// refs returns references to notes.
func (p *page) refs(t *table, notes []int) []pageRef {
	return each(notes, func(n int) pageRef {
		first := !p.mentioned[n]
		p.mentioned[n] = true
		return pageRef{n, first, plain(t.notes[n-1])}
	})
}

// Ref returns where a note leads back to, and a reference leads from.
func (r pageRef) Ref() string { return "ref-" + strconv.Itoa(r.Number) }

// mark is what a cell can say, and what it means.
type mark struct{ says, means phrase }

// marks returns what the cells say.
func (t *table) marks() []mark {
	all := []mark{{phraseYes, phraseMeansYes}, {phraseIf, phraseMeansIf}, {phraseNo, phraseMeansNo}, {phraseBlocked, phraseMeansBlocked}}
	return slices.DeleteFunc(all, func(m mark) bool {
		return !slices.ContainsFunc(slices.Concat(t.rows, t.byStatus), func(r row) bool {
			return slices.ContainsFunc(r.cells, func(c cell) bool { return c.says == m.says })
		})
	})
}

func (t *table) mark(m mark) pageMark { return pageMark{m.says.en, t.say(m.says), t.say(m.means)} }

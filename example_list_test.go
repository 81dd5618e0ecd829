package mandat_test

import (
	"fmt"
	"iter"
	"log"
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
)

// articles is the newsroom's own table, sorted by id.
var articles = []article{
	{id: "a-1", desk: "culture", status: "draft", author: "vera"},
	{id: "a-2", desk: "sports", status: "draft", author: "vera"},
	{id: "a-3", desk: "culture", status: "published", author: "olle"},
	{id: "a-4", desk: "culture", status: "draft", author: "olle"},
}

// query stands for one to a database: its rows, or an error.
func query(keep func(article) bool) iter.Seq2[article, error] {
	return func(yield func(article, error) bool) {
		for _, a := range articles {
			if keep(a) && !yield(a, nil) {
				return
			}
		}
	}
}

// A page shows the rows that somebody may see.
func ExampleResources() {
	readable := newsroom().As(vera).Filter("article", "read")
	for a, err := range mandat.Resources(readable, query(func(article) bool { return true }), article.Resource) {
		if err != nil {
			log.Fatal(err) // the list is not complete
		}
		fmt.Println(a.id, a.desk)
	}
	// Output:
	// a-1 culture
	// a-3 culture
	// a-4 culture
}

// A service that has indexes is asked for the rows that matter, and no others. A cursor
// tells where the next page begins.
func ExampleResourcesIn() {
	index := func(e mandat.Expr, after mandat.ResourceID) iter.Seq2[article, error] {
		fmt.Println("looked for:", e)
		switch e.Op {
		case mandat.ExprPlace: // … WHERE desk IN (…) AND id > … ORDER BY id
			return query(func(a article) bool {
				return a.id > string(after) && slices.Contains(e.Units, mandat.UnitID(a.desk))
			})
		case mandat.ExprAlways:
			return query(func(a article) bool { return a.id > string(after) })
		}
		return nil
	}
	cursors, err := mandat.NewCursors([]byte(strings.Repeat("secret! ", 4)), time.Hour)
	if err != nil {
		log.Fatal(err)
	}
	readable := newsroom().As(vera).Filter("article", "read")
	cursor := ""
	for a, err := range mandat.ResourcesIn(readable, index, article.Resource, "") {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(a.id)
		if a.id == "a-3" { // the page is full
			cursor, err = cursors.After(readable, "", mandat.ResourceID(a.id))
			break
		}
	}
	after, err := cursors.Read(readable, "", cursor)
	fmt.Println("next page after", after, err)
	// Output:
	// looked for: desks: culture
	// a-1
	// a-3
	// next page after a-3 <nil>
}

// What a filter asks of a row, for a search in the service's own store.
func ExampleFilter_Expr() {
	for _, action := range []mandat.Action{"read", "delete"} {
		e, err := newsroom().As(vera).Filter("article", action).Expr()
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %s\n", action, e)
	}
	// Output:
	// read: desks: culture
	// delete: desks: culture and vera is author and status: draft
}

// Who has access, and why.
func ExampleOrg_Subjects() {
	all, err := newsroom().Subjects(mandat.Subject{Channel: "app", Session: mandat.OpenSession, At: vera.At}, "read", articles[0].Resource())
	if err != nil {
		log.Fatal(err)
	}
	for _, a := range all {
		fmt.Println(a.Person, a.Explain().Because())
	}
	// Output: vera [grant reporter at culture]
}

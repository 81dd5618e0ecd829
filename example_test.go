package mandat_test

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/mandat-go/mandat"
)

// newsroom builds an organisation with two desks. Reporters read and edit the
// articles of their desk; whoever wrote one may delete it, as long as it is a
// draft.
func newsroom() *mandat.Org {
	do := func(a ...mandat.Action) (refs []mandat.ActionRef) {
		for _, a := range a {
			refs = append(refs, mandat.ActionRef{Type: "article", Action: a})
		}
		return refs
	}
	policy, err := mandat.NewPolicy(mandat.Rules{
		System: "newsroom", Version: "1",
		Structures: []mandat.StructureRule{{Name: "desks"}},
		Channels:   []mandat.ChannelRule{{Name: "app", Login: true}},
		Types: []mandat.TypeRule{{
			Name:       "article",
			Structures: []mandat.Structure{"desks"},
			Statuses:   []mandat.StatusRule{{Name: "draft"}, {Name: "published"}},
			Relations:  []mandat.RelationRule{{Name: "author"}},
			Actions:    []mandat.ActionRule{{Name: "read"}, {Name: "edit", Needs: []mandat.Action{"read"}}, {Name: "delete"}},
		}},
		Roles: []mandat.Role{{
			ID:    "reporter",
			At:    []mandat.Where{{"desks": {mandat.Subtree}}},
			Opens: []mandat.Channel{"app"},
			Can: []mandat.Permission{
				{Do: do("read", "edit")},
				{Do: do("delete"), When: &mandat.Condition{Relation: []mandat.Relation{"author"}}},
			},
		}},
		Gates: []mandat.Gate{{Close: do("delete"), Unless: mandat.Condition{Status: []mandat.Status{"draft"}}}},
	})
	if err != nil {
		log.Fatal(err)
	}
	org, err := mandat.NewOrg(policy, mandat.OrgData{
		ID:      "gazette",
		Units:   []mandat.Unit{{ID: "culture", Structure: "desks"}, {ID: "sports", Structure: "desks"}},
		Members: []mandat.Member{{Person: "vera", Status: mandat.MemberActive}},
		Grants:  []mandat.Grant{{Role: "reporter", Member: "vera", Scope: mandat.Below("culture")}},
	})
	if err != nil {
		log.Fatal(err)
	}
	return org
}

// vera asks, logged in to the app.
var vera = mandat.Subject{Person: "vera", Channel: "app", Session: mandat.OpenSession, At: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)}

// article is a service's own row, and Resource its mapping.
type article struct {
	id, desk, author, status string
}

func (a article) Resource() mandat.Resource {
	return mandat.Resource{
		Type: "article", ID: mandat.ResourceID(a.id), Org: "gazette", Status: mandat.Status(a.status),
		Units:     mandat.Units{mandat.Structure("desks").Is(mandat.At(mandat.UnitID(a.desk)))},
		Relations: mandat.Relations{mandat.Relation("author").Is(mandat.One(mandat.PersonID(a.author)))},
	}
}

func ExampleOrg_Decide() {
	org := newsroom()

	review := article{id: "a-1", desk: "culture", author: "vera", status: "draft"}
	match := article{id: "a-2", desk: "sports", author: "otto", status: "draft"}
	fmt.Println(org.Decide(vera, "edit", review.Resource()))
	fmt.Println(org.Decide(vera, "edit", match.Resource()))

	// What was not loaded is never taken for nothing.
	fmt.Println(org.Decide(vera, "delete", article{id: "a-1", desk: "culture", status: "draft"}.Resource()))
	// Output:
	// allow
	// deny: no-right
	// deny: malformed: relation-not-stated
}

func ExampleView_Explain() {
	view := newsroom().As(vera)
	published := article{id: "a-1", desk: "culture", author: "vera", status: "published"}

	e := view.Explain("delete", published.Resource())
	fmt.Println(e.Text("en"))
	for _, miss := range e.Misses() {
		fmt.Println("code:", miss)
	}
	// Output:
	// vera may not delete (article a-1): a rule of the policy closes it for everybody.
	//   Standing: reporter at culture and below opens app.
	//   Right to delete: reporter at culture and below, which covers it.
	//   Gate on delete: closed, unless the status is draft.
	//   What would do: the status draft.
	// code: status draft
}

func ExampleView_Actions() {
	view := newsroom().As(vera)
	published := article{id: "a-1", desk: "culture", author: "vera", status: "published"}

	for action, d := range view.Actions(published.Resource()) {
		switch {
		case d.Allowed():
			fmt.Println("show", action)
		case d.Entitled():
			fmt.Println("grey", action)
		default:
			fmt.Println("hide", action)
		}
	}
	// Output:
	// show read
	// show edit
	// grey delete
}

func ExampleView_Check() {
	view := newsroom().As(vera)

	err := view.Check("read", article{id: "a-2", desk: "sports", author: "otto", status: "draft"}.Resource())
	fmt.Println(errors.Is(err, mandat.ErrDenied), errors.Is(err, mandat.ErrMalformed))
	fmt.Println(err)
	// Output:
	// true false
	// mandat: deny: no-right: vera may not read (article a-2): no role gives the right.
}

package mandat

import (
	"fmt"
	"strings"
)

// String returns the expression in one line, for logs and tests: "organisation:
// domestic, sales and (status: draft or kalle is responsible)". Ids that are no plain
// words stand in quotes.
func (e Expr) String() string {
	switch e.Op {
	case ExprAlways:
		return "always"
	case ExprAll:
		return e.join(" and ")
	case ExprAny:
		return e.join(" or ")
	case ExprNot:
		return "not " + e.Of[0].part()
	case ExprPlace:
		units := each(e.Units, quoted[UnitID])
		if e.Nowhere {
			units = append([]string{"nowhere"}, units...)
		}
		return fmt.Sprintf("%s: %s", e.Structure, strings.Join(units, ", "))
	case ExprRelation:
		return fmt.Sprintf("%s is %s", quoted(e.Person), e.Relation)
	case ExprStatus:
		return "status: " + strings.Join(each(e.Statuses, quoted[Status]), ", ")
	case ExprLabel:
		return "label: " + quoted(e.Label)
	case ExprHasList:
		return e.listName()
	case ExprListed:
		return fmt.Sprintf("%s: %s", e.listName(), strings.Join(each(e.Entries, Listed.entryText), ", "))
	case ExprID:
		return "id: " + strings.Join(each(e.IDs, quoted[ResourceID]), ", ")
	}
	return "never"
}

func (e *Expr) join(with string) string { return strings.Join(each(e.Of, Expr.part), with) }

// part returns the expression as it stands beside others.
func (e Expr) part() string {
	if e.Op == ExprAll || e.Op == ExprAny {
		return "(" + e.String() + ")"
	}
	return e.String()
}

func (e *Expr) listName() string {
	name := "list of " + string(e.List)
	if e.Up > 0 {
		name += fmt.Sprintf(" %d up", e.Up)
	}
	return name
}

func (l Listed) entryText() string {
	switch l.Kind {
	case ListedEverybody:
		return "everybody"
	case ListedRelation:
		return "relation " + quoted(l.Name)
	case ListedUnit:
		return "unit " + quoted(l.Name)
	case ListedGroup:
		return "group " + quoted(l.Name)
	case ListedPerson:
		return "person " + quoted(l.Name)
	}
	return "nobody"
}

func quoted[N ~string](n N) string {
	if n == "nowhere" {
		return `"nowhere"`
	}
	return bare(string(n))
}

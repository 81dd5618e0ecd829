package lists

import (
	"errors"
	"fmt"
	"iter"
	"os"
	"testing"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandattest"
	"github.com/mandat-go/mandat/policyfile"
)

var (
	plain  = ticket{"t-1", "acme", "nordic", "open", "kalle", mandat.NoACL()}
	closed = ticket{"t-2", "acme", "nordic", "closed", "", mandat.NoACL()}
	other  = ticket{"t-3", "acme", "billing", "open", "bo", mandat.NoACL()}
)

// everybody asks as somebody does who is signed in.
var everybody = mandat.Subject{Channel: "web", Session: mandat.OpenSession, At: mandattest.Now()}

func as(p mandat.PersonID) mandat.View {
	files := os.DirFS(".")
	policy, err := policyfile.LoadPolicy(files, "policy.yaml")
	if err != nil {
		panic(err)
	}
	acme, err := policyfile.LoadOrg(files, "acme.yaml", policy)
	if err != nil {
		panic(err)
	}
	return acme.As(mandattest.As(p, "web"))
}

// query stands for one to the database: its rows, or an error.
func query(rows ...ticket) iter.Seq2[ticket, error] {
	return func(yield func(ticket, error) bool) {
		for _, t := range rows {
			if !yield(t, nil) {
				return
			}
		}
	}
}

func Example_count() {
	fmt.Println(count(as("kalle"), "read", query(plain, closed, other)))
	fmt.Println(count(as("kalle"), "answer", query(plain, closed, other)))
	// Output:
	// 2 <nil>
	// 1 <nil>
}

func Example_menu() {
	menu(os.Stdout, as("maja"), closed)
	// Output:
	// read
	// answer (grey: deny: gate-closed)
	// close (grey: deny: gate-closed)
	// share
}

func Example_readers() {
	fmt.Println(readers(os.Stdout, as("kalle"), everybody, plain))
	// Output:
	// kalle
	// maja
	// and 0 more
	// <nil>
}

func Example_preview() {
	fmt.Println(preview(os.Stdout, as("kalle"), everybody, plain, mandat.Only(mandat.Named("kalle"), mandat.InUnit("billing"))))
	// Output:
	// maja gains [] loses [read answer close share]
	// and 1 more
	// <nil>
}

func TestAListIsCompleteOrAnError(t *testing.T) {
	forgotten := plain
	forgotten.readers = mandat.ACL{}
	if _, err := count(as("kalle"), "read", query(plain, forgotten)); !errors.Is(err, mandat.ErrMalformed) {
		t.Error(err)
	}
}

func TestWhoMaySeeNothing(t *testing.T) {
	if err := readers(os.Stdout, as("bo"), everybody, plain); !errors.Is(err, mandat.ErrNotFound) {
		t.Error(err)
	}
	if err := preview(os.Stdout, as("bo"), everybody, plain, mandat.Only()); !errors.Is(err, mandat.ErrDenied) {
		t.Error(err)
	}
}

package main

import (
	"flag"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/mutants"
	"github.com/mandat-go/mandat/internal/worlds"
)

// TestNothingWidensInSilence: where an answer under one of two policies is wider
// than under the other, the listing of going over says so, before it has looked at
// members. A question that was malformed is not compared.
func TestNothingWidensInSilence(t *testing.T) {
	withoutFailFile(t)
	var pairs, widened, silent int
	rapid.Check(t, func(rt *rapid.T) {
		w := worlds.Draw(40).Draw(rt, "world")
		p, err := mandat.NewPolicy(w.Rules)
		if err != nil {
			rt.Fatal(err)
		}
		all := mutants.Of(p)
		var others []*mandat.Policy
		for _, k := range rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 6, 6).Draw(rt, "mutants") {
			other := all[k].Rules
			other.Version += fmt.Sprint("-", k)
			to, err := mandat.NewPolicy(other)
			if err != nil {
				continue
			}
			others = append(others, to)
			for _, pair := range [][2]*mandat.Policy{{p, to}, {to, p}, {others[max(0, len(others)-2)], to}} {
				if pair[0] == pair[1] {
					continue
				}
				was, err := mandat.NewOrg(pair[0], w.Data)
				if err != nil {
					continue
				}
				is, err := mandat.NewOrg(pair[1], w.Data)
				if err != nil {
					continue
				}
				pairs++
				r := newMigrationReport(was, pair[1], worlds.Now, "en")
				wider := differ(w.Questions, was, is)
				switch r.impact = (mandat.Impact{}); {
				case wider != "" && len(r.wider()) == 0:
					rt.Fatalf("from %s to %s: %s\n%s\nnothing is said to widen: %+v", pair[0].Version(), pair[1].Version(), all[k].Name, wider, r.sections)
				case wider != "":
					widened++
				case len(r.wider()) == 0:
					silent++
				}
			}
		}
	})
	t.Logf("%d pairs of policies, of which %d widen, and %d are said not to", pairs, widened, silent)
	if !t.Failed() && (widened == 0 || silent == 0) {
		t.Error("the pairs are not of both kinds")
	}
}

// withoutFailFile keeps rapid from writing a file: the seed that is printed will do.
func withoutFailFile(t *testing.T) {
	noFile := flag.Lookup("rapid.nofailfile")
	before := noFile.Value.String()
	require.NoError(t, noFile.Value.Set("true"))
	t.Cleanup(func() { _ = noFile.Value.Set(before) })
}

// differ returns a question that has a wider answer, "" for none. Where a role cannot be
// as it is asked to be, nobody can do anything with it.
func differ(questions []worlds.Question, was, is *mandat.Org) string {
	for _, q := range questions {
		d, e := was.Decide(q.Subject, q.Action, q.Resource), is.Decide(q.Subject, q.Action, q.Resource)
		if d.Reason() != mandat.Malformed && e.Outcome() > d.Outcome() && e.Detail() != mandat.RoleInvalid {
			return fmt.Sprintf("%v\nis %v, and was %v", q, e, d)
		}
	}
	return ""
}

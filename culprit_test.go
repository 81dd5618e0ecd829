package mandat_test

import (
	"testing"

	"github.com/mandat-go/mandat"
)

// The explanation of every fault names what it is about, where there is a name.
func TestTheExplanationOfAFaultNamesIt(t *testing.T) {
	names := map[string][]string{
		"type-unknown": {"Contract"}, "action-unknown": {"READ"}, "channel-unknown": {"Web"},
		"unit-twice": {"organisation"}, "structure-unknown": {"rooms"}, "unit-unknown": {"gone", "room"}, "unit-not-stated": {"organisation"},
		"status-unknown": {"Valid"}, "label-unknown": {"Secret"},
		"relation-unknown": {"owner"}, "relation-not-stated": {"deputy"},
		"list-unknown": {"sign"}, "list-not-stated": {"read", "read"},
	}
	for _, f := range faults {
		s, a, r := as("kalle"), mandat.Action("read"), contract("c-9", "sales")
		f.spoil(&s, &a, &r)
		want := ""
		if left := names[f.detail]; len(left) > 0 {
			want, names[f.detail] = left[0], left[1:]
		}
		if got := needy(t).Explain(s, a, r).Steps()[0].Name; got != want {
			t.Errorf("%s names %q; want %q", f.detail, got, want)
		}
	}
}

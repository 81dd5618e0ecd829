package shadow

import (
	"context"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// A million disagreements about ids that somebody makes up, each long and each
// another one, take no more memory than a thousand, and write no lines of their own.
func TestTheReportDoesNotGrowWithWhatIsAsked(t *testing.T) {
	o := organisation(t)
	s := New(func(context.Context, mandat.OrgID) (*mandat.Org, error) { return o, nil }, Options{Personal: true})
	long := strings.Repeat("x", 10_000)
	question := func(i int) Question {
		n := strconv.Itoa(i)
		q := Question{Subject: mandat.Subject{Person: mandat.PersonID("p\n1 times " + n + long[:i%100]), Channel: "web", At: noon}, Action: "read",
			Resource: mandat.Resource{Type: "note", ID: mandat.ResourceID(n), Org: "acme"}}
		switch i % 3 {
		case 1:
			q.Action = mandat.Action("a" + n)
		case 2:
			q.Resource.Type = mandat.ResourceType("t" + n)
		}
		return q
	}
	for i := range 1000 {
		q := question(i)
		q.Subject.Person += mandat.PersonID(long)
		s.compare(true, q)
	}
	var explained []mandat.Explanation
	for i := range 3 {
		q := question(i)
		explained = append(explained, o.Explain(q.Subject, q.Action, q.Resource))
	}
	before := heap()
	for i := range 1_000_000 {
		s.disagree(true, question(i), o, explained[i%3])
	}
	assert.Less(t, heap(), before+1<<20)
	r := s.Report()
	assert.Equal(t, uint64(1_001_000), r.Otherwise)
	assert.Len(t, r.Groups, 3)
	assert.Less(t, len(r.String()), 20_000)
	for _, line := range strings.Split(r.String(), "\n")[1:] {
		assert.False(t, strings.HasPrefix(line, "1 times"), "an id writes a line of the report: %s", line)
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// There is an end to the groups, too.
func TestThereAreNoMoreGroupsThanAreKept(t *testing.T) {
	s := New(nil, Options{})
	o := organisation(t)
	q := Question{Subject: mandat.Subject{Person: "p", Channel: "web", At: noon}, Action: "read", Resource: mandat.Resource{Type: "note", Org: "acme"}}
	e := o.Explain(q.Subject, q.Action, q.Resource)
	for i := range maxGroups + 10 {
		q.Action = mandat.Action(strconv.Itoa(i))
		s.disagree(true, q, o, e)
	}
	r := s.Report()
	assert.Len(t, r.Groups, maxGroups)
	assert.Equal(t, uint64(10), r.Ungrouped)
	assert.Contains(t, r.String(), "10 times otherwise for more causes than are kept\n")
}

func organisation(t testing.TB) *mandat.Org {
	t.Helper()
	p, err := mandat.NewPolicy(mandat.Rules{System: "s", Version: "1", Channels: []mandat.ChannelRule{{Name: "web"}},
		Types: []mandat.TypeRule{{Name: "note", Actions: []mandat.ActionRule{{Name: "read"}}}},
		Roles: []mandat.Role{{ID: "reader", Opens: []mandat.Channel{"web"}, Can: []mandat.Permission{{Do: []mandat.ActionRef{{Type: "note", Action: "read"}}}}}}})
	require.NoError(t, err)
	o, err := mandat.NewOrg(p, mandat.OrgData{ID: "acme"})
	require.NoError(t, err)
	return o
}

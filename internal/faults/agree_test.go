package faults

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
)

// perStory is how many changes are tried of each organisation.
const perStory = 8

// agreement tells the same stories to two stores, and compares what they have then.
type agreement struct {
	testing.TB
	club        club
	stores      [2]mandat.Store
	directories [2]*mandat.Directory
	tried, made int
	differences []string
}

func (a *agreement) differ(format string, args ...any) {
	a.differences = append(a.differences, fmt.Sprintf(format, args...))
}

// TestAdvisory_CVE_2026_55170: a database takes ids for the same that differ in case, in
// their form or by a blank. The same random stories about hostile ids give the same events,
// the same organisations byte for byte and the same decisions in memory and in SQLite.
func TestAdvisory_CVE_2026_55170(t *testing.T) {
	t.Parallel()
	c := newClub(t)
	for round := range *rounds {
		_, inFile := quick(t)
		a := &agreement{TB: t, club: c}
		a.tell(memstore.New(), inFile, uint64(round))
		assert.Empty(t, a.differences, "round %d", round)
		assert.Greater(t, a.made, a.tried/3, "%d of %d changes were made", a.made, a.tried)
		t.Logf("%d changes, of which %d were made", a.tried, a.made)
	}
}

func (a *agreement) tell(one, two mandat.Store, seed uint64) {
	dice := rand.New(rand.NewPCG(seed, 55170))
	a.stores = [2]mandat.Store{one, two}
	a.directories = [2]*mandat.Directory{a.club.open(a, one), a.club.open(a, two)}
	var stories []*story
	names := hostile()
	for _, id := range names {
		s := &story{dice: dice}
		for _, n := range dice.Perm(len(names))[:20] { // few, so that they meet
			s.names = append(s.names, names[n])
		}
		stories = append(stories, s)
		change, err := mandat.Import(a.club.first, s.begin(mandat.OrgID(id)), noon)
		require.NoError(a, err)
		a.both(mandat.OrgID(id), func(*mandat.Org) (mandat.Change, error) { return change, nil })
	}
	for range perStory {
		for i, s := range stories {
			a.step(mandat.OrgID(names[i]), s)
		}
	}
	if len(a.differences) == 0 {
		a.compare(names)
	}
}

// step draws one change for an organisation, and has both make it.
func (a *agreement) step(id mandat.OrgID, s *story) {
	o, err := a.directories[0].Org(background, id)
	if err != nil {
		a.differ("%q: %v", id, err)
		return
	}
	a.both(id, s.next(o, func(word string) mandat.Token { return secret(a, word) }).plan)
}

// both make a change, or neither.
func (a *agreement) both(id mandat.OrgID, plan func(*mandat.Org) (mandat.Change, error)) {
	if len(a.differences) > 0 {
		return // what follows would be other stories
	}
	var told [2]string
	for i, d := range a.directories {
		o, err := d.Org(background, id)
		if err != nil && !errors.Is(err, mandat.ErrNotFound) {
			a.differ("%q: %v", id, err)
			return
		}
		change, err := plan(o)
		if err == nil {
			if err := d.Commit(background, change); err != nil {
				a.differ("%q: %v", id, err)
				return
			}
		}
		told[i] = fmt.Sprintf("%s %v", jsonOf(a, change.Events()), err)
		a.made += (1 - i) * min(len(change.Events()), 1)
	}
	a.tried++
	if told[0] != told[1] {
		a.differ("%q: %s\nand %s", id, told[0], told[1])
	}
}

func jsonOf(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return string(text)
}

// compare compares all that the stores have in the end, read by new directories: of the
// events, and of the snapshots.
func (a *agreement) compare(names []string) {
	ids := [2][]mandat.OrgID{a.orgs(0), a.orgs(1)}
	if !slices.Equal(ids[0], ids[1]) || len(ids[0]) != len(names) {
		a.differ("the organisations: %q and %q", ids[0], ids[1])
	}
	for round := range 2 {
		fresh := [2]*mandat.Directory{a.club.open(a, a.stores[0]), a.club.open(a, a.stores[1])}
		for _, id := range ids[0] {
			if len(a.differences) == 0 {
				a.sameOrg(fresh, id, names, round == 1)
			}
		}
		for i := 0; i < len(names); i += 8 {
			n := names[i]
			one, err := fresh[0].Memberships(background, mandat.PersonID(n))
			two, err2 := fresh[1].Memberships(background, mandat.PersonID(n))
			if !slices.Equal(one, two) || err != nil || err2 != nil {
				a.differ("where %q is a member: %v, %v, and %v, %v", n, one, err, two, err2)
			}
		}
	}
}

func (a *agreement) orgs(i int) []mandat.OrgID {
	ids, err := a.stores[i].Orgs(background)
	require.NoError(a, err)
	followed, _, err := a.stores[i].Follow(background, 0)
	require.NoError(a, err)
	if !slices.Equal(ids, followed) {
		a.differ("the organisations are %q, and those that changed %q", ids, followed)
	}
	return ids
}

// sameOrg compares what is stored of one organisation, and leaves a snapshot of it. It may
// have left one before.
func (a *agreement) sameOrg(fresh [2]*mandat.Directory, id mandat.OrgID, names []string, left bool) {
	var orgs [2]*mandat.Org
	var events, texts [2]string
	for i := range orgs {
		o, err := fresh[i].Org(background, id)
		if err != nil {
			a.differ("%q: %v", id, err)
			return
		}
		all, err := a.stores[i].Load(background, id, 0)
		require.NoError(a, err)
		orgs[i], events[i], texts[i] = o, jsonOf(a, all), encoding(a, o)
		text, err := o.Snapshot()
		require.NoError(a, err)
		if kept, err := a.stores[i].Snapshot(background, id); left != (err == nil) || left && !bytes.Equal(kept, text) {
			a.differ("%q has another snapshot than was left: %s, %v", id, kept, err)
		}
		require.NoError(a, a.stores[i].KeepSnapshot(background, id, o.Version(), text))
	}
	if events[0] != events[1] || texts[0] != texts[1] {
		a.differ("%q:\n%s\n%s\nand\n%s\n%s", id, events[0], texts[0], events[1], texts[1])
	}
	for _, q := range hostileQuestions(thereIn(orgs[0]), names) {
		if one, two := orgs[0].Decide(q.subject, q.action, q.resource), orgs[1].Decide(q.subject, q.action, q.resource); one != two {
			a.differ("%q, %s: %s and %s", id, q, one, two)
		}
	}
}

// hostileQuestions are about everybody, and everything that lies somewhere.
func hostileQuestions(in there, names []string) (all []question) {
	for _, p := range in.persons {
		for _, action := range []mandat.Action{"read", "place", "attest"} {
			for _, u := range in.units {
				all = append(all, question{inApp(p), action, mandat.Resource{Type: "order", ID: mandat.ResourceID(names[len(all)%len(names)]), Org: in.org,
					Units: mandat.Units{mandat.Structure("sections").Is(mandat.At(u))}}})
			}
		}
		all = append(all, question{inApp(p), "read", mandat.Resource{Type: mandat.MemberType, ID: mandat.ResourceID(p), Org: in.org}})
	}
	return all
}

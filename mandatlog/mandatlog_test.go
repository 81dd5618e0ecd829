package mandatlog_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandatlog"
	"github.com/mandat-go/mandat/memstore"
)

var (
	background = context.Background()
	monday     = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	anna       = mandat.Subject{Person: "anna-p", Channel: "app", At: monday}
)

// club is a policy in which whoever founds a club keeps it, reads its notes and gives
// that to others.
func club(t testing.TB) *mandat.Policy {
	t.Helper()
	p, err := mandat.NewPolicy(mandat.Rules{
		System: "clubs", Version: "1",
		Structures: []mandat.StructureRule{{Name: "teams"}},
		Channels:   []mandat.ChannelRule{{Name: "app", Login: true}},
		Types:      []mandat.TypeRule{{Name: "note", Actions: []mandat.ActionRule{{Name: "read"}}}},
		Roles: []mandat.Role{{ID: "keeper", Opens: []mandat.Channel{"app"}, Can: []mandat.Permission{{Do: []mandat.ActionRef{
			{Type: "note", Action: "read"}, {Type: mandat.UnitType, Action: "create"}, {Type: mandat.MemberType, Action: "create"}}}}}},
		Joining: mandat.JoiningRules{Founding: mandat.DoorRule{Through: []mandat.Channel{"app"}, Roles: []mandat.RoleID{"keeper"}}},
	})
	require.NoError(t, err)
	return p
}

// logged returns what is logged while something is done with a directory that anna-p has
// founded a club in.
func logged(t testing.TB, o mandatlog.Options, do func(*mandat.Directory, *store)) string {
	t.Helper()
	p := club(t)
	s := &store{Store: memstore.New()}
	d, err := mandat.Open(background, s, p)
	require.NoError(t, err)
	var out bytes.Buffer
	d.SetObserver(mandatlog.New(slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: withoutTime})), o))
	founding, err := mandat.Found(p, anna, mandat.FoundOrg{ID: "rowers"})
	require.NoError(t, err)
	require.NoError(t, d.Commit(background, founding))
	do(d, s)
	return out.String()
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}

// store is one that can be down, with an error that names somebody.
type store struct {
	mandat.Store
	fails error
}

func (s *store) Load(ctx context.Context, id mandat.OrgID, after uint64) ([]mandat.Event, error) {
	if s.fails != nil {
		return nil, s.fails
	}
	return s.Store.Load(ctx, id, after)
}

func note(org mandat.OrgID) mandat.Resource {
	return mandat.Resource{Type: "note", ID: "diary-of-bo-p", Org: org}
}

// everything makes each kind of line.
func everything(t testing.TB) func(*mandat.Directory, *store) {
	return func(d *mandat.Directory, s *store) {
		bo := anna
		bo.Person = "bo-p"
		_, _ = d.Decide(background, anna, "read", note("rowers"))
		_, _ = d.Decide(background, bo, "read", note("rowers"))
		_, _ = d.Decide(background, anna, "read", note("sailors"))
		_, err := d.Update(background, "rowers", func(o *mandat.Org) (mandat.Change, error) {
			return o.Plan(anna, mandat.AddMember{Person: "bo-p"}, mandat.AddUnit{Unit: mandat.Unit{ID: "home-of-bo-p", Structure: "teams"}})
		})
		require.NoError(t, err)
		for _, fails := range []error{errors.New("bo-p has pulled the plug"), context.Canceled, &mandat.EventError{Org: "rowers", Version: 3, Problem: "bo-p is nobody"}} {
			s.fails = fails
			_, _ = d.Decide(background, anna, "read", note("rowers"))
		}
		s.fails = nil
	}
}

func TestEverythingIsLogged(t *testing.T) {
	assert.Equal(t, `level=INFO msg="mandat change" org=rowers version=1 at=2026-05-04T09:00:00.000Z channel=app events="[org-founded member-joined role-granted]"
level=DEBUG msg="mandat decision" org=rowers version=1 channel=app type=note action=read outcome=allow reason=granted
level=INFO msg="mandat decision" org=rowers version=1 channel=app type=note action=read outcome=deny reason=no-standing detail=not-a-member
level=ERROR msg="mandat decision" org=sailors version=0 channel=app type=note action=read outcome=deny reason=undecided error="not found"
level=INFO msg="mandat change" org=rowers version=2 at=2026-05-04T09:00:00.000Z channel=app events="[member-joined unit-added]"
level=ERROR msg="mandat decision" org=rowers version=0 channel=app type=note action=read outcome=deny reason=undecided error="the store failed, or what it has cannot be read"
level=ERROR msg="mandat decision" org=rowers version=0 channel=app type=note action=read outcome=deny reason=undecided error="the caller waits no longer"
level=ERROR msg="mandat decision" org=rowers version=0 channel=app type=note action=read outcome=deny reason=undecided error="an event cannot be applied"
`, logged(t, mandatlog.Options{}, everything(t)))
}

// TestAdvisory_CVE_2026_40293: what is secret, or about a person, came into a log.
func TestAdvisory_CVE_2026_40293(t *testing.T) {
	assert.NotContains(t, logged(t, mandatlog.Options{}, everything(t)), "-p")
	told := logged(t, mandatlog.Options{Personal: true}, everything(t))
	for _, want := range []string{"person=anna-p resource=diary-of-bo-p", "person=bo-p", "bo-p has pulled the plug", "by=anna-p", `\"unit\":{\"id\":\"home-of-bo-p\"`} {
		assert.Contains(t, told, want)
	}
}

// One of so many decisions that allow is logged, and each that does not.
func TestSample(t *testing.T) {
	out := logged(t, mandatlog.Options{Sample: 10}, func(d *mandat.Directory, _ *store) {
		for range 25 {
			_, err := d.Decide(background, anna, "read", note("rowers"))
			require.NoError(t, err)
			_, err = d.Decide(background, anna, "write", note("rowers"))
			require.NoError(t, err)
		}
	})
	assert.Equal(t, 3, strings.Count(out, "outcome=allow"))
	assert.Equal(t, 25, strings.Count(out, "outcome=deny"))
}

// What nobody reads is not made.
func TestLevelsThatAreOff(t *testing.T) {
	quiet := mandatlog.New(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError + 1})), mandatlog.Options{})
	q := mandat.Decided{Err: errors.New("down"), Resource: note("rowers")}
	assert.Zero(t, testing.AllocsPerRun(100, func() { quiet.Decided(background, q) }))
}

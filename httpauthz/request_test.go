package httpauthz_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// serve asks some rules of one request, one behind the other, and then runs a handler.
func (s *service) serve(person string, h http.HandlerFunc, rules ...httpauthz.Rule) int {
	var next http.Handler = h
	for _, rule := range rules {
		next = s.guard.Require(rule)(next)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{org}/notes/{id}", next)
	return ask(mux, person, "GET", "/acme/notes/open").Code
}

func TestARequestPreparesOneView(t *testing.T) {
	s := newService(t)
	asked := 0
	s.guard.Subject = func(r *http.Request) (mandat.Subject, error) { asked++; return s.subject(r) }
	s.store.loads = 0
	code := s.serve("anna", func(_ http.ResponseWriter, r *http.Request) {
		s.served++
		before, _ := httpauthz.View(r)
		_, err := s.directory.Update(background, "acme", func(o *mandat.Org) (mandat.Change, error) {
			return o.Plan(mandat.Subject{Person: "lisa", Channel: "web", Session: mandat.OpenSession, At: monday},
				mandat.RevokeRole{Grant: mandat.Grant{Role: "editor", Member: "anna", Scope: mandat.Below("sales")}})
		})
		require.NoError(t, err)
		after, ok := httpauthz.View(r)
		assert.True(t, ok)
		assert.Equal(t, before, after, "the request goes on by the version by which it began")
		assert.True(t, after.Decide("read", s.notes["open"].Resource()).Allowed())
	}, may("read", s.note), may("edit", s.note), httpauthz.InPath("org"), httpauthz.SignedIn())
	assert.Equal(t, 200, code)
	assert.Equal(t, 1, asked)
	assert.Equal(t, 1, s.served)
	assert.Equal(t, 404, s.serve("anna", nil, may("edit", s.note)), "the next request hears of it")
}

func TestSeveralRulesLoadAnOrganisationOnce(t *testing.T) {
	s := newService(t)
	s.store.loads = 0
	assert.Equal(t, 200, s.serve("kalle", func(http.ResponseWriter, *http.Request) {}, may("read", s.note), httpauthz.InPath("org"), may("read", s.note)))
	assert.Equal(t, 1, s.store.loads)
}

// A request can be about two organisations: the view is of the last, the row is the last of
// its kind, and each is decided by its own.
func TestEachOrganisationDecidesOfItsOwn(t *testing.T) {
	s := newService(t)
	theirs := func(*http.Request) (*note, error) { return s.notes["theirs"], nil }
	sees := func(last string) http.HandlerFunc {
		return func(_ http.ResponseWriter, r *http.Request) {
			s.served++
			view, _ := httpauthz.View(r)
			row, _ := httpauthz.Row[*note](r)
			assert.Same(t, s.notes[last], row)
			for _, id := range []string{"open", "theirs"} {
				assert.Equal(t, id == last, view.Decide("read", s.notes[id].Resource()).Allowed(), id)
			}
		}
	}
	// The rule that stands last is asked first.
	assert.Equal(t, 200, s.serve("dora", sees("theirs"), may("read", theirs), may("read", s.note)))
	assert.Equal(t, 200, s.serve("dora", sees("open"), may("read", s.note), may("read", theirs), may("read", s.note)))
	assert.Equal(t, 2, s.served)
	assert.Equal(t, 404, s.serve("anna", nil, may("read", theirs), may("read", s.note)), "anna has no role in umbra")
	assert.Equal(t, 404, s.serve("olga", nil, may("read", s.note), may("read", theirs)), "olga reads in umbra only")
}

// A rule that is still asked when the response is over finds nothing out, and refuses.
func TestARuleIsNotAskedAfterTheResponse(t *testing.T) {
	for _, waits := range []string{"subject", "loader"} {
		s := newService(t)
		begun, over, done := make(chan bool), make(chan bool), make(chan bool)
		wait := func(who string) {
			if who == waits {
				close(begun)
				<-over
			}
		}
		s.guard.Subject = func(r *http.Request) (mandat.Subject, error) { wait("subject"); return s.subject(r) }
		slow := func(r *http.Request) (*note, error) { wait("loader"); return s.note(r) }
		late := httptest.NewRecorder()
		var kept *http.Request
		code := s.serve("kalle", func(_ http.ResponseWriter, r *http.Request) {
			kept = r
			go func() {
				defer close(done)
				s.guard.Require(may("read", slow))(http.HandlerFunc(s.show)).ServeHTTP(late, r)
			}()
			<-begun
		}, httpauthz.Public())
		close(over)
		<-done
		assert.Equal(t, 200, code)
		assert.GreaterOrEqual(t, late.Code, 500, waits)
		assert.Zero(t, s.served, waits)
		_, ok := httpauthz.Row[*note](kept)
		assert.False(t, ok, waits)
		_, ok = httpauthz.Subject(kept)
		assert.False(t, ok, waits)
	}
}

func TestNothingOutlivesItsRequest(t *testing.T) {
	s := newService(t)
	var kept *http.Request
	code := s.serve("kalle", func(_ http.ResponseWriter, r *http.Request) {
		kept = r
		view, ok := httpauthz.View(r)
		assert.True(t, ok && view.Decide("read", s.notes["open"].Resource()).Allowed())
		who, ok := httpauthz.Subject(r)
		assert.True(t, ok)
		assert.Equal(t, mandat.PersonID("kalle"), who.Person)
		row, ok := httpauthz.Row[*note](r)
		assert.True(t, ok)
		assert.Same(t, s.notes["open"], row)
		_, ok = httpauthz.Row[string](r)
		assert.False(t, ok, "no such row was loaded")
	}, may("read", s.note))
	require.Equal(t, 200, code)

	view, ok := httpauthz.View(kept)
	assert.False(t, ok)
	assert.False(t, view.Decide("read", s.notes["open"].Resource()).Allowed())
	who, ok := httpauthz.Subject(kept)
	assert.False(t, ok)
	assert.Equal(t, mandat.Subject{}, who)
	_, ok = httpauthz.Row[*note](kept)
	assert.False(t, ok)
	s.guard.Require(httpauthz.SignedIn())(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, ok := httpauthz.Subject(r)
		assert.True(t, ok, "a rule that is asked later begins anew")
	})).ServeHTTP(httptest.NewRecorder(), kept)
}

// A handler that panics takes its view with it.
func TestNothingOutlivesAPanic(t *testing.T) {
	s := newService(t)
	var kept *http.Request
	assert.PanicsWithValue(t, "broken", func() {
		s.serve("kalle", func(_ http.ResponseWriter, r *http.Request) { kept = r; panic("broken") }, may("read", s.note))
	})
	_, ok := httpauthz.View(kept)
	assert.False(t, ok)
}

func TestThereIsNothingWithoutARule(t *testing.T) {
	r, err := http.NewRequestWithContext(background, "GET", "/", nil)
	require.NoError(t, err)
	view, ok := httpauthz.View(r)
	assert.False(t, ok || view.Decide("read", mandat.Resource{}).Allowed())
	_, ok = httpauthz.Subject(r)
	assert.False(t, ok)
	_, ok = httpauthz.Row[*note](r)
	assert.False(t, ok)
	s := newService(t)
	load := httpauthz.Rows(s.note)
	_, err = load(r)
	assert.ErrorIs(t, err, mandat.ErrNotFound, "a loader can be called by itself, in tests")
	r.SetPathValue("id", "open")
	_, err = load(r)
	assert.NoError(t, err)
	assert.Equal(t, 200, s.serve("", func(_ http.ResponseWriter, r *http.Request) {
		_, ok := httpauthz.View(r)
		assert.False(t, ok, "public asks nobody")
		_, ok = httpauthz.Subject(r)
		assert.False(t, ok)
	}, httpauthz.Public()))
}

// Two guards, of two directories, know nothing of each other's requests.
func TestGuardsAreApart(t *testing.T) {
	s, other := newService(t), newService(t)
	other.guard.Subject = func(*http.Request) (mandat.Subject, error) { return mandat.Subject{}, nil }
	inner := other.guard.Require(httpauthz.SignedIn())(http.NotFoundHandler())
	assert.Equal(t, 401, s.serve("kalle", inner.ServeHTTP, may("read", s.note)))
}

func TestASubjectWithoutATimeAsksNow(t *testing.T) {
	s := newService(t)
	s.guard.Subject = func(*http.Request) (mandat.Subject, error) {
		return mandat.Subject{Person: "kalle", Channel: "web", Session: mandat.OpenSession}, nil
	}
	before := time.Now()
	assert.Equal(t, 200, s.serve("kalle", func(_ http.ResponseWriter, r *http.Request) {
		who, _ := httpauthz.Subject(r)
		assert.WithinRange(t, who.At, before, time.Now())
	}, may("read", s.note)))
}

// A grant that ends between two requests is judged by the time that the service gives.
func TestTheServiceCanGiveTheTime(t *testing.T) {
	s := newService(t)
	s.guard.Subject = func(*http.Request) (mandat.Subject, error) {
		return mandat.Subject{Person: "kalle", Channel: "web", Session: mandat.OpenSession, At: monday}, nil
	}
	assert.Equal(t, 200, s.serve("kalle", func(_ http.ResponseWriter, r *http.Request) {
		who, _ := httpauthz.Subject(r)
		assert.Equal(t, monday, who.At)
	}, may("read", s.note)))
}

func TestTheObserverIsToldOfEachRule(t *testing.T) {
	s := newService(t)
	var told []string
	s.directory.SetObserver(&mandat.Observer{Decided: func(_ context.Context, q mandat.Decided) {
		org := mandat.OrgID("")
		if q.Org != nil {
			org = q.Org.ID()
		}
		why := ""
		if q.Err != nil {
			why = q.Err.Error()
		}
		told = append(told, string(org)+" "+string(q.Subject.Person)+" "+string(q.Action)+" "+string(q.Resource.ID)+" "+q.Decision.String()+why)
	}})
	s.serve("kalle", func(http.ResponseWriter, *http.Request) {}, may("edit", s.note), may("read", s.note))
	s.notes["open"].org = "gone"
	s.serve("kalle", nil, may("read", s.note))
	assert.Equal(t, []string{
		"acme kalle read open allow",
		"acme kalle edit open deny: no-right",
		" kalle read open deny: undecidedmandat: organisation gone: memstore: version 0 of organisation \"gone\": not found",
	}, told)
}

// Handlers may ask from several goroutines.
func TestARequestIsAskedByManyAtOnce(t *testing.T) {
	s := newService(t)
	s.notes["open"].author = "anna"
	code := s.serve("anna", func(w http.ResponseWriter, r *http.Request) {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				inner := s.guard.Require(httpauthz.InPath("org"))(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
					view, _ := httpauthz.View(r)
					assert.True(t, view.Decide("edit", s.notes["open"].Resource()).Allowed())
				}))
				inner.ServeHTTP(w, r)
			})
		}
		all.Wait()
	}, may("read", s.note))
	assert.Equal(t, 200, code)
}

func TestAnAbortedResponseStaysAborted(t *testing.T) {
	s := newService(t)
	s.breaks = http.ErrAbortHandler
	assert.PanicsWithValue(t, http.ErrAbortHandler, func() { s.serve("kalle", nil, may("read", s.note)) })
	assert.Empty(t, s.reported)
}

// Package mandatlog logs with log/slog what a directory decides and changes:
//
//	directory.SetObserver(mandatlog.New(slog.Default(), mandatlog.Options{Sample: 100}))
//
// By default nothing that it logs is about a person: no id of a person or of a
// resource, no event but its name, no text of an error. So the log may be kept, and sent
// to others, as logs are. What was decided about whom is in the log with
// Options.Personal; who changed what is in the store in any case (mandat log).
package mandatlog

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"sync/atomic"

	"github.com/mandat-go/mandat"
)

// Options say what is logged. The zero Options log every decision and every change, and
// no personal data.
type Options struct {
	// Sample is of how many decisions that allow one is logged; 0 and 1 are all. What
	// does not allow is always logged.
	Sample uint64
	// Personal adds what can be personal data: the ids of persons, resources and units,
	// the events of a change in their JSON form, and errors in their own words.
	Personal bool
}

// New returns an observer that logs to a logger. Decisions that allow are logged at
// level Debug, other decisions and changes at Info, troubles at Warn, and decisions for
// which the organisation cannot be loaded at Error. It is safe for concurrent use.
func New(to *slog.Logger, o Options) *mandat.Observer {
	l := &logger{to: to, options: o}
	return &mandat.Observer{Decided: l.decided, Changed: l.changed, Trouble: l.trouble}
}

type logger struct {
	to      *slog.Logger
	options Options
	allowed atomic.Uint64 // how many decisions there were that allow
}

func (l *logger) decided(ctx context.Context, q mandat.Decided) {
	level := slog.LevelInfo
	switch {
	case q.Err != nil:
		level = slog.LevelError
	case q.Decision.Allowed():
		level = slog.LevelDebug
		if n := l.allowed.Add(1) - 1; l.options.Sample > 1 && n%l.options.Sample != 0 {
			return
		}
	}
	if !l.to.Enabled(ctx, level) {
		return
	}
	attrs := []slog.Attr{
		slog.String("org", string(q.Resource.Org)),
		slog.Uint64("version", q.Org.Version()),
		slog.String("channel", string(q.Subject.Channel)),
		slog.String("type", string(q.Resource.Type)),
		slog.String("action", string(q.Action)),
		slog.String("outcome", q.Decision.Outcome().String()),
		slog.String("reason", q.Decision.Reason().String()),
	}
	if detail := q.Decision.Detail(); detail != mandat.NoDetail {
		attrs = append(attrs, slog.String("detail", detail.String()))
	}
	if l.options.Personal {
		attrs = append(attrs, slog.String("person", string(q.Subject.Person)), slog.String("resource", string(q.Resource.ID)))
	}
	if q.Err != nil {
		attrs = append(attrs, l.err(q.Err))
	}
	l.to.LogAttrs(ctx, level, "mandat decision", attrs...)
}

func (l *logger) changed(ctx context.Context, c mandat.Change) {
	events := c.Events()
	attrs := []slog.Attr{
		slog.String("org", string(events[0].Org)),
		slog.Uint64("version", events[0].Version),
		slog.Time("at", events[0].At),
		slog.String("channel", string(events[0].Through)),
	}
	if l.options.Personal {
		attrs = append(attrs, slog.String("by", string(events[0].By)), slog.Any("events", inFull(events)))
	} else {
		attrs = append(attrs, slog.Any("events", namesOf(events)))
	}
	l.to.LogAttrs(ctx, slog.LevelInfo, "mandat change", attrs...)
}

func namesOf(events []mandat.Event) []string {
	names := make([]string, len(events))
	for i, e := range events {
		names[i] = e.What.EventName()
	}
	return names
}

// inFull returns the JSON form of events, as text: so a handler that writes text shows
// it, too.
func inFull(events []mandat.Event) []string {
	texts := make([]string, len(events))
	for i, e := range events {
		text, err := json.Marshal(e)
		if err != nil {
			text = []byte(e.What.EventName())
		}
		texts[i] = string(text)
	}
	return texts
}

func (l *logger) trouble(ctx context.Context, id mandat.OrgID, err error) {
	l.to.LogAttrs(ctx, slog.LevelWarn, "mandat trouble", slog.String("org", string(id)), l.err(err))
}

// err tells an error: in its own words, which can quote ids of persons, or else of which
// kind it is.
func (l *logger) err(err error) slog.Attr {
	if l.options.Personal {
		return slog.String("error", err.Error())
	}
	return slog.String("error", kindOf(err))
}

func kindOf(err error) string {
	var event *mandat.EventError
	switch {
	case errors.Is(err, mandat.ErrNotFound):
		return "not found"
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return "the caller waits no longer"
	case errors.As(err, &event):
		return "an event cannot be applied"
	}
	return "the store failed, or what it has cannot be read"
}

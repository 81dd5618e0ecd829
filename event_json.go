package mandat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"
)

// eventFormat is the version of the JSON form that is written. Older forms are
// read, newer ones are refused.
const eventFormat = 1

// eventForm is the JSON form of an event, with its data as a happening or as
// text.
type eventForm[D any] struct {
	Format  int       `json:"format"`
	Org     OrgID     `json:"org"`
	Version uint64    `json:"version"`
	Step    int       `json:"step"`
	Of      int       `json:"of"`
	At      time.Time `json:"at"`
	By      PersonID  `json:"by,omitzero"`
	Through Channel   `json:"through,omitzero"`
	Event   string    `json:"event"`
	Data    D         `json:"data"`
}

// MarshalJSON returns the JSON form of the event:
//
//	{"format": 1, "org": "acme", "version": 12, "step": 1, "of": 2, "at": "2026-01-15T09:00:00Z",
//	 "by": "anna", "through": "web", "event": "role-granted", "data": {"grant": {…}}}
//
// The name of the event tells the form of its data: the fields of the Go type of
// that name. Times are in UTC, to the nanosecond. The same event always has the
// same form, byte for byte, and doc/events.md shows that of each. It is an error
// if something would be lost: text that is not UTF-8, a time outside the years 0
// to 9999, a scope that is none.
func (e Event) MarshalJSON() ([]byte, error) {
	if !isKnown(e.What) {
		return nil, fmt.Errorf("mandat: an event in which a %T happens has no JSON form", e.What)
	}
	name := e.What.EventName()
	text, err := json.Marshal(eventForm[Happening]{eventFormat, e.Org, e.Version, e.Step, e.Of, utc(e.At), e.By, e.Through, name, owned(e.What)})
	if err == nil {
		err = lost(text)
	}
	if err != nil {
		return nil, fmt.Errorf("mandat: event %s: %w", name, err)
	}
	return text, nil
}

// UnmarshalJSON reads the JSON form, strictly: a name that is unknown, missing,
// doubled or written in other letters, null, a value that would be lost or read
// as another one, an event that is unknown or from a newer version is an error,
// and the event is left as it was. Only blanks, the order of names and, but in
// times, the way a character is escaped are free.
func (e *Event) UnmarshalJSON(text []byte) error {
	read, ok := exactEvent(text)
	if !ok {
		var err error
		if read, err = readEvent(text); err != nil {
			return err
		}
	}
	*e = read
	return nil
}

// readEvent reads an event in any of its forms.
func readEvent(text []byte) (Event, error) {
	var form eventForm[json.RawMessage]
	err := json.Unmarshal(text, &form)
	if n := formatOf(text, form.Format, err); n > eventFormat {
		return Event{}, fmt.Errorf("mandat: an event of format %d: expected %d or older", n, eventFormat)
	}
	if err != nil {
		return Event{}, fmt.Errorf("mandat: an event: %w", err)
	}
	what, err := readHappening(form.Event, form.Data)
	if err != nil {
		return Event{}, err
	}
	read := Event{form.Org, form.Version, form.Step, form.Of, form.At, form.By, form.Through, what}
	again, err := read.MarshalJSON()
	if err != nil {
		return Event{}, err
	}
	// The form that MarshalJSON wrote says nothing else than that.
	if !bytes.Equal(text, again) {
		if err := says(text, again); err != nil {
			return Event{}, fmt.Errorf("mandat: event %s: %w", form.Event, err)
		}
	}
	return read, nil
}

// formatOf returns the format of a form, also where the rest of it cannot be
// read.
func formatOf(text []byte, read int, err error) int {
	if err == nil {
		return read
	}
	var only struct {
		Format int `json:"format"`
	}
	if json.Unmarshal(text, &only) != nil {
		return 0
	}
	return only.Format
}

// readHappening reads the data of an event of a name.
func readHappening(name string, data []byte) (Happening, error) {
	for _, known := range happenings {
		if known.EventName() != name {
			continue
		}
		if data == nil {
			return nil, fmt.Errorf("mandat: event %s: the name %q is missing", name, "data")
		}
		what := reflect.New(reflect.TypeOf(known))
		if err := json.Unmarshal(data, what.Interface()); err != nil {
			return nil, fmt.Errorf("mandat: event %s: %w", name, err)
		}
		return what.Elem().Interface().(Happening), nil
	}
	return nil, fmt.Errorf("mandat: an unknown event %q", name)
}

// lost tells whether a form does not say all that the event does. In place of
// bytes that are not UTF-8 package encoding/json writes an escaped U+FFFD, and
// that character itself it does not escape.
func lost(text []byte) error {
	const instead = `\ufffd`
	for i := 0; ; i += len(instead) {
		next := bytes.Index(text[i:], []byte(instead))
		if next < 0 {
			break
		}
		i += next
		before := text[:i]
		if slashes := len(before) - len(bytes.TrimRight(before, `\`)); slashes%2 == 0 {
			return errors.New("it holds text that is not UTF-8")
		}
	}
	if bytes.Contains(text, []byte("null")) { // or something of that name
		_, err := tree(text)
		return err
	}
	return nil
}

package mandat

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"time"
)

// eventFormat is the version of the JSON form that is written. Older forms are
// read, newer ones are refused.
const eventFormat = 1

// eventForm is the JSON form of an event.
type eventForm struct {
	Format  int             `json:"format"`
	Org     OrgID           `json:"org"`
	Version uint64          `json:"version"`
	Step    int             `json:"step"`
	Of      int             `json:"of"`
	At      time.Time       `json:"at"`
	By      PersonID        `json:"by,omitzero"`
	Through Channel         `json:"through,omitzero"`
	Event   string          `json:"event"`
	Data    json.RawMessage `json:"data"`
}

// MarshalJSON returns the JSON form of the event:
//
//	{"format": 1, "org": "acme", "version": 12, "step": 1, "of": 2, "at": "2026-01-15T09:00:00Z",
//	 "by": "anna", "through": "web", "event": "role-granted", "data": {"grant": {…}}}
//
// The name of the event tells the form of its data: the fields of the Go type of
// that name. Times are in UTC.
func (e Event) MarshalJSON() ([]byte, error) {
	if !e.happens() {
		return nil, errors.New("mandat: an event in which nothing happens has no JSON form")
	}
	data, err := json.Marshal(e.What)
	if err != nil {
		return nil, err
	}
	return json.Marshal(eventForm{eventFormat, e.Org, e.Version, e.Step, e.Of, e.At.UTC(), e.By, e.Through, e.What.EventName(), data})
}

// UnmarshalJSON reads the JSON form, strictly: a name that is unknown, doubled or
// written in other letters, a value that would be lost, an event that is unknown
// or from a newer version is an error, and the event is left as it was.
func (e *Event) UnmarshalJSON(text []byte) error {
	var form eventForm
	if err := json.Unmarshal(text, &form); err != nil {
		return fmt.Errorf("mandat: an event: %w", err)
	}
	if form.Format > eventFormat {
		return fmt.Errorf("mandat: an event of format %d: expected %d or older", form.Format, eventFormat)
	}
	what := happening(form.Event)
	if what == nil {
		return fmt.Errorf("mandat: an unknown event %q", form.Event)
	}
	if err := json.Unmarshal(form.Data, what); err != nil {
		return fmt.Errorf("mandat: event %s: %w", form.Event, err)
	}
	read := Event{form.Org, form.Version, form.Step, form.Of, form.At, form.By, form.Through, reflect.ValueOf(what).Elem().Interface().(Happening)}
	if err := read.says(text); err != nil {
		return fmt.Errorf("mandat: event %s: %w", form.Event, err)
	}
	*e = read
	return nil
}

// happening returns a new value for the data of an event, nil for an unknown
// name.
func happening(name string) any {
	for _, h := range []Happening{
		&OrgFounded{}, &PolicyAdopted{}, &IDsRetired{}, &SettingChanged{}, &UnitAdded{}, &UnitMoved{}, &UnitSealed{}, &UnitRemoved{},
		&MemberJoined{}, &MemberMoved{}, &MemberActivated{}, &MemberDeactivated{}, &MemberLeft{},
		&InvitationSent{}, &InvitationResent{}, &InvitationAnswered{}, &InvitationWithdrawn{},
		&GroupAdded{}, &GroupJoined{}, &GroupLeft{}, &GroupRemoved{},
		&RoleAdded{}, &RoleEdited{}, &RoleRemoved{}, &RoleGranted{}, &RoleRevoked{}, &RoleHandedOver{},
	} {
		if h.EventName() == name {
			return h
		}
	}
	return nil
}

// says reports whether an event, written again, says the same as a text. So
// nothing that the text says was passed over: package encoding/json takes
// doubled names, and names in other letters.
func (e Event) says(text []byte) error {
	given, err := tree(text)
	if err != nil {
		return err
	}
	again, err := json.Marshal(e)
	if err != nil {
		return err
	}
	read, err := tree(again)
	if err != nil {
		return err
	}
	return differs("", given, read)
}

// differs tells where two trees do.
func differs(path string, given, read any) error {
	g, isObject := given.(map[string]any)
	r, wasObject := read.(map[string]any)
	if !isObject || !wasObject {
		if !reflect.DeepEqual(given, read) {
			return fmt.Errorf("unexpected value of %q", path)
		}
		return nil
	}
	names := maps.Clone(g)
	maps.Copy(names, r)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		_, isGiven := g[name]
		_, isRead := r[name]
		switch {
		case !isRead:
			return fmt.Errorf("unexpected name %q", path+name)
		case !isGiven:
			return fmt.Errorf("the name %q is missing", path+name)
		}
		if err := differs(path+name+".", g[name], r[name]); err != nil {
			return err
		}
	}
	return nil
}

// tree reads a JSON value, with numbers as they stand. A doubled name is an
// error.
func tree(text []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	v, err := branch(d)
	if err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	return v, nil
}

func branch(d *json.Decoder) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return object(d)
	case json.Delim('['):
		var list []any
		for d.More() {
			v, err := branch(d)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.Token()
		return list, err
	}
	return token, nil
}

func object(d *json.Decoder) (any, error) {
	all := make(map[string]any)
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, err
		}
		if _, doubled := all[name.(string)]; doubled {
			return nil, fmt.Errorf("the name %q stands twice", name)
		}
		if all[name.(string)], err = branch(d); err != nil {
			return nil, err
		}
	}
	_, err := d.Token()
	return all, err
}

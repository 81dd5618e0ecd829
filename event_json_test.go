package mandat_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mandat-go/mandat"
)

// moved is an event as MarshalJSON writes it, and the start of many that are
// wrong.
const moved = `{"format":1,"org":"acme","version":2,"step":1,"of":1,"at":"2026-01-15T12:00:00Z","by":"olga","through":"web","event":"unit-moved","data":{"unit":"north","to":"head"}}`

func TestEventsAreReadStrictly(t *testing.T) {
	with := func(old, new string) string {
		require.Contains(t, moved, old)
		return strings.Replace(moved, old, new, 1)
	}
	role := func(role string) string {
		return with(`"unit-moved","data":{"unit":"north","to":"head"}`, `"role-added","data":{"role":`+role+`}`)
	}
	grant := func(grant string) string {
		return with(`"unit-moved","data":{"unit":"north","to":"head"}`, `"role-granted","data":{"grant":`+grant+`}`)
	}
	for text, want := range map[string]string{
		// The envelope.
		``:                               "unexpected end of JSON input",
		`null`:                           `mandat: an unknown event ""`,
		`[]`:                             "mandat: an event: json: cannot unmarshal array into Go value of type mandat.eventForm[encoding/json.RawMessage]",
		`{}`:                             `mandat: an unknown event ""`,
		moved + `{}`:                     "invalid character '{' after top-level value",
		moved[:len(moved)-1]:             "unexpected end of JSON input",
		with(`"format":1`, `"format":2`): "mandat: an event of format 2: expected 1 or older",
		`{"format":2,"org":["another","shape"],"event":{}}`:   "mandat: an event of format 2: expected 1 or older",
		with(`"format":1`, `"format":0`):                      `mandat: event unit-moved: unexpected value of "format"`,
		with(`"format":1`, `"format":-1`):                     `mandat: event unit-moved: unexpected value of "format"`,
		with(`"format":1,`, ``):                               `mandat: event unit-moved: the name "format" is missing`,
		with(`"format":1`, `"format":1,"format":1`):           `mandat: event unit-moved: the name "format" stands twice`,
		with(`"unit-moved"`, `"unit-lost"`):                   `mandat: an unknown event "unit-lost"`,
		with(`"unit-moved"`, `"UnitMoved"`):                   `mandat: an unknown event "UnitMoved"`,
		with(`"org":"acme",`, ``):                             `mandat: event unit-moved: the name "org" is missing`,
		with(`"version":2,`, ``):                              `mandat: event unit-moved: the name "version" is missing`,
		with(`"step":1,"of":1,`, ``):                          `mandat: event unit-moved: the name "of" is missing`,
		with(`"at":"2026-01-15T12:00:00Z",`, ``):              `mandat: event unit-moved: the name "at" is missing`,
		with(`,"data":{"unit":"north","to":"head"}`, ``):      `mandat: event unit-moved: the name "data" is missing`,
		with(`"by"`, `"who":"x","by"`):                        `mandat: event unit-moved: unexpected name "who"`,
		with(`"by":"olga"`, `"by":""`):                        `mandat: event unit-moved: unexpected name "by"`,
		with(`"by":"olga"`, `"by":null`):                      `mandat: event unit-moved: unexpected null`,
		with(`"org":"acme"`, `"org":null`):                    `mandat: event unit-moved: unexpected null`,
		with(`"org":"acme"`, `"Org":"acme"`):                  `mandat: event unit-moved: unexpected name "Org"`,
		with(`"step":1`, `"step":1,"ſtep":1`):                 `mandat: event unit-moved: unexpected name "ſtep"`,
		with(`"step":1`, `"ſtep":1`):                          `mandat: event unit-moved: the name "step" is missing`,
		with(`"version":2`, `"version":2.0`):                  "mandat: an event: json: cannot unmarshal number 2.0 into Go struct field eventForm[encoding/json.RawMessage].version of type uint64",
		with(`"version":2`, `"version":"2"`):                  "mandat: an event: json: cannot unmarshal string into Go struct field eventForm[encoding/json.RawMessage].version of type uint64",
		with(`"version":2`, `"version":-2`):                   "mandat: an event: json: cannot unmarshal number -2 into Go struct field eventForm[encoding/json.RawMessage].version of type uint64",
		with(`"version":2`, `"version":18446744073709551616`): "mandat: an event: json: cannot unmarshal number 18446744073709551616 into Go struct field eventForm[encoding/json.RawMessage].version of type uint64",
		with(`"step":1`, `"step":-0`):                         `mandat: event unit-moved: unexpected value of "step"`,
		// Moments.
		with(`12:00:00Z`, `12:00:00+00:00`):                   `mandat: event unit-moved: unexpected value of "at"`,
		with(`"2026-`, `"\u0032026-`):                         "mandat: an event: parsing time \"\\\\u0032026-01-15T12:00:00Z\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\\\\u0032026-01-15T12:00:00Z\" as \"2006\"",
		with(`12:00:00Z`, `13:00:00+01:00`):                   `mandat: event unit-moved: unexpected value of "at"`,
		with(`12:00:00Z`, `12:00:00.500Z`):                    `mandat: event unit-moved: unexpected value of "at"`,
		with(`12:00:00Z`, `12:00:00.1234567891Z`):             `mandat: event unit-moved: unexpected value of "at"`,
		with(`"2026-01-15T12:00:00Z"`, `1768478400`):          "mandat: an event: Time.UnmarshalJSON: input is not a JSON string",
		with(`2026-01-15T12:00:00Z`, `10000-01-15T12:00:00Z`): `mandat: an event: parsing time "10000-01-15T12:00:00Z" as "2006-01-02T15:04:05Z07:00": cannot parse "0-01-15T12:00:00Z" as "-"`,
		// Data.
		with(`{"unit":"north","to":"head"}`, `null`):                                             `mandat: event unit-moved: unexpected null`,
		with(`{"unit":"north","to":"head"}`, `[]`):                                               "mandat: event unit-moved: json: cannot unmarshal array into Go value of type mandat.UnitMoved",
		with(`{"unit":"north","to":"head"}`, `{}`):                                               `mandat: event unit-moved: the name "data.unit" is missing`,
		with(`"unit":"north"`, `"unit":["north"]`):                                               "mandat: event unit-moved: json: cannot unmarshal array into Go struct field UnitMoved.unit of type mandat.UnitID",
		with(`"unit":"north"`, `"unit":null`):                                                    `mandat: event unit-moved: unexpected null`,
		with(`"unit":"north"`, `"unit":"north","UNIT":"sales"`):                                  `mandat: event unit-moved: unexpected name "data.UNIT"`,
		with(`"unit":"north"`, `"unit":"sales","unit":"north"`):                                  `mandat: event unit-moved: the name "unit" stands twice`,
		with(`"unit":"north"`, `"unit":"north","deep":{"a":1}`):                                  `mandat: event unit-moved: unexpected name "data.deep"`,
		with(`"to":"head"`, `"to":""`):                                                           `mandat: event unit-moved: unexpected name "data.to"`,
		with(`"unit":"north"`, "\"unit\":\"n\xff\""):                                             "mandat: event unit-moved: it holds text that is not UTF-8",
		with(`"unit":"north"`, `"unit":"n\ud800"`):                                               "mandat: event unit-moved: it holds half of a character, a surrogate by itself",
		with(`"unit":"north"`, `"unit":"n\uDBFF"`):                                               "mandat: event unit-moved: it holds half of a character, a surrogate by itself",
		with(`"unit":"north"`, `"unit":"n\uDC00"`):                                               "mandat: event unit-moved: it holds half of a character, a surrogate by itself",
		with(`"unit":"north"`, `"unit":"\\ud83d\ude00"`):                                         "mandat: event unit-moved: it holds half of a character, a surrogate by itself",
		with(`"unit":"north"`, `"unit":"\ud83d\ud83d\ude00"`):                                    "mandat: event unit-moved: it holds half of a character, a surrogate by itself",
		grant(`{"role":"reader","member":"kalle","at":"everywhere"}`):                            "mandat: event role-granted: mandat: a scope: json: cannot unmarshal string into Go value of type []mandat.scopeForm",
		grant(`{"role":"reader","member":"kalle","at":[]}`):                                      "mandat: event role-granted: mandat: a scope names from 1 to 3 units, not 0",
		grant(`{"role":"reader","member":"kalle"}`):                                              "mandat: event role-granted: json: error calling MarshalJSON for type mandat.Scope: mandat: a scope that is not valid has no JSON form",
		grant(`{"role":"reader","member":"kalle","at":null}`):                                    "mandat: event role-granted: mandat: a scope names from 1 to 3 units, not 0",
		grant(`{"role":"reader","member":"kalle","at":[{"unit":"x"}]}`):                          `mandat: event role-granted: mandat: a scope names a unit "x" with the reach none`,
		grant(`{"role":"reader","member":"kalle","at":[{"unit":"x","reach":"home"}]}`):           `mandat: event role-granted: mandat: a scope names a unit "x" with the reach home`,
		grant(`{"role":"reader","member":"kalle","at":[{"unit":"x","reach":"Exact"}]}`):          `mandat: event role-granted: mandat: a scope: mandat: unknown reach "Exact": expected exact, subtree, home or home-subtree`,
		grant(`{"role":"reader","member":"kalle","at":[{"unit":"x","reach":"exact","deep":1}]}`): `mandat: event role-granted: unexpected name "data.grant.at.0.deep"`,
		grant(`{"role":"reader","member":"kalle","at":"org","from":"0001-01-01T00:00:00Z"}`):     `mandat: event role-granted: unexpected name "data.grant.from"`,
		grant(`{"role":"reader","member":"kalle","at":"org","group":""}`):                        `mandat: event role-granted: unexpected name "data.grant.group"`,
		role(`{"id":"own","can":[{"do":null}]}`):                                                 "mandat: event role-added: unexpected null",
		role(`{"id":"own","can":[{"do":["read"]}]}`):                                             `mandat: event role-added: mandat: "read" is no action: expected type.action`,
		role(`{"id":"own","can":[{"do":["note.read"],"past":["walls"]}]}`):                       `mandat: event role-added: mandat: unknown or doubled barrier "walls": expected lists or seals`,
		role(`{"id":"own","can":[{"do":["note.read"],"past":["seals","lists"]}]}`):               `mandat: event role-added: unexpected value of "data.role.can.0.past.0"`,
		role(`{"id":"own","can":[{"do":["note.read"],"when":{"all":[]}}]}`):                      `mandat: event role-added: unexpected name "data.role.can.0.when.all"`,
		role(`{"id":"own","can":[{"do":["note.read"],"when":{"not":null}}]}`):                    "mandat: event role-added: unexpected null",
		role(`{"id":"own","can":[{"do":["note.read"],"when":{"loggedout":true}}]}`):              `mandat: event role-added: unexpected name "data.role.can.0.when.loggedout"`,
		role(`{"id":"own","at":[{"organisation":null}]}`):                                        "mandat: event role-added: unexpected null",
		role(`{"id":"own","title":{"en":"a","en":"b"}}`):                                         `mandat: event role-added: the name "en" stands twice`,
	} {
		before := mandat.Event{Org: "as it was", What: mandat.UnitRemoved{Unit: "u"}}
		e := before
		err := json.Unmarshal([]byte(text), &e)
		assert.EqualError(t, err, want, text)
		assert.Equal(t, before, e, text)
	}
}

// The Kelvin sign is a k to package encoding/json, in the names that have one.
func TestNamesInOtherLettersAreRefused(t *testing.T) {
	for i, text := range lines(t) {
		var names func(v any)
		names = func(v any) {
			switch v := v.(type) {
			case map[string]any:
				for name, in := range v {
					for _, other := range []string{strings.ToUpper(name), strings.Replace(name, "s", "ſ", 1), strings.Replace(name, "k", "\u212a", 1)} {
						if other != name {
							changed := strings.Replace(text, `"`+name+`":`, `"`+other+`":`, 1)
							assert.Error(t, json.Unmarshal([]byte(changed), new(mandat.Event)), changed)
						}
					}
					if name != "title" && name != "at" && name != "units" && name != "relations" { // languages, structures and relations
						names(in)
					}
				}
			case []any:
				for _, in := range v {
					names(in)
				}
			}
		}
		var v any
		require.NoError(t, json.Unmarshal([]byte(text), &v))
		names(v)
		// Nor is a name left out, or doubled.
		assert.Error(t, json.Unmarshal([]byte(strings.Replace(text, `"data":`, `"data":{},"data":`, 1)), new(mandat.Event)), i)
	}
}

// What is free in the form: blanks, the order of names, how a character is
// escaped.
func TestEventsAreReadInAnyOrder(t *testing.T) {
	var want mandat.Event
	require.NoError(t, json.Unmarshal([]byte(strings.Replace(moved, "north", "ñ🙂🙂<", 1)), &want))
	for _, text := range []string{
		`{"data":{"to":"head","unit":"ñ🙂🙂<"},"event":"unit-moved","through":"web","by":"olga","at":"2026-01-15T12:00:00Z","of":1,"step":1,"version":2,"org":"acme","format":1}`,
		"\n" + strings.ReplaceAll(strings.Replace(moved, "north", `\u00f1\ud83d\ude42\uD83D\uDE42\u003c`, 1), ",", " ,\t"),
		strings.Replace(strings.Replace(moved, "north", "ñ🙂🙂<", 1), "head", `\u0068\u0065ad`, 1),
	} {
		var e mandat.Event
		require.NoError(t, json.Unmarshal([]byte(text), &e))
		assert.Equal(t, want, e)
	}
	var s mandat.Scope
	require.NoError(t, json.Unmarshal([]byte(`"\u006frg"`), &s))
	assert.True(t, s.IsWholeOrg())
}

// filled fills every field of a value, the n-th time otherwise.
func filled(v reflect.Value, n *int, depth int) {
	*n++
	word := fmt.Sprintf("w%d \"<é🙂\\ufffd\ufffd", *n)
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(noon.Add(time.Duration(*n) * time.Nanosecond)))
		return
	case mandat.Scope:
		v.Set(reflect.ValueOf(mandat.Below(mandat.UnitID(word)).And(mandat.AtHome())))
		return
	case mandat.Reach:
		v.Set(reflect.ValueOf(mandat.Reach(*n%4 + 1)))
		return
	case mandat.Past:
		v.Set(reflect.ValueOf(mandat.PastLists | mandat.PastSeals))
		return
	case mandat.ActionRef:
		v.Set(reflect.ValueOf(mandat.ActionRef{Type: "t", Action: mandat.Action(word)}))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(word)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	case reflect.Array:
		for i := range v.Len() {
			filled(v.Index(i), n, depth)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), n, depth)
		}
	case reflect.Slice:
		if depth > 0 {
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			filled(v.Index(0), n, depth-1)
			filled(v.Index(1), n, depth-1)
		}
	case reflect.Pointer:
		if depth > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			filled(v.Elem(), n, depth-1)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		filled(key, n, depth)
		filled(value, n, max(depth, 1))
		v.SetMapIndex(key, value)
	default:
		panic(fmt.Sprint("no value for a ", v.Type()))
	}
}

// TestEveryFieldIsStored: an event with something in every field, down to the
// conditions of a custom role, is read as it was written.
func TestEveryFieldIsStored(t *testing.T) {
	n := 0
	for _, kind := range mandat.EventKinds() {
		what := reflect.New(reflect.TypeOf(kind)).Elem()
		filled(what, &n, 5)
		assert.False(t, what.IsZero())
		e := mandat.Event{Org: "o", Version: 1<<64 - 1, Step: 3, Of: 7, At: noon, By: "p", Through: "c", What: what.Interface().(mandat.Happening)}
		text, err := json.Marshal(e)
		require.NoError(t, err)
		var read mandat.Event
		require.NoError(t, json.Unmarshal(text, &read), "%s", text)
		assert.Equal(t, e, read)
		again, err := json.Marshal(read)
		require.NoError(t, err)
		assert.Equal(t, string(text), string(again))

		// And with nothing in any field, where that has a form.
		e.What = kind
		if text, err = json.Marshal(e); err == nil {
			require.NoError(t, json.Unmarshal(text, &read), "%s", text)
			assert.Equal(t, e, read)
		}
	}
}

func TestEventsThatWouldBeLostAreNotWritten(t *testing.T) {
	event := func(h mandat.Happening) mandat.Event {
		return mandat.Event{Org: "acme", Version: 1, Step: 1, Of: 1, At: noon, What: h}
	}
	late := time.Date(9999, 12, 31, 23, 30, 0, 0, time.FixedZone("west", -3600))
	role := func(p mandat.Permission) mandat.Event {
		return event(mandat.RoleAdded{Role: mandat.Role{ID: "r", Can: []mandat.Permission{p}}})
	}
	for name, e := range map[string]mandat.Event{
		"nothing":            event(nil),
		"a nil pointer":      event((*mandat.UnitMoved)(nil)),
		"a pointer":          event(&mandat.UnitMoved{}),
		"something embedded": event(struct{ mandat.UnitMoved }{}),
		"not UTF-8":          event(mandat.UnitMoved{Unit: "a\xff"}),
		"half a character":   event(mandat.UnitMoved{Unit: "a\xed\xa0\x80"}),
		"a name not UTF-8":   event(mandat.RoleAdded{Role: mandat.Role{Title: mandat.Title{"\xff": "x"}}}),
		"the organisation":   {Org: "\xff", At: noon, What: mandat.UnitMoved{}},
		"no scope":           event(mandat.RoleGranted{}),
		"a bad scope":        event(mandat.RoleGranted{Grant: mandat.Grant{Scope: mandat.Exactly("")}}),
		"a late end":         event(mandat.RoleGranted{Grant: mandat.Grant{Scope: mandat.WholeOrg(), Until: late}}),
		"a late time":        {Org: "acme", At: late, What: mandat.UnitMoved{}},
		"an early time":      {Org: "acme", At: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), What: mandat.UnitMoved{}},
		"no actions":         role(mandat.Permission{}),
		"a dot in a type":    role(mandat.Permission{Do: []mandat.ActionRef{{Type: "a.b", Action: "c"}}}),
		"an unknown barrier": role(mandat.Permission{Do: actionsOf("note.read"), Past: 4}),
		"an unknown reach":   event(mandat.RoleAdded{Role: mandat.Role{ID: "r", At: []mandat.Where{{"s": {7}}}}}),
		"no reach":           event(mandat.RoleAdded{Role: mandat.Role{ID: "r", At: []mandat.Where{{"s": nil}}}}),
	} {
		text, err := json.Marshal(e)
		assert.Error(t, err, "%s: %s", name, text)
	}
	// What looks like the replacement of something lost, and is itself.
	for _, id := range []mandat.UnitID{"\ufffd", `\ufffd`, `\\ufffd`, "\\\ufffd", "null", `"null"`} {
		text, err := json.Marshal(event(mandat.UnitMoved{Unit: id}))
		require.NoError(t, err, id)
		var read mandat.Event
		require.NoError(t, json.Unmarshal(text, &read))
		assert.Equal(t, mandat.UnitMoved{Unit: id}, read.What)
	}
}

// Moments keep their nanoseconds and lose their place: the same moment has one
// form.
func TestMomentsInEventsAreInUTC(t *testing.T) {
	moment := noon.Add(123456789)
	for _, at := range []time.Time{moment, moment.In(time.FixedZone("east", 14*3600)), moment.In(time.FixedZone("odd", 3601)), moment.Local()} {
		g := mandat.Grant{Role: "reader", Member: "kalle", Scope: mandat.WholeOrg(), From: at, Until: at.Add(1)}
		e := mandat.Event{Org: "acme", Version: 1, Step: 1, Of: 1, At: at, What: mandat.InvitationSent{Invitation: mandat.Invitation{Until: at, Grants: []mandat.Grant{g}}}}
		text, err := json.Marshal(e)
		require.NoError(t, err)
		assert.Equal(t, 3, strings.Count(string(text), `"2026-01-15T12:00:00.123456789Z"`), "%s", text)
		assert.Equal(t, 1, strings.Count(string(text), `"2026-01-15T12:00:00.12345679Z"`), "%s", text)
	}
	// A plan by a clock elsewhere makes the same events, and the same organisation.
	here := onWeb("olga")
	there := here
	there.At = noon.In(time.FixedZone("east", 14*3600))
	grant := mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.WholeOrg(), Until: moment}
	a, err := acme(t).Plan(here, mandat.GrantRole{Grant: grant})
	require.NoError(t, err)
	grant.Until = grant.Until.In(time.FixedZone("west", -3600))
	b, err := acme(t).Plan(there, mandat.GrantRole{Grant: grant})
	require.NoError(t, err)
	assert.Equal(t, a.Events(), b.Events())
	assert.Equal(t, encoding(t, a.Org()), encoding(t, b.Org()))

	there.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	_, err = acme(t).Plan(there, mandat.GrantRole{Grant: mandat.Grant{Role: "reader", Member: "pia", Scope: mandat.WholeOrg()}})
	assert.ErrorIs(t, err, mandat.ErrMalformed)
	grant.Until = there.At
	_, err = acme(t).Plan(here, mandat.GrantRole{Grant: grant})
	assert.ErrorIs(t, err, mandat.ErrBlocked)
}

// FuzzEventJSON: reading never panics, and what is read is written as one form,
// which reads as the same; if it can happen to acme, it leaves a sound
// organisation.
func FuzzEventJSON(f *testing.F) {
	for _, text := range lines(f) {
		f.Add([]byte(text))
	}
	f.Add([]byte(moved))
	f.Add([]byte(strings.Replace(moved, "north", `\u006eorth\ud83d\ude42`, 1)))
	f.Add([]byte(`{"format":2}`))
	o := busyAcme(f)
	second := policyVersion(f, "2")
	f.Fuzz(func(t *testing.T, text []byte) {
		var e mandat.Event
		if json.Unmarshal(text, &e) != nil {
			assert.Zero(t, e)
			return
		}
		form, err := json.Marshal(e)
		require.NoError(t, err)
		var read mandat.Event
		require.NoError(t, json.Unmarshal(form, &read))
		again, err := json.Marshal(read)
		require.NoError(t, err)
		require.Equal(t, string(form), string(again))

		e.Org, e.Version, e.Step, e.Of = "acme", 1, 1, 1
		before := content(t, o)
		next, err := o.Apply([]mandat.Event{e}, o.Policy(), second)
		require.Equal(t, before, content(t, o))
		if err == nil {
			wantSound(t, next, e)
		}
	})
}

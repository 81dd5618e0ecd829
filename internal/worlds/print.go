package worlds

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
)

// String returns the policy and the organisation, one thing a line. What is
// zero is left out.
func (w World) String() string {
	var b strings.Builder
	page(&b, "rules", reflect.ValueOf(w.Rules))
	page(&b, "organisation", reflect.ValueOf(w.Data))
	return b.String()
}

// GoString keeps rapid from printing a world in full: whoever finds something
// wrong with it prints it.
func (w World) GoString() string { return "a world" }

// String returns the question, one line for the subject and one for the
// resource.
func (q Question) String() string {
	return fmt.Sprintf("subject: %s\nasks to: %s\nresource: %s\nvalue: %s\n",
		words(reflect.ValueOf(q.Subject), 0), q.Action, words(reflect.ValueOf(q.Resource), 0), words(reflect.ValueOf(q.Value), 0))
}

func changeWords(c Step) string {
	text := fmt.Sprintf("subject: %s\n", words(reflect.ValueOf(c.Subject), 0))
	for _, command := range c.Commands {
		if command == nil {
			text += "no command\n"
			continue
		}
		text += command.CommandName() + " " + words(reflect.ValueOf(command), 0) + "\n"
	}
	return text
}

// page prints the fields of a struct, and each element of a list on a line.
func page(b *strings.Builder, title string, v reflect.Value) {
	fmt.Fprintf(b, "%s\n", title)
	for i := range v.NumField() {
		field := v.Field(i)
		if field.IsZero() {
			continue
		}
		if field.Kind() != reflect.Slice {
			fmt.Fprintf(b, "  %s: %s\n", v.Type().Field(i).Name, words(field, 0))
			continue
		}
		fmt.Fprintf(b, "  %s\n", v.Type().Field(i).Name)
		for j := range field.Len() {
			fmt.Fprintf(b, "    %s\n", words(field.Index(j), 0))
		}
	}
}

// words returns a value in one line. Wholes more than a few deep, or in a
// circle, are cut off.
func words(v reflect.Value, depth int) string {
	if !v.IsValid() {
		return "nil"
	}
	if v.CanInterface() {
		if s, ok := special(v.Interface(), depth); ok {
			return s
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		return fields(v, depth)
	case reflect.Slice, reflect.Array:
		return elements(v, depth)
	case reflect.Pointer:
		return words(v.Elem(), depth)
	case reflect.Map:
		return entries(v, depth)
	}
	return fmt.Sprint(v)
}

// special returns the values that have words of their own.
func special(value any, depth int) (string, bool) {
	switch v := value.(type) {
	case mandat.ActionRef:
		return v.String(), true
	case mandat.Reach:
		return v.String(), true
	case time.Time:
		return moment(v), true
	case mandat.Place:
		unit, _ := v.Unit()
		return orNone(string(unit), unit == ""), true
	case mandat.Labels:
		labels, stated := v.List()
		return orNone(fmt.Sprint(labels), stated && len(labels) == 0), true
	case mandat.ACL:
		audience, is := v.Audience()
		return orNone("only "+words(reflect.ValueOf(audience), depth), !is), true
	case mandat.Listed:
		kind := [...]string{"nobody", "everybody", "relation ", "unit ", "group ", "person "}
		return kind[int(v.Kind)%len(kind)] + v.Name, true
	case mandat.Scope:
		return orWhole(words(reflect.ValueOf(v.Places()), depth), v.IsWholeOrg()), true
	case mandat.Whole:
		whole, _ := v.Resource()
		if whole == nil || depth > 3 {
			return orNone("…", whole == nil), true
		}
		return words(reflect.ValueOf(*whole), depth+1), true
	}
	return "", false
}

func orNone(s string, none bool) string {
	if none {
		return "none"
	}
	return s
}

func orWhole(s string, whole bool) string {
	if whole {
		return "whole organisation"
	}
	return s
}

// moment returns a time as its distance from Now.
func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return fmt.Sprintf("now%+dns", t.Sub(Now).Nanoseconds())
}

func fields(v reflect.Value, depth int) string {
	var parts []string
	for i := range v.NumField() {
		if f := v.Field(i); !f.IsZero() {
			parts = append(parts, v.Type().Field(i).Name+": "+words(f, depth))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func elements(v reflect.Value, depth int) string {
	var parts []string
	for i := range v.Len() {
		if e := v.Index(i); v.Kind() == reflect.Slice || !e.IsZero() {
			parts = append(parts, words(e, depth))
		}
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func entries(v reflect.Value, depth int) string {
	var parts []string
	for _, k := range v.MapKeys() {
		parts = append(parts, fmt.Sprint(k)+": "+words(v.MapIndex(k), depth))
	}
	slices.Sort(parts)
	return "{" + strings.Join(parts, ", ") + "}"
}

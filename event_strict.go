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
	"unicode/utf8"
)

// says reports whether a text says the same as what was read of it, written
// again. So nothing that the text says was passed over: package encoding/json
// takes doubled names, names in other letters, and text that is not Unicode.
func says(text, again []byte) error {
	if !utf8.Valid(text) {
		return errors.New("it holds text that is not UTF-8")
	}
	if halfCharacter(text) {
		return errors.New("it holds half of a character, a surrogate by itself")
	}
	given, err := tree(text)
	if err != nil {
		return err
	}
	read, err := tree(again)
	if err != nil {
		return err
	}
	return differs("", given, read)
}

// halfCharacter reports whether a valid JSON text escapes a surrogate that is
// not one of a pair.
func halfCharacter(text []byte) bool {
	open := false // after the first of a pair; what ends the text is none
	for i := 0; i < len(text); i++ {
		unit := uint16(0)
		if text[i] == '\\' {
			i++ // what is escaped, so that it is not taken for a backslash
			if text[i] == 'u' {
				unit = hexUnit(text[i+1 : i+5])
				i += 4
			}
		}
		second := 0xdc00 <= unit && unit <= 0xdfff
		if open != second {
			return true
		}
		open = 0xd800 <= unit && unit <= 0xdbff
	}
	return false
}

// hexUnit reads four hexadecimal digits.
func hexUnit(digits []byte) uint16 {
	unit := uint16(0)
	for _, d := range digits {
		switch {
		case d >= 'a':
			d -= 'a' - 10
		case d >= 'A':
			d -= 'A' - 10
		default:
			d -= '0'
		}
		unit = unit<<4 | uint16(d)
	}
	return unit
}

// differs tells where two trees do.
func differs(path string, given, read any) error {
	g, isObject := given.(map[string]any)
	r, wasObject := read.(map[string]any)
	if !isObject || !wasObject {
		return differsHere(path, given, read)
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

// differsHere compares what are not two objects.
func differsHere(path string, given, read any) error {
	g, isList := given.([]any)
	r, wasList := read.([]any)
	if isList && wasList && len(g) == len(r) {
		for i := range g {
			if err := differs(fmt.Sprintf("%s%d.", path, i), g[i], r[i]); err != nil {
				return err
			}
		}
		return nil
	}
	if !reflect.DeepEqual(given, read) {
		return fmt.Errorf("unexpected value of %q", path[:max(0, len(path)-1)])
	}
	return nil
}

// tree reads a JSON value, with numbers as they stand. A doubled name is an
// error, and so is null.
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
	switch {
	case err != nil:
		return nil, err
	case token == nil:
		return nil, errors.New("unexpected null")
	case token == json.Delim('{'):
		return object(d)
	case token == json.Delim('['):
		return array(d)
	}
	return token, nil
}

func array(d *json.Decoder) (any, error) {
	list := []any{}
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

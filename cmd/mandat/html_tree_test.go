package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// element is an element of a page, or where its name is "" a piece of text.
type element struct {
	name, text string
	attrs      map[string]string
	children   []*element
}

// parsePage parses a page strictly: each element is closed, each attribute in
// quotes.
func parsePage(t *testing.T, page string) *element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	open := []*element{{name: "page"}}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			require.Len(t, open, 1)
			return open[0]
		}
		require.NoError(t, err)
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: make(map[string]string)}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			last.children, open = append(last.children, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.children = append(last.children, &element{text: string(token)})
		}
	}
}

// all returns the elements of a name inside an element, in the order of the page.
func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
		found = append(found, c.all(name)...)
	}
	return found
}

// withID returns the element with an id.
func (e *element) withID(id string) *element {
	for _, c := range e.children {
		if c.attrs["id"] == id {
			return c
		}
		if found := c.withID(id); found != nil {
			return found
		}
	}
	return nil
}

// content returns the text inside an element, with single blanks.
func (e *element) content() string { return strings.Join(strings.Fields(e.raw()), " ") }

func (e *element) raw() string {
	text := e.text
	for _, c := range e.children {
		text += c.raw()
	}
	return text
}

// items returns the items of lists in lists, with how deep they are.
func (e *element) items(depth int) (items []*element, depths []int) {
	for _, c := range e.children {
		deeper := depth
		if c.name == "li" {
			items, depths = append(items, c), append(depths, depth)
			deeper++
		}
		more, deep := c.items(deeper)
		items, depths = append(items, more...), append(depths, deep...)
	}
	return items, depths
}

// own returns the text inside an element but for lists.
func (e *element) own() string {
	text := e.text
	for _, c := range e.children {
		if c.name != "ul" {
			text += c.own()
		}
	}
	return text
}

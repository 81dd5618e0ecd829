package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRangesOfClauses(t *testing.T) {
	for _, test := range []struct {
		ids  []string
		want string
	}{
		{nil, ""},
		{[]string{"A1"}, "A1"},
		{[]string{"A2", "A1"}, "A1, A2"},
		{[]string{"A10", "A9", "A11", "A9"}, "A9-A11"},
		{[]string{"A1", "A3", "A4", "A5", "A7", "B8", "B9", "B10"}, "A1, A3-A5, A7, B8-B10"},
		{[]string{"A1", "A02", "A3"}, "A1, A3, A02"},
		{[]string{"x", "y", "z"}, "x, y, z"},
		{[]string{"7", "8", "9", "99999999999999999999"}, "7-9, 99999999999999999999"},
		{[]string{"a b1", "a b2", "a b3", "\x1b[2J", ""}, `"", "\x1b[2J", "a b1"-"a b3"`},
	} {
		assert.Equal(t, test.want, ranges(sortClauses(test.ids)), test.ids)
	}
}

package worlds

import (
	"math/bits"

	"pgregory.net/rapid"
)

// dice makes choices by single bits, which rapid draws without bias (its
// integers lean to the small) and shrinks towards the first choice and "no".
type dice struct{ t *rapid.T }

var bit = rapid.Bool()

// below returns a number from 0 to n-1, each as likely.
func (d dice) below(n int) int {
	for {
		number := 0
		for range bits.Len(uint(n - 1)) {
			number <<= 1
			if bit.Draw(d.t, "") {
				number++
			}
		}
		if number < n {
			return number
		}
	}
}

// percent reports true in p of 100 cases, to within a 256th.
func (d dice) percent(p int) bool {
	threshold := p * 256 / 100
	for i := 7; i >= 0; i-- {
		drawn, border := !bit.Draw(d.t, ""), threshold>>i&1 == 1
		if drawn != border {
			return border
		}
	}
	return false
}

// weighted returns an index, each as likely as its weight says.
func (d dice) weighted(weights ...int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := d.below(sum)
	for i, w := range weights {
		if n < w {
			return i
		}
		n -= w
	}
	return 0
}

// pick returns one of the choices, the zero value if there are none.
func pick[T any](d dice, choices []T) (one T) {
	if len(choices) > 0 {
		one = choices[d.below(len(choices))]
	}
	return one
}

// oneOf returns one of the choices.
func oneOf[T any](d dice, choices ...T) T { return pick(d, choices) }

// subset keeps each choice in p of 100 cases.
func subset[T any](d dice, p int, choices []T) []T {
	var kept []T
	for _, c := range choices {
		if d.percent(p) {
			kept = append(kept, c)
		}
	}
	return kept
}

// someOf keeps at least one of the choices.
func someOf[T any](d dice, p int, choices []T) []T {
	if kept := subset(d, p, choices); len(kept) > 0 {
		return kept
	}
	return []T{pick(d, choices)}
}

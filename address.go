package mandat

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Address is the e-mail address that an invitation is bound to. It is
// immutable and comparable. The zero Address is no address: nothing can be
// bound to it, and no invitation is accepted with it.
//
// Two addresses are the same when they are the same byte for byte, after the
// letters A to Z became a to z on both sides of the @. Nothing else is folded:
// letters outside ASCII keep their case, and none of them becomes an ASCII
// letter (the Kelvin sign, ſ, ı); composed and decomposed characters differ;
// letters that look alike differ, as Latin and Cyrillic а do; dots and
// plus-tags stay; a domain in Unicode differs from its xn-- form. Where two
// differ only in a way that people cannot see, the invitation is not accepted,
// which is the safe side.
//
// An address is personal data, and so is an error that quotes one. No event
// holds an address: an event holds a TokenHash.
type Address struct{ text string }

// maxAddress is the length in bytes of the longest address that mail can be
// sent to (RFC 5321, erratum 1690).
const maxAddress = 254

// ParseAddress reads a bare address, such as "anna@example.com": exactly one @
// with something on both sides, at most 254 bytes of UTF-8. It refuses
// characters that cannot be seen (white space, controls, format and filler
// characters, selectors of variants), U+FFFD, which stands for a character that
// was lost, and the punctuation that frames addresses in a mail header:
// double quotes, brackets, comma, colon, semicolon, backslash. It trims
// nothing, and asks nobody whether the address exists.
func ParseAddress(s string) (Address, error) {
	if err := checkAddress(s); err != nil {
		// An input may be of any length; its beginning is enough.
		return Address{}, fmt.Errorf("mandat: address %.*q: %w", maxAddress, s, err)
	}
	return Address{strings.Map(lowerASCII, s)}, nil
}

// MustParseAddress is ParseAddress for addresses written in code: it panics
// with the error.
func MustParseAddress(s string) Address {
	a, err := ParseAddress(s)
	if err != nil {
		panic(err)
	}
	return a
}

// String returns the address as it is compared, which ParseAddress reads as the
// same address; "" for none.
func (a Address) String() string { return a.text }

func checkAddress(s string) error {
	local, domain, _ := strings.Cut(s, "@")
	switch {
	case s == "":
		return errors.New("is empty, expected one such as anna@example.com")
	case len(s) > maxAddress:
		return fmt.Errorf("has %d bytes, expected at most %d", len(s), maxAddress)
	case !utf8.ValidString(s):
		return errors.New("is not valid UTF-8")
	case strings.Count(s, "@") != 1:
		return fmt.Errorf("has the character @ %d times, expected once", strings.Count(s, "@"))
	case local == "":
		return errors.New("has nothing before the @, expected a local part")
	case domain == "":
		return errors.New("has nothing after the @, expected a domain")
	}
	for _, r := range s {
		if invisible(r) || framing(r) {
			return fmt.Errorf("contains %U, expected visible characters other than %s", r, framingChars)
		}
	}
	return nil
}

// invisible reports whether a character leaves no mark of its own, or stands
// for one that was lost. Some that leave none count as letters, marks or
// symbols: fillers, selectors of variants, the Braille pattern without dots.
func invisible(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.IsSpace(r) ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		r == '\u2800' || r == unicode.ReplacementChar
}

// framingChars are the specials of RFC 5322 other than dot and @: they stand
// around or between addresses, or let one address be written in several ways.
const framingChars = `"(),:;<>[\]`

func framing(r rune) bool { return strings.ContainsRune(framingChars, r) }

func lowerASCII(r rune) rune {
	if 'A' <= r && r <= 'Z' {
		return r + 'a' - 'A'
	}
	return r
}

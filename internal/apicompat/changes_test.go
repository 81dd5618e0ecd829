package apicompat

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/exp/apidiff"

	"github.com/mandat-go/mandat/internal/sourcetree"
)

// changes compares two states of the module's public packages.
func changes(before, after []*types.Package) []apidiff.Change {
	module := func(pkgs []*types.Package) *apidiff.Module {
		return &apidiff.Module{Path: sourcetree.Module, Packages: pkgs}
	}
	return apidiff.ModuleChanges(module(before), module(after)).Changes
}

// unlisted returns the lines that a change log lacks: one for every change that
// breaks users.
func unlisted(all []apidiff.Change, changelog string) []string {
	listed := breaks(changelog)
	var lines []string
	for _, c := range all {
		line := fmt.Sprintf("- `%s`", summed(c.Message))
		if !c.Compatible && !slices.Contains(listed, summed(c.Message)) && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

var otherValue = regexp.MustCompile(`^[A-Z]\w*: value changed from \d+ to \d+$`)

// summed returns the message of a change, one and the same for every constant of
// the root package that has another number: a constant that comes between others
// moves all that follow it.
func summed(message string) string {
	if otherValue.MatchString(message) {
		return "numbers of constants changed"
	}
	return message
}

var breakLine = regexp.MustCompile("^- `([^`]+)`")

// breaks returns the messages under "API breaks" of "Unreleased". A word of
// explanation may follow each.
func breaks(changelog string) []string {
	var messages []string
	release, section := "", ""
	for line := range strings.Lines(changelog) {
		line = strings.TrimSpace(line)
		if title, ok := strings.CutPrefix(line, "## "); ok {
			release, section = title, ""
		} else if title, ok := strings.CutPrefix(line, "### "); ok {
			section = title
		} else if m := breakLine.FindStringSubmatch(line); m != nil && release == "Unreleased" && section == "API breaks" {
			messages = append(messages, m[1])
		}
	}
	return messages
}

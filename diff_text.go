package mandat

import (
	"slices"
	"strconv"
	"strings"
)

// Text says the difference in words, in "en" or "sv" (English for any other
// language): what is different, then who gains and who loses, together where it is
// the same, below what it comes of.
func (d Difference) Text(lang string) string { return strings.Join(d.Lines(lang), "\n") }

// Lines says the same, line by line. What belongs to a line is indented below it.
// Where several differences are told they have numbers, by which what follows names
// them.
func (d Difference) Lines(lang string) []string {
	if len(d.Data) == 0 {
		return []string{phraseNothingDiff.in(lang)}
	}
	lines := append([]string{phraseDataDiffers.in(lang)}, indented(d.dataLines(lang))...)
	rest := Impact{Untold: d.Impact.Untold}.Lines(lang)
	for _, t := range d.Unlike {
		rest = append(rest, phraseUnlike.in(lang, "{type}", bare(string(t))))
	}
	if len(d.Shared)+len(rest) == 0 {
		return append(lines, phraseNobodyDiffers.in(lang))
	}
	lines = append(lines, phraseRightsDiffer.in(lang))
	return append(lines, indented(append(d.sharedLines(lang), rest...))...)
}

func indented(lines []string) []string {
	return each(lines, func(line string) string { return "  " + line })
}

func (d Difference) dataLines(lang string) []string {
	if len(d.Data) == 1 {
		return []string{d.Data[0].Text(lang)}
	}
	var lines []string
	for k, one := range d.Data {
		lines = append(lines, strconv.Itoa(k+1)+". "+one.Text(lang))
	}
	return lines
}

// sharedLines says who gains and who loses, all by the same differences together.
func (d Difference) sharedLines(lang string) []string {
	var causes []string
	below := make(map[string][]string)
	for _, s := range d.Shared {
		cause := d.cause(lang, &s)
		if below[cause] == nil {
			causes = append(causes, cause)
		}
		below[cause] = append(below[cause], s.Lines(lang)...)
	}
	if len(d.Data) == 1 && len(causes) == 1 {
		return below[causes[0]]
	}
	var lines []string
	for _, cause := range causes {
		lines = append(append(lines, cause), indented(below[cause])...)
	}
	return lines
}

// cause says what it comes of that they gain or lose something, or by their numbers
// what it may come of.
func (d Difference) cause(lang string, s *SharedEffects) string {
	if len(s.Because) == 1 {
		who := phraseEachOfThem.in(lang)
		if len(s.Persons) == 1 {
			who = bare(string(s.Persons[0]))
		}
		return phraseBecause.in(lang, "{cause}", s.Because[0].text(lang, who))
	}
	var numbers []string
	for k, one := range d.Data {
		if slices.Contains(s.Persons, one.Person) && !slices.Contains(s.Because, one) {
			one.Person = ""
		}
		if slices.Contains(s.Because, one) {
			numbers = append(numbers, strconv.Itoa(k+1))
		}
	}
	return phraseBecauseAny.in(lang, "{numbers}", list(numbers, phraseAnd.in(lang)))
}

// Text says the difference in words: "unit north moved from sales to purchasing".
func (d DataDifference) Text(lang string) string { return d.text(lang, bare(string(d.Person))) }

// text says the difference, about somebody who is called so.
func (d DataDifference) text(lang, who string) string {
	if d.Person != "" {
		who = bare(string(d.Person))
	}
	switch {
	case d.Sub != "":
		who = phraseGroup.in(lang, "{group}", bare(string(d.Sub)))
	case d.Group != "" && (d.Kind == DiffGranted || d.Kind == DiffRevoked):
		who = phraseGroup.in(lang, "{group}", bare(string(d.Group)))
	}
	do := d.Request.Action.String()
	if d.Request.ID != "" {
		do += " " + bare(string(d.Request.ID))
	}
	return d.phrase().in(lang, "{who}", who, "{setting}", bare(string(d.Setting)), "{unit}", orNone(lang, d.Kind, string(d.Unit)), "{group}", bare(string(d.Group)),
		"{role}", bare(string(d.Role)), "{scope}", d.Scope.text(lang), "{id}", bare(string(d.Invitation)), "{do}", do,
		"{was}", orNone(lang, d.Kind, d.Was), "{is}", orNone(lang, d.Kind, d.Is)) + during(lang, d.From, d.Until)
}

func (d DataDifference) phrase() phrase {
	switch {
	case d.Kind == DiffPolicy && d.Was == d.Is:
		return phraseSameVersion
	case d.Kind == DiffInvitation && d.Was == "":
		return phraseInvited
	case d.Kind == DiffInvitation && d.Is == "":
		return phraseNotInvited
	case d.Kind == DiffApproval && d.Was != d.Is:
		return phraseApprovalMoved
	case int(d.Kind) < len(dataPhrases):
		return dataPhrases[d.Kind]
	}
	return phrase{}
}

// orNone returns an id, or what there is instead.
func orNone(lang string, kind DataKind, id string) string {
	switch {
	case id != "":
		return bare(id)
	case slices.Contains([]DataKind{DiffUnitMade, DiffUnitRemoved, DiffUnitMoved}, kind):
		return phraseTheTop.in(lang)
	case slices.Contains([]DataKind{DiffGroupMade, DiffGroupRemoved, DiffGroupMoved}, kind):
		return phraseWholeOrg.in(lang)
	}
	return phraseNone.in(lang)
}

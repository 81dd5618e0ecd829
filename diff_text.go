package mandat

import (
	"slices"
	"strings"
)

// Text says the difference in words, in "en" or "sv" (English for any other
// language): what is different, then who gains and who loses, together where it is
// the same, below what it comes of.
func (d Difference) Text(lang string) string { return strings.Join(d.Lines(lang), "\n") }

// Lines says the same, line by line. What belongs to a line is indented below it.
func (d Difference) Lines(lang string) []string {
	if len(d.Data) == 0 {
		return []string{phraseNothingDiff.in(lang)}
	}
	lines := []string{phraseDataDiffers.in(lang)}
	for _, one := range d.Data {
		lines = append(lines, "  "+one.Text(lang))
	}
	rest := Impact{Untold: d.Impact.Untold}.Lines(lang)
	for _, t := range d.Unlike {
		rest = append(rest, phraseUnlike.in(lang, "{type}", bare(string(t))))
	}
	if len(d.Shared)+len(rest) == 0 {
		return append(lines, phraseNobodyDiffers.in(lang))
	}
	lines = append(lines, phraseRightsDiffer.in(lang))
	for _, line := range append(d.sharedLines(lang), rest...) {
		lines = append(lines, "  "+line)
	}
	return lines
}

// sharedLines says who gains and who loses, all by the same differences together.
func (d Difference) sharedLines(lang string) []string {
	var causes []string
	below := make(map[string][]string)
	for _, s := range d.Shared {
		cause := s.Cause(lang)
		if below[cause] == nil {
			causes = append(causes, cause)
		}
		below[cause] = append(below[cause], s.Lines(lang)...)
	}
	if len(d.Data) == 1 {
		return below[causes[0]]
	}
	var lines []string
	for _, cause := range causes {
		lines = append(lines, cause)
		for _, line := range below[cause] {
			lines = append(lines, "  "+line)
		}
	}
	return lines
}

// Cause says what it comes of that they gain or lose this, or what it may come of.
func (s SharedEffects) Cause(lang string) string {
	texts := each(s.Because, func(d DataDifference) string { return d.text(lang, s.each(lang)) })
	if len(texts) == 1 {
		return phraseBecause.in(lang, "{cause}", texts[0])
	}
	return phraseBecauseAny.in(lang, "{causes}", strings.Join(texts, "; "))
}

// each says to whom a difference is that is about each of them.
func (s SharedEffects) each(lang string) string {
	if len(s.Persons) == 1 {
		return bare(string(s.Persons[0]))
	}
	return phraseEachOfThem.in(lang)
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

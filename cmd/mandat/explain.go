package main

import (
	"flag"
	"fmt"
	"strings"

	"github.com/mandat-go/mandat"
)

var explainHelp = "Answers one question and says how the answer comes about, and which single changes\n" +
	"would have turned it.\n\n" + fmt.Sprintf(askHelp, "explain") + pastHelp

func newExplain(f *flag.FlagSet) action {
	asked := askFlags(f)
	lang := langFlag(f)
	asSubject := f.Bool("as-subject", false, "say no more than the subject may know")
	asJSON := f.Bool("json", false, "print the explanation as JSON")
	return func(w world, args []string) error {
		if err := checkLang(*lang); err != nil {
			return err
		}
		q, err := asked.read(w, args[0])
		if err != nil {
			return err
		}
		e := q.explain(*asSubject)
		if *asJSON {
			if err := printJSON(w.stdout, explained(e, *lang)); err != nil {
				return err
			}
		} else {
			for text := range strings.SplitSeq(e.Text(*lang), "\n") {
				line(w.stdout, text)
			}
		}
		return unlessAllowed(e.Decision())
	}
}

func langFlag(f *flag.FlagSet) *string {
	return f.String("lang", "en", "the `language` of what is said in words: en or sv")
}

func checkLang(lang string) error {
	if lang != "en" && lang != "sv" {
		return usagef("-lang %q: expected en or sv", lang)
	}
	return nil
}

func (q *question) explain(asSubject bool) mandat.Explanation {
	if asSubject {
		v := q.org.As(q.subject)
		return v.Explain(q.action, q.resource)
	}
	return q.org.Explain(q.subject, q.action, q.resource)
}

// explanation is an explanation, for programs.
type explanation struct {
	answer
	// NotFound tells that the subject may not know of the resource. Nothing but
	// the outcome is said then.
	NotFound bool     `json:"notFound"`
	Because  []string `json:"because"`
	Steps    []string `json:"steps"`
	Nearest  []string `json:"nearest"`
	// Givers has, for each of Nearest, who can give it.
	Givers [][]mandat.PersonID `json:"givers"`
	// Ask has whom to turn to.
	Ask  []mandat.PersonID `json:"ask"`
	Text string            `json:"text"`
}

func explained(e mandat.Explanation, lang string) explanation {
	if e.NotFound() {
		none := []string{}
		outcome := answer{Outcome: e.Decision().Outcome().String()}
		return explanation{outcome, true, none, none, none, [][]mandat.PersonID{}, []mandat.PersonID{}, e.Text(lang)}
	}
	return explanation{
		answer:  answerOf(e.Decision()),
		Because: append([]string{}, e.Because()...),
		Steps:   codes(e.Steps()),
		Nearest: codes(e.Misses()),
		Givers:  each(e.Misses(), func(m mandat.Miss) []mandat.PersonID { return append([]mandat.PersonID{}, m.Givers...) }),
		Ask:     each(e.Ask(), func(r mandat.Referral) mandat.PersonID { return r.To }),
		Text:    e.Text(lang),
	}
}

// codes returns the codes of steps or misses, never nil.
func codes[T fmt.Stringer](all []T) []string {
	texts := make([]string, len(all))
	for i, one := range all {
		texts[i] = one.String()
	}
	return texts
}

package main

import (
	"flag"
	"fmt"

	"github.com/mandat-go/mandat"
)

var decideHelp = "Answers one question with one line, such as \"allow\" or \"deny: no-right\".\n\n" +
	fmt.Sprintf(askHelp, "decide") + pastHelp

func newDecide(f *flag.FlagSet) action {
	asked := askFlags(f)
	asJSON := f.Bool("json", false, "print the answer as JSON")
	return func(w world, args []string) error {
		q, err := asked.read(w, args[0])
		if err != nil {
			return err
		}
		d := q.org.Decide(q.subject, q.action, q.resource)
		if *asJSON {
			if err := printJSON(w.stdout, answerOf(d)); err != nil {
				return err
			}
		} else {
			line(w.stdout, d.String())
		}
		return unlessAllowed(d)
	}
}

// answer is a decision, for programs.
type answer struct {
	Outcome string `json:"outcome"`
	Reason  string `json:"reason"`
	Detail  string `json:"detail"`
}

func answerOf(d mandat.Decision) answer {
	return answer{d.Outcome().String(), d.Reason().String(), d.Detail().String()}
}

// unlessAllowed returns errNo for every answer but allow.
func unlessAllowed(d mandat.Decision) error {
	if d.Allowed() {
		return nil
	}
	return errNo
}

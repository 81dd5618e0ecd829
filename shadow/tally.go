package shadow

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/internal/rulewords"
)

// tally counts what came of the comparisons. Its size is bounded, whatever is
// asked: names come into it only if a policy declares them, and what comes of
// questions is cut.
type tally struct {
	same, busy uint64
	otherwise  uint64
	failed     map[string]uint64 // by a text of this package
	groups     map[key]*group
	others     uint64 // disagreements for which there was no group left
}

const (
	maxGroups   = 1000
	maxExamples = 3
	// maxWord and maxText are lengths in bytes: of an id, and of an explanation.
	maxWord, maxText = 80, 2000
)

// key is what the disagreements of a group have in common.
type key struct {
	system, version string
	allows          bool // mandat
	of              mandat.ActionRef
	decision        mandat.Decision
	step            mandat.StepKind
	rule            mandat.RuleRef
}

type group struct {
	count       uint64
	cause, rule string
	examples    []string
}

func newTally() tally {
	return tally{failed: make(map[string]uint64), groups: make(map[key]*group)}
}

func (s *Shadow) disagree(allowed bool, q Question, o *mandat.Org, e mandat.Explanation) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tally.otherwise++
	step := deciding(e)
	k := key{allows: !allowed, of: declared(q, e.Decision()), decision: e.Decision(), step: step.Kind, rule: step.Rule}
	p := o.Policy()
	if p != nil {
		k.system, k.version = p.System(), p.Version()
	}
	g := s.tally.groups[k]
	if g == nil {
		if len(s.tally.groups) == maxGroups {
			s.tally.others++
			return
		}
		g = &group{cause: cause(e)}
		if p != nil {
			rules := p.Rules()
			g.rule = rulewords.Rule(&rules, step.Rule)
		}
		s.tally.groups[k] = g
	}
	g.count++
	if len(g.examples) < maxExamples {
		if x := s.example(q, o, e); !slices.Contains(g.examples, x) {
			g.examples = append(g.examples, x)
		}
	}
}

// declared returns the action asked about, if the policy has it: other names may
// be anybody's, and as many as they like.
func declared(q Question, d mandat.Decision) mandat.ActionRef {
	switch d.Detail() {
	case mandat.NoOrg, mandat.TypeUnknown:
		return mandat.ActionRef{}
	case mandat.ActionUnknown:
		return mandat.ActionRef{Type: q.Resource.Type}
	}
	return mandat.ActionRef{Type: q.Resource.Type, Action: q.Action}
}

// example says one disagreement. What could be of a person it says only if asked
// to.
func (s *Shadow) example(q Question, o *mandat.Org, e mandat.Explanation) string {
	text := fmt.Sprintf("org %s, version %d, channel %s", word(string(q.Resource.Org)), o.Version(), word(string(q.Subject.Channel)))
	if s.options.Personal {
		text += fmt.Sprintf(", %s %s %s %s\n%s", word(string(q.Subject.Person)), word(string(q.Action)), word(string(q.Resource.Type)), word(string(q.Resource.ID)), cut(e.Text("en"), maxText))
	}
	return text
}

// word returns a name as it may stand in a line of a report: in quotes, so that it
// cannot pass for more text, and not too long.
func word(name string) string { return strconv.Quote(cut(name, maxWord)) }

func cut(text string, most int) string {
	if len(text) <= most {
		return string([]byte(text)) // a copy, which holds on to no longer text
	}
	return string([]byte(text[:most])) + "…"
}

package policyfile

import (
	"fmt"
	"slices"

	"github.com/mandat-go/mandat"
)

// Changes returns the changes that a story makes, as a store would keep them: first
// the organisation of the file is imported, at the time that the file says, and then
// comes each step that is allowed. The changes of an organisation that a step founds
// are among them.
//
// A story can begin afresh, and an organisation cannot: the changes end there. Then
// afresh is the line of the case that does so, otherwise 0. An error tells that there
// is no such file of cases, that it names no organisation, or what is otherwise than a
// step expects.
func (s *System) Changes(file string) (changes []mandat.Change, afresh int, err error) {
	i := slices.IndexFunc(s.files, func(f *caseFile) bool { return f.name == file })
	if i < 0 {
		return nil, 0, fmt.Errorf("policyfile: %s is none of the files of cases", file)
	}
	cases := s.files[i]
	if cases.org == "" {
		return nil, 0, fmt.Errorf("policyfile: %s is about no organisation", file)
	}
	imported, err := mandat.Import(s.policy, s.data[cases.org], cases.now)
	if err != nil {
		return nil, 0, fmt.Errorf("policyfile: %s: %w", cases.org, err)
	}
	st := &story{system: s, file: cases, types: typesOf(s.policy), org: imported.Org(), changes: []mandat.Change{imported}}
	for _, c := range cases.cases {
		if c.afresh && len(st.changes) > 1 {
			return st.changes, c.at.line, nil
		}
		if c.step == nil {
			continue
		}
		if wrong := st.stepFailure(c); wrong != "" {
			return nil, 0, Errors{{file, c.at.line, c.at.column, fmt.Sprintf("the step %s: %s", c.label(), wrong)}}
		}
	}
	return st.changes, 0, nil
}

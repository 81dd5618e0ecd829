package policyfile

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
)

// System is a folder with a policy, the cases that test it and the
// organisations that these are about. It is immutable and safe for concurrent
// use.
type System struct {
	policy *mandat.Policy
	data   map[string]mandat.OrgData // by the file, relative to the folder
	orgs   map[string]*mandat.Org
	files  []*caseFile
	tell   func(mandat.Explanation) // nil for nobody
}

// LoadSystem reads policy.yaml or policy.json in a folder, every file there
// whose name begins with "cases" and ends in .yaml, .yml or .json, and the
// organisations that they name. Nothing outside the folder is read. The error is
// that of the file system, or an Errors with everything that is wrong in the
// policy or, if nothing is, in the other files.
func LoadSystem(fsys fs.FS, dir string) (*System, error) {
	policy, err := loadSystemPolicy(fsys, dir)
	if err != nil {
		return nil, err
	}
	l := &loader{fsys: fsys, dir: dir, system: &System{
		policy: policy,
		data:   make(map[string]mandat.OrgData),
		orgs:   make(map[string]*mandat.Org),
	}}
	if err := l.cases(); err != nil {
		return nil, err
	}
	return l.system, nil
}

func loadSystemPolicy(fsys fs.FS, dir string) (*mandat.Policy, error) {
	p, err := LoadPolicy(fsys, path.Join(dir, "policy.yaml"))
	if !errors.Is(err, fs.ErrNotExist) {
		if _, other := fs.Stat(fsys, path.Join(dir, "policy.json")); other == nil {
			return nil, fmt.Errorf("policyfile: %s has a policy.yaml and a policy.json: expected one of them", dir)
		}
		return p, err
	}
	p, err = LoadPolicy(fsys, path.Join(dir, "policy.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("policyfile: no policy.yaml and no policy.json in %s: %w", dir, err)
	}
	return p, err
}

// Policy returns the policy.
func (s *System) Policy() *mandat.Policy { return s.policy }

// OrgFiles returns the files of the organisations, relative to the folder and
// sorted.
func (s *System) OrgFiles() []string { return slices.Sorted(maps.Keys(s.orgs)) }

// Org returns the organisation of a file, nil if no cases are about it.
func (s *System) Org(file string) *mandat.Org { return s.orgs[file] }

// With returns the same organisations and cases under another policy, to see
// which cases notice the difference. An error tells which of them do not fit the
// policy.
func (s *System) With(p *mandat.Policy) (*System, error) {
	other := &System{policy: p, data: s.data, orgs: make(map[string]*mandat.Org), files: s.files}
	for _, file := range s.OrgFiles() {
		org, err := mandat.NewOrg(p, s.data[file])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		other.orgs[file] = org
	}
	if errs := other.check(); len(errs) > 0 {
		return nil, errs.err()
	}
	return other, nil
}

// Observed returns the same system, whose runs tell of each question that the
// cases and the steps of stories ask why it is answered as it is: to see which
// rules of the policy they exercise. It is told by the goroutine that runs.
func (s *System) Observed(tell func(mandat.Explanation)) *System {
	other := *s
	other.tell = tell
	return &other
}

// explain tells of a question about things as they are.
func (s *System) explain(o *mandat.Org, by mandat.Subject, a mandat.Action, r mandat.Resource) {
	if s.tell != nil {
		s.tell(o.Explain(by, a, r))
	}
}

// explainPlan tells of the questions that a step asks.
func (s *System) explainPlan(o *mandat.Org, by mandat.Subject, steps []mandat.Command) {
	if s.tell == nil {
		return
	}
	for _, e := range o.ExplainPlan(by, steps...) {
		s.tell(e)
	}
}

// check makes the resources of all cases, to see whether the policy lets it.
func (s *System) check() (errs Errors) {
	types := typesOf(s.policy)
	for _, file := range s.files {
		b := &builder{file: file.name, types: types}
		for _, c := range file.cases {
			if c.step != nil {
				for _, f := range c.step.facts() {
					b.resource(f)
				}
			}
			if c.facts != nil {
				b.resource(c.facts)
			}
			if c.told != nil {
				b.told(c)
			}
		}
		errs = append(errs, b.errs...)
	}
	return errs
}

// isCases reports whether a file of that name holds cases.
func isCases(name string) bool {
	return strings.HasPrefix(name, "cases") && slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name))
}

// isLocal reports whether a name leads to a file below a folder.
func isLocal(name string) bool { return fs.ValidPath(name) && name != "." }

package main

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// policies are versions of policies, each with the file in which it stands. The first
// is that of the first folder's policy.yaml.
type policies struct {
	all   []*mandat.Policy
	files []string
}

// readPolicies reads every version of the policy in some folders, and those that stand
// elsewhere.
func readPolicies(dirs, elsewhere []string) ([]*mandat.Policy, error) {
	read := &policies{}
	for _, dir := range dirs {
		if err := read.folder(dir); err != nil {
			return nil, err
		}
	}
	for _, name := range elsewhere {
		p, err := readPolicy(name)
		if err != nil {
			return nil, err
		}
		if err := read.add(name, p); err != nil {
			return nil, err
		}
	}
	return read.all, nil
}

// folder reads the policy of a folder, and the other versions that stand beside it.
func (r *policies) folder(dir string) error {
	f, err := openFolder(dir)
	if err != nil {
		return err
	}
	defer f.close()
	first, err := f.policyFile()
	if err != nil {
		return err
	}
	entries, err := fs.ReadDir(f.fsys, ".")
	if err != nil {
		return f.named(err)
	}
	names := []string{first}
	for _, e := range entries {
		if name := e.Name(); !e.IsDir() && name != first && isPolicyFile(name) {
			names = append(names, name)
		}
	}
	for _, name := range names {
		p, err := policyfile.LoadPolicy(f.fsys, name)
		if err != nil {
			return f.named(err)
		}
		if err := r.add(f.path(name), p); err != nil {
			return err
		}
	}
	return nil
}

// isPolicyFile reports whether a file of that name holds a version of a policy.
func isPolicyFile(name string) bool {
	return strings.HasPrefix(name, "policy") && slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name))
}

func (r *policies) add(file string, p *mandat.Policy) error {
	for i, q := range r.all {
		if p.System() == q.System() && p.Version() == q.Version() {
			return fmt.Errorf("%s: version %q of the policy of %s stands in %s already", file, p.Version(), p.System(), r.files[i])
		}
	}
	r.all, r.files = append(r.all, p), append(r.files, file)
	return nil
}

// texts is a flag that can be given several times.
type texts []string

func (t *texts) String() string { return strings.Join(*t, ", ") }

func (t *texts) Set(text string) error {
	*t = append(*t, text)
	return nil
}

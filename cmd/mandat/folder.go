package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

// folder is the folder of a system. Nothing outside it is read, also not
// through a symbolic link.
type folder struct {
	dir  string // as it was typed
	root *os.Root
	fsys fs.FS
}

func openFolder(dir string) (*folder, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, cause(err))
	}
	return &folder{dir, root, root.FS()}, nil
}

func (f *folder) close() { f.root.Close() }

// system reads the policy, the cases, and the organisations that these name.
func (f *folder) system() (*policyfile.System, error) {
	if _, err := f.policyFile(); err != nil {
		return nil, err
	}
	s, err := policyfile.LoadSystem(f.fsys, ".")
	return s, f.named(err)
}

func (f *folder) policy() (*mandat.Policy, error) {
	name, err := f.policyFile()
	if err != nil {
		return nil, err
	}
	p, err := policyfile.LoadPolicy(f.fsys, name)
	return p, f.named(err)
}

// policyFiles are the names that the file of a policy can have.
var policyFiles = []string{"policy.yaml", "policy.json"}

// policyFile returns the name of the policy's file.
func (f *folder) policyFile() (string, error) {
	var found []string
	for _, name := range policyFiles {
		if _, err := fs.Stat(f.fsys, name); err == nil {
			found = append(found, name)
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("%s: there is no policy.yaml and no policy.json", f.dir)
	case 1:
		return found[0], nil
	}
	return "", fmt.Errorf("%s: there is a policy.yaml and a policy.json: expected one of them", f.dir)
}

// org reads the organisation of a file, or where none is named the only one that
// cases are about.
func (f *folder) org(file string) (*mandat.Org, error) {
	if file == "" {
		return f.onlyOrg()
	}
	p, err := f.policy()
	if err != nil {
		return nil, err
	}
	name, err := local(file)
	if err != nil {
		return nil, err
	}
	o, err := policyfile.LoadOrg(f.fsys, name, p)
	return o, f.orgNamed(err)
}

func (f *folder) onlyOrg() (*mandat.Org, error) {
	s, err := f.system()
	if err != nil {
		return nil, err
	}
	files := s.OrgFiles()
	switch len(files) {
	case 0:
		return nil, usagef("%s: no cases name an organisation: say which one with -org", f.dir)
	case 1:
		return s.Org(files[0]), nil
	}
	return nil, usagef("%s: cases are about several organisations: say which one with -org: %s", f.dir, strings.Join(files, ", "))
}

// local returns the name of a file in the folder as a file system knows it.
func local(file string) (string, error) {
	name := path.Clean(filepath.ToSlash(file))
	if !fs.ValidPath(name) || name == "." {
		return "", usagef("-org %s: expected a file in the folder", file)
	}
	return name, nil
}

// path returns the name of a file as the user would type it.
func (f *folder) path(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// named puts the folder before the files that an error names.
func (f *folder) named(err error) error {
	if err == nil {
		return nil
	}
	if errs, ok := errors.AsType[policyfile.Errors](err); ok {
		errs = slices.Clone(errs)
		for i := range errs {
			errs[i].File = f.path(errs[i].File)
		}
		return errs
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", f.path(e.Path), e.Err)
	}
	return fmt.Errorf("%s: %w", f.dir, err)
}

// orgNamed does so for the file of an organisation, and says where it was looked
// for.
func (f *folder) orgNamed(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w (-org names a file in the folder %s)", f.named(err), f.dir)
	}
	return f.named(err)
}

// cause returns an error of the file system without the name of the call and
// the file.
func cause(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

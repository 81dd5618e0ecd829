package policyfile

import (
	"io/fs"
	"path"

	"github.com/mandat-go/mandat"
)

// loader reads the files of a system.
type loader struct {
	fsys   fs.FS
	dir    string
	system *System
	errs   Errors
	tried  map[string]bool // the organisations that were read, by file
}

// cases reads all files of cases and what they name.
func (l *loader) cases() error {
	entries, err := fs.ReadDir(l.fsys, l.dir)
	if err != nil {
		return err
	}
	l.tried = make(map[string]bool)
	for _, e := range entries {
		if e.IsDir() || !isCases(e.Name()) {
			continue
		}
		if err := l.caseFile(path.Join(l.dir, e.Name())); err != nil {
			return err
		}
	}
	if len(l.errs) == 0 {
		l.errs = l.system.check()
	}
	return l.errs.err()
}

func (l *loader) caseFile(name string) error {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return err
	}
	file, errs := parseCases(name, data, l.system.policy.System())
	l.errs = append(l.errs, errs...)
	if file == nil {
		return nil
	}
	l.system.files = append(l.system.files, file)
	l.org(file)
	for _, c := range file.cases {
		if c.isFile() && c.file != "" {
			c.content, _ = l.read(file.name, c.file, c.atFile)
		}
	}
	return nil
}

// org reads the organisation of a file of cases, unless another one has named
// it.
func (l *loader) org(file *caseFile) {
	if file.org == "" || l.tried[file.org] {
		return
	}
	l.tried[file.org] = true
	content, ok := l.read(file.name, file.org, file.atOrg)
	if !ok {
		return
	}
	data, org, err := parseOrg(path.Join(l.dir, file.org), content, l.system.policy)
	if errs, ok := err.(Errors); ok {
		l.errs = append(l.errs, errs...)
		return
	}
	l.system.data[file.org], l.system.orgs[file.org] = data, org
}

// read reads a file that another one names, and reports there if it cannot.
func (l *loader) read(from, name string, at position) (content []byte, ok bool) {
	content, err := fs.ReadFile(l.fsys, path.Join(l.dir, name))
	if err != nil {
		l.errs = append(l.errs, Error{from, at.line, at.column, "cannot read the file: " + err.Error()})
	}
	return content, err == nil
}

// fileErrors reads a file that a case expects to be invalid, and returns what is
// wrong with it: as a policy if it declares types, else as an organisation.
func fileErrors(name string, content []byte, p *mandat.Policy) Errors {
	var err error
	if root, _ := parse(name, content); root != nil && root.value("types") != nil {
		_, err = ParsePolicy(name, content)
	} else {
		_, err = ParseOrg(name, content, p)
	}
	errs, _ := err.(Errors)
	return errs
}

package policyfile

import "github.com/mandat-go/mandat"

// Row is a resource in a sequence of them, and where it stands in the file, counted
// as in an Error.
type Row struct {
	Resource     mandat.Resource
	Line, Column int
}

// ParseResources reads a sequence of resources, each written as ParseResource reads
// it; the format follows from the name of the file. An error is an Errors.
func ParseResources(file string, content []byte, p *mandat.Policy, org mandat.OrgID) ([]Row, error) {
	root, errs := parse(file, content)
	if root == nil {
		return nil, errs.err()
	}
	d := &factsReader{decoder: newDecoder(file, errs)}
	var all []*facts
	d.sequence("", root, "resources", func(_ string, n *node) { all = append(all, d.mapping(n)) })
	if len(d.errs) > 0 {
		return nil, d.errs.err()
	}
	b := &builder{file: file, types: typesOf(p), org: org}
	var rows []Row
	for _, f := range all {
		rows = append(rows, Row{b.resource(f), f.at.line, f.at.column})
	}
	if len(b.errs) > 0 {
		return nil, b.errs.err()
	}
	return rows, nil
}

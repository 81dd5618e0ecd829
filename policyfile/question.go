package policyfile

import (
	"time"

	"github.com/mandat-go/mandat"
)

// ParseResource reads a resource written inline, as on a command line:
// "{type: contract, id: c-7, unit: sales, lists: none}". The policy tells what
// "none" and a unit without its structure stand for; org is the organisation of
// a resource that names none. A type that the policy does not have is no error:
// to ask about it is denied. An error is an Errors for the file "resource".
func ParseResource(text string, p *mandat.Policy, org mandat.OrgID) (mandat.Resource, error) {
	const file = "resource"
	root, errs := parse(file, []byte(text))
	if root == nil {
		return mandat.Resource{}, errs.err()
	}
	d := &factsReader{decoder: newDecoder(file, errs)}
	f := d.mapping(root)
	if len(d.errs) > 0 {
		return mandat.Resource{}, d.errs.err()
	}
	b := &builder{file: file, types: typesOf(p), org: org}
	r := b.resource(f)
	if len(b.errs) > 0 {
		return mandat.Resource{}, b.errs.err()
	}
	return r, nil
}

// ParseSubject reads a subject written inline: "{person: kalle, channel: avtal,
// session: open}". Now is the time of a subject that says none. An error is an
// Errors for the file "subject".
func ParseSubject(text string, now time.Time) (mandat.Subject, error) {
	const file = "subject"
	root, errs := parse(file, []byte(text))
	if root == nil {
		return mandat.Subject{}, errs.err()
	}
	d := newDecoder(file, errs)
	s := d.subject(root, now)
	if len(d.errs) > 0 {
		return mandat.Subject{}, d.errs.err()
	}
	return s, nil
}

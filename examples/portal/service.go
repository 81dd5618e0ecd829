package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"log"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/systems"
)

// order is a row of the service's own. That somebody attests it is kept by mandat,
// under its id.
type order struct {
	id      mandat.ResourceID
	org     mandat.OrgID
	orderer mandat.PersonID
	content string
	status  mandat.Status
}

// resource is the order as something to ask about.
func (o *order) resource() mandat.Resource {
	return mandat.Resource{Type: "order", ID: o.id, Org: o.org, Status: o.status,
		Relations: mandat.Relations{mandat.Relation("orderer").Is(mandat.One(o.orderer))}}
}

// digest changes with the content of the order, and not with its status.
func (o *order) digest() mandat.Digest {
	sum := sha256.Sum256([]byte(o.content))
	return mandat.Digest(hex.EncodeToString(sum[:]))
}

type service struct{ directory *mandat.Directory }

// place keeps an order as one that is not valid yet, and asks for it to be
// attested.
func (s *service) place(ctx context.Context, by mandat.Subject, o *order) (*order, error) {
	o.status = "draft"
	change, err := s.plan(ctx, o.org, by, mandat.StartApproval{Action: "place", Resource: o.resource(), Digest: o.digest()})
	if err != nil {
		return nil, err
	}
	o.status = "placed"
	for _, n := range change.Notices() {
		fmt.Println("a link for", n.To)
	}
	return o, nil
}

// attest answers a link. The order is valid with the last vote that it takes.
func (s *service) attest(ctx context.Context, by mandat.Subject, o *order) (*order, error) {
	change, err := s.plan(ctx, o.org, by, mandat.Approve{Action: "place", Resource: o.resource(), Digest: o.digest()})
	if err != nil {
		return nil, err
	}
	if approval, _ := change.Org().Approval("place", o.resource()); approval.Approves(o.digest()) {
		o.status = "valid"
	}
	return o, nil
}

// askAnew takes the pending request back and begins another one, in one change.
func (s *service) askAnew(ctx context.Context, by mandat.Subject, o *order) (*order, error) {
	_, err := s.plan(ctx, o.org, by,
		mandat.WithdrawApproval{Action: "place", Resource: o.resource()},
		mandat.StartApproval{Action: "place", Resource: o.resource(), Digest: o.digest()})
	if err != nil {
		return nil, err
	}
	return o, nil
}

// valid tells whether an order is attested as it is now.
func (s *service) valid(ctx context.Context, o *order) bool {
	org, err := s.directory.Org(ctx, o.org)
	if err != nil {
		return false
	}
	approval, _ := org.Approval("place", o.resource())
	return approval.Approves(o.digest())
}

func (s *service) plan(ctx context.Context, id mandat.OrgID, by mandat.Subject, steps ...mandat.Command) (mandat.Change, error) {
	return s.directory.Update(ctx, id, func(org *mandat.Org) (mandat.Change, error) { return org.Plan(by, steps...) })
}

// linkFor is whoever follows the link that was sent to somebody, to attest an
// order and nothing else. The service looks whether they have a session open
// anywhere.
func (s *service) linkFor(person mandat.PersonID, o *order, anywhere mandat.Session) mandat.Subject {
	return mandat.Subject{Person: person, Channel: "attestation", Session: anywhere, At: now,
		Only: mandat.Purpose{Org: o.org, Type: "order", ID: o.id, Action: "attest"}}
}

// inPortal is somebody who is logged in.
func inPortal(person mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: person, Channel: "portal", Session: mandat.OpenSession, At: now}
}

const municipality mandat.OrgID = "212000-0001"

// now is when the story plays.
var now = time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC)

// open makes a directory in which the municipality of package systems is.
func open(ctx context.Context) *service {
	policy, err := policyfile.ParsePolicy("policy.yaml", file("policy.yaml"))
	check(err)
	data, err := policyfile.ParseOrgData("granaby.yaml", file("granaby.yaml"), policy)
	check(err)
	imported, err := mandat.Import(policy, data, now)
	check(err)
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	check(err)
	check(directory.Commit(ctx, imported))
	return &service{directory}
}

func file(name string) []byte {
	text, err := fs.ReadFile(systems.Files(), "portal/"+name)
	check(err)
	return text
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

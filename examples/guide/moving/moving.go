// Package moving has what doc/moving.md shows: rights that were imported from Casbin, and
// a service that asks both.
package moving

import (
	"encoding/csv"
	"io"
	"slices"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/shadow"
)

// organisation makes the data of an organisation of the lines of one domain: a member for
// each user, and a grant for each of their roles.
func organisation(policyCSV io.Reader, domain string, policy *mandat.Policy) (mandat.OrgData, error) {
	lines := csv.NewReader(policyCSV)
	lines.FieldsPerRecord, lines.TrimLeadingSpace = -1, true
	all, err := lines.ReadAll()
	data, seen := mandat.OrgData{ID: mandat.OrgID(domain)}, map[string]bool{}
	for _, line := range all {
		if line[0] != "g" || line[3] != domain || slices.Contains(policy.Names().Roles, mandat.RoleID(line[1])) {
			continue // the roles themselves stand in the policy
		}
		user, role := mandat.PersonID(line[1]), mandat.RoleID(line[2])
		if !seen[line[1]] {
			data.Members = append(data.Members, mandat.Member{Person: user, Status: mandat.MemberActive})
		}
		seen[line[1]] = true
		data.Grants = append(data.Grants, mandat.Grant{Role: role, Member: user, Scope: mandat.WholeOrg()})
	}
	return data, err
}

// ticket is a row of the service.
type ticket struct{ id, org, status, assignee string }

func (t ticket) Resource() mandat.Resource {
	return mandat.Resource{Type: "ticket", ID: mandat.ResourceID(t.id), Org: mandat.OrgID(t.org), Status: mandat.Status(t.status),
		Relations: mandat.Relations{mandat.Relation("assignee").Is(mandat.One(mandat.PersonID(t.assignee)))}}
}

// enforcer is Casbin's, or whatever the service asks today.
type enforcer interface {
	Enforce(values ...any) (bool, error)
}

// service answers by what it has, and has mandat asked beside it.
type service struct {
	enforcer enforcer
	compare  *shadow.Shadow // shadow.New(directory.Org, shadow.Options{})
}

// may is the one place in which the service asks.
func (s *service) may(user, action string, t ticket) bool {
	allowed, err := s.enforcer.Enforce(user, t.org, "ticket", action)
	return s.compare.Answer(allowed && err == nil, func() shadow.Question {
		subject := mandat.Subject{Person: mandat.PersonID(user), Channel: "web", Session: mandat.OpenSession, At: time.Now()}
		return shadow.Question{Subject: subject, Action: mandat.Action(action), Resource: t.Resource()}
	})
}

// mayNow is may when the answers are mandat's.
func mayNow(view mandat.View, action mandat.Action, t ticket) error {
	return view.Check(action, t.Resource())
}

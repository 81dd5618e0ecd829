package main

import (
	"fmt"

	"github.com/mandat-go/mandat"
)

// tell posts a notice. It has no text of its own: this is the product's.
func (s *service) tell(org mandat.OrgID, n mandat.Notice) {
	about := string(n.ID) // the member removed, the unit moved
	if n.Grant.Role != "" {
		about = string(n.Grant.Role) + " of " + string(n.Grant.Member)
	}
	why := "it concerns you"
	if n.Role != "" {
		why = "you are " + string(n.Role)
	}
	for _, a := range s.accounts {
		if a.person == n.To {
			s.post(a.address, fmt.Sprintf("%s: %s, %s. You hear of it because %s.", org, n.Of, about, why))
		}
	}
}

// reported tells whom the policy wants told of a match: an action of the product
// itself, which is no change.
func (s *service) reported(org *mandat.Org, match mandat.Resource) error {
	told, err := org.Recipients("report", match, s.now())
	if err != nil {
		return err // an ErrMalformed: nobody is left out because a unit was not loaded
	}
	for _, n := range told {
		s.tell(org.ID(), n)
	}
	return nil
}

// short lists the roles that too few hold.
func (s *service) short(org *mandat.Org) []string {
	var lines []string
	for _, v := range org.Vacancies(s.now()) {
		lines = append(lines, fmt.Sprintf("%s %s: %d of %d", v.Role, v.Unit, v.Holders, v.Least))
	}
	return lines
}

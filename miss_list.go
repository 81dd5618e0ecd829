package mandat

import "slices"

// lists tries to add the subject to each list that governs the action.
func (s *supposition) lists() {
	var tried []Action
	for _, l := range s.action.leaves {
		for _, list := range s.question.governing(l) {
			if slices.Contains(tried, list) {
				continue
			}
			tried = append(tried, list)
			r := s.question.resource.listing(l, list, s.view.subject.Person)
			s.try(Miss{Kind: MissList, List: list}, *s.view, r)
		}
	}
}

// listing returns a copy of the resource where the list that governs a leaf, on
// the resource or on a whole, names a person too.
func (r *Resource) listing(l *leaf, list Action, p PersonID) *Resource {
	c := *r
	governed := false
	for i := range c.ACLs {
		acl := &c.ACLs[i]
		if acl.ACL.state() != stated || !l.governedBy(acl.Action) {
			continue
		}
		governed = true
		if acl.Action == list {
			acl.ACL = Only(append(slices.Clone(*acl.ACL.audience), Named(p))...)
		}
	}
	if whole := c.PartOf.whole(); !governed && whole != nil {
		c.PartOf = PartOf(whole.listing(l, list, p))
	}
	return &c
}

package mandat

// readApproval places an approval where what it is of lay when it was asked for.
// It concerns the requester.
func (q *question) readApproval() {
	v := q.resource.value
	if v == nil || v.approval == nil {
		q.about.miss(ApprovalMissing, string(q.resource.ID))
		return
	}
	a := q.now.approvalFor(v.approval)
	if a == nil {
		q.about.miss(ApprovalMissing, string(v.approval.ID))
		return
	}
	q.about.hasTarget, q.about.person = true, a.By
	q.target()
	for structure := range q.now.policy.rules.Structures {
		unit, lies := a.Units[q.now.policy.rules.Structures[structure].Name]
		if !lies || int(q.facts.n) == len(q.facts.places) {
			continue
		}
		if i, ok := q.now.unitNamed(unit); ok && q.now.unit(i).structure == structure {
			q.lie(i, false)
			continue
		}
		q.put(place{structure: int32(structure), unit: noUnit})
	}
}

package mandat

// records returns how many records an organisation has, but for grants.
func (o *Org) records() int {
	return int(o.units.len()+o.members.len()+o.groups.len()+o.approvals.len()) + len(o.customRoles) + o.invitationByID.len()
}

// What an organisation takes in memory, in bytes, about: of each record with its id,
// its place in the index and its part of the blocks above it. TestWeight measures it.
const (
	orgWeight      = 3 << 10
	unitWeight     = 200
	memberWeight   = 130
	grantWeight    = 50
	groupWeight    = 300
	roleWeight     = 2 << 10
	inviteWeight   = 500
	approvalWeight = 800
	eventWeight    = 300 // what one event adds
)

// weight returns about how many bytes an organisation takes in memory.
func (o *Org) weight() int64 {
	n := orgWeight + len(o.customRoles)*roleWeight + o.invitationByID.len()*inviteWeight + int(o.approvals.len())*approvalWeight
	n += int(o.units.len())*unitWeight + int(o.members.len())*memberWeight + int(o.groups.len())*groupWeight
	for i := range o.members.len() {
		n += len(o.member(i).grants) * grantWeight
	}
	for i := range o.groups.len() {
		n += len(o.group(i).grants) * grantWeight
	}
	return int64(n)
}

package mandat

// memberStatus is a MemberStatus as a record keeps it. The zero one is nobody's.
type memberStatus uint8

const (
	memberInvited memberStatus = iota + 1
	memberAccepted
	memberActive
	memberInactive
	memberRemoved
)

// code returns a status as a record keeps it.
func (s MemberStatus) code() memberStatus {
	switch s {
	case MemberInvited:
		return memberInvited
	case MemberAccepted:
		return memberAccepted
	case MemberActive:
		return memberActive
	case MemberInactive:
		return memberInactive
	case MemberRemoved:
		return memberRemoved
	}
	return 0
}

// public returns the status as the data tell it, "" for nobody's.
func (s memberStatus) public() MemberStatus {
	return [...]MemberStatus{"", MemberInvited, MemberAccepted, MemberActive, MemberInactive, MemberRemoved}[s]
}

package mandat

// exactEvent reads an event in the form in which MarshalJSON writes it, if it is of
// a kind of which there are many and escapes nothing.
func exactEvent(text []byte) (Event, bool) {
	x := exact{text: text}
	var e Event
	x.must(`{"format":1,"org":`)
	e.Org = OrgID(x.string())
	x.must(`,"version":`)
	e.Version = x.number()
	x.must(`,"step":`)
	e.Step = x.whole()
	x.must(`,"of":`)
	e.Of = x.whole()
	x.must(`,"at":`)
	e.At = x.moment()
	e.By = PersonID(x.named(`,"by":`))
	e.Through = Channel(x.named(`,"through":`))
	x.must(`,"event":`)
	name := x.raw()
	x.must(`,"data":{`)
	e.What = x.happening(name)
	x.must("}}")
	return e, !x.failed && len(x.text) == 0
}

// happening reads the data of an event, but for the last brace.
func (x *exact) happening(name []byte) Happening {
	switch string(name) {
	case "role-granted":
		return RoleGranted{x.grantNamed()}
	case "role-revoked":
		return RoleRevoked{x.grantNamed()}
	case "role-handed-over":
		h := RoleHandedOver{Grant: x.grantNamed()}
		x.must(`,"to":`)
		h.To = PersonID(x.string())
		return h
	case "unit-added":
		x.must(`"unit":`)
		return UnitAdded{x.unit()}
	case "unit-moved":
		h := UnitMoved{Unit: idAt[UnitID](x, `"unit":`)}
		h.To = UnitID(x.named(`,"to":`))
		return h
	case "unit-sealed":
		h := UnitSealed{Unit: idAt[UnitID](x, `"unit":`)}
		x.must(`,"sealed":`)
		h.Sealed = x.flag()
		return h
	case "unit-removed":
		return UnitRemoved{idAt[UnitID](x, `"unit":`)}
	case "setting-changed":
		h := SettingChanged{Setting: idAt[Setting](x, `"setting":`)}
		x.must(`,"on":`)
		h.On = x.flag()
		return h
	}
	if h := x.memberHappening(name); h != nil {
		return h
	}
	return x.otherHappening(name)
}

func (x *exact) memberHappening(name []byte) Happening {
	switch string(name) {
	case "member-joined":
		x.must(`"member":`)
		return MemberJoined{x.member()}
	case "member-moved":
		h := MemberMoved{Person: idAt[PersonID](x, `"person":`)}
		h.To = UnitID(x.named(`,"to":`))
		return h
	case "member-activated":
		return MemberActivated{idAt[PersonID](x, `"person":`)}
	case "member-deactivated":
		return MemberDeactivated{idAt[PersonID](x, `"person":`)}
	case "member-left":
		return MemberLeft{idAt[PersonID](x, `"person":`)}
	case "invitation-sent":
		x.must(`"invitation":`)
		return InvitationSent{x.invitation()}
	case "invitation-resent":
		h := InvitationResent{Invitation: idAt[InvitationID](x, `"invitation":`)}
		x.must(`,"token":`)
		x.word(&h.Token)
		h.Until = x.momentNamed(`,"until":`)
		return h
	case "invitation-answered":
		h := InvitationAnswered{Invitation: idAt[InvitationID](x, `"invitation":`)}
		x.must(`,"accepted":`)
		h.Accepted = x.flag()
		h.NoAccount = x.is(`,"no-account":true`)
		return h
	case "invitation-withdrawn":
		return InvitationWithdrawn{idAt[InvitationID](x, `"invitation":`)}
	}
	return nil
}

func (x *exact) otherHappening(name []byte) Happening {
	switch string(name) {
	case "group-added":
		x.must(`"group":`)
		return GroupAdded{x.group()}
	case "group-joined":
		return GroupJoined(x.inGroup())
	case "group-left":
		return x.inGroup()
	case "group-removed":
		return GroupRemoved{idAt[GroupID](x, `"group":`)}
	case "approval-voted":
		h := ApprovalVoted{Request: x.requestNamed()}
		x.must(`,"vote":`)
		h.Vote = x.vote()
		return h
	case "approval-decided":
		h := ApprovalDecided{Request: x.requestNamed()}
		x.must(`,"approved":`)
		h.Approved = x.flag()
		if x.is(`,"needed":`) {
			h.Needed = x.whole()
			if h.Needed == 0 {
				x.fail()
			}
		}
		return h
	case "approval-taken-back":
		return ApprovalTakenBack{x.requestNamed()}
	case "approval-used-up":
		return ApprovalUsedUp{x.requestNamed()}
	}
	x.fail()
	return nil
}

func (x *exact) inGroup() GroupLeft {
	h := GroupLeft{Group: idAt[GroupID](x, `"group":`)}
	h.Person = PersonID(x.named(`,"person":`))
	h.Sub = GroupID(x.named(`,"sub":`))
	return h
}

func (x *exact) grantNamed() Grant {
	x.must(`"grant":`)
	return x.grant()
}

func (x *exact) requestNamed() Request {
	x.must(`"request":`)
	return x.request()
}

// idAt reads the id behind a part.
func idAt[K ~string](x *exact, part string) K {
	x.must(part)
	return K(x.raw())
}

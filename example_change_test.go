package mandat_test

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/mandat-go/mandat"
)

// clubRules are those of a product for clubs: whoever founds a club chairs it,
// the chair has secretaries, and secretaries bring in members.
func clubRules() mandat.Rules {
	do := func(t mandat.ResourceType, all ...mandat.Action) (p mandat.Permission) {
		for _, a := range all {
			p.Do = append(p.Do, mandat.ActionRef{Type: t, Action: a})
		}
		return p
	}
	return mandat.Rules{
		System: "clubs", Version: "1",
		Structures: []mandat.StructureRule{{Name: "sections", Home: mandat.HomeOptional}},
		Channels:   []mandat.ChannelRule{{Name: "sign-up"}, {Name: "app", Login: true}},
		Types:      []mandat.TypeRule{{Name: "match", Structures: []mandat.Structure{"sections"}, Actions: []mandat.ActionRule{{Name: "report"}}}},
		Base:       "member",
		Roles: []mandat.Role{
			{ID: "member", Opens: []mandat.Channel{"app"}},
			{ID: "referee", Can: []mandat.Permission{do("match", "report")}},
			{ID: "secretary", At: []mandat.Where{{}, {"sections": {mandat.Subtree}}}, Can: []mandat.Permission{do("invitation", "send", "read"), do("member", "read", "remove")}},
			{ID: "chair", Includes: []mandat.RoleID{"secretary"}, At: []mandat.Where{{}}, Least: 1, Most: 1, Enforced: true},
		},
		Administer: []mandat.AdminRule{
			{Who: []mandat.RoleID{"chair"}, May: []mandat.AdminAct{mandat.AdminGrant, mandat.AdminRevoke}, Roles: []mandat.RoleID{"secretary", "referee"}},
			{Who: []mandat.RoleID{"chair"}, May: []mandat.AdminAct{mandat.AdminHandOver}, Roles: []mandat.RoleID{"chair", "secretary"}},
		},
		Joining: mandat.JoiningRules{
			Founding:   mandat.DoorRule{Through: []mandat.Channel{"sign-up"}, Roles: []mandat.RoleID{"chair"}},
			Invitation: mandat.InvitationRule{Lasts: 7 * 24 * time.Hour},
		},
		Notices: []mandat.NoticeRule{{Of: mandat.ActionRef{Type: "member", Action: "remove"}, Tell: []mandat.RoleID{"chair"}, Target: true}},
	}
}

// morning is when the examples take place.
var morning = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

func inApp(p mandat.PersonID) mandat.Subject {
	return mandat.Subject{Person: p, Channel: "app", Session: mandat.OpenSession, At: morning}
}

// club is a club that ada has just founded, with tennis and chess, and bo a
// secretary for tennis.
func club() *mandat.Org {
	policy, err := mandat.NewPolicy(clubRules())
	if err != nil {
		log.Fatal(err)
	}
	founded, err := mandat.Found(policy, mandat.Subject{Person: "ada", Channel: "sign-up", At: morning}, mandat.FoundOrg{
		ID: "rovers", Units: []mandat.Unit{{ID: "tennis", Structure: "sections"}, {ID: "chess", Structure: "sections"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	data := founded.Org().Data()
	data.Members = append(data.Members, mandat.Member{Person: "bo", Status: mandat.MemberActive, Home: "tennis"}, mandat.Member{Person: "cy", Status: mandat.MemberActive, Home: "chess"})
	data.Grants = append(data.Grants, mandat.Grant{Role: "secretary", Member: "bo", Scope: mandat.Below("tennis")})
	org, err := mandat.NewOrg(policy, data)
	if err != nil {
		log.Fatal(err)
	}
	return org
}

func printChange(c mandat.Change, err error) {
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range c.Events() {
		fmt.Println(e.Version, e.Step, "of", e.Of, e.What.EventName())
	}
}

// A change is planned first: nothing has happened yet, and the answer says who
// may, or what stands in the way.
func ExampleOrg_Plan() {
	org := club()
	change, err := org.Plan(inApp("ada"), mandat.RemoveMember{Person: "cy"})
	printChange(change, err)
	for _, n := range change.Notices() {
		fmt.Println("tell", n.To, "of", n.Of, n.ID)
	}

	_, err = org.Plan(inApp("bo"), mandat.RemoveMember{Person: "cy"}) // of another section
	fmt.Println(errors.Is(err, mandat.ErrDenied), err)

	// The chair may hand over what they are, and nobody may take the last chair
	// away.
	_, err = org.Plan(inApp("ada"), mandat.RemoveMember{Person: "ada"})
	fmt.Println(errors.Is(err, mandat.ErrBlocked), err)
	printChange(org.Plan(inApp("ada"), mandat.HandOver{To: "bo", Grants: org.GrantsOf("ada")}, mandat.RemoveMember{Person: "ada"}))
	// Output:
	// 1 1 of 1 member-left
	// tell ada of member.remove cy
	// tell cy of member.remove cy
	// true mandat: remove-member: Not found.
	// true mandat: remove-member: blocked: guard: too-few-holders: ada may remove (member ada), but it cannot be done: too few would hold the role: chair at the whole organisation.
	// 1 1 of 2 role-handed-over
	// 1 2 of 2 member-left
}

func ExampleFound() {
	policy, err := mandat.NewPolicy(clubRules())
	if err != nil {
		log.Fatal(err)
	}
	ada := mandat.Subject{Person: "ada", Channel: "sign-up", At: morning}
	founded, err := mandat.Found(policy, ada, mandat.FoundOrg{ID: "rovers", Units: []mandat.Unit{{ID: "tennis", Structure: "sections"}}})
	printChange(founded, err)
	fmt.Println(founded.Org().GrantsOf("ada")[0].Role)

	ada.Channel = "app" // who is in already founds nothing
	_, err = mandat.Found(policy, ada, mandat.FoundOrg{ID: "rovers"})
	fmt.Println(errors.Is(err, mandat.ErrDenied))
	// Output:
	// 1 1 of 4 org-founded
	// 1 2 of 4 unit-added
	// 1 3 of 4 member-joined
	// 1 4 of 4 role-granted
	// chair
	// true
}

// An invitation is bound to a token and an address. The service sends the
// token; the organisation keeps a hash of both.
func ExampleInvitePerson() {
	org := club()
	token, err := mandat.NewToken(rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	address := mandat.MustParseAddress("Dee@example.org")
	invite := mandat.InvitePerson{Invitation: "i-1", Person: "dee", Home: "tennis", Token: token.Bind(address)}
	invited, err := org.Plan(inApp("bo"), invite)
	printChange(invited, err)
	org = invited.Org()

	// dee follows the link, and shows that the address is theirs.
	accept := mandat.AcceptInvitation{Invitation: "i-1", Token: token, Address: mandat.MustParseAddress("dee@example.org")}
	_, err = org.Plan(inApp("eli"), accept)
	fmt.Println("eli:", errors.Is(err, mandat.ErrDenied))
	accepted, err := org.Plan(inApp("dee"), accept)
	printChange(accepted, err)
	_, err = accepted.Org().Plan(inApp("dee"), accept) // once more
	fmt.Println(errors.Is(err, mandat.ErrBlocked))

	// Whoever has lost the right to invite has invited nobody.
	demoted, err := org.Plan(inApp("ada"), mandat.RevokeRole{Grant: mandat.Grant{Role: "secretary", Member: "bo", Scope: mandat.Below("tennis")}})
	printChange(demoted, err)
	_, err = demoted.Org().Plan(inApp("dee"), accept)
	var refused *mandat.Error
	if errors.As(err, &refused) {
		fmt.Println(refused.Explanation.Decision())
	}
	// Output:
	// 1 1 of 1 invitation-sent
	// eli: true
	// 2 1 of 1 invitation-answered
	// true
	// 2 1 of 1 role-revoked
	// blocked: guard: inviter-lost
}

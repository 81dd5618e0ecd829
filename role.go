package mandat

// Role is a named set of permissions: a built-in role of a policy, or a custom
// role of one organisation.
//
// A custom role may include built-in roles, live: it then has what they have,
// also after they change. It neither passes lists or seals nor is recognised
// as the role that it includes, so none of its permissions may set Past and it
// may set none of Contact, Least, Most, NoAccount, Deprecated and Setting.
type Role struct {
	ID      RoleID   `json:"id"`
	Title   Title    `json:"title,omitempty"`
	Aliases []string `json:"aliases,omitempty"`
	// Includes names the roles whose permissions and channels this role has too.
	Includes []RoleID `json:"includes,omitempty"`
	// At lists the alternatives for where the role may be given. A role that
	// lists none may be given where the roles that it includes may; if these say
	// nothing either, for the whole organisation only. The base role has one
	// alternative with one reach per structure: where everybody holds it.
	At []Where `json:"at,omitempty"`
	// Opens lists the channels that the role opens to its holders. Its
	// permissions count in these channels, and in those that a role including it
	// opens; the permissions of a role that opens none, itself or through what it
	// includes, count in every channel in which the subject stands.
	Opens []Channel    `json:"opens,omitempty"`
	Can   []Permission `json:"can,omitempty"`
	// Contact lists the contact details that come with the role. A role that has
	// some is a designation, and need not be able to do anything.
	Contact []string `json:"contact,omitempty"`
	// Least and Most are the numbers of holders that the policy asks for; Most is
	// 0 for no limit. For a role given at units they are asked for at each unit.
	Least int `json:"least,omitzero"`
	Most  int `json:"most,omitzero"`
	// Enforced tells that no change may leave fewer holders than Least, or make
	// more than Most. Otherwise Org.Vacancies reports where there are too few.
	Enforced bool `json:"enforced,omitzero"`
	// NoAccount tells that the role needs no account: it stays in force for a
	// member who is inactive.
	NoAccount bool `json:"no-account,omitzero"`
	// Deprecated tells that what the role once governed is gone.
	Deprecated bool `json:"deprecated,omitzero"`
	// Setting is the setting of the organisation on which the whole role hangs;
	// "" for none.
	Setting Setting `json:"setting,omitzero"`
}

// Where is one alternative for where a role may be given: a grant names one
// unit in each of the structures, with one of the reaches listed. An empty
// Where is the whole organisation.
type Where map[Structure][]Reach

// Reach tells which units a grant at a unit reaches.
type Reach uint8

const (
	// Exact reaches the unit that the grant names.
	Exact Reach = iota + 1
	// Subtree reaches the unit that the grant names and every unit below it.
	Subtree
	// Home reaches the member's home unit, whichever that is today.
	Home
	// HomeSubtree reaches the member's home unit and every unit below it.
	HomeSubtree
)

// String returns the name that policy files use: "exact", "subtree", "home" or
// "home-subtree".
func (r Reach) String() string {
	switch r {
	case Exact:
		return "exact"
	case Subtree:
		return "subtree"
	case Home:
		return "home"
	case HomeSubtree:
		return "home-subtree"
	}
	return "none"
}

// atHome reports whether the home unit stands for the unit.
func (r Reach) atHome() bool { return r == Home || r == HomeSubtree }

// below reports whether units below the one named are reached too.
func (r Reach) below() bool { return r == Subtree || r == HomeSubtree }

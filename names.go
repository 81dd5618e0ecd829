package mandat

// The names that a policy declares. They are plain strings, so that a name may
// come from a database row; a name that the policy does not declare is never
// an error, it denies.
type (
	// ResourceType names a kind of thing that may be asked about, such as
	// "contract".
	ResourceType string
	// Action names what may be done to a resource of one type. It is
	// unqualified, "read" and not "contract.read", because the resource carries
	// its type.
	Action string
	// Status names one of the statuses that a resource type declares.
	Status string
	// Label names a property that a resource has or has not, such as
	// "confidential".
	Label string
	// Relation names how a person relates to one resource, such as
	// "responsible" or "creator".
	Relation string
	// Structure names a tree of units, such as "organisation".
	Structure string
	// Channel names a way of acting, such as a logged-in session or a signed
	// link.
	Channel string
	// Setting names a switch that each organisation turns on or off.
	Setting string
	// GroupName names a group that comes with every unit of a structure.
	GroupName string
	// RoleID names a role: a built-in role of the policy, or a custom role of
	// one organisation.
	RoleID string
)

// The ids of things in an organisation and of the resources of a service. They
// are opaque: compared byte for byte, never folded, trimmed, split or
// normalised.
type (
	// OrgID identifies an organisation (tenant).
	OrgID string
	// PersonID identifies a person, who may be a member of several
	// organisations.
	PersonID string
	// UnitID identifies a unit. It is unique in its organisation, across all
	// structures.
	UnitID string
	// GroupID identifies a group in its organisation.
	GroupID string
	// ResourceID identifies a resource among those of its type in its
	// organisation. It is empty for a resource that does not exist yet.
	ResourceID string
)

// Title is the text shown to people, by language ("en", "sv"). It never takes
// part in a decision.
type Title map[string]string

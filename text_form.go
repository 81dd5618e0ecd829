package mandat

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// MarshalText returns the text form, "type.action". A type with a dot in its
// name, which no policy has, would be read as another one.
func (a ActionRef) MarshalText() ([]byte, error) {
	if strings.Contains(string(a.Type), ".") {
		return nil, fmt.Errorf("mandat: the action %q of type %q has no text form", a.Action, a.Type)
	}
	return []byte(a.String()), nil
}

// UnmarshalText reads the text form.
func (a *ActionRef) UnmarshalText(text []byte) error {
	typ, action, ok := strings.Cut(string(text), ".")
	if !ok {
		return fmt.Errorf("mandat: %q is no action: expected type.action", text)
	}
	*a = ActionRef{ResourceType(typ), Action(action)}
	return nil
}

// MarshalText returns the name that policy files use.
func (r Reach) MarshalText() ([]byte, error) {
	if r < Exact || r > HomeSubtree {
		return nil, fmt.Errorf("mandat: reach %d has no text form", r)
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads the name that policy files use.
func (r *Reach) UnmarshalText(text []byte) error {
	for known := Exact; known <= HomeSubtree; known++ {
		if known.String() == string(text) {
			*r = known
			return nil
		}
	}
	return fmt.Errorf("mandat: unknown reach %q: expected exact, subtree, home or home-subtree", text)
}

// pastNames are the names of barriers in policy files.
var pastNames = [...]struct {
	past Past
	name string
}{{PastLists, "lists"}, {PastSeals, "seals"}}

// MarshalJSON returns the names of the barriers as a list.
func (p Past) MarshalJSON() ([]byte, error) {
	if p&^(PastLists|PastSeals) != 0 {
		return nil, fmt.Errorf("mandat: the barriers %d have no JSON form", p)
	}
	names := []string{}
	for _, known := range pastNames {
		if p&known.past != 0 {
			names = append(names, known.name)
		}
	}
	return json.Marshal(names)
}

// UnmarshalJSON reads a list of names of barriers.
func (p *Past) UnmarshalJSON(text []byte) error {
	var names []string
	if err := json.Unmarshal(text, &names); err != nil {
		return fmt.Errorf("mandat: barriers: %w", err)
	}
	var all Past
	for _, name := range names {
		before := all
		for _, known := range pastNames {
			if known.name == name {
				all |= known.past
			}
		}
		if all == before {
			return fmt.Errorf("mandat: unknown or doubled barrier %q: expected lists or seals", name)
		}
	}
	*p = all
	return nil
}

// scopeForm is the JSON form of a unit that a scope names.
type scopeForm struct {
	Unit  UnitID `json:"unit,omitzero"`
	Reach Reach  `json:"reach"`
}

// MarshalJSON returns "org" for the whole organisation, otherwise a list of
// units with their reaches.
func (s Scope) MarshalJSON() ([]byte, error) {
	if s.IsWholeOrg() {
		return []byte(`"org"`), nil
	}
	places := s.Places()
	if len(places) == 0 {
		return nil, fmt.Errorf("mandat: a scope that is not valid has no JSON form")
	}
	var forms []scopeForm
	for _, p := range places {
		forms = append(forms, scopeForm(p))
	}
	return json.Marshal(forms)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Scope) UnmarshalJSON(text []byte) error {
	var whole string
	if json.Unmarshal(text, &whole) == nil && whole == "org" {
		*s = WholeOrg()
		return nil
	}
	var forms []scopeForm
	if err := json.Unmarshal(text, &forms); err != nil {
		return fmt.Errorf("mandat: a scope: %w", err)
	}
	if len(forms) == 0 || len(forms) > MaxUnits {
		return fmt.Errorf("mandat: a scope names from 1 to %d units, not %d", MaxUnits, len(forms))
	}
	read := Scope{kind: atPlaces}
	for i, f := range forms {
		if f.Reach == 0 || f.Reach.atHome() != (f.Unit == "") {
			return fmt.Errorf("mandat: a scope names a unit %q with the reach %s", f.Unit, f.Reach)
		}
		read.places[i] = ScopePlace(f)
	}
	*s = read
	return nil
}

// orgForm is the canonical encoding of an organisation.
type orgForm struct {
	Format      int              `json:"format"`
	Org         OrgID            `json:"org"`
	System      string           `json:"system"`
	Policy      string           `json:"policy"`
	Version     uint64           `json:"version"`
	Settings    map[Setting]bool `json:"settings,omitempty"`
	Units       []Unit           `json:"units,omitempty"`
	Members     []Member         `json:"members,omitempty"`
	Groups      []Group          `json:"groups,omitempty"`
	Roles       []Role           `json:"roles,omitempty"`
	Grants      []Grant          `json:"grants,omitempty"`
	Invitations []Invitation     `json:"invitations,omitempty"`
	Approvals   []Approval       `json:"approvals,omitempty"`
	Retired     Retired          `json:"retired,omitzero"`
}

// MarshalJSON returns the canonical encoding of the organisation: two
// organisations with the same encoding are the same, and the same events always
// make the same encoding. A nil organisation is null.
func (o *Org) MarshalJSON() ([]byte, error) {
	if o == nil || o.policy == nil {
		return []byte("null"), nil
	}
	return json.Marshal(o.form())
}

func (o *Org) form() orgForm {
	f := o.shortForm()
	f.Members, f.Grants = slices.Collect(o.Members()), slices.Collect(o.Grants())
	return f
}

// shortForm is the form without members and grants, of which there are many.
func (o *Org) shortForm() orgForm {
	return orgForm{
		Format: eventFormat, Org: o.id, System: o.policy.System(), Policy: o.policy.Version(), Version: o.version,
		Settings: o.plainSettings(), Units: slices.Collect(o.Units()), Groups: slices.Collect(o.Groups()), Roles: o.plainRoles(),
		Invitations: o.plainInvitations(), Approvals: slices.Collect(o.Approvals()), Retired: o.retired(),
	}
}

func (f *orgForm) data() OrgData {
	return OrgData{
		ID: f.Org, Units: f.Units, Members: f.Members, Groups: f.Groups, Roles: f.Roles, Grants: f.Grants,
		Settings: f.Settings, Invitations: f.Invitations, Approvals: f.Approvals, Retired: f.Retired,
	}
}

package mandat

import "slices"

// shape tells where what an action is about can lie.
type shape struct {
	dims []shapeDim
	// depths are the cases of what lies below that can be.
	depths DepthReach
}

// shapeDim is one dimension of a place: one structure of a service's type, any
// one of several for what is built in.
type shapeDim struct {
	structures []int // as they are afterwards
	several    bool
	nowhere    nowhereKind
}

type nowhereKind uint8

const (
	// noNowhere: it always has a unit.
	noNowhere nowhereKind = iota
	// noPlaces: it can lie in no structure at all.
	noPlaces
	// emptyPlace: it can lie in a structure, but at no unit.
	emptyPlace
)

func (s *shape) equal(t *shape) bool {
	return s.depths == t.depths && slices.EqualFunc(s.dims, t.dims, func(a, b shapeDim) bool {
		return a.several == b.several && a.nowhere == b.nowhere && slices.Equal(a.structures, b.structures)
	})
}

// intern returns the shape as one that equal shapes share.
func (c *comparison) intern(s shape) *shape {
	for _, known := range c.shapes {
		if known.equal(&s) {
			return known
		}
	}
	c.shapes = append(c.shapes, &s)
	return &s
}

func (c *comparison) allStructures() []int {
	all := make([]int, len(c.structures))
	for i := range all {
		all[i] = i
	}
	return all
}

// shapeOf returns the shape of what a leaf is about.
func (c *comparison) shapeOf(l *leaf) shape {
	anywhere := shapeDim{structures: c.allStructures(), several: true, nowhere: noPlaces}
	s := shape{depths: UnitAlone}
	switch l.typ.rule.Name {
	case OrgType, RoleType:
	case ApprovalType:
		s.dims = c.oneOfEach(anywhere)
	case UnitType:
		s.depths, anywhere.nowhere = depthOf(l.action), noNowhere
		if l.action == createAction {
			anywhere.nowhere = emptyPlace
		}
		s.dims = []shapeDim{anywhere}
	case MemberType, InvitationType:
		if home := c.orgs[after].policy.home; home >= 0 {
			anywhere.structures = []int{home}
		} else {
			s.depths = UnitAlone | UnitAndBelow
		}
		s.dims = []shapeDim{anywhere}
	case GroupType:
		s.dims = []shapeDim{anywhere}
	case GrantType:
		s.depths, s.dims = UnitAlone|UnitAndBelow, []shapeDim{anywhere}
	default:
		for _, name := range l.typ.rule.Structures {
			s.dims = append(s.dims, shapeDim{structures: []int{c.structure(name)}, nowhere: emptyPlace})
		}
	}
	return s
}

// oneOfEach returns the dimensions of what can lie in every structure at once: an
// approval of a service's resource. Where there are more structures than a resource
// can lie in, it is any of them.
func (c *comparison) oneOfEach(anywhere shapeDim) (dims []shapeDim) {
	if len(anywhere.structures) > MaxUnits {
		return []shapeDim{anywhere}
	}
	for _, k := range anywhere.structures {
		dims = append(dims, shapeDim{structures: []int{k}, nowhere: emptyPlace})
	}
	return dims
}

// depthOf returns what an action on a unit concerns. A unit is moved with all
// below it, and to one that is concerned alone.
func depthOf(a Action) DepthReach {
	switch a {
	case readAction, createAction:
		return UnitAlone
	case "move":
		return UnitAlone | UnitAndBelow
	}
	return UnitAndBelow
}

// shapesOfGrants returns the shapes of the grants of a role: one for those of at
// most one unit, and one for each combination of structures.
func (c *comparison) shapesOfGrants(was, is *role) []shape {
	simple := shapeDim{several: true}
	var depths DepthReach
	var all []shape
	for _, r := range [versions]*role{was, is} {
		for _, w := range r.at {
			dims, depth := c.grantDims(w)
			switch len(dims) {
			case 0:
				simple.nowhere = noPlaces
			case 1:
				simple.structures, depths = append(simple.structures, dims[0].structures...), depths|depth
			default:
				if s := (shape{dims: dims, depths: depth}); !slices.ContainsFunc(all, func(t shape) bool { return t.equal(&s) }) {
					all = append(all, s)
				}
			}
		}
	}
	slices.Sort(simple.structures)
	simple.structures = slices.Compact(simple.structures)
	if depths == 0 {
		depths = UnitAlone
	}
	if len(simple.structures) > 0 || simple.nowhere != noNowhere {
		all = append([]shape{{dims: []shapeDim{simple}, depths: depths}}, all...)
	}
	return all
}

// grantDims returns the dimensions of grants at one alternative for where a role
// may be given.
func (c *comparison) grantDims(w Where) ([]shapeDim, DepthReach) {
	var dims []shapeDim
	var depth DepthReach
	for _, s := range w.structures() {
		dims = append(dims, shapeDim{structures: []int{c.structure(s)}})
		for _, r := range w[s] {
			if r.below() {
				depth |= UnitAndBelow
			} else {
				depth |= UnitAlone
			}
		}
	}
	return dims, depth
}

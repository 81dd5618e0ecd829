package policyfile

import (
	"maps"
	"slices"

	"github.com/mandat-go/mandat"
)

// facts are a resource as a file states it. What "none" and a unit without its
// structure mean depends on the policy, so that the resource is made later.
type facts struct {
	typ    mandat.ResourceType
	id     mandat.ResourceID
	org    mandat.OrgID
	ofFile bool // the organisation is the one of the file
	// A unit in structure "" is in the only one that the type has.
	units     []mandat.UnitFact
	status    mandat.Status
	labels    mandat.Labels
	relations []mandat.RelationFact
	lists     []mandat.ACLFact
	// Every relation of the type, or every list, is stated to be none.
	noRelations, noLists bool
	whole                *facts
	noWhole              bool
	depth                int // the number of wholes
	// builtin is set for a type that is built in, which has none of the above but
	// its type, id and organisation.
	builtin *builtin
	// at is where the facts stand, atType and atUnit where the type and the unit do.
	at, atType, atUnit position
}

// factsReader reads resources that may refer to others by name.
type factsReader struct {
	*decoder
	named map[string]*namedFacts
	depth int // of resources that are being read because others name them
}

// namedFacts are facts that are read when somebody first asks for them.
type namedFacts struct {
	node    *node
	facts   *facts
	reading bool
}

// name declares the resources that others can refer to, and reads them.
func (d *factsReader) name(n *node) {
	if !d.is("", n, mapping, "a mapping of names to resources") {
		return
	}
	for _, e := range n.entries {
		if e.key.text == "" || e.key.text == none {
			d.report(e.key, "%q cannot name a resource", e.key.text)
		}
		d.named[e.key.text] = &namedFacts{node: e.value}
	}
	for _, e := range n.entries {
		if named := d.named[e.key.text]; named.facts == nil {
			d.readNamed(named)
		}
	}
}

// find returns the facts of a named resource.
func (d *factsReader) find(n *node) *facts {
	name := d.text("", n)
	named := d.named[name]
	switch {
	case name == "":
		return &facts{}
	case named == nil:
		known := slices.Sorted(maps.Keys(d.named))
		d.report(n, "no resource is named %q%s", shorten(name), perhaps(near(name, known)))
		return &facts{}
	case named.reading:
		d.report(n, "resource %q refers to itself", name)
		return &facts{}
	case d.depth > maxDepth:
		d.report(n, "more than %d resources refer to each other here", maxDepth)
		return &facts{}
	case named.facts == nil:
		d.readNamed(named)
	}
	return named.facts
}

func (d *factsReader) readNamed(named *namedFacts) {
	d.depth++
	named.reading = true
	named.facts = d.mapping(named.node)
	named.reading = false
	d.depth--
}

// resource reads a resource, or the name of one.
func (d *factsReader) resource(n *node) *facts {
	if n.kind == text {
		return d.find(n)
	}
	return d.mapping(n)
}

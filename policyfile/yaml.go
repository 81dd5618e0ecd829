package policyfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v4"
)

// yaml reads the file as one YAML document.
func (s *source) yaml() *node {
	loader, err := yaml.NewLoader(bytes.NewReader(s.data))
	if err != nil {
		s.fail(position{1, 1}, err.Error())
		return nil
	}
	var doc, next yaml.Node
	switch err := loader.Load(&doc); {
	case err == io.EOF:
		s.fail(position{1, 1}, "the file is empty")
		return nil
	case err != nil:
		s.failYAML(err)
		return nil
	}
	switch err := loader.Load(&next); {
	case err == nil:
		s.fail(yamlPosition(&next), "a second document begins here: a file holds one")
	case err != io.EOF:
		s.failYAML(err)
	}
	return s.fromYAML(doc.Content[0], 0)
}

// failYAML reports what the YAML library says.
func (s *source) failYAML(err error) {
	p, message := position{1, 1}, err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message = load.Message
		if load.Mark.Line > 0 {
			p = s.inside(position{load.Mark.Line, max(1, load.Mark.Column)})
		}
		if load.ContextMsg != "" && load.ContextMark.Line > 0 {
			message = fmt.Sprintf("%s (%s in line %d)", message, load.ContextMsg, load.ContextMark.Line)
		}
	}
	s.fail(p, "no valid YAML: "+message)
}

// inside returns a position, or the end of the file for one behind it: the
// library ends every file with a line break.
func (s *source) inside(p position) position {
	if end := s.position(len(s.data)); p.line > end.line {
		return end
	}
	return p
}

// fromYAML turns a YAML node into one of ours. What YAML can do beyond plain
// values is reported: it makes files say other things than they seem to.
func (s *source) fromYAML(y *yaml.Node, depth int) *node {
	n := &node{position: yamlPosition(y)}
	if depth > maxDepth {
		s.fail(n.position, fmt.Sprintf("more than %d levels lie in each other here", maxDepth))
		return n
	}
	s.plain(y)
	switch y.Kind {
	case yaml.SequenceNode:
		n.kind = list
		for _, item := range y.Content {
			n.items = append(n.items, s.fromYAML(item, depth+1))
		}
	case yaml.MappingNode:
		n.kind = mapping
		s.yamlEntries(n, y, depth)
	case yaml.ScalarNode:
		n.kind, n.text = yamlScalar(y), y.Value
	case yaml.AliasNode:
		s.fail(n.position, fmt.Sprintf("alias *%s: write out what it stands for", y.Value))
	}
	return n
}

// plain reports an anchor and a tag.
func (s *source) plain(y *yaml.Node) {
	if y.Anchor != "" {
		s.fail(yamlPosition(y), fmt.Sprintf("anchor &%s: leave it out, there are no aliases here", y.Anchor))
	}
	if y.Style&yaml.TaggedStyle != 0 || y.Tag == "!" {
		s.fail(yamlPosition(y), fmt.Sprintf("tag %s: leave it out, and write a text that looks like something else in quotes", y.Tag))
	}
}

func (s *source) yamlEntries(n *node, y *yaml.Node, depth int) {
	first := make(map[string]position)
	for i := 0; i+1 < len(y.Content); i += 2 {
		if key := s.yamlKey(y.Content[i], depth); key != nil {
			n.put(first, key, s.fromYAML(y.Content[i+1], depth+1), s.fail)
		} else {
			n.maimed = true
		}
	}
}

// yamlKey returns a key, nil if it cannot be one.
func (s *source) yamlKey(y *yaml.Node, depth int) *node {
	if y.Tag == "!!merge" {
		s.fail(yamlPosition(y), "merge key <<: write out what it stands for")
		return nil
	}
	key := s.fromYAML(y, depth+1)
	switch key.kind {
	case text:
		return key
	case number, boolean, moment:
		s.fail(key.position, fmt.Sprintf("a key is a text, and this is %s: write %q in quotes", key.describe(), key.text))
		return key
	case broken:
		return nil
	}
	s.fail(key.position, fmt.Sprintf("a key is a text, and this is %s", key.describe()))
	return nil
}

// yamlScalar tells what the library has taken a scalar for.
func yamlScalar(y *yaml.Node) kind {
	switch y.Tag {
	case "!!null":
		return nothing
	case "!!bool":
		return boolean
	case "!!int", "!!float":
		return number
	case "!!timestamp":
		return moment
	}
	return text
}

func yamlPosition(y *yaml.Node) position {
	return position{max(1, y.Line), max(1, y.Column)}
}

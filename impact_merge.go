package mandat

import (
	"encoding/json"
	"fmt"
	"slices"
)

// key tells effects apart that differ in more than the actions and roles.
func (e *Effect) key() string {
	typ := ResourceType("")
	var when []byte
	if e.When != nil {
		// A condition is plain data, which has a JSON form.
		when, _ = json.Marshal(e.When)
		typ = e.Actions[0].Type
	}
	return fmt.Sprintf("%t %v %d %d %v %s %s %d %d", e.Gains, e.Lists, e.Self, e.Depth, e.Where, typ, when, e.From.UnixNano(), e.Until.UnixNano())
}

// settle adds the effects that wait, of tasks that differ in their shapes alone:
// one that is about all places, of every shape, is about the whole organisation.
func (a *affected) settle(shapes int) {
	same := func(e, f *told) bool {
		c, d := e.Effect, f.Effect
		c.Where, d.Where = nil, nil
		return c.key() == d.key()
	}
	waiting := a.waiting
	a.waiting = nil
	for i := range waiting {
		e := &waiting[i]
		if !e.ordinary || shapes == 1 {
			a.add(e.Effect)
			continue
		}
		var alike []int
		for k := range waiting {
			if waiting[k].ordinary && same(e, &waiting[k]) {
				alike = append(alike, k)
			}
		}
		if len(alike) < shapes {
			a.add(e.Effect)
		} else if alike[0] == i {
			e.Where = nil
			a.add(e.Effect)
		}
	}
}

// add adds an effect to those found, or its role to one that says the same of
// the same action.
func (a *affected) add(e Effect) {
	key := e.key()
	for i := range a.effects {
		had := &a.effects[i]
		if a.keys[i] == key && e.Roles != nil && slices.Equal(had.Actions, e.Actions) {
			if !slices.Contains(had.Roles, e.Roles[0]) {
				had.Roles = append(had.Roles, e.Roles[0])
			}
			return
		}
	}
	a.effects, a.keys = append(a.effects, e), append(a.keys, key)
}

// merged returns the effects with those made one that say the same of several
// actions.
func (a *affected) merged() []Effect {
	var all []Effect
	var keys []string
	for i, e := range a.effects {
		key := fmt.Sprint(e.Roles) + a.keys[i]
		if k := slices.Index(keys, key); k >= 0 {
			all[k].Actions = append(all[k].Actions, e.Actions...)
			continue
		}
		all, keys = append(all, e), append(keys, key)
	}
	return all
}

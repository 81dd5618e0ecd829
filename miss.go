package mandat

// Miss is a nearest miss: one change that would have turned the answer. Kind
// tells which fields are set. It is plain data.
type Miss struct {
	Kind MissKind
	// Role and Scope are the grant that is missing.
	Role  RoleID
	Scope Scope
	// Relation is the relation in which the subject would have to stand.
	Relation Relation
	// List is the action whose list would have to admit the subject.
	List    Action
	Status  Status
	Label   Label
	Channel Channel
	Setting Setting
	// Not tells that the relation, label or setting would have to be absent or
	// off, or the session closed.
	Not bool
	// Command is the change of the organisation that would do: a GrantRole or,
	// where there can be no more holders, a HandOver; an ActivateMember of somebody
	// inactive; a ChangeSetting. It is nil where no command would.
	Command Command
	// Givers are the members who could make that change now, or start it where it
	// needs approval: in some channel of the policy that takes more than a link.
	// They are sorted, and the subject is one of them only if the policy lets them.
	// Whoever could by the base role alone is not looked for, because everybody
	// holds it; and nobody is where the policy names whom to ask instead
	// (Explanation.Ask).
	Givers []PersonID
}

// MissKind tells what would have to be different. Misses come in this order.
type MissKind uint8

const (
	// MissMember: the member would have to be active.
	MissMember MissKind = iota + 1
	// MissGrant: a grant of Role at Scope.
	MissGrant
	// MissRelation: the subject in Relation, or with Not no longer in it.
	MissRelation
	// MissList: the subject in the list for List.
	MissList
	// MissStatus: the resource in Status.
	MissStatus
	// MissLabel: the resource with Label, or with Not without it.
	MissLabel
	// MissSession: the subject logged in, or with Not logged out everywhere.
	MissSession
	// MissChannel: the subject acting through Channel.
	MissChannel
	// MissSetting: Setting on, or with Not off.
	MissSetting
)

// String returns the code of the miss, such as "grant reader at sales", "status
// unfinished" or "logged out".
func (m Miss) String() string {
	switch m.Kind {
	case MissMember:
		return "active member"
	case MissGrant:
		return "grant " + bare(string(m.Role)) + " at " + m.Scope.code()
	case MissRelation:
		return negated(m.Not, "relation ") + string(m.Relation)
	case MissList:
		return "listed for " + string(m.List)
	case MissStatus:
		return "status " + string(m.Status)
	case MissLabel:
		return negated(m.Not, "label ") + string(m.Label)
	case MissSession:
		if m.Not {
			return "logged out"
		}
		return "logged in"
	case MissChannel:
		return "channel " + string(m.Channel)
	case MissSetting:
		return negated(m.Not, "setting ") + string(m.Setting)
	}
	return "nothing"
}

func negated(not bool, what string) string {
	if not {
		return "no " + what
	}
	return what
}

// misses tries every single change and returns those that would turn the
// answer, and could be made. A person who is no member, or a link for something else, has no near
// miss.
func (v *View) misses(a *action, q *question) []Miss {
	if v.standing == NotAMember || q.standing(a.rule.Name) == PurposeOther {
		return nil
	}
	s := supposition{view: v, action: a, question: q}
	s.member()
	s.grants()
	s.relations()
	s.lists()
	s.statuses()
	s.labels()
	s.sessions()
	s.channels()
	s.settings()
	v.remedy(s.found)
	return s.found
}

// supposition tries changes of one question.
type supposition struct {
	view     *View
	action   *action
	question *question
	found    []Miss
}

// turns reports whether a question, as supposed, would be allowed or could be
// started.
func (s *supposition) turns(v View, r *Resource) bool {
	v.judge()
	d := v.decide(s.action.rule.Name, r)
	return d.outcome == Allowed || d.outcome == NeedsApproval
}

// try notes a miss if it would turn the answer.
func (s *supposition) try(m Miss, v View, r *Resource) {
	if s.turns(v, r) {
		s.found = append(s.found, m)
	}
}

func (s *supposition) member() {
	v := *s.view
	if v.status == memberActive {
		return
	}
	v.status = memberActive
	s.try(Miss{Kind: MissMember}, v, s.question.resource)
}

func (s *supposition) relations() {
	t := s.question.facts.typ
	for k := range t.rule.Relations {
		stands := s.question.standsIn(1 << k)
		people := One(s.view.subject.Person)
		if stands {
			people = Nobody()
		}
		name := t.rule.Relations[k].Name
		r := *s.question.resource
		if r.restate(name, people) {
			s.try(Miss{Kind: MissRelation, Relation: name, Not: stands}, *s.view, &r)
		}
	}
}

// restate replaces a relation that is stated.
func (r *Resource) restate(name Relation, people People) bool {
	for i := range r.Relations {
		if r.Relations[i].Relation == name && r.Relations[i].People.state() != notStated {
			r.Relations[i].People = people
			return true
		}
	}
	return false
}

func (s *supposition) statuses() {
	if s.question.resource.Status == "" {
		return
	}
	for _, status := range s.question.facts.typ.rule.Statuses {
		if status.Name == s.question.resource.Status {
			continue
		}
		r := *s.question.resource
		r.Status = status.Name
		s.try(Miss{Kind: MissStatus, Status: status.Name}, *s.view, &r)
	}
}

func (s *supposition) labels() {
	if !s.question.resource.Labels.stated() {
		return
	}
	for k, label := range s.question.facts.typ.rule.Labels {
		has := s.question.facts.labels&(1<<k) != 0
		r := *s.question.resource
		r.Labels.toggle(label.Name, has)
		s.try(Miss{Kind: MissLabel, Label: label.Name, Not: has}, *s.view, &r)
	}
}

// toggle takes a label away or adds it.
func (l *Labels) toggle(label Label, has bool) {
	var rest []Label
	for i := range l.len() {
		if other := l.at(i); other != label {
			rest = append(rest, other)
		}
	}
	if !has {
		rest = append(rest, label)
	}
	*l = Labelled(rest...)
}

func (s *supposition) sessions() {
	v := *s.view
	switch v.subject.Session {
	case OpenSession:
		v.subject.Session = NoSession
	case NoSession:
		v.subject.Session = OpenSession
	default:
		return
	}
	s.try(Miss{Kind: MissSession, Not: v.subject.Session == NoSession}, v, s.question.resource)
}

func (s *supposition) channels() {
	for _, c := range s.view.org.policy.rules.Channels {
		if c.Name == s.view.subject.Channel {
			continue
		}
		v := *s.view
		v.subject.Channel, v.channel = c.Name, 0
		s.try(Miss{Kind: MissChannel, Channel: c.Name}, v, s.question.resource)
	}
}

func (s *supposition) settings() {
	for i, setting := range s.view.org.policy.rules.Settings {
		v := *s.view
		v.settings ^= 1 << i
		s.try(Miss{Kind: MissSetting, Setting: setting.Name, Not: v.settings&(1<<i) == 0}, v, s.question.resource)
	}
}

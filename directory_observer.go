package mandat

import "context"

// Observer is told what a directory does: for logs, metrics, an audit trail kept
// elsewhere. Each function is called by the goroutine that asked, after the answer is
// there and before it is given, so that it should be quick; several are called at once.
// A function that is nil is told nothing. Package mandatlog has one that logs.
type Observer struct {
	// Decided is told of each decision of Directory.Decide, and of Directory.Tell.
	Decided func(context.Context, Decided)
	// Changed is told of each change that Commit or Update has stored and says so. What
	// another directory stores it is not told, nor what turns out to be stored although
	// the store answered with an error: the events are in the store.
	Changed func(context.Context, Change)
	// Trouble is told of what went wrong and hindered nobody: a snapshot that cannot be
	// read or kept, so that loading takes longer.
	Trouble func(context.Context, OrgID, error)
}

// Decided is a question with its answer.
type Decided struct {
	// Org is the version that was asked, nil if Err tells why there is none.
	Org      *Org
	Subject  Subject
	Action   Action
	Resource Resource
	Decision Decision
	Err      error
}

// SetObserver makes an observer the one that is told; nil, as at first, for none.
func (d *Directory) SetObserver(o *Observer) {
	if d != nil {
		d.observer.Store(o)
	}
}

// Decide answers a question by the organisation that the resource names, as Org gives
// it, and tells the observer. If that cannot be loaded it denies, with the error that
// says why; it is ErrNotFound where there is none. It is safe for concurrent use.
func (d *Directory) Decide(ctx context.Context, s Subject, a Action, r Resource) (Decision, error) {
	return d.decide(ctx, &s, a, &r)
}

// decide is apart from Decide for the reason that Org.decide is.
func (d *Directory) decide(ctx context.Context, s *Subject, a Action, r *Resource) (Decision, error) {
	o, err := d.Org(ctx, r.Org)
	answer := o.decide(s, a, r)
	if err != nil {
		answer = Decision{}
	}
	if to := d.observed(); to != nil && to.Decided != nil {
		to.Decided(ctx, Decided{o, *s, a, *r, answer, err})
	}
	return answer, err
}

// Tell tells the observer of a question that was answered elsewhere: by a view of an
// organisation that Org gave, where one request asks several. Decide tells by itself.
func (d *Directory) Tell(ctx context.Context, q Decided) {
	if to := d.observed(); to != nil && to.Decided != nil {
		to.Decided(ctx, q)
	}
}

// observed returns who is told, nil for nobody.
func (d *Directory) observed() *Observer {
	if d == nil {
		return nil
	}
	return d.observer.Load()
}

func (d *Directory) tellTrouble(ctx context.Context, id OrgID, err error) {
	if to := d.observer.Load(); to != nil && to.Trouble != nil {
		to.Trouble(ctx, id, err)
	}
}

func (d *Directory) tellChanged(ctx context.Context, c Change) {
	if to := d.observer.Load(); to != nil && to.Changed != nil {
		to.Changed(ctx, c)
	}
}

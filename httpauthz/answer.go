package httpauthz

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"

	"github.com/mandat-go/mandat"
)

// ErrBadRequest is the error of a loader, or of a handler, for a request that cannot be
// read: 400. What wraps it is not sent.
var ErrBadRequest = errors.New("bad request")

// PanicError is what Guard.Report is told when a function of the service panicked.
type PanicError struct {
	Value any
	Stack []byte
}

// Error says the value, without the stack.
func (e *PanicError) Error() string { return fmt.Sprintf("httpauthz: panic: %v", e.Value) }

// Error answers a request whose own work went wrong: a change that was refused
// (Directory.Update, Org.Plan), a question (View.Check), a row that is not there. It
// chooses the status as the table of this package says. An error that it does not know
// is reported and answered with 500, and so is one of a store that was to be changed:
// whether it was is not known. Call it before anything is written, and return then.
//
// A change that names what is not there is refused otherwise than one that names what the
// subject may not see, such as a sealed unit: where that is to be the same, ask View
// whether they may see it first, and give mandat.ErrNotFound.
func (g *Guard) Error(w http.ResponseWriter, r *http.Request, err error) {
	otherwise := internal
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		otherwise = unavailable
	}
	g.refuse(w, r, failed(err, otherwise))
}

// failed chooses the answer to an error.
func failed(err error, otherwise func(error) *problem) *problem {
	var refused *mandat.Error
	var tooLarge *http.MaxBytesError
	var nobody NoSubject
	switch {
	case errors.As(err, &refused):
		return explained(refused.Explanation, err)
	case errors.Is(err, mandat.ErrConflict):
		return &problem{status: http.StatusConflict, code: "conflict", detail: "It has changed since. Look again."}
	case errors.Is(err, mandat.ErrNotFound), errors.Is(err, sql.ErrNoRows):
		return notFound()
	case errors.As(err, &nobody):
		return unidentified(err)
	case errors.As(err, &tooLarge):
		return &problem{status: http.StatusRequestEntityTooLarge, code: "too-large", detail: "The request is too large."}
	case errors.Is(err, ErrBadRequest):
		return badRequest()
	}
	return otherwise(err)
}

func badRequest() *problem {
	return &problem{status: http.StatusBadRequest, code: "bad-request", detail: "The request cannot be read."}
}

// explained chooses the answer to a decision that is not allow.
func explained(e mandat.Explanation, cause error) *problem {
	d := e.Decision()
	p := &problem{code: d.Because(), explained: &e}
	switch {
	case e.NotFound() || hides(d.Detail()):
		return notFound()
	case d.Detail() == mandat.ValueInvalid:
		return badRequest()
	case d.Reason() <= mandat.Malformed, d.Allowed():
		return internal(cause)
	case d.Outcome() == mandat.Denied:
		p.status = http.StatusForbidden
	default:
		p.status = http.StatusConflict
	}
	return p
}

// hides reports whether a detail tells of what is not there for the subject: an
// organisation to which they do not belong, or what the request names and is not in it.
func hides(d mandat.Detail) bool {
	switch d {
	case mandat.NotAMember, mandat.NotInvited, mandat.OrgForeign, mandat.WholeForeign, mandat.UnitUnknown:
		return true
	}
	return false
}

// denied answers a rule whose decision was not allow.
func (g *Guard) denied(r *http.Request, in *entered, a mandat.Action, resource *mandat.Resource) *problem {
	e := in.view.Explain(a, *resource)
	cause := malformed(a, resource, e)
	p := explained(e, cause)
	if p.status == http.StatusForbidden && in.hidesPlace(resource) || in.standing().Detail() == mandat.NotAMember {
		p = notFound()
	}
	if resource.ID != "" { // what is wrong with a row is no fault of the request
		p.cause = cause
	}
	return p
}

// malformed says what is wrong with a question, nil for one that is well formed. It names
// what a row says, and not what a request does, which a resource without an id is made of.
func malformed(a mandat.Action, resource *mandat.Resource, e mandat.Explanation) error {
	if e.Decision().Reason() > mandat.Malformed {
		return nil
	}
	text := fmt.Sprintf("httpauthz: may %s %s: %s", a, resource.Type, e.Decision())
	for _, s := range e.Steps() {
		if s.Name != "" && resource.ID != "" {
			text += fmt.Sprintf(" (%q)", s.Name)
		}
	}
	return errors.New(text)
}

// hidesPlace reports whether what does not exist yet would lie in a unit that the
// subject may not see: then an explanation would tell that there is such a unit.
func (in *entered) hidesPlace(resource *mandat.Resource) bool {
	if resource.ID != "" {
		return false
	}
	for _, at := range resource.Units {
		unit, _ := at.Place.Unit()
		if unit != "" && in.view.Explain(seeing, mandat.Unit{ID: unit}.Resource(resource.Org)).NotFound() {
			return true
		}
	}
	return false
}

// recovered makes a problem of a panic of a function of the service, but for the one by
// which net/http is told to abort the response.
func recovered(p **problem) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	*p = internal(&PanicError{v, debug.Stack()})
}

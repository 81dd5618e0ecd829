package httpauthz

import (
	"encoding/json"
	"net/http"

	"github.com/mandat-go/mandat"
)

// Problem is the body of a refusal, application/problem+json (RFC 9457).
type Problem struct {
	// Type is "about:blank": what it is, Status and Code tell.
	Type string `json:"type"`
	// Title is the name of the status, such as "Forbidden".
	Title  string `json:"title"`
	Status int    `json:"status"`
	// Code is for programs: why a decision was not allow, with its detail, such as
	// "no-right", "guard" or "no-standing: not-active", and otherwise one of
	// "not-signed-in", "not-found", "bad-request", "too-large", "conflict", "internal"
	// and "unavailable".
	Code string `json:"code"`
	// Detail is for people. Of a decision it is the explanation, in a language that the
	// request asks for.
	Detail string `json:"detail"`
	// Misses are the changes that would have turned the answer each by itself, as far as
	// the subject may see them.
	Misses []Miss `json:"misses,omitempty"`
}

// Miss is a nearest miss: its code, and who could make that change.
type Miss struct {
	Code   string            `json:"code"`
	Givers []mandat.PersonID `json:"givers,omitempty"`
}

// problem is how a request is refused.
type problem struct {
	status       int
	code, detail string
	// explained is the decision in whose place detail stands, for the languages of the
	// request.
	explained *mandat.Explanation
	// cause is reported, and never sent.
	cause     error
	challenge string
	retry     bool // it can be tried again soon
}

// retryAfter is how many seconds a client waits before it asks again what could not be
// answered.
const retryAfter = "5"

// refuse writes a problem as the response.
func (g *Guard) refuse(w http.ResponseWriter, r *http.Request, p *problem) {
	if p.cause != nil && g.Report != nil {
		g.Report(r, p.cause)
	}
	h := w.Header()
	for _, ofAnother := range []string{"Content-Length", "Content-Encoding", "Etag", "Last-Modified", "Content-Language"} {
		h.Del(ofAnother)
	}
	body := p.body()
	if p.explained != nil {
		lang := g.language(r)
		h.Set("Content-Language", lang)
		body.Detail = p.explained.Text(lang)
	}
	if p.challenge != "" {
		h.Set("WWW-Authenticate", p.challenge)
	}
	if p.retry {
		h.Set("Retry-After", retryAfter)
	}
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if g.Page != nil && g.Page(w, r, body) {
		return
	}
	h.Set("Content-Type", "application/problem+json")
	text, err := json.Marshal(body)
	if err != nil { // there is nothing in it that cannot be written
		text = nil
	}
	w.WriteHeader(p.status)
	_, _ = w.Write(append(text, '\n')) // for whoever reads it on a terminal
}

func (p *problem) body() Problem {
	b := Problem{Type: "about:blank", Title: http.StatusText(p.status), Status: p.status, Code: p.code, Detail: p.detail}
	if p.explained != nil {
		for _, m := range p.explained.Misses() {
			b.Misses = append(b.Misses, Miss{m.String(), m.Givers})
		}
	}
	return b
}

// notFound is the same, byte for byte, whether there is no such thing or the subject may
// not see it: it is made of nothing that the request or the thing says.
func notFound() *problem {
	return &problem{status: http.StatusNotFound, code: "not-found", detail: "There is no such thing here, or none that you may see."}
}

// internal is for a mistake of the service.
func internal(cause error) *problem {
	return &problem{status: http.StatusInternalServerError, code: "internal", cause: cause,
		detail: "The service has made a mistake. Whether something was done is not known."}
}

// unavailable is for what could not be read now.
func unavailable(cause error) *problem {
	return &problem{status: http.StatusServiceUnavailable, code: "unavailable", cause: cause, retry: true,
		detail: "It cannot be answered now. Try again later."}
}

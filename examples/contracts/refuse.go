package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/httpauthz"
)

// inputError tells what is wrong with what somebody has sent: the key of a text.
type inputError string

func (e inputError) Error() string { return string(e) }

// refuse answers a request whose own work went wrong. Which status that is, and what may
// be told of it, httpauthz knows.
func (s *service) refuse(c *call, err error) {
	input, wrong := errors.AsType[inputError](err)
	switch {
	case wrong && !programs(c.r):
		s.render(c.w, http.StatusBadRequest, "error", s.newPage(c, "error.input", refusal{Detail: s.texts.in(c.lang)(string(input))}))
		return
	case wrong, errors.Is(err, mandat.ErrCursor):
		err = fmt.Errorf("%w: %w", httpauthz.ErrBadRequest, err)
	case errors.Is(err, errStale):
		err = fmt.Errorf("%w: %w", mandat.ErrConflict, err)
	}
	s.guard.Error(c.w, c.r, err)
}

// programs reports whether a request is to the API.
func programs(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/api/") }

// refusal is what a page says of an error.
type refusal struct {
	Detail string
	// Lines are the explanation of a decision, in full.
	Lines []string
	// Back is where it can be looked at again, "" for nowhere.
	Back string
}

// refusalPage writes a refusal of httpauthz as a page.
func (s *service) refusalPage(w http.ResponseWriter, r *http.Request, p httpauthz.Problem) bool {
	if programs(r) {
		return false
	}
	c, err := s.call(w, r)
	if err != nil {
		s.report(r, err)
	}
	switch p.Status {
	case http.StatusForbidden, http.StatusConflict:
		s.render(w, p.Status, "error", s.newPage(c, s.refusalTitle(p), s.told(c, p)))
	default: // the same page, whatever was asked for: it says nothing of what is there
		bare := &call{w: w, r: r, lang: c.lang, subject: c.subject}
		title := fmt.Sprintf("error.%d", p.Status)
		page := s.newPage(bare, title, refusal{Detail: s.texts.in(c.lang)(title + ".detail")})
		page.Path = "/"
		s.render(w, p.Status, "error", page)
	}
	return true
}

func (s *service) refusalTitle(p httpauthz.Problem) string {
	if p.Code == "conflict" {
		return "error.conflict"
	}
	return "error.refused"
}

// told says a conflict in the words of the service, and a decision in those of mandat.
func (s *service) told(c *call, p httpauthz.Problem) refusal {
	if p.Code == "conflict" {
		told := refusal{Detail: s.texts.in(c.lang)("error.conflict.detail"), Back: c.r.URL.Path}
		if c.contract != nil {
			told.Back = contractPath(c.contract)
		}
		return told
	}
	lines := strings.Split(c.words.In(p.Detail), "\n")
	return refusal{Detail: lines[0], Lines: lines[1:]}
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value) // the client is gone, or nothing can be said any more
}

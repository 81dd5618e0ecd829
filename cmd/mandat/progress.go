package main

import (
	"fmt"
	"strconv"
	"time"
)

// progress tells those who watch how far long work has come: after a second, and then
// no oftener than every second.
type progress struct {
	w        world
	what     string
	orgs, of int // how many organisations are done, and how many there are
	events   int
	toldAt   time.Time // or when it began
}

func (w world) progress(what string, of int) *progress {
	p := &progress{w: w, what: what, of: of}
	if w.clock != nil {
		p.toldAt = w.clock()
	}
	return p
}

// done counts an organisation that is done.
func (p *progress) done() {
	p.orgs++
	p.tell()
}

// did counts events.
func (p *progress) did(events int) {
	p.events += events
	p.tell()
}

func (p *progress) tell() {
	if p.w.clock == nil {
		return
	}
	now := p.w.clock()
	if now.Sub(p.toldAt) < time.Second {
		return
	}
	p.toldAt = now
	line(p.w.stderr, fmt.Sprintf("%s: %s of %s organisations, %s events", p.what, grouped(p.orgs), grouped(p.of), grouped(p.events)))
}

// grouped writes a number with a comma before every three digits.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

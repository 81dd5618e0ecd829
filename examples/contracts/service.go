package main

import (
	"context"
	"crypto/rand"
	"embed"
	"html/template"
	"net/http"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
	"github.com/mandat-go/mandat/httpauthz"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/sqlite"
)

//go:embed rules/policy.yaml sample pages texts
var files embed.FS

// service is what the handlers share.
type service struct {
	rows      *rows
	store     *sqlite.Store     // the events of the organisations, and the names of people
	directory *mandat.Directory // the organisations
	policy    *mandat.Policy
	guard     *httpauthz.Guard // who may do what, before a handler runs
	cursors   mandat.Cursors
	pages     *template.Template
	texts     texts
	address   string // where the service is reached, for links; "" for wherever it is asked
	sample    []person
	now       func() time.Time
	log       func(format string, args ...any) // for the operator: what went wrong
}

// newService opens a database file, and makes it with the sample data if it is new.
func newService(ctx context.Context, file string, now func() time.Time, logf func(string, ...any)) (_ *service, err error) {
	s := &service{rows: &rows{}, now: now, log: logf}
	defer func() {
		if err != nil {
			s.close()
		}
	}()
	if s.policy, err = policyfile.LoadPolicy(files, "rules/policy.yaml"); err != nil {
		return nil, err
	}
	if err = s.policy.Check(rules.Names()); err != nil {
		return nil, err
	}
	if s.rows.contracts, err = contractTable(s.policy); err != nil {
		return nil, err
	}
	if s.rows.db, err = openDatabase(file); err != nil {
		return nil, err
	}
	if s.store, err = sqlite.New(ctx, s.rows.db); err != nil {
		return nil, err
	}
	if s.directory, err = mandat.Open(ctx, s.store, s.policy); err != nil {
		return nil, err
	}
	s.guard = &httpauthz.Guard{Directory: s.directory, Subject: s.subject, Report: s.report, Page: s.refusalPage}
	if err = s.readFiles(); err != nil {
		return nil, err
	}
	if err = s.makeCursors(); err != nil {
		return nil, err
	}
	return s, s.addSample(ctx)
}

func (s *service) readFiles() (err error) {
	if s.texts, err = readTexts(); err != nil {
		return err
	}
	if s.sample, err = samplePeople(); err != nil {
		return err
	}
	s.pages, err = template.ParseFS(files, "pages/*.html")
	return err
}

// makeCursors makes a key that only this process has: cursors end with it. Processes
// that share the work would share a key.
func (s *service) makeCursors() (err error) {
	key := make([]byte, mandat.MinCursorKey)
	_, _ = rand.Read(key) // never fails
	s.cursors, err = mandat.NewCursors(key, time.Hour)
	return err
}

// report tells the operator what went wrong, and users do not hear.
func (s *service) report(r *http.Request, err error) { s.log("%s: %v", r.Pattern, err) }

func (s *service) close() {
	if s.rows.db != nil {
		_ = s.rows.db.Close()
	}
}

// asset answers with a file of the folder pages.
func (s *service) asset(contentType string) func(*call) error {
	return func(c *call) error {
		text, err := files.ReadFile("pages" + c.r.URL.Path)
		if err != nil {
			return err
		}
		c.w.Header().Set("Content-Type", contentType)
		c.w.Header().Set("Cache-Control", "max-age=60")
		_, _ = c.w.Write(text)
		return nil
	}
}

// redirect leads a browser on to a page after a form was stored.
func (c *call) redirect(path string) error {
	http.Redirect(c.w, c.r, path, http.StatusSeeOther)
	return nil
}

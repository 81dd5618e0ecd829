package main

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/mandat-go/mandat"
)

// removal is what both requests plan: the same steps, from the path alone.
func removal(r *http.Request) []mandat.Command {
	return []mandat.Command{mandat.RemoveMember{Person: mandat.PersonID(r.PathValue("person"))}}
}

// preview answers GET /{org}/members/{person}/removal: what would come of it, and
// the version that was looked at.
func (s *service) preview(w http.ResponseWriter, r *http.Request) {
	org, err := s.directory.Org(r.Context(), mandat.OrgID(r.PathValue("org")))
	if err != nil {
		s.refuse(w, err)
		return
	}
	change, err := org.Plan(s.subject(r), removal(r)...)
	if err != nil {
		s.refuse(w, err)
		return
	}
	for _, line := range change.Impact().Lines("en") {
		fmt.Fprintln(w, line)
	}
	fmt.Fprintln(w, "version:", org.Version())
}

// confirm answers POST /{org}/members/{person}/removal, with the version that was
// looked at. It plans again: a Change is no longer there.
func (s *service) confirm(w http.ResponseWriter, r *http.Request) {
	org, err := s.directory.Org(r.Context(), mandat.OrgID(r.PathValue("org")))
	if err != nil {
		s.refuse(w, err)
		return
	}
	if strconv.FormatUint(org.Version(), 10) != r.FormValue("version") {
		s.refuse(w, mandat.ErrConflict)
		return
	}
	change, err := org.Plan(s.subject(r), removal(r)...)
	if err != nil {
		s.refuse(w, err)
		return
	}
	if err := s.directory.Commit(r.Context(), change); err != nil {
		s.refuse(w, err)
		return
	}
	for _, n := range change.Notices() {
		s.tell(org.ID(), n)
	}
	w.WriteHeader(http.StatusNoContent)
}

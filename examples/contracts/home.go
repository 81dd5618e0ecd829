package main

import (
	"net/http"
	"strings"

	"github.com/mandat-go/mandat"
)

// named is an organisation with what it is called.
type named struct {
	ID   mandat.OrgID
	Name string
}

// home leads to the organisation of whoever asks, or lets them choose.
func (s *service) home(c *call) error {
	orgs, err := s.orgsOf(c)
	if err != nil {
		return err
	}
	if len(orgs) == 1 {
		return c.redirect("/orgs/" + string(orgs[0].ID) + "/contracts")
	}
	return s.show(c, "home", "home.title", orgs)
}

// orgsOf returns the organisations in which whoever asks is active.
func (s *service) orgsOf(c *call) (orgs []named, err error) {
	if c.subject.Person == "" {
		return nil, nil
	}
	memberships, err := s.directory.Memberships(c.r.Context(), c.subject.Person)
	if err != nil {
		return nil, err
	}
	for _, m := range memberships {
		if m.Status != mandat.MemberActive {
			continue
		}
		names, err := s.rows.names(c.r.Context(), m.Org)
		if err != nil {
			return nil, err
		}
		orgs = append(orgs, named{m.Org, names[string(m.Org)]})
	}
	return orgs, nil
}

// switchPerson is for the demonstration: whoever says that they are somebody is.
func (s *service) switchPerson(c *call) error {
	if who := c.r.PostFormValue("person"); idPattern.FindString(who) == who {
		c.setCookie("person", who)
	}
	return c.redirect("/")
}

func (s *service) switchLanguage(c *call) error {
	if lang := c.r.PostFormValue("language"); known(lang) {
		c.setCookie("language", lang)
	}
	return c.redirect(local(c.r.PostFormValue("back")))
}

func (c *call) setCookie(name, value string) {
	http.SetCookie(c.w, &http.Cookie{Name: name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// local returns a path of this service, and "/" for what would lead elsewhere.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}

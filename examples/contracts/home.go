package main

import (
	"net/http"
	"strings"

	"github.com/mandat-go/mandat"
)

// home leads to the organisation of whoever asks, or lets them choose.
func (s *service) home(c *call) error {
	var orgs []mandat.OrgID
	if c.subject.Person != "" {
		memberships, err := s.directory.Memberships(c.r.Context(), c.subject.Person)
		if err != nil {
			return err
		}
		for _, m := range memberships {
			if m.Status == mandat.MemberActive {
				orgs = append(orgs, m.Org)
			}
		}
	}
	if len(orgs) == 1 {
		return c.redirect("/orgs/" + string(orgs[0]) + "/contracts")
	}
	return s.show(c, "home", "home.title", orgs)
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

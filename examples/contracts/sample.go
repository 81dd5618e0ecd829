package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"fmt"
	"strings"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/examples/contracts/rules"
	"github.com/mandat-go/mandat/policyfile"
)

// person is somebody to switch to.
type person struct {
	ID      mandat.PersonID
	Name    string
	Address string
}

func samplePeople() ([]person, error) {
	text, err := files.ReadFile("sample/people.csv")
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		return nil, err
	}
	var all []person
	for _, l := range lines[1:] {
		all = append(all, person{mandat.PersonID(l[0]), l[1], l[2]})
	}
	return all, nil
}

// addSample fills a database that has nothing yet.
func (s *service) addSample(ctx context.Context) error {
	orgs, err := s.store.Orgs(ctx)
	if err != nil || len(orgs) > 0 {
		return err
	}
	for _, p := range s.sample {
		if err := s.store.SetFacts(ctx, p.ID, map[string]string{"name": p.Name, "address": p.Address}); err != nil {
			return err
		}
	}
	if err := s.rows.change(ctx, func(tx *sql.Tx) error { return addSampleRows(ctx, tx) }); err != nil {
		return err
	}
	for _, name := range []string{"nordvik", "sydhamn"} {
		if err := s.foundSample(ctx, name); err != nil {
			return err
		}
	}
	return s.addSampleHistory(ctx)
}

// foundSample makes an organisation of its file, some weeks ago.
func (s *service) foundSample(ctx context.Context, name string) error {
	org, err := policyfile.LoadOrg(files, "sample/"+name+".yaml", s.policy)
	if err != nil {
		return err
	}
	change, err := mandat.Import(s.policy, org.Data(), s.now().AddDate(0, 0, -40))
	if err != nil {
		return err
	}
	return s.directory.Commit(ctx, change)
}

// addSampleHistory makes some changes, so that there is something to look back on: until
// last week Vera was a reader at Sales.
func (s *service) addSampleHistory(ctx context.Context) error {
	vera := mandat.Grant{Role: rules.RoleReader, Member: "p-107", Scope: mandat.Below("u-sales")}
	changes := []struct {
		by      mandat.PersonID
		daysAgo int
		do      mandat.Command
	}{
		{"p-102", 30, mandat.GrantRole{Grant: vera}},
		{"p-101", 21, mandat.GrantRole{Grant: mandat.Grant{Role: rules.RoleClerk, Member: "p-105", Scope: mandat.Below("u-purchasing")}}},
		{"p-101", 14, mandat.ChangeSetting{Setting: rules.SettingReopen, On: true}},
		{"p-101", 13, mandat.ChangeSetting{Setting: rules.SettingReopen, On: false}},
		{"p-102", 7, mandat.RevokeRole{Grant: vera}},
	}
	for _, c := range changes {
		by := mandat.Subject{Person: c.by, Channel: rules.ChannelWeb, Session: mandat.OpenSession, At: s.now().AddDate(0, 0, -c.daysAgo).Truncate(time.Hour)}
		if _, err := s.directory.Update(ctx, "nordvik", func(o *mandat.Org) (mandat.Change, error) { return o.Plan(by, c.do) }); err != nil {
			return err
		}
	}
	return nil
}

// addSampleRows fills the service's own tables: the rows of sample/rows.sql, and some
// dozens more of the same kind.
func addSampleRows(ctx context.Context, tx *sql.Tx) error {
	text, err := files.ReadFile("sample/rows.sql")
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, schema+string(text)); err != nil {
		return err
	}
	units := []string{"u-sales", "u-domestic", "u-export", "u-purchasing"}
	about := []string{"Cleaning", "Freight", "Phones", "Printing", "Rent", "Software", "Transport", "Waste"}
	status := []string{"valid", "valid", "unfinished", "ended"}
	for i := range 48 {
		name := fmt.Sprintf("%s %d", about[i%len(about)], 2020+i/len(about))
		if _, err := tx.ExecContext(ctx, "INSERT INTO contracts VALUES ('nordvik', ?, ?, ?, ?, NULL, NULL, NULL, 0, 0, 1)",
			fmt.Sprintf("c-%d", 200+i), name, units[i%len(units)], status[i/3%len(status)]); err != nil {
			return err
		}
	}
	return nil
}

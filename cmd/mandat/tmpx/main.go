package main

import (
	"fmt"
	"os"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/policyfile"
)

func main() {
	p, err := policyfile.LoadPolicy(os.DirFS("systems/contracts"), "policy.yaml")
	if err != nil {
		panic(err)
	}
	o, _ := policyfile.LoadOrg(os.DirFS("systems/contracts"), "sales.yaml", p)
	d := o.Data()
	for i := range d.Units {
		if d.Units[i].ID == "domestic-sales" {
			d.Units[i].Parent = "purchasing"
		}
	}
	if len(os.Args) > 2 {
		d.Grants = append(d.Grants[1:], mandat.Grant{Role: "reader", Member: "nils", Scope: mandat.Below("sales")})
		d.Groups[0].Members = d.Groups[0].Members[1:]
	}
	next, err := mandat.NewOrg(p, d)
	if err != nil {
		panic(err)
	}
	diff, err := mandat.Diff(o, next, time.Date(2026, 1, 15, 9, 0, 0, 0, time.UTC))
	fmt.Println(err)
	fmt.Println(diff.Text(os.Args[1]))
}

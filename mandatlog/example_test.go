package mandatlog_test

import (
	"context"
	"log"
	"log/slog"
	"os"
	"time"

	"github.com/mandat-go/mandat"
	"github.com/mandat-go/mandat/mandatlog"
	"github.com/mandat-go/mandat/memstore"
	"github.com/mandat-go/mandat/policyfile"
	"github.com/mandat-go/mandat/systems"
)

// A directory logs what it denies and what it changes, and says of nobody who it was.
func Example() {
	ctx := context.Background()
	policy, err := policyfile.LoadPolicy(systems.Files(), "portal/policy.yaml")
	if err != nil {
		log.Fatal(err)
	}
	directory, err := mandat.Open(ctx, memstore.New(), policy)
	if err != nil {
		log.Fatal(err)
	}
	lines := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	directory.SetObserver(mandatlog.New(lines, mandatlog.Options{Sample: 100}))

	monday := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	data := mandat.OrgData{ID: "nordvik", Members: []mandat.Member{{Person: "kalle", Status: mandat.MemberActive}}}
	change, err := mandat.Import(policy, data, monday)
	if err != nil {
		log.Fatal(err)
	}
	if err := directory.Commit(ctx, change); err != nil {
		log.Fatal(err)
	}
	_, _ = directory.Decide(ctx, mandat.Subject{Person: "kalle", Channel: "by-pigeon", At: monday}, "edit", mandat.Resource{Type: mandat.OrgType, ID: "nordvik", Org: "nordvik"})
	// Output:
	// level=INFO msg="mandat change" org=nordvik version=1 at=2026-05-04T09:00:00.000Z channel="" events="[org-founded member-joined]"
	// level=INFO msg="mandat decision" org=nordvik version=1 channel=by-pigeon type=org action=edit outcome=deny reason=malformed detail=channel-unknown
}

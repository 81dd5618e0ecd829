// Contracts is a small service about the contracts of organisations, to copy from: a
// JSON API and pages, with who may do what decided by mandat.
//
//	go run ./examples/contracts
//
// Everything is in one SQLite file: the service's own tables, the events of the
// organisations, and the names of people. Without -db it is a temporary one with sample
// data. There is no login: a form on every page switches between the sample people,
// which is for the demonstration only.
//
// The authorization is in few files. Read them in this order:
//
//	rules/policy.yaml   who may do what; names.go beside it is generated
//	contract.go         a row says what mandat has to know of it, for Go and for SQL
//	routes.go           all routes with their rules
//	call.go             what the rules ask, and what a handler is given
//	list.go             the list, filtered in the query
//	menu.go             the actions on a page: shown, greyed with the reason, or hidden
//	share.go            access lists, with who gains and who loses
//	people.go           changes of the organisation: previewed, then stored
//	refuse.go           refusals as pages
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

//go:generate go run github.com/mandat-go/mandat/cmd/mandat names -package rules -o rules/names.go rules

func main() {
	addr := flag.String("addr", "127.0.0.1:8370", "listen on this `address`")
	file := flag.String("db", "", "keep everything in this SQLite `file`; a temporary one if it is empty")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *addr, *file, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// run serves until the context ends.
func run(ctx context.Context, addr, file string, out io.Writer) error {
	if file == "" {
		dir, err := os.MkdirTemp("", "contracts")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		file = filepath.Join(dir, "contracts.db")
	}
	s, err := newService(ctx, file, time.Now, log.Printf)
	if err != nil {
		return err
	}
	defer s.close()
	routes, err := s.routes()
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	s.address = "http://" + listener.Addr().String()
	fmt.Fprintf(out, "%s\n\nSwitch between these people at the top of each page:\n", s.address)
	for _, p := range s.sample {
		fmt.Fprintf(out, "  %-11s %s\n", p.Name, s.texts.in("en")("sample."+string(p.ID)))
	}
	server := &http.Server{Handler: routes, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 30 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}

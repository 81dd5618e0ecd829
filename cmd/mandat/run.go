package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"
)

// The exit codes.
const (
	exitYes   = 0
	exitNo    = 1
	exitUsage = 2
	exitFile  = 3
)

const exitCodes = `Exit codes:
  0  the answer is allow, every case passed, or what was asked for was printed
  1  the answer is not allow, a case failed, an organisation cannot go over, two differ,
     a store is not whole, or a file is out of date
  2  the command line is wrong
  3  a file or a store is wrong, or cannot be read or written
`

// world is what a run sees of the machine, apart from the folders that it is
// given.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	colour         bool // of stdout
	now            time.Time
	// clock tells how long work takes, for those who watch stderr; nil for nobody.
	clock func() time.Time
	// store is what -store names, "" for none.
	store string
}

// command is one of the things that mandat does.
type command struct {
	name, args, does, help string
	store                  storeUse
	// new declares the flags and returns what is done when they have been read.
	new func(*flag.FlagSet) action
}

// The arguments that commands have after the flags. Where a command is told what of,
// flags stand before or after that.
const (
	noArgs   = ""
	dirArg   = "DIR"
	dirArgs  = "DIR..."
	mayDirs  = "[DIR...]"
	whatArgs = "WHAT DIR"
	fileArgs = "DIR FILE..."
)

// storeUse tells whether a command reads a store.
type storeUse int

const (
	noStore storeUse = iota
	mayStore
	mustStore
)

// action does the work of a command with the arguments after the flags. Any
// error but errNo and a usageError is about a file.
type action func(w world, args []string) error

// errNo is an answer other than allow, or a failed case. It has been printed
// already.
var errNo = errors.New("no")

// usageError is what is wrong with a command line.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func commands() []command {
	return []command{
		{"decide", dirArg, "answer one question", decideHelp, mayStore, newDecide},
		{"explain", dirArg, "answer it with reasons", explainHelp, mayStore, newExplain},
		{"test", dirArgs, "run the cases of systems", testHelp, noStore, newTest},
		{"matrix", dirArg, "print which role gives which action", matrixHelp, noStore, newMatrix},
		{"migrate", dirArg, "tell what another version of the policy would change", migrateHelp, noStore, newMigrate},
		{"diff", dirArg, "compare two organisations, and who may do more or less", diffHelp, noStore, newDiff},
		{"names", dirArg, "write the names of a policy as Go constants", namesHelp, noStore, newNames},
		{"list", whatArgs, "list what is in an organisation", listHelp, mayStore, newList},
		{"log", noArgs, "tell what happened to the organisations of a store", logHelp, mustStore, newLog},
		{"verify", mayDirs, "check that what a store keeps is whole", verifyHelp, mustStore, newVerify},
		{"export", noArgs, "write what a store keeps", exportHelp, mustStore, newExport},
		{"import", fileArgs, "store what was written, or an organisation from a file", importHelp, mustStore, newImport},
	}
}

// run runs mandat with the arguments after its name, and returns the exit code.
func run(args []string, w world) int {
	stdout := w.stdout
	out := bufio.NewWriter(stdout)
	w.stdout = out
	code := dispatch(args, w)
	if err := out.Flush(); err != nil && code != exitFile { // else it was said
		complain(w.stderr, err)
		return exitFile
	}
	return code
}

func dispatch(args []string, w world) int {
	flags := flag.NewFlagSet("mandat", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&w.store, "store", "", "")
	err := flags.Parse(args)
	switch name := flags.Arg(0); {
	case errors.Is(err, flag.ErrHelp), err == nil && name == "help":
		fmt.Fprint(w.stdout, usage())
		return exitYes
	case err != nil:
		complain(w.stderr, err)
	case name != "":
		for _, c := range commands() {
			if c.name == name {
				return c.run(flags.Args()[1:], w)
			}
		}
		complain(w.stderr, fmt.Errorf("there is no command %q", name))
	}
	fmt.Fprint(w.stderr, usage())
	return exitUsage
}

func usage() string {
	var b strings.Builder
	b.WriteString("mandat asks, explains and tests the policy of a system, and lists what is in an\norganisation.\n\nUsage:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  mandat %-7s [flags] %-8s  %s\n", c.name, c.args, c.does)
	}
	b.WriteString("\nDIR is the folder of a system, with policy.yaml or policy.json in it.\n" +
		"\"mandat COMMAND -h\" says more of a command.\n\n" +
		"  mandat -store sqlite:FILE COMMAND ...\n\n" +
		"names the store whose organisations are asked, in place of those in files. The\n" +
		"last four commands always need one; decide, explain and list can have one.\n\n" + exitCodes)
	return b.String()
}

// run reads the flags of a command and does its work.
func (c command) run(args []string, w world) int {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	do := c.new(flags)
	what, err := c.parse(flags, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.printHelp(w.stdout, flags)
		return exitYes
	case err != nil:
		err = usageError{err}
	default:
		err = errors.Join(c.checkedStore(w.store), c.checked(flags.Args()))
	}
	if err == nil {
		err = do(w, append(what, flags.Args()...))
	}
	return c.exit(w.stderr, err)
}

// parse reads the flags, and what the command is of if it is told.
func (c command) parse(flags *flag.FlagSet, args []string) (what []string, err error) {
	if err := flags.Parse(args); err != nil || c.args != whatArgs {
		return nil, err
	}
	if flags.NArg() == 0 {
		return nil, fmt.Errorf("say of what: one of %s", strings.Join(listNames(), ", "))
	}
	return []string{flags.Arg(0)}, flags.Parse(flags.Args()[1:])
}

// checked refuses arguments that the command cannot have.
func (c command) checked(args []string) error {
	for _, a := range args {
		if strings.HasPrefix(a, "-") && a != "-" {
			return usagef("flags stand before the folder: %q", a)
		}
	}
	switch {
	case c.args == noArgs && len(args) > 0:
		return usagef("expected nothing behind the flags: %q", args)
	case c.args == noArgs, c.args == mayDirs:
		return nil
	case len(args) == 0:
		return usagef("the folder of a system is missing")
	case c.args == fileArgs && len(args) == 1:
		return usagef("the file is missing that is to be imported (- is the standard input)")
	case len(args) > 1 && c.args != dirArgs && c.args != fileArgs:
		return usagef("expected one folder: %q", args)
	}
	return nil
}

// checkedStore refuses a store that the command cannot have, and that it has none if it
// needs one.
func (c command) checkedStore(name string) error {
	switch {
	case name == "" && c.store == mustStore:
		return usagef("say which store: mandat -store sqlite:FILE %s", c.name)
	case name != "" && c.store == noStore:
		return usagef("%s reads no store: -store is for %s", c.name, strings.Join(storeCommands(), ", "))
	case name == "":
		return nil
	}
	_, err := storeFile(name)
	return err
}

func storeCommands() (names []string) {
	for _, c := range commands() {
		if c.store != noStore {
			names = append(names, c.name)
		}
	}
	return names
}

// line returns how a command is typed.
func (c command) line() string {
	return strings.TrimSuffix(fmt.Sprintf("mandat %s [flags] %s", c.name, c.args), " ")
}

// exit prints an error and returns its exit code.
func (c command) exit(stderr io.Writer, err error) int {
	wrong, isUsage := errors.AsType[usageError](err)
	switch {
	case err == nil:
		return exitYes
	case errors.Is(err, errNo):
		return exitNo
	case isUsage:
		complain(stderr, wrong.error)
		fmt.Fprintf(stderr, "usage: %s (\"mandat %s -h\" lists the flags)\n", c.line(), c.name)
		return exitUsage
	}
	complain(stderr, err)
	return exitFile
}

func (c command) printHelp(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "Usage: %s\n\n%s\n", c.line(), c.help)
	fmt.Fprint(w, "Flags:\n")
	flags.SetOutput(w)
	flags.PrintDefaults()
	fmt.Fprint(w, "\n"+exitCodes)
}

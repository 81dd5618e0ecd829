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
  1  the answer is not allow, a case failed, an organisation cannot go over, or two differ
  2  the command line is wrong
  3  a file is wrong, or cannot be read or written
`

// world is what a run sees of the machine, apart from the folders that it is
// given.
type world struct {
	stdout, stderr io.Writer
	colour         bool // of stdout
	now            time.Time
}

// command is one of the things that mandat does.
type command struct {
	name, args, does, help string
	// new declares the flags and returns what is done when they have been read.
	new func(*flag.FlagSet) action
}

// whatArgs are the arguments of a command that is told what of: flags stand
// before or after that.
const whatArgs = "WHAT DIR"

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
		{"decide", "DIR", "answer one question", decideHelp, newDecide},
		{"explain", "DIR", "answer it with reasons", explainHelp, newExplain},
		{"test", "DIR...", "run the cases of systems", testHelp, newTest},
		{"matrix", "DIR", "print which role gives which action", matrixHelp, newMatrix},
		{"migrate", "DIR", "tell what another version of the policy would change", migrateHelp, newMigrate},
		{"diff", "DIR", "compare two organisations, and who may do more or less", diffHelp, newDiff},
		{"list", whatArgs, "list what is in an organisation", listHelp, newList},
	}
}

// run runs mandat with the arguments after its name, and returns the exit code.
func run(args []string, w world) int {
	out := bufio.NewWriter(w.stdout)
	code := dispatch(args, world{out, w.stderr, w.colour, w.now})
	if err := out.Flush(); err != nil {
		complain(w.stderr, err)
		return exitFile
	}
	return code
}

func dispatch(args []string, w world) int {
	name := ""
	if len(args) > 0 {
		name = args[0]
	}
	switch name {
	case "-h", "-help", "--help", "help":
		fmt.Fprint(w.stdout, usage())
		return exitYes
	}
	for _, c := range commands() {
		if c.name == name {
			return c.run(args[1:], w)
		}
	}
	if name != "" {
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
		"\"mandat COMMAND -h\" says more of a command.\n\n" + exitCodes)
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
		err = c.checked(flags.Args())
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

// checked refuses arguments that the command cannot have. Every command needs
// a folder, and only test takes several.
func (c command) checked(args []string) error {
	for _, a := range args {
		if strings.HasPrefix(a, "-") {
			return usagef("flags stand before the folder: %q", a)
		}
	}
	switch {
	case len(args) == 0:
		return usagef("the folder of a system is missing")
	case len(args) > 1 && c.args != "DIR...":
		return usagef("expected one folder: %q", args)
	}
	return nil
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
		fmt.Fprintf(stderr, "usage: mandat %s [flags] %s (\"mandat %s -h\" lists the flags)\n", c.name, c.args, c.name)
		return exitUsage
	}
	complain(stderr, err)
	return exitFile
}

func (c command) printHelp(w io.Writer, flags *flag.FlagSet) {
	fmt.Fprintf(w, "Usage: mandat %s [flags] %s\n\n%s\n", c.name, c.args, c.help)
	fmt.Fprint(w, "Flags:\n")
	flags.SetOutput(w)
	flags.PrintDefaults()
	fmt.Fprint(w, "\n"+exitCodes)
}

// Command mandat asks, explains and tests the policy of a system, and lists what is
// in an organisation, from the command line.
//
//	mandat decide  [flags] DIR       answer one question
//	mandat explain [flags] DIR       answer it with reasons
//	mandat test    [flags] DIR...    run the cases of systems
//	mandat matrix  [flags] DIR       print which role gives which action
//	mandat migrate [flags] DIR       tell what another version of the policy would change
//	mandat diff    [flags] DIR       compare two organisations, and who may do more or less
//	mandat list    [flags] WHAT DIR  list what is in an organisation
//	mandat log     [flags]           tell what happened to the organisations of a store
//	mandat verify  [flags] [DIR...]  check that what a store keeps is whole
//	mandat export  [flags]           write what a store keeps
//	mandat import  [flags] DIR FILE...  store what was written, or an organisation from a file
//
// DIR is the folder of a system, with policy.yaml or policy.json in it; package
// policyfile says how the files there are written. "mandat COMMAND -h" lists the
// flags of a command.
//
//	mandat -store sqlite:FILE COMMAND ...
//
// names the store whose organisations are asked, in place of those in files. The
// last four commands always need one; decide, explain and list can have one.
//
// # Exit codes
//
//	0  the answer is allow, every case passed, or what was asked for was printed
//	1  the answer is not allow, a case failed, an organisation cannot go over, two differ,
//	   or a store is not whole
//	2  the command line is wrong
//	3  a file or a store is wrong, or cannot be read or written
package main

import (
	"os"
	"time"
)

func main() {
	w := world{
		stdin:  os.Stdin,
		stdout: os.Stdout,
		stderr: os.Stderr,
		colour: wantsColour(os.Stdout, os.Getenv),
		now:    time.Now(),
	}
	if isTerminal(os.Stderr) {
		w.clock = time.Now
	}
	os.Exit(run(os.Args[1:], w))
}

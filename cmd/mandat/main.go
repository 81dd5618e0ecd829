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
//
// DIR is the folder of a system, with policy.yaml or policy.json in it; package
// policyfile says how the files there are written. "mandat COMMAND -h" lists the
// flags of a command.
//
// # Exit codes
//
//	0  the answer is allow, every case passed, or what was asked for was printed
//	1  the answer is not allow, a case failed, an organisation cannot go over, or two differ
//	2  the command line is wrong
//	3  a file is wrong, or cannot be read or written
package main

import (
	"os"
	"time"
)

func main() {
	os.Exit(run(os.Args[1:], world{
		stdout: os.Stdout,
		stderr: os.Stderr,
		colour: wantsColour(os.Stdout, os.Getenv),
		now:    time.Now(),
	}))
}

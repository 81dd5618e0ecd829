// Package mandattest helps services to test their rights: a builder for
// organisations, rows that read like the policy, and the cases files of a
// system as subtests.
package mandattest

// Package mandattest makes a service's own tests of its rights short:
//
//	func TestWhoMayDoWhat(t *testing.T) {
//		firm := mandattest.Load(t, os.DirFS("testdata"), "policy.yaml", "firm.yaml")
//		maja, kalle := firm.As("maja", "web"), firm.As("kalle", "web")
//		firm.Check(t,
//			mandattest.Allow(kalle, "read", row.Resource()),
//			mandattest.Deny(kalle, "delete", row.Resource(), mandat.NoRight))
//		firm.Do(t, maja, mandat.GrantRole{Grant: grant})
//		firm.Check(t, mandattest.Allow(kalle, "delete", row.Resource()))
//	}
//
// A wrong answer fails as a sentence, with its derivation. An organisation comes
// from a file (Load), from a Builder, or from a service's own; the steps of a story
// change it (Fixture.Do, Fixture.Refuse), and its clock moves when the test says
// so (Fixture.Later). Fixture.Matrix keeps who may do what as a table in a file, to
// be read by people; RunCases runs cases files.
//
// Two measures tell what such tests are worth. A Coverage says which permissions,
// gates, guards, approvals and statements of the policy no test has exercised, and
// holds a package to that in TestMain. Mutants runs a test on faulty variants of
// the policy, and reports those that it passes.
//
// The folders examples/attested and examples/policytest have the tests of a small
// service, and those of a policy.
package mandattest

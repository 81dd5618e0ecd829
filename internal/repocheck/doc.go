// Package repocheck holds what the repository promises about itself: what is
// documented, what the links lead to, and which package may import which. It
// consists of tests. Each check has a test that shows that it can fail.
package repocheck

package policyfile

// near returns the name that somebody may have meant, "" if none or several are
// close.
func near(name string, names []string) string {
	best, distance := "", 1+min(2, len(name)/3)
	for _, n := range names {
		switch d := edits(name, n); {
		case d < distance:
			best, distance = n, d
		case d == distance:
			best = ""
		}
	}
	return best
}

// edits counts the letters to insert, delete, change or swap with their
// neighbour to turn one word into another.
func edits(a, b string) int {
	if max(len(a), len(b)) > 40 {
		return 40
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			rows[i][j] = edit(rows, a, b, i, j)
		}
	}
	return rows[len(a)][len(b)]
}

// edit counts the edits for the first i letters of a and j of b.
func edit(rows [][]int, a, b string, i, j int) int {
	cost := 1
	if a[i-1] == b[j-1] {
		cost = 0
	}
	n := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
	if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
		n = min(n, rows[i-2][j-2]+1)
	}
	return n
}

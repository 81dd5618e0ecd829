package sqlite

// What methods ask the database.
const (
	FollowStatement = followStatement
	LoadStatement   = loadStatement
	OrgsStatement   = orgsStatement
)

// Since is one look of Follow.
var Since = (*Store).since

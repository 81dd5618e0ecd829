package sqlite

// FollowStatement is what Follow asks the database.
const FollowStatement = followStatement

// Since is one look of Follow.
var Since = (*Store).since

package sqlite

// FollowStatement is what Follow asks the database.
const FollowStatement = followStatement

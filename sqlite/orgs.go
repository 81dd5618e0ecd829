package sqlite

import (
	"context"

	"github.com/mandat-go/mandat"
)

// Orgs returns the ids of all organisations, sorted.
func (s *Store) Orgs(ctx context.Context) ([]mandat.OrgID, error) {
	ids, err := s.orgs(ctx)
	if err := s.said(err, "organisations"); err != nil {
		return nil, err
	}
	return ids, nil
}

// orgsStatement goes from one id to the next by the key, and passes over the changes.
const orgsStatement = `WITH RECURSIVE each (org) AS (
		SELECT min(org) FROM mandat_change
		UNION ALL SELECT (SELECT min(org) FROM mandat_change WHERE org > each.org) FROM each WHERE org IS NOT NULL)
	SELECT org FROM each WHERE org IS NOT NULL`

func (s *Store) orgs(ctx context.Context) (ids []mandat.OrgID, err error) {
	rows, err := s.db.QueryContext(ctx, orgsStatement)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		if err := rows.Scan(&id); err != nil {
			return nil, err
		}
		ids = append(ids, mandat.OrgID(id))
	}
	return ids, rows.Err()
}

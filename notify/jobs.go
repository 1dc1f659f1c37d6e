package notify

import (
	"context"
	"fmt"
)

// JobCount is how many jobs of one kind are in one state.
type JobCount struct {
	Kind, State string
	Jobs        int64
}

// Jobs counts the jobs of the queue. Finished ones are kept for a day.
func (n *Notifier) Jobs(ctx context.Context) ([]JobCount, error) {
	var list []JobCount
	err := n.DB.Read(ctx).Raw("SELECT kind, state, count(*) AS jobs FROM river_job GROUP BY kind, state ORDER BY kind, state").Scan(&list).Error
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	return list, nil
}

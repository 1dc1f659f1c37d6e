package desk

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"vitrine/models"
)

// DowntimeCost is the operator's own numbers for what failed changes cost. One
// row; the numbers are 0 until somebody fills them in.
type DowntimeCost struct {
	ID              int64
	Deployments     int64  // changes brought to production in a year
	FailurePermille int64  // of a thousand changes, how many fail
	HourlyCost      int64  // of an hour of outage, in whole units of the currency
	Currency        string // "EUR"; only shown
	Version         int64
	UpdatedAt       time.Time
}

// TableName implements gorm's naming.
func (DowntimeCost) TableName() string { return "downtime_costs" }

// Known reports whether there are numbers to reckon with.
func (d DowntimeCost) Known() bool {
	return d.Deployments > 0 && d.FailurePermille > 0 && d.HourlyCost > 0
}

// Yearly is deployments × change failure rate × mean time to recover × hourly
// cost, in whole units of the currency (Forsgren and others, State of DevOps
// Report 2016).
func (d DowntimeCost) Yearly(meanToRecover time.Duration) int64 {
	return int64(float64(d.Deployments) * float64(d.FailurePermille) / 1000 * meanToRecover.Hours() * float64(d.HourlyCost))
}

// DowntimeCostEdit changes what is given and leaves what is nil.
type DowntimeCostEdit struct {
	Deployments     *int64
	FailurePermille *int64
	HourlyCost      *int64
	Currency        *string
	Version         int64 // the version that was read; 0: any
}

// DowntimeCost returns the numbers.
func (s *Store) DowntimeCost(ctx context.Context) (DowntimeCost, error) {
	found, err := gorm.G[DowntimeCost](s.query(ctx)).Where("id = 1").First(ctx)
	if err = models.Fault(err, "downtime cost"); models.KindOf(err) == models.NotFound {
		return DowntimeCost{ID: 1, Version: 1}, nil
	}
	return found, err
}

// EditDowntimeCost changes the numbers.
func (s *Store) EditDowntimeCost(ctx context.Context, e DowntimeCostEdit) (after DowntimeCost, err error) {
	err = s.deed(ctx, func(s *Store) error {
		before, err := s.DowntimeCost(ctx)
		if err != nil {
			return err
		}
		if e.Version != 0 && e.Version != before.Version {
			return models.StaleEdit("set of numbers")
		}
		after = before
		if err := after.apply(e); err != nil {
			return err
		}
		after.Version, after.UpdatedAt = before.Version+1, s.Now()
		unchanged := clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Table: "downtime_costs", Name: "version"}, Value: before.Version}}}
		done := s.query(ctx).Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, UpdateAll: true, Where: unchanged}).Create(&after)
		if done.Error == nil && done.RowsAffected == 0 {
			return models.StaleEdit("set of numbers")
		}
		if done.Error != nil {
			return models.Fault(done.Error, "downtime cost")
		}
		return s.record(ctx, "desk.downtime_cost_edited", "desk", "downtime cost", before, after)
	})
	return after, err
}

func (d *DowntimeCost) apply(e DowntimeCostEdit) error {
	bad := models.Complaints{}
	put := func(field string, at *int64, given *int64, most int64) {
		if given == nil {
			return
		}
		if *given < 0 || *given > most {
			bad.Add(field, "This must be a number from 0 to %d.", most)
		}
		*at = *given
	}
	put("deployments", &d.Deployments, e.Deployments, 10_000_000)
	put("failure_permille", &d.FailurePermille, e.FailurePermille, 1_000)
	put("hourly_cost", &d.HourlyCost, e.HourlyCost, 1_000_000_000)
	if e.Currency != nil {
		d.Currency = bad.Line("currency", *e.Currency, 0, 8)
	}
	return bad.Err()
}

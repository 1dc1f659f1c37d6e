package signup

import (
	"context"
	"strings"

	"vitrine/models"
)

// functions reaches the audience on PostgreSQL, where the public side's role may
// call a few functions and touch no table.
type functions struct{ db *models.DB }

const (
	callAsk     = `SELECT signup_request(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	callFind    = `SELECT s.*, signup_wants(@hash) AS wants_countermeasures FROM signup_subscription(@hash) s`
	callConfirm = `SELECT signup_confirm(?, ?)`
	callChange  = `SELECT signup_choose(?, ?, ?, ?, ?, ?, ?)`
	callLeave   = `SELECT signup_leave(?)`
)

func (f functions) ask(ctx context.Context, a asked) (answer, error) {
	return f.call(ctx, callAsk, a.Email, strings.Join(a.macs, ","), a.publicID, a.AllComponents, joined(a.Choice), a.Incidents, a.Maintenance, a.Postmortems, a.Countermeasures,
		a.From, a.Consent, a.confirmHash, a.confirmSealed, a.manageHash, a.manageSealed, a.leaveHash)
}

func (f functions) find(ctx context.Context, hash string) (rows []found, err error) {
	err = f.db.Read(ctx).Raw(callFind, map[string]any{"hash": hash}).Scan(&rows).Error
	return rows, err
}

func (f functions) confirm(ctx context.Context, hash, from string) (answer, error) {
	return f.call(ctx, callConfirm, hash, from)
}

func (f functions) change(ctx context.Context, hash string, c Choice) (answer, error) {
	return f.call(ctx, callChange, hash, c.AllComponents, joined(c), c.Incidents, c.Maintenance, c.Postmortems, c.Countermeasures)
}

func (f functions) leave(ctx context.Context, hash string) (answer, error) {
	return f.call(ctx, callLeave, hash)
}

// call runs one function, which is one transaction. On PostgreSQL the reading
// handle may write.
func (f functions) call(ctx context.Context, query string, args ...any) (a answer, err error) {
	err = f.db.Read(ctx).Raw(query, args...).Scan(&a).Error
	return a, err
}

func joined(c Choice) string {
	if c.AllComponents {
		return ""
	}
	return strings.Join(c.ComponentIDs, ",")
}

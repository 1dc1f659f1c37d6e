package signup

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"vitrine/models"
)

// functions reaches the audience on PostgreSQL, where the public side's role may
// call a few functions and touch no table.
type functions struct{ db *models.DB }

const (
	callAsk      = `SELECT signup_knock(CAST(? AS jsonb))`
	callPlug     = `SELECT signup_plug(CAST(? AS jsonb))`
	callPushKey  = `SELECT COALESCE(signup_push_key(), '')`
	callFind     = `SELECT CAST(signup_look(?) AS text)`
	callConfirm  = `SELECT signup_confirm(?, ?)`
	callChange   = `SELECT signup_set(?, CAST(? AS jsonb))`
	callFollow   = `SELECT signup_follow(?, ?, ?, ?)`
	callUnfollow = `SELECT signup_unfollow(?, ?)`
	callLeave    = `SELECT signup_goodbye(?, ?, ?)`
	callErase    = `SELECT signup_erase(?, ?)`
	callKept     = `SELECT CAST(signup_kept(?) AS text)`
)

func (f functions) ask(ctx context.Context, a asked) (answer, error) {
	body, err := json.Marshal(a.object())
	if err != nil {
		return "", err
	}
	return f.call(ctx, callAsk, string(body))
}

// object is a request as the functions read it.
func (a asked) object() map[string]any {
	return map[string]any{
		"email": a.Email, "macs": strings.Join(a.macs, ","), "public_id": a.publicID, "from": a.From, "consent": a.Consent,
		"confirm_hash": a.confirmHash, "confirm_sealed": a.confirmSealed, "manage_hash": a.manageHash, "manage_sealed": a.manageSealed,
		"leave_hash": a.leaveHash, "incident": a.Follow.IncidentID, "every_update": a.Follow.Every, "postmortem": a.Follow.Postmortem,
		"per_minute": a.perMinute, "per_network": PerNetwork, "choice": wished(a.Choice),
	}
}

func (f functions) plug(ctx context.Context, p plugged) (answer, error) {
	o := p.object()
	o["channel"], o["shape"], o["host"], o["per_host"], o["former"] = p.channel, p.shape, p.host, PerHost, p.former
	o["address_sealed"], o["secret_sealed"] = p.addressSealed, p.secretSealed
	body, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	return f.call(ctx, callPlug, string(body))
}

func (f functions) pushKey(ctx context.Context) (key string, err error) {
	err = f.db.Read(ctx).Raw(callPushKey).Scan(&key).Error
	return key, err
}

func (f functions) find(ctx context.Context, hash string) (rows []found, err error) {
	var one found
	if there, err := f.object(ctx, &one, callFind, hash); err != nil || !there {
		return nil, err
	}
	return []found{one}, nil
}

// object reads the JSON object that a function returns, if it returns one.
func (f functions) object(ctx context.Context, into any, query, hash string) (bool, error) {
	var text sql.NullString
	if err := f.db.Read(ctx).Raw(query, hash).Scan(&text).Error; err != nil || !text.Valid {
		return false, err
	}
	if err := json.Unmarshal([]byte(text.String), into); err != nil {
		return false, fmt.Errorf("read a subscription: %w", err)
	}
	return true, nil
}

func (f functions) confirm(ctx context.Context, hash, from string) (answer, error) {
	return f.call(ctx, callConfirm, hash, from)
}

func (f functions) change(ctx context.Context, hash string, c Choice) (answer, error) {
	body, err := json.Marshal(wished(c))
	if err != nil {
		return "", err
	}
	return f.call(ctx, callChange, hash, string(body))
}

func (f functions) follow(ctx context.Context, hash string, w Follow) (answer, error) {
	return f.call(ctx, callFollow, hash, w.IncidentID, w.Every, w.Postmortem)
}

func (f functions) unfollow(ctx context.Context, hash, incident string) (answer, error) {
	return f.call(ctx, callUnfollow, hash, incident)
}

func (f functions) leave(ctx context.Context, hash, endHash, endSealed string) (answer, error) {
	return f.call(ctx, callLeave, hash, endHash, endSealed)
}

func (f functions) erase(ctx context.Context, hash, mac string) (answer, error) {
	return f.call(ctx, callErase, hash, mac)
}

func (f functions) kept(ctx context.Context, hash string) (k Kept, there bool, err error) {
	there, err = f.object(ctx, &k, callKept, hash)
	return k, there, err
}

// call runs one function, which is one transaction. On PostgreSQL the reading
// handle may write.
func (f functions) call(ctx context.Context, query string, args ...any) (a answer, err error) {
	err = f.db.Read(ctx).Raw(query, args...).Scan(&a).Error
	return a, err
}

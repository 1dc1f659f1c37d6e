package api

import (
	"context"
	"encoding/json"
	"strconv"
	"time"

	"vitrine/models/staff"
)

// auditRecord is one deed in the audit trail.
type auditRecord struct {
	ID      int64     `json:"id" doc:"Counts up without a gap." example:"4711"`
	At      time.Time `json:"at"`
	ActorID int64     `json:"actor_id" doc:"The user; 0: the system or a visitor." example:"3"`
	Actor   string    `json:"actor" example:"Dana Whitfield"`
	Origin  string    `json:"origin" doc:"Where it came from." example:"192.0.2.7"`
	Deed    string    `json:"deed" example:"incident.opened"`
	Noun    string    `json:"noun" example:"incident"`
	Subject string    `json:"subject" doc:"The id of what was changed." example:"k3v9x2m8q1ab"`
	Before  any       `json:"before" doc:"What it was, or null."`
	After   any       `json:"after" doc:"What it became, or null."`
	Digest  string    `json:"digest" doc:"MAC over this record and the one before."`
}

// auditList chooses records.
type auditList struct {
	Window
	Noun    string `query:"noun" doc:"Only deeds on such things." example:"incident"`
	Subject string `query:"subject" doc:"Only deeds on this one." example:"k3v9x2m8q1ab"`
}

func (a *API) auditRoutes() {
	at := call{path: "/audit", tag: "Trail"}
	handle(a, at.get("list-audit", staff.Admin, "Read the audit trail",
		"Every deed: who, when, from where, before and after; the newest first."), a.listAudit)
}

func (a *API) listAudit(ctx context.Context, in *auditList) (*paged[auditRecord], error) {
	before, err := in.number()
	if err != nil {
		return nil, err
	}
	rs, err := a.Staff.Audit(ctx, staff.AuditQuery{Noun: in.Noun, Subject: in.Subject, Before: before, Limit: in.Limit + 1})
	if err != nil {
		return nil, err
	}
	return turn(a, in.Window, rs, func(r staff.AuditRecord) string { return strconv.FormatInt(r.ID, 10) }, showRecord), nil
}

func showRecord(r staff.AuditRecord) auditRecord {
	return auditRecord{ID: r.ID, At: utc(r.At), ActorID: r.ActorID, Actor: r.Actor, Origin: r.Origin, Deed: r.Deed, Noun: r.Noun,
		Subject: r.Subject, Before: recorded(r.Before), After: recorded(r.After), Digest: r.Digest}
}

// recorded is a state as the trail keeps it, JSON or nothing.
func recorded(text string) any {
	var v any
	if text == "" || json.Unmarshal([]byte(text), &v) != nil {
		return nil
	}
	return v
}

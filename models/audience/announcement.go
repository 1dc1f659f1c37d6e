package audience

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// How long each kind of news stays news, counted from its sending.
const (
	newsLife       = 6 * time.Hour      // "we are looking into it"
	outcomeLife    = 24 * time.Hour     // resolved, completed, corrected
	announcedLife  = 7 * 24 * time.Hour // a maintenance ahead, at most until it starts
	postmortemLife = 7 * 24 * time.Hour
)

// Announce writes, in the running transaction, the notification that follows
// from a job, to be sent at sendAt. It returns nil when nobody is to be told:
// the subject is gone, it was published quietly, or a reminder is not due.
func (s *Store) Announce(ctx context.Context, tx *models.Tx, job models.Job, sendAt time.Time) (*Notification, error) {
	db := tx.DB().WithContext(ctx)
	n, err := s.drawn(db, job, sendAt)
	if err != nil || n == nil {
		return nil, err
	}
	n.PublicID, n.Actor = models.NewID(), models.ActorOf(ctx).Name
	n.SendAt, n.CreatedAt = sendAt, s.Now()
	if err := db.Create(n).Error; err != nil {
		return nil, models.Fault(err, "notification")
	}
	return n, nil
}

// drawn makes the notification of a job.
func (s *Store) drawn(db *gorm.DB, job models.Job, sendAt time.Time) (*Notification, error) {
	switch job := job.(type) {
	case models.UpdatePublished:
		return drawnUpdate(db, job.UpdateID, "", sendAt)
	case models.UpdateCorrected:
		return drawnUpdate(db, job.UpdateID, Correction, sendAt)
	case models.PostmortemPublished:
		return drawnPostmortem(db, Postmortem, job.PostmortemID, job.Revision, sendAt)
	case models.PostmortemRetracted:
		return drawnRetraction(db, job.RetractionID, sendAt)
	case models.CountermeasuresDone:
		return drawnPostmortem(db, Countermeasures, job.PostmortemID, 0, sendAt)
	case models.MaintenanceReminded:
		return s.drawnReminder(db, job.MaintenanceID)
	default:
		return nil, fmt.Errorf("announce: unexpected job %T", job)
	}
}

// subject is what an update belongs to.
type subject struct {
	State         string
	Notify        bool
	IncidentID    string // public id, empty for a maintenance
	IncidentTitle string
	PlanID        string
	PlanTitle     string
	PlanFrom      *time.Time
}

const updateSubject = `SELECT u.state, u.notify, COALESCE(i.public_id, '') AS incident_id, COALESCE(i.title, '') AS incident_title,
	COALESCE(m.public_id, '') AS plan_id, COALESCE(m.title, '') AS plan_title, m.scheduled_for AS plan_from
	FROM updates u LEFT JOIN incidents i ON i.id = u.incident_id LEFT JOIN maintenances m ON m.id = u.maintenance_id WHERE u.id = ?`

func drawnUpdate(db *gorm.DB, id int64, kind Kind, sendAt time.Time) (*Notification, error) {
	var found []subject
	if err := db.Raw(updateSubject, id).Scan(&found).Error; err != nil || len(found) == 0 {
		return nil, models.Fault(err, "update")
	}
	sub := found[0]
	if kind == "" && !sub.Notify {
		return nil, nil
	}
	n := &Notification{Kind: Incident, Thread: "inc-" + sub.IncidentID, Title: sub.IncidentTitle, SubjectID: id}
	if sub.PlanID != "" {
		n.Kind, n.Thread, n.Title = Maintenance, "mnt-"+sub.PlanID, sub.PlanTitle
	}
	end := sendAt.Add(sub.life(kind, sendAt))
	n.ExpiresAt = &end
	if kind != "" {
		n.Kind = kind
	}
	return n, nil
}

// life is how long news in this state stays true.
func (s subject) life(kind Kind, sendAt time.Time) time.Duration {
	switch {
	case kind == Correction || s.State == string(models.Resolved) || s.State == string(models.Completed) || s.State == string(models.Cancelled):
		return outcomeLife
	case s.PlanFrom != nil && s.State == string(models.Scheduled):
		return max(time.Hour, min(announcedLife, s.PlanFrom.Sub(sendAt)))
	default:
		return newsLife
	}
}

const postmortemThread = `SELECT i.public_id, i.title FROM postmortem_incidents j JOIN incidents i ON i.id = j.incident_id
	WHERE j.postmortem_id = ? ORDER BY i.started_at, i.id LIMIT 1`

// drawnPostmortem continues the conversation about the first incident that the
// postmortem covers. Revision 0 is the one that is read now.
func drawnPostmortem(db *gorm.DB, kind Kind, id, revision int64, sendAt time.Time) (*Notification, error) {
	var own []struct{ PublicID, Title string }
	err := db.Raw(`SELECT p.public_id, r.title FROM postmortems p JOIN postmortem_revisions r ON r.postmortem_id = p.id AND r.number = COALESCE(NULLIF(?, 0), p.revision)
		WHERE p.id = ?`, revision, id).Scan(&own).Error
	if err != nil || len(own) == 0 {
		return nil, models.Fault(err, "postmortem")
	}
	end := sendAt.Add(postmortemLife)
	n := &Notification{Kind: kind, Thread: "pm-" + own[0].PublicID, Title: own[0].Title,
		SubjectID: id, Revision: revision, ExpiresAt: &end}
	var about []struct{ PublicID, Title string }
	if err := db.Raw(postmortemThread, id).Scan(&about).Error; err != nil {
		return nil, models.Fault(err, "postmortem")
	}
	if len(about) > 0 {
		n.Thread, n.Title = "inc-"+about[0].PublicID, about[0].Title
	}
	return n, nil
}

// drawnRetraction continues the conversation in which the text was sent.
func drawnRetraction(db *gorm.DB, id int64, sendAt time.Time) (*Notification, error) {
	var found []models.Retraction
	if err := db.Raw("SELECT * FROM retractions WHERE id = ?", id).Scan(&found).Error; err != nil || len(found) == 0 {
		return nil, models.Fault(err, "retraction")
	}
	n, err := drawnPostmortem(db, Retraction, found[0].PostmortemID, found[0].Revision, sendAt)
	if err != nil || n == nil {
		return nil, err
	}
	if n.SubjectID = id; strings.HasPrefix(n.Thread, "pm-") {
		n.Title, err = retractedTitle(db)
	}
	return n, err
}

// retractedTitle names the conversation about a postmortem whose own title may
// be what leaked.
func retractedTitle(db *gorm.DB) (string, error) {
	var site models.SiteSettings
	err := db.Raw("SELECT noun_singular, noun_plural FROM site_settings WHERE id = 1").Scan(&site).Error
	return site.Noun().StartA() + " we withdrew", models.Fault(err, "site")
}

// drawnReminder makes the reminder of a maintenance that is near.
func (s *Store) drawnReminder(db *gorm.DB, id int64) (*Notification, error) {
	var found []models.Maintenance
	err := db.Raw("SELECT * FROM maintenances WHERE id = ? AND state = 'scheduled'", id).Scan(&found).Error
	if err != nil || len(found) == 0 {
		return nil, models.Fault(err, "maintenance")
	}
	m := found[0]
	left := m.ScheduledFor.Sub(s.Now())
	lead := left
	for _, d := range m.Reminders() { // the one that is meant: the shortest whose time has come
		if d >= left && (lead == left || d < lead) {
			lead = d
		}
	}
	return &Notification{Kind: Reminder, Thread: "mnt-" + m.PublicID, Title: m.Title, SubjectID: id,
		Revision: int64(lead / time.Second), ExpiresAt: &m.ScheduledFor}, nil
}

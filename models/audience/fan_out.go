package audience

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// fanPage is how many rows of the ledger are written in one transaction.
const fanPage = 5000

// How many rows one job delivers: few, so that the workers share a small audience;
// more where the page is full and there are jobs enough for everybody.
const (
	shortRange = 25
	longRange  = 500
	healRange  = 100
)

// commitTime is how long after it was made a correction may be seen: who is sent
// a mail meanwhile may get the old text, and hears of the correction as well.
const commitTime = time.Second

// Range is a piece of one notification's ledger, small enough to be one job.
type Range struct{ First, Last int64 } // delivery ids, both included

// Fan says how far the taking of an audience is.
type Fan struct {
	Early time.Duration // not due yet, for so long
	More  bool          // call again for the next page
}

// FanOut writes the next page of a notification's ledger: a row for each person
// who wants to hear of it, with the Message-ID that every try will carry. Older
// news of the same conversation that these people have not got is expired in the
// same transaction, which also hands the new rows to then. It may be repeated and
// interrupted at any point. host is the right side of every Message-ID.
func (s *Store) FanOut(ctx context.Context, id int64, host string, then func(*models.Tx, []Range) error) (fan Fan, err error) {
	err = s.db.Tx(ctx, func(tx *models.Tx) error {
		f := &fanning{Store: s, db: tx.DB().WithContext(ctx), host: host}
		if err := f.load(id); err != nil || !f.wanted() {
			return err
		}
		if fan.Early = f.n.SendAt.Sub(s.Now()); fan.Early > 0 {
			if last, err := f.reached(); err != nil || last == 0 {
				return err
			}
			fan.Early = 0 // the clock was set back since it began
		}
		ranges, more, err := f.page()
		if err != nil {
			return fmt.Errorf("fan out notification %d: %w", id, err)
		}
		fan.More = more
		return then(tx, ranges)
	})
	return fan, err
}

// fanning is the taking of one page.
type fanning struct {
	*Store
	db   *gorm.DB
	n    Notification
	host string
	item string // names the publication in its Message-IDs
}

// load reads the notification and locks it against a second worker.
func (f *fanning) load(id int64) error {
	query := "SELECT * FROM notifications WHERE id = ?"
	if f.Store.db.Postgres() {
		query += " FOR UPDATE"
		// The planner would compile each page's statement, which takes longer than to run it.
		if err := f.db.Exec("SET LOCAL jit = off").Error; err != nil {
			return models.Fault(err, "notification")
		}
	}
	return models.Fault(f.db.Raw(query, id).Scan(&f.n).Error, "notification")
}

func (f *fanning) wanted() bool {
	return f.n.ID != 0 && f.n.CancelledAt == nil && f.n.FannedAt == nil
}

// reached is the key of the last subscriber who is in the ledger, 0 for none.
func (f *fanning) reached() (int64, error) {
	return count(f.db, "SELECT COALESCE(max(subscriber_id), 0) FROM deliveries WHERE notification_id = ?", f.n.ID)
}

func (f *fanning) page() ([]Range, bool, error) {
	if there, err := f.name(); err != nil || !there {
		return nil, false, err
	}
	last, err := f.reached()
	if err != nil {
		return nil, false, err
	}
	people, args, err := f.people(last)
	if err != nil {
		return nil, false, err
	}
	if err := f.overtake(people, args); err != nil {
		return nil, false, err
	}
	added := f.db.Exec(fmt.Sprintf(takeAudience, people), append(append(f.ids(), args...), f.n.ID)...)
	if added.Error != nil {
		return nil, false, added.Error
	}
	if added.RowsAffected < fanPage {
		if err := f.complete(); err != nil {
			return nil, false, err
		}
	}
	ranges, err := f.ranges(last, added.RowsAffected)
	return ranges, added.RowsAffected == fanPage, err
}

// name finds the publication's own part of the Message-ID. When the publication
// is gone, the notification is cancelled.
func (f *fanning) name() (bool, error) {
	switch f.n.Kind {
	case Incident, Maintenance:
		err := f.db.Raw("SELECT 'u' || public_id FROM updates WHERE id = ?", f.n.SubjectID).Scan(&f.item).Error
		if err != nil || f.item != "" {
			return err == nil, err
		}
	default:
		stamp, err := count(f.db, "SELECT "+stampOf+" FROM notifications n WHERE n.id = ?", f.n.ID)
		if err != nil || stamp >= 0 {
			f.item = string(f.n.Kind[:1]) + f.n.PublicID
			return err == nil, err
		}
	}
	return false, f.revoke()
}

// revoke cancels a notification whose subject is not public any more.
func (f *fanning) revoke() error {
	err := f.db.Exec("UPDATE notifications SET cancelled_at = ?, cancelled_by = ? WHERE id = ? AND cancelled_at IS NULL", f.Now(), "removal", f.n.ID).Error
	if err != nil {
		return err
	}
	if err := withhold(f.db, f.n.ID, gone, f.Now()); err != nil {
		return err
	}
	return finish(f.db, f.n.ID, f.Now())
}

// people is the query for the next page of subscribers, each named s.
func (f *fanning) people(last int64) (string, []any, error) {
	if f.n.Kind == Correction {
		made := f.n.CreatedAt
		if made.IsZero() { // it is only thought of
			made = f.Now()
		}
		return wereTold, []any{f.n.SubjectID, made.Add(commitTime), last, fanPage}, nil
	}
	if f.n.Kind == Retraction {
		var r models.Retraction
		err := f.db.Raw("SELECT * FROM retractions WHERE id = ?", f.n.SubjectID).Scan(&r).Error
		return wereSent, []any{r.PostmortemID, r.Revision, last, fanPage}, err
	}
	if f.n.Kind == Digest {
		return digestPeople(f.db, f.n, last)
	}
	about, err := newsOf(f.db, f.n)
	condition, args := about.listening()
	return "FROM subscribers s WHERE " + condition + " AND s.id > ? ORDER BY s.id LIMIT ?", append(args, last, fanPage), err
}

// overtake expires what these people have not got yet of the same conversation
// and what the new notification makes old.
func (f *fanning) overtake(people string, args []any) error {
	older := "m.kind IN ('incident', 'maintenance', 'reminder')"
	switch f.n.Kind {
	case Postmortem, Countermeasures:
		older = "m.kind = '" + string(f.n.Kind) + "'"
	case Correction, Retraction, Digest:
		return nil
	}
	// Most news is the first of its conversation: then nobody's row is looked up.
	before, err := count(f.db, "SELECT count(*) FROM notifications m WHERE m.thread = ? AND m.id < ? AND m.finished_at IS NULL AND "+older, f.n.Thread, f.n.ID)
	if err != nil || before == 0 {
		return err
	}
	where := ` WHERE notification_id IN (SELECT m.id FROM notifications m WHERE m.thread = ? AND m.id < ? AND m.finished_at IS NULL AND ` + older + `)
		AND subscriber_id IN (SELECT s.id ` + people + `)`
	all := append([]any{f.n.Thread, f.n.ID}, args...)
	err = f.db.Exec("UPDATE deliveries SET state = 'expired', detail = ?, next_try_at = NULL, done_at = ?"+where+" AND state = 'pending'",
		append([]any{overtaken, f.Now()}, all...)...).Error
	if err != nil {
		return err
	}
	return f.db.Exec("UPDATE deliveries SET next_try_at = NULL, done_at = ?"+where+" AND state = 'unknown' AND next_try_at IS NOT NULL",
		append([]any{f.Now()}, all...)...).Error
}

// ids are the first parameters of takeAudience.
func (f *fanning) ids() []any {
	root, own := "<"+f.n.Thread+".root.s", "<"+f.n.Thread+"."+f.item+".s"
	end := "@" + f.host + ">"
	// Its time has come. A clock that is set back holds up nobody who is on the list.
	due := f.n.SendAt.Add(-24 * time.Hour)
	return []any{own, end, root, end, root, end, due, f.n.Thread}
}

// complete closes the ledger.
func (f *fanning) complete() error {
	err := f.db.Exec("UPDATE notifications SET fanned_at = ?, recipients = (SELECT count(*) FROM deliveries WHERE notification_id = ?) WHERE id = ?",
		f.Now(), f.n.ID, f.n.ID).Error
	if err != nil {
		return err
	}
	return finish(f.db, f.n.ID, f.Now())
}

// ranges cuts the rows of subscribers after last, so many, into jobs.
func (f *fanning) ranges(last, added int64) (rs []Range, err error) {
	size := shortRange
	if added == fanPage {
		size = longRange
	}
	err = f.db.Raw(fmt.Sprintf(cutLedger, size, "d.subscriber_id > ?"), f.n.ID, last).Scan(&rs).Error
	return rs, err
}

// OpenRanges cuts what is unsettled of a notification into jobs, for a queue that
// lost them.
func (s *Store) OpenRanges(ctx context.Context, id int64) (rs []Range, err error) {
	err = s.read(ctx).Raw(fmt.Sprintf(cutLedger, healRange, open), id).Scan(&rs).Error
	return rs, models.Fault(err, "delivery")
}

// Due lists the notifications whose undo window is over and whose ledger is not
// complete; with all also those that are complete and not settled.
func (s *Store) Due(ctx context.Context, all bool) (ids []int64, err error) {
	query := "SELECT id FROM notifications WHERE finished_at IS NULL AND cancelled_at IS NULL AND send_at <= ?"
	if !all {
		query += " AND fanned_at IS NULL"
	}
	err = s.read(ctx).Raw(query+" ORDER BY id", s.Now()).Scan(&ids).Error
	return ids, models.Fault(err, "notification")
}

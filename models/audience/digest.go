package audience

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"vitrine/models"
)

// mostDigested is how many notifications one summary looks at; of more, the
// newest.
const mostDigested = 300

// siteZone is the zone of those who chose none.
const siteZone = "(SELECT time_zone FROM site_settings WHERE id = 1)"

const (
	digestZones = `SELECT DISTINCT s.digest, COALESCE(NULLIF(s.zone, ''), ` + siteZone + `) AS zone FROM subscribers s WHERE s.digest <> '' AND s.state = 'active' AND s.channel = 'email'`

	// digested lists what was told between two times.
	digested = `SELECT n.* FROM notifications n WHERE n.send_at > ? AND n.send_at <= ? AND n.cancelled_at IS NULL
		AND n.kind IN ('incident', 'maintenance', 'postmortem', 'countermeasures') AND ` + stampOf + ` >= 0 ORDER BY n.id DESC LIMIT ?`

	insertDigest = `INSERT INTO notifications (public_id, kind, thread, subject_id, revision, title, actor, send_at, expires_at, created_at)
		SELECT ?, 'digest', ?, ?, ?, ?, 'clock', ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM notifications WHERE thread = ?)`
)

// sitting is one digest of one zone.
type sitting struct {
	Digest models.Digest
	Zone   string
}

// days is how many days a digest tells of.
func days(d models.Digest) int64 {
	if d == models.Weekly {
		return 7
	}
	return 1
}

// Digests writes the notifications of summaries that are due and not written
// yet, one for each moment at which some zone's morning comes. A summary that
// nothing happened before is not written. It may be called as often as one likes,
// by several processes at once.
func (s *Store) Digests(ctx context.Context) error {
	var due []sitting
	if err := s.read(ctx).Raw(digestZones).Scan(&due).Error; err != nil || len(due) == 0 {
		return models.Fault(err, "subscriber")
	}
	now, seen := s.Now(), map[string]bool{}
	for _, one := range due {
		for at := now; ; { // what was due while we were away is told as well
			end, from := one.Digest.Due(at, zoneOf(one.Zone))
			if !now.Before(end.Add(life(one.Digest))) {
				break
			}
			if thread := threadOf(one.Digest, end); !seen[thread] {
				seen[thread] = true
				if err := s.digest(ctx, one.Digest, from, end); err != nil {
					return err
				}
			}
			at = end.Add(-time.Second)
		}
	}
	return nil
}

// life is how long a summary is worth reading.
func life(d models.Digest) time.Duration { return time.Duration(days(d)) * 36 * time.Hour }

func threadOf(d models.Digest, due time.Time) string {
	return "dig-" + string(d) + "-" + strconv.FormatInt(due.Unix(), 10)
}

// digest writes one notification, unless it is there or nothing happened.
func (s *Store) digest(ctx context.Context, d models.Digest, from, due time.Time) error {
	thread := threadOf(d, due)
	db := s.read(ctx)
	there, err := count(db, "SELECT count(*) FROM notifications WHERE thread = ?", thread)
	if err != nil || there > 0 {
		return models.Fault(err, "notification")
	}
	happened, err := count(db, "SELECT count(*) FROM ("+digested+") x", from, due, 1)
	if err != nil || happened == 0 {
		return models.Fault(err, "notification")
	}
	title := map[models.Digest]string{models.Daily: "Daily summary", models.Weekly: "Weekly summary"}[d]
	return s.db.Tx(ctx, func(tx *models.Tx) error {
		if err := tx.Serialise(); err != nil { // or two processes would both write it
			return err
		}
		return models.Fault(tx.DB().Exec(insertDigest, models.NewID(), thread, due.Unix(), days(d), title,
			due, due.Add(life(d)), s.Now(), thread).Error, "notification")
	})
}

// sittingsOf lists the zones whose summary a notification is, each with the time
// from which on it tells.
func sittingsOf(db *gorm.DB, n Notification) (zones []string, from time.Time, err error) {
	d, due := models.Daily, time.Unix(n.SubjectID, 0).UTC()
	if n.Revision == days(models.Weekly) {
		d = models.Weekly
	}
	var all []sitting
	if err := db.Raw(digestZones).Scan(&all).Error; err != nil {
		return nil, from, err
	}
	for _, one := range all {
		if one.Digest != d {
			continue
		}
		if at, since := d.Due(due, zoneOf(one.Zone)); at.Equal(due) {
			zones = append(zones, one.Zone)
			if from.IsZero() || since.Before(from) {
				from = since
			}
		}
	}
	return zones, from, nil
}

// topic is what several notifications of one summary have in common: the same
// people want to hear of them.
type topic struct {
	news
	ids []int64 // notifications
}

// topics sorts what a summary tells of by who wants to hear of it.
func topics(db *gorm.DB, n Notification, from time.Time) (list []topic, err error) {
	var told []Notification
	if err := db.Raw(digested, from, time.Unix(n.SubjectID, 0).UTC(), mostDigested).Scan(&told).Error; err != nil {
		return nil, err
	}
	place := map[string]int{}
	for _, one := range told {
		about, err := newsOf(db, one)
		if err != nil {
			return nil, err
		}
		slices.Sort(about.components)
		key := fmt.Sprint(about.kind, about.thread, about.components, about.impacts)
		i, known := place[key]
		if !known {
			i = len(list)
			place[key], list = i, append(list, topic{news: about})
		}
		list[i].ids = append(list[i].ids, one.ID)
	}
	return list, nil
}

// digestPeople is the query for the next page of those who get a summary: it is
// their morning, and something happened that they want to hear of.
func digestPeople(db *gorm.DB, n Notification, last int64) (string, []any, error) {
	zones, from, err := sittingsOf(db, n)
	if err != nil {
		return "", nil, err
	}
	d := models.Daily
	if n.Revision == days(models.Weekly) {
		d = models.Weekly
	}
	list, err := topics(db, n, from)
	query, args := "FROM subscribers s WHERE s.state = 'active' AND s.channel = 'email' AND s.digest = ? AND COALESCE(NULLIF(s.zone, ''), "+siteZone+") IN (?) AND COALESCE(s.confirmed_at, s.created_at) <= ?",
		[]any{d, zones, time.Unix(n.SubjectID, 0).UTC()}
	wanted := []string{"1 = 0"}
	for _, t := range list {
		condition, more := t.chosen()
		wanted, args = append(wanted, condition), append(args, more...)
	}
	return query + " AND " + either(wanted) + " AND s.id > ? ORDER BY s.id LIMIT ?", append(args, last, fanPage), err
}

// Summary is what the summaries of one notification tell of. Several workers may
// ask it at once.
type Summary struct {
	store  *Store
	due    int64 // Unix time
	topics []topic
}

// Summary reads what a notification of summaries tells of.
func (s *Store) Summary(ctx context.Context, n Notification) (*Summary, error) {
	db, summary := s.read(ctx), &Summary{store: s, due: n.SubjectID}
	zones, from, err := sittingsOf(db, n)
	if err == nil && len(zones) > 0 {
		summary.topics, err = topics(db, n, from)
	}
	return summary, models.Fault(err, "notification")
}

// toldIn lists those of the notifications (?) that a person has not been told of:
// neither before the person came, nor by a mail of its own, nor in an earlier
// summary, as after a change of zone.
const toldIn = `SELECT n.* FROM notifications n JOIN subscribers s ON s.public_id = ? WHERE n.id IN (?) AND n.cancelled_at IS NULL AND ` + stampOf + ` >= 0
	AND n.send_at >= COALESCE(s.confirmed_at, s.created_at)
	AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.notification_id = n.id AND d.subscriber_id = s.id AND d.state IN ('accepted', 'unknown', 'sending'))
	AND n.send_at > ? ORDER BY n.id DESC`

// lastSummary is when the last summary that a person got before the time ? was due.
const lastSummary = `SELECT COALESCE(max(m.subject_id), 0) FROM deliveries d JOIN notifications m ON m.id = d.notification_id JOIN subscribers s ON s.id = d.subscriber_id
	WHERE s.public_id = ? AND m.kind = 'digest' AND m.subject_id < ? AND d.state IN ('accepted', 'unknown', 'sending')`

// For lists what one person's summary tells of, the newest first: what the person
// wants to hear of, was not told yet and is public still.
func (y *Summary) For(ctx context.Context, subscriber string) ([]Notification, error) {
	if len(y.topics) == 0 {
		return nil, nil
	}
	db := y.store.read(ctx)
	var wishes []string
	var args []any
	for i, t := range y.topics {
		condition, more := t.chosen()
		wishes = append(wishes, "SELECT "+strconv.Itoa(i)+" AS place FROM subscribers s WHERE s.public_id = ? AND "+condition)
		args = append(append(args, subscriber), more...)
	}
	var wanted []int
	if err := db.Raw(strings.Join(wishes, " UNION ALL "), args...).Scan(&wanted).Error; err != nil {
		return nil, models.Fault(err, "subscriber")
	}
	var ids []int64
	for _, i := range wanted {
		ids = append(ids, y.topics[i].ids...)
	}
	last, err := count(db, lastSummary, subscriber, y.due)
	if err != nil || len(ids) == 0 {
		return nil, models.Fault(err, "delivery")
	}
	var told []Notification
	err = db.Raw(toldIn, subscriber, ids, time.Unix(last, 0).UTC()).Scan(&told).Error
	return told, models.Fault(err, "notification")
}

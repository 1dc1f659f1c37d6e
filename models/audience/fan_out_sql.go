package audience

import "vitrine/models"

// takeAudience writes ledger rows for the subscribers that %s yields. The first
// mail of a person's conversation carries its root as Message-ID; the later ones
// answer the root (RFC 5322, section 3.6.4). A mail that was never tried and
// never will be does not count.
const takeAudience = `INSERT INTO deliveries (notification_id, subscriber_id, channel, state, message_id, in_reply_to, next_try_at)
	SELECT p.notification_id, p.subscriber_id, p.channel, 'pending',
		CASE WHEN p.told THEN CAST(? AS TEXT) || p.public_id || CAST(? AS TEXT) ELSE CAST(? AS TEXT) || p.public_id || CAST(? AS TEXT) END,
		CASE WHEN p.told THEN CAST(? AS TEXT) || p.public_id || CAST(? AS TEXT) ELSE '' END,
		?
	FROM (
		SELECT n.id AS notification_id, s.id AS subscriber_id, s.public_id, s.channel, EXISTS (
			SELECT 1 FROM notifications m JOIN deliveries d ON d.notification_id = m.id AND d.subscriber_id = s.id
			WHERE m.thread = ? AND m.id <> n.id AND (d.attempts > 0 OR d.state = 'pending')) AS told
		FROM (SELECT s.* %s) s JOIN notifications n ON n.id = ?
		LIMIT 1000000000 -- so that it is asked once of each person what they were told
	) p WHERE true
	ON CONFLICT (notification_id, subscriber_id) DO NOTHING`

// wereTold yields those who got the text that a correction corrects, or may have,
// and whose last mail about it left before a given time: a mail carries the text
// of the moment it leaves.
const wereTold = `FROM subscribers s JOIN (
		SELECT d.subscriber_id, max(d.started_at) AS last FROM deliveries d JOIN notifications m ON m.id = d.notification_id
		WHERE m.subject_id = ? AND m.kind IN ('incident', 'maintenance', 'correction') AND d.state IN ('accepted', 'unknown', 'sending')
		GROUP BY d.subscriber_id) told ON told.subscriber_id = s.id
	WHERE s.state = 'active' AND (told.last >= ?) IS NOT TRUE AND s.id > ? ORDER BY s.id LIMIT ?`

// wereSent yields those who received a text that was withdrawn, or may have: the
// mails about one revision, or with 0 about all of them.
const wereSent = `FROM subscribers s WHERE s.state = 'active' AND s.id IN (
		SELECT d.subscriber_id FROM deliveries d JOIN notifications m ON m.id = d.notification_id
		WHERE m.kind = 'postmortem' AND m.subject_id = ? AND CAST(? AS BIGINT) IN (0, m.revision) AND d.state IN ('accepted', 'unknown', 'sending'))
	AND s.id > ? ORDER BY s.id LIMIT ?`

// cutLedger cuts a notification's mails d that fulfil %s into ranges of %d.
const cutLedger = `SELECT min(id) AS first, max(id) AS last FROM (
		SELECT d.id, (row_number() OVER (ORDER BY d.id) - 1) / %d AS slot FROM deliveries d WHERE d.notification_id = ? AND d.channel = 'email' AND %s
	) x GROUP BY slot ORDER BY first`

// stampOf is the version of what a notification n tells, -1 when it is not public any
// more. Where an update is told it is Stamp of all there are beside it: the title over it may
// change, or the translation of that, which the newest update's version tells. The settings
// are told with everything: they say in which languages.
const stampOf = `COALESCE((SELECT version FROM site_settings WHERE id = 1) * 1000000000000 + CASE n.kind
		WHEN 'postmortem' THEN (SELECT r.number FROM postmortem_revisions r JOIN postmortems p ON p.id = r.postmortem_id
			WHERE p.id = n.subject_id AND r.number = n.revision AND r.withdrawn_at IS NULL AND p.withdrawn_at IS NULL)
		WHEN 'countermeasures' THEN (SELECT p.revision FROM postmortems p WHERE p.id = n.subject_id AND p.withdrawn_at IS NULL
			AND EXISTS (SELECT 1 FROM countermeasures c WHERE c.postmortem_id = p.id AND c.state = 'done')
			AND NOT EXISTS (SELECT 1 FROM countermeasures c WHERE c.postmortem_id = p.id AND c.state IN ('planned', 'in_progress')))
		WHEN 'digest' THEN 1
		WHEN 'retraction' THEN (SELECT 1 FROM retractions r WHERE r.id = n.subject_id)
		WHEN 'reminder' THEN (SELECT m.version * 1000000 + COALESCE((SELECT CAST(SUM(u.version) AS BIGINT) FROM updates u WHERE u.maintenance_id = m.id), 0)
			FROM maintenances m WHERE m.id = n.subject_id AND m.state = 'scheduled')
		ELSE (SELECT COALESCE(i.version, m.version) * 1000000 + COALESCE((SELECT CAST(SUM(w.version) AS BIGINT) FROM updates w WHERE w.incident_id = i.id),
			(SELECT CAST(SUM(w.version) AS BIGINT) FROM updates w WHERE w.maintenance_id = m.id))
			FROM updates u LEFT JOIN incidents i ON i.id = u.incident_id LEFT JOIN maintenances m ON m.id = u.maintenance_id WHERE u.id = n.subject_id) END, -1)`

// Settled is what stampOf is of a stamp under settings of a version.
func Settled(stamp, settings int64) int64 { return settings*1_000_000_000_000 + stamp }

// Stamp is what stampOf is of an incident or a maintenance, by its version, and of its
// updates, before the settings are counted.
func Stamp(version int64, updates ...models.Update) int64 {
	stamp := version * 1_000_000
	for _, u := range updates {
		stamp += u.Version
	}
	return stamp
}

package audience

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"vitrine/models"
)

// news is what decides who hears of a notification.
type news struct {
	kind       Kind
	components []int64         // what it is about
	incidents  []int64         // that it belongs to
	thread     string          // its conversation: who heard of the beginning hears of the end
	impacts    []models.Impact // the least impacts that let it through; nil: all
	over       bool            // an incident is over with it
}

const (
	// following is the condition on a subscriber s to hear of components (?, ?).
	following = ` (s.all_components OR EXISTS (SELECT 1 FROM subscriber_components c WHERE c.subscriber_id = s.id AND c.component_id IN (?))
		OR EXISTS (SELECT 1 FROM subscriber_groups g JOIN components k ON k.group_id = g.group_id WHERE g.subscriber_id = s.id AND k.id IN (?)))`

	// grave is the condition on a subscriber s to hear of an incident with one of
	// the least impacts (?), or to have heard of it already in the conversation ?.
	grave = ` AND (s.least_impact IN (?) OR EXISTS (SELECT 1 FROM deliveries d JOIN notifications m ON m.id = d.notification_id
		WHERE d.subscriber_id = s.id AND m.thread = ? AND d.state IN ('accepted', 'unknown', 'sending')))`

	// single is the condition on a subscriber s to follow one of the incidents (?).
	single = ` EXISTS (SELECT 1 FROM subscriber_incidents f WHERE f.subscriber_id = s.id AND f.incident_id IN (?)`
)

// wish is the column of a subscriber that says whether this kind is wanted.
func (k Kind) wish() string {
	switch k {
	case Maintenance, Reminder:
		return "s.wants_maintenance"
	case Countermeasures:
		return "s.wants_countermeasures"
	case Postmortem:
		return "s.wants_postmortems"
	default:
		return "s.wants_incidents"
	}
}

// chosen is the condition on a subscriber s to want this news, with its
// parameters, whenever they want it.
func (n news) chosen() (string, []any) {
	query, args := n.kind.wish()+" AND"+following, []any{n.components, n.components}
	if n.impacts != nil {
		query, args = query+grave, append(args, n.impacts, n.thread)
	}
	return query, args
}

// listening is the condition on a subscriber s to be told of this news by a mail
// of its own, with its parameters. Who follows the incident alone is told at
// once, also who else gets summaries.
func (n news) listening() (string, []any) {
	query, args := n.chosen()
	query = "(s.digest = '' OR s.channel <> 'email') AND " + query
	if also := n.followed(); also != "" {
		query, args = query+" OR"+also, append(args, n.incidents)
	}
	return "s.state = 'active' AND (" + query + ")", args
}

// followed is the condition on a subscriber s to follow the incident of this
// news, empty where there is none to follow.
func (n news) followed() string {
	switch {
	case len(n.incidents) == 0:
		return ""
	case n.kind == Postmortem:
		return single + " AND f.postmortem)"
	case n.kind == Incident && n.over:
		return single + ")"
	case n.kind == Incident:
		return single + " AND f.every_update)"
	}
	return ""
}

// The components that each kind of notification is about; the parameter is its
// subject.
const (
	ofIncident = `SELECT DISTINCT c.component_id FROM update_components c JOIN updates u ON u.id = c.update_id
		WHERE u.incident_id = (SELECT incident_id FROM updates WHERE id = ?)`
	ofMaintenance = `SELECT component_id FROM maintenance_components WHERE maintenance_id = (SELECT maintenance_id FROM updates WHERE id = ?)`
	ofPlan        = `SELECT component_id FROM maintenance_components WHERE maintenance_id = ?`
	ofPostmortem  = `SELECT DISTINCT c.component_id FROM update_components c JOIN updates u ON u.id = c.update_id
		JOIN postmortem_incidents j ON j.incident_id = u.incident_id WHERE j.postmortem_id = ?`

	incidentOfUpdate      = `SELECT i.id, i.impact, u.state FROM updates u JOIN incidents i ON i.id = u.incident_id WHERE u.id = ?`
	incidentsOfPostmortem = `SELECT i.id, i.impact, i.state FROM postmortem_incidents j JOIN incidents i ON i.id = j.incident_id WHERE j.postmortem_id = ?`
)

// newsOf reads what decides who hears of n: everything its conversation ever
// touched, so that who heard of the beginning hears of the end.
func newsOf(db *gorm.DB, n Notification) (about news, err error) {
	about = news{kind: n.Kind, thread: n.Thread}
	query := map[Kind]string{Incident: ofIncident, Maintenance: ofMaintenance, Postmortem: ofPostmortem, Countermeasures: ofPostmortem, Reminder: ofPlan}[n.Kind]
	if err := db.Raw(query, n.SubjectID).Scan(&about.components).Error; err != nil {
		return about, err
	}
	switch n.Kind {
	case Incident:
		query = incidentOfUpdate
	case Postmortem, Countermeasures:
		query = incidentsOfPostmortem
	default:
		return about, nil
	}
	return about, about.weigh(db, query, n.SubjectID)
}

// weigh adds the incidents and how bad the worst of them was.
func (n *news) weigh(db *gorm.DB, query string, subject int64) error {
	var rows []struct {
		ID     int64
		Impact models.Impact
		State  string
	}
	err := db.Raw(query, subject).Scan(&rows).Error
	worst := models.NoImpact
	for _, r := range rows {
		n.incidents = append(n.incidents, r.ID)
		n.over = r.State == string(models.Resolved)
		if slices.Index(models.Impacts, r.Impact) > slices.Index(models.Impacts, worst) {
			worst = r.Impact
		}
	}
	if len(rows) > 0 {
		n.impacts = models.ReachedBy(worst)
	}
	return err
}

// either joins conditions: any of them is enough.
func either(conditions []string) string { return "(" + strings.Join(conditions, " OR ") + ")" }

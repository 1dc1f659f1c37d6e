package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/review"
)

const (
	sizePublished   = 1_000 // postmortems
	sizeAlerts      = 2_000
	sizeMaintenance = 300
	sizeSubscribers = 500
	sizeTimeline    = 200 // entries of the one large review
)

// fillPublished publishes postmortems of the reviews that are completed, every
// third of them twice.
func fillPublished(tx *models.Tx) error {
	p, now := newProse(), models.Clock()
	for n := range int64(sizePublished) {
		reviewID, at := 401+n, now.Add(-time.Duration(2*(401+n))*benchEvery)
		slug := fmt.Sprintf("postmortem-%d", n+1)
		said := models.Summary{Title: p.text(8), Apology: p.text(12), Summary: p.text(80), Services: p.text(6), Duration: "An hour.", Severity: "Major.", Impact: p.text(60), Cause: p.text(60), Resolution: p.text(60)}
		out := models.Postmortem{PublicID: models.NewID(), Slug: slug, Revision: 1 + min(n%3, 1), PublishedAt: at, CreatedAt: at, UpdatedAt: at}
		if err := tx.DB().Create(&out).Error; err != nil {
			return err
		}
		var revisions []models.PostmortemRevision
		for number := range out.Revision {
			revisions = append(revisions, models.PostmortemRevision{PostmortemID: out.ID, Number: number + 1, Summary: said, Timeline: "[]", Digest: "-", PublishedAt: at})
		}
		var promises []models.Countermeasure
		for position := range int64(3) {
			promises = append(promises, models.Countermeasure{PublicID: models.NewID(), PostmortemID: out.ID, Position: position, Body: p.text(10), State: models.Planned, WordedIn: 1, CreatedAt: at, UpdatedAt: at})
		}
		link := models.PostmortemIncident{PostmortemID: out.ID, IncidentID: 2*(reviewID-1) + 1}
		draft := review.Draft{PublicID: models.NewID(), ReviewID: reviewID, PostmortemID: &out.ID, State: review.Published, Slug: slug, Summary: said, Version: 3, PublishedAt: &at, CreatedAt: at, UpdatedAt: at}
		for _, rows := range []any{&revisions, &promises, &link, &draft} {
			if err := tx.DB().Create(rows).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// fillDesk writes what monitoring said over the years, and maintenances, most of
// them over.
func fillDesk(tx *models.Tx) error {
	p, now := newProse(), models.Clock()
	alerts := make([]desk.Alert, sizeAlerts)
	for n := range alerts {
		at := now.Add(-time.Duration(n+1) * time.Hour)
		end := at.Add(20 * time.Minute)
		alerts[n] = desk.Alert{PublicID: models.NewID(), Source: "generic", Fingerprint: fmt.Sprint(n), Name: p.text(4), Summary: p.text(12), Severity: "page", StartedAt: at, EndedAt: &end, SeenAt: end, CreatedAt: at}
	}
	if err := tx.DB().CreateInBatches(&alerts, 200).Error; err != nil {
		return err
	}
	for n := range sizeMaintenance {
		at := now.AddDate(0, 0, -7*(n-8))
		m := models.Maintenance{PublicID: models.NewID(), Title: p.text(5), State: models.Scheduled, ScheduledFor: at, ScheduledUntil: at.Add(time.Hour), Version: 1, CreatedAt: now, UpdatedAt: now}
		if at.Before(now.Add(time.Hour)) {
			end := at.Add(time.Hour)
			m.State, m.StartedAt, m.CompletedAt = models.Completed, &at, &end
		}
		if err := tx.DB().Create(&m).Error; err != nil {
			return err
		}
		u := models.Update{PublicID: models.NewID(), MaintenanceID: &m.ID, State: string(m.State), Body: p.text(30), Version: 1, DisplayAt: at, CreatedAt: at, UpdatedAt: at}
		c := models.MaintenanceComponent{MaintenanceID: m.ID, ComponentID: int64(n%20) + 1}
		for _, row := range []any{&u, &c} {
			if err := tx.DB().Create(row).Error; err != nil {
				return err
			}
		}
	}
	return nil
}

// fillLarge tells through the API what one large review, its incidents and its
// drafts hold, and what else a page can show. It returns where to begin to look.
func (st *study) fillLarge() (seeds []string) {
	st.t.Helper()
	var csv strings.Builder
	csv.WriteString("email,consent\n")
	for n := range sizeSubscribers {
		fmt.Fprintf(&csv, "reader%04d@customer.example,trial\n", n)
	}
	st.writer.upload("/subscribers/import", csv.String())
	st.writer.do("POST", "/templates", object{"name": "Errors", "title": "Errors at sign-in", "body": "We look into it."})
	st.writer.do("POST", "/alerts/generic", object{"name": "Too many errors at sign-in", "component": "payments"})
	st.tellIncident()
	st.tellReview()
	st.enlarge()
	st.settle()
	st.publish("")
	st.revise(&canaries{})
	st.approver.do("POST", "/postmortems/"+st.draft+"/withdraw", object{"note": "It said too much.", "revision": 1})
	crowded, open := st.crowdedDraft(), st.longIncident()
	review := "/reviews/" + st.reviewID
	return []string{"/incidents/" + open, review, "/drafts/" + crowded, "/drafts/" + st.draft + "/withdraw", "/drafts/" + st.draft + "/retract", "/postmortems/" + st.slug, "/drafts/" + st.draft, "/"}
}

// enlarge makes the review of the study a large one.
func (st *study) enlarge() {
	st.t.Helper()
	at, p := "/reviews/"+st.reviewID, newProse()
	for n := range sizeTimeline - len(studyTimeline) {
		st.writer.do("POST", at+"/timeline", object{"at": st.start.Add(time.Duration(n) * 5 * time.Second), "kind": review.EntryKinds[n%10], "phase": review.Phases[n*6/sizeTimeline], "who": "Marta Oduya",
			"what": p.text(14), "effect": review.Effects[n%3]})
	}
	for range 20 {
		st.writer.do("POST", at+"/factors", object{"body": p.text(12)})
		st.writer.do("POST", at+"/actions", object{"body": p.text(10), "kind": "prevent", "owner": "Jonas Feldt", "priority": "low"})
		thread := st.writer.do("POST", at+"/comments", object{"place": "overview", "body": p.text(20)})
		st.approver.do("POST", at+"/comments/"+text(thread, "id")+"/answer", object{"body": p.text(20)})
		st.writer.do("POST", at+"/participants", object{"name": capital(p.word()) + " " + capital(p.word()), "role": "expert"})
	}
	for n := range 5 {
		from := st.start.Add(time.Duration(3*n) * time.Minute)
		st.writer.do("POST", at+"/impact-intervals", object{"starts_at": from, "ends_at": from.Add(2 * time.Minute), "note": p.text(6)})
		st.writer.do("POST", at+"/meetings", object{"held_at": st.start, "minutes": 30, "attendees": "Marta Oduya", "notes": p.text(60)})
	}
	st.graph = text(st.writer.do("POST", at+"/graphs", object{"caption": p.text(10), "picture": ladenPNG(st.t)}), "id")
	st.writer.do("POST", at+"/chat-logs", object{"text": readLongChat(st.t, "chat").text})
}

// crowdedDraft is a draft with many finds that nobody settled.
func (st *study) crowdedDraft() string {
	st.t.Helper()
	r := st.writer.do("POST", "/reviews", object{"title": "Reports were late", "incident_ids": []string{st.incident}, "overview": newProse().text(400)})
	id := text(st.writer.do("POST", "/reviews/"+text(r, "id")+"/postmortem", nil), "id")
	lines := strings.Repeat("Wendela Brock restarted web-prod-3 (10.20.30.43), see OPS-4821.\n\n", 15)
	st.writer.do("PATCH", "/postmortems/"+id, object{"summary": lines, "customer_impact": lines, "resolution": lines})
	st.writer.do("POST", "/postmortems/"+id+"/scan", nil)
	return id
}

// longIncident is an open incident with many updates.
func (st *study) longIncident() string {
	st.t.Helper()
	id := text(st.writer.do("POST", "/incidents", object{"title": "Requests fail again", "state": "investigating", "body": "We look into it.",
		"components": []object{{"id": "sign-in", "status": "partial_outage"}, {"id": "service-1", "status": "partial_outage"}}}), "id")
	for n := range 60 {
		st.writer.do("POST", "/incidents/"+id+"/updates", object{"state": "identified", "body": fmt.Sprintf("A part of all requests ends with an error; step %d of the repair goes on.", n), "notify": n%10 == 0})
	}
	return id
}

// files are what the console answers with besides pages, of the large review.
func (st *study) files() []asked {
	var list []asked
	for _, path := range noPages {
		if !slices.Contains(notTimed, path) {
			list = append(list, asked{"file " + path, strings.NewReplacer(":id", st.reviewID, ":graph", st.graph).Replace(path)})
		}
	}
	return list
}

// notTimed are no files of the house: they are for strangers, or there is none.
var notTimed = []string{"/healthz", "/metrics", "/assets/*", "/settings/logo", "/setup/:token", "/sign-in"}

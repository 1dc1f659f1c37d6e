package importer

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"vitrine/models"
)

// hostedUpdate is one update within an entry of a hosted page's feed: when, in
// which state, and the text.
var hostedUpdate = regexp.MustCompile(`(?s)<p>\s*<small>(.*?)</small>\s*<br\s*/?>\s*<strong>([^<]*)</strong>\s*-\s*(.*?)\s*</p>\s*(?:<p>\s*<small>|\z)`)

// hostedMoment is the time of an update there: "Oct 21, 17:39 UTC". The year is
// that of the entry.
var hostedMoment = regexp.MustCompile(`^([A-Z][a-z]{2})\s+(\d{1,2})\s*,\s*(\d{2}:\d{2})\s+([A-Z]{2,5})$`)

// zones are the abbreviations that hosted pages write, in hours from UTC. One that
// means several zones means the one most pages are in.
var zones = map[string]time.Duration{"UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "CET": 1, "WEST": 1, "CEST": 2, "EET": 2, "EEST": 3, "EST": -5, "EDT": -4,
	"CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13}

// states are the words that feeds use, in our words.
var states = map[string]string{"investigating": "investigating", "identified": "identified", "monitoring": "monitoring", "resolved": "resolved",
	"scheduled": "scheduled", "in progress": "in_progress", "verifying": "verifying", "completed": "completed"}

// updates returns what an entry says, oldest first: its updates where it is
// written as hosted pages do, or the whole text as one word that came when it was
// over.
func (t told) updates() []models.ImportedUpdate {
	if said := t.hosted(); len(said) > 0 {
		return said
	}
	at, state := first(&t.published, &t.updated), "resolved"
	if t.ends != nil {
		state = "completed"
	}
	return []models.ImportedUpdate{{Update: models.Update{State: state, Body: markdown(t.html), DisplayAt: at, CreatedAt: at, UpdatedAt: at}}}
}

// hosted returns the updates of an entry of a hosted page, none where one cannot
// be read.
func (t told) hosted() (said []models.ImportedUpdate) {
	html := t.html
	for {
		found := hostedUpdate.FindStringSubmatchIndex(html)
		if found == nil {
			break
		}
		at, ok := t.moment(markdown(html[found[2]:found[3]]))
		if !ok {
			return nil
		}
		word := strings.ToLower(strings.TrimSpace(html[found[4]:found[5]]))
		said = append(said, models.ImportedUpdate{Update: models.Update{State: word, Body: markdown(html[found[6]:found[7]]), DisplayAt: at, CreatedAt: at, UpdatedAt: at}})
		html = html[found[7]:]
		if next := strings.Index(html, "<p>"); next >= 0 {
			html = html[next:]
		}
	}
	slices.Reverse(said)
	oldest(said)
	before := "investigating"
	for n := range said {
		if state, ok := states[said[n].State]; ok {
			before = state
		}
		said[n].State = before // "Update" says no state: it stays
	}
	return said
}

// moment reads the time of an update. An entry of January may tell of December.
func (t told) moment(text string) (time.Time, bool) {
	found := hostedMoment.FindStringSubmatch(text)
	if found == nil {
		return time.Time{}, false
	}
	offset, known := zones[found[4]]
	around := later(t.published, t.updated)
	at, err := time.Parse("Jan 2 15:04 2006", found[1]+" "+found[2]+" "+found[3]+around.Format(" 2006"))
	if err != nil || !known {
		return time.Time{}, false
	}
	at = at.Add(-offset * time.Hour)
	switch {
	case at.Sub(around) > 183*24*time.Hour:
		at = at.AddDate(-1, 0, 0)
	case around.Sub(at) > 183*24*time.Hour && t.ends != nil:
		at = at.AddDate(1, 0, 0)
	}
	return at, true
}

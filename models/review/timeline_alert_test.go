package review_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/review"
)

// TestATimelineTellsWhatMonitoringSaid: an alert that began before the incident
// and was over in it, and one that fires on.
func TestATimelineTellsWhatMonitoringSaid(t *testing.T) {
	t.Parallel()
	h := open(t)
	i := h.outage(t)
	h.Alerts = func(_ context.Context, about []models.Incident) ([]review.Alert, error) {
		if len(about) != 1 || about[0].ID != i.ID {
			t.Errorf("asked about %+v", about)
		}
		return []review.Alert{
			{PublicID: "a1", Name: "LoginErrorsHigh", Severity: "page", Summary: "Kestrel on web-prod-3 answers 503\nrunbook 12", StartedAt: at(16, 8), EndedAt: ptr(at(16, 19))},
			{PublicID: "a2", Name: "DiskFull", Summary: "DiskFull", StartedAt: at(16, 12)}}, nil
	}
	r := must(h.StartReview(as(t, author), review.NewReview{IncidentIDs: []string{i.PublicID}}))(t)
	before := must(h.Review(t.Context(), r.PublicID))(t)
	var got []string
	for _, e := range before.Timeline {
		if e.Origin == review.OfAlert {
			got = append(got, e.At.Format("15:04 ")+string(e.Kind)+" "+e.Who+": "+e.What)
		}
	}
	want := []string{"16:08 detected Monitoring: Alert: LoginErrorsHigh (page): Kestrel on web-prod-3 answers 503", "16:12 detected Monitoring: Alert: DiskFull",
		"16:19 discovery Monitoring: Alert over: LoginErrorsHigh (11 min)"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if e := before.Timeline[0]; e.PublicID != "alert-a1" || !e.Merged || e.Counts() {
		t.Errorf("the first line is %+v", e)
	}
	if detected := before.Times().Detected; detected == nil || !detected.Equal(at(16, 10)) {
		t.Errorf("an alert that nobody looked at moved the time of detection to %v", detected)
	}
	must(h.Remark(as(t, author), r.PublicID, "alert-over-a1", review.RemarkEdit{Effect: ptr(review.Positive), Phase: ptr(review.Remediation)}))(t)
	if c := must(h.Review(t.Context(), r.PublicID))(t).Curve(); !slices.ContainsFunc(c.Points, func(p review.CurvePoint) bool { return p.EntryID == "alert-over-a1" }) {
		t.Errorf("a remarked alert is not on the curve: %+v", c.Points)
	}
	d := must(h.StartDraft(as(t, author), r.PublicID))(t)
	if text := strings.Join([]string{d.Summary.Resolution, d.Summary.Summary, d.Title}, " "); strings.Contains(text, "LoginErrorsHigh") || strings.Contains(text, "503") {
		t.Errorf("the words of an alert went into the draft: %s", text)
	}
	whole := must(h.Review(t.Context(), r.PublicID))(t)
	for _, p := range whole.Passages() {
		if strings.Contains(p.Text, "LoginErrorsHigh") || strings.Contains(p.Text, "503") {
			t.Errorf("the words of an alert may be brought over: %+v", p)
		}
	}
	for _, o := range must(h.Origins(t.Context(), d.PublicID))(t) {
		if o.Changed() {
			t.Errorf("a remark on an alert changed what %s was made from: %+v", o.Field, o.Traces)
		}
	}
	must(h.Remark(as(t, author), r.PublicID, "alert-a1", review.RemarkEdit{Effect: ptr(review.NoEffect)}))(t)
	if detected := must(h.Review(t.Context(), r.PublicID))(t).Times().Detected; detected == nil || !detected.Equal(at(16, 10)) {
		t.Errorf("a remarked alert moved the time of detection, which the kept figures do not see, to %v", detected)
	}
	e := must(h.ExportReview(t.Context(), r.PublicID, false))(t)
	if l := e.Timeline[0]; l.What != want[0][len("16:08 detected Monitoring: "):] || l.Public {
		t.Errorf("exported: %+v", l)
	}
}

package admin

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/staff"
)

func TestIncidentFromFirstWordToResolved(t *testing.T) {
	t.Parallel()
	h := build(t)
	login := modelstest.Component(t, h.Site, "Sign-in")
	modelstest.Component(t, h.Site, "Reports")
	if _, err := h.Audience.Add(t.Context(), audience.NewSubscriber{Email: "reader@example.com", Consent: "asked", Choice: models.Choice{AllComponents: true, Incidents: true}}); err != nil {
		t.Fatal(err)
	}
	b := h.as(staff.Responder)

	b.get("/incidents/new").wants(t, 200, "Publish and email up to 1 person", "Publish, no email")
	shown := b.submit("/incidents", "mail", map[string]string{"title": "Sign-in fails", "body": "Most sign-ins fail since 16:00.", "status[" + login.PublicID + "]": "major_outage"})
	shown.wants(t, 200, "Published. It is on the public page now.", "Critical impact", "Cancel the emails", "Most sign-ins fail")

	i, err := h.Site.Incidents(t.Context(), models.IncidentQuery{})
	if err != nil || len(i) != 1 {
		t.Fatalf("%d incidents, %v", len(i), err)
	}
	path := "/incidents/" + i[0].PublicID
	if f, ok := h.Press.File(path); !ok || f.Status != 200 {
		t.Fatal("the public page does not have the incident in the same request")
	}
	b.submit(path+"/updates", "quiet", map[string]string{"state": "resolved", "body": "It is over."}).wants(t, 200, "Resolved", "Nobody was emailed.")
	c, err := h.Site.Component(t.Context(), login.PublicID)
	if err != nil || c.Status != models.Operational {
		t.Errorf("after resolving, Sign-in is %s (%v)", c.Status, err)
	}
}

func TestIncidentIsPreviewedBeforeItLeaves(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	b.submit("/incidents", "preview", map[string]string{"title": "Sign-in fails", "body": "Most sign-ins **fail**."}).
		wants(t, 200, "Nothing has left yet", "Feed entry", "Subject: [Status] Sign-in fails", "Email as plain text")
	if list, err := h.Site.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(list) != 0 {
		t.Fatalf("the preview published %d incidents (%v)", len(list), err)
	}
	b.submit("/incidents", "edit", nil).wants(t, 200, "Most sign-ins **fail**.")
	b.submit("/incidents", "preview", nil)
	b.submit("/incidents", "quiet", nil).wants(t, 200, "Published", "Sign-in fails")
}

func TestIncidentFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	for name, fill := range map[string]map[string]string{
		"a title of 10,000 characters": {"title": strings.Repeat("long ", 2000)},
		"a control character":          {"title": "Sign-in\x07 fails"},
		"a day that does not exist":    {"started_at": "2026-02-31T10:00"},
		"no title":                     {"title": ""},
		"a promise without its time":   {"next_in": "at"},
		"a postmortem on no day":       {"postmortem_expected_by": "31 February"},
		"a state nobody knows":         {"state": "exploded"},
	} {
		t.Run(name, func(t *testing.T) {
			b.get("/incidents/new")
			typed := map[string]string{"title": "Sign-in fails", "body": "What I wrote at three in the morning."}
			for field, value := range fill {
				typed[field] = value
			}
			got := b.submit("/incidents", "mail", typed)
			got.wants(t, 422, "What I wrote at three in the morning.")
			if !strings.Contains(got.body, `role="alert"`) {
				t.Error("the page has no summary of what is wrong")
			}
		})
	}
	if list, err := h.Site.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(list) != 0 {
		t.Fatalf("%d incidents were published (%v)", len(list), err)
	}
}

func TestSecondClickOnPublishChangesNothing(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	form := fieldsOf(formFor(b, "/incidents"))
	form.Set("title", "Sign-in fails")
	form.Set("body", "Most sign-ins fail.")
	form.Set("step", "quiet")
	first := b.post("/incidents", form)
	second := b.post("/incidents", form)
	second.wants(t, 200, "This had been sent before.")
	if first.path != second.path {
		t.Errorf("the second click led to %s, the first to %s", second.path, first.path)
	}
	form.Set("body", "Another text under the same form.")
	b.post("/incidents", form).wants(t, 409, "Another text under the same form.")
	if list, err := h.Site.Incidents(t.Context(), models.IncidentQuery{}); err != nil || len(list) != 1 {
		t.Fatalf("%d incidents (%v)", len(list), err)
	}
}

func TestGateHoldsALiveUpdateByOneClick(t *testing.T) {
	t.Parallel()
	h := build(t)
	b := h.as(staff.Responder)
	b.get("/incidents/new")
	held := b.submit("/incidents", "quiet", map[string]string{"title": "Sign-in fails", "body": "A process on web-prod-3 (10.20.30.40) is stuck."})
	held.wants(t, 422, "Look at this before it goes out", "web-prod-3", "10.20.30.40", "A process on web-prod-3")
	accept := map[string]string{}
	walk(held.document, func(n *html.Node) {
		if name := attr(n, "name"); strings.HasPrefix(name, "accept[") {
			accept[name] = "It is public already"
		}
	})
	if len(accept) < 2 {
		t.Fatalf("%d finds can be accepted", len(accept))
	}
	b.submit("/incidents", "quiet", accept).wants(t, 200, "Published", "web-prod-3")
}

func TestFactsSavedMeanwhileShowBothTexts(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	path := "/incidents/" + i.PublicID + "/edit"
	mine, theirs := h.as(staff.Responder), h.as(staff.Responder)
	mine.get(path)
	theirs.get(path)
	theirs.submit(path, "", map[string]string{"title": "Sign-in fails for everybody"}).wants(t, 200, "Saved.")
	stale := mine.submit(path, "", map[string]string{"title": "Sign-in is slow"})
	stale.wants(t, 409, "Somebody else saved this incident first", "Sign-in is slow", "Sign-in fails for everybody")
	mine.submit(path, "", nil).wants(t, 200, "Saved.", "Sign-in is slow")
}

func TestLeakedWordGoesAtOnce(t *testing.T) {
	t.Parallel()
	h := build(t)
	i := modelstest.Incident(t, h.Site, "Sign-in fails")
	u := i.Updates[0]
	path := "/incidents/" + i.PublicID + "/updates/" + u.PublicID
	b := h.as(staff.Responder)
	b.get("/incidents/" + i.PublicID)
	b.submit("/incidents/"+i.PublicID+"/updates", "quiet", map[string]string{"body": "A second word."}).wants(t, 200, "A second word.")
	b.get(path+"/correct").wants(t, 200, "Correct and email")
	b.submit(path+"/correct", "quiet", map[string]string{"body": "A better text."}).wants(t, 200, "Corrected", "A better text.")
	b.get(path+"/remove").wants(t, 200, "disappears at once", "cannot be recalled")
	b.submit(path+"/remove", "", map[string]string{"reason": ""}).wants(t, 422)
	gone := b.submit(path+"/remove", "", map[string]string{"reason": "It named a machine."})
	gone.wants(t, 200, "Removed. It is gone")
	if strings.Contains(gone.words(), "A better text.") {
		t.Error("the removed text is still shown")
	}
}

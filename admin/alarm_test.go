package admin

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/staff"
)

// TestAnAlarmStandsOnEveryPageAndHeldMailsAreLetGo: viewers see it too; those who
// answer for mails end it with one button.
func TestAnAlarmStandsOnEveryPageAndHeldMailsAreLetGo(t *testing.T) {
	t.Parallel()
	h := build(t)
	viewer, responder := h.as(staff.Viewer), h.as(staff.Responder)
	const what = "they are refused for what they are"
	if strings.Contains(viewer.get("/").words(), what) {
		t.Error("an alarm out of nothing")
	}
	if err := h.Audience.Raise(t.Context(), audience.PolicyAlarm, "554 5.7.1 no reputation"); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/incidents", "/account"} {
		viewer.get(path).wants(t, 200, what, "554 5.7.1 no reputation", "No channel heard of it")
	}
	if strings.Contains(viewer.get("/").words(), "Let mails leave again") {
		t.Error("a viewer sees the button")
	}
	responder.get("/incidents").wants(t, 200, "Let mails leave again")
	_, bearer := h.token(staff.Viewer)
	if _, _, body := h.scrape("Authorization", bearer); !strings.Contains(body, `vitrine_alarm{kind="policy"} 1`) || !strings.Contains(body, `vitrine_alarm{kind="canary"} 0`) {
		t.Error("the alarm is not among the metrics")
	}
	after := responder.submit("/mail/resume", "", nil)
	after.wants(t, 200, "Mails leave again.")
	if strings.Contains(after.words(), what) {
		t.Error("it goes on")
	}
}

func TestAChannelOfStaffIsChosenForAlarms(t *testing.T) {
	t.Parallel()
	h := build(t)
	s, _, err := h.Audience.AddEndpoint(t.Context(), audience.NewEndpoint{Channel: models.BySlack, Address: "https://hooks.slack.com/services/T0/B0/x",
		Choice: models.Choice{AllComponents: true, Incidents: true}, Consent: "ours"})
	if err != nil {
		t.Fatal(err)
	}
	at, responder := "/subscribers/"+s.PublicID, h.as(staff.Responder)
	responder.get(at).wants(t, 200, "Alarms go here too")
	responder.submit(at+"/alarms", "", nil).wants(t, 200, "No alarms here any more")
	responder.submit(at+"/alarms", "", nil).wants(t, 200, "Alarms go here too")
}

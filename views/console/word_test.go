package console

import (
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
)

func TestWordsForPeople(t *testing.T) {
	t.Parallel()
	for got, want := range map[string]string{
		word(models.Degraded):               "Degraded",
		word("in_progress"):                 "In progress",
		word(""):                            "",
		anyWord(models.Investigating):       "Investigating",
		anyWord(3):                          "",
		number(1204):                        "1,204",
		number(-1234567):                    "-1,234,567",
		people(1):                           "1 person",
		people(1204):                        "1,204 people",
		count(0, "find"):                    "0 finds",
		Words{}.Severity(0):                 "not said",
		Reach{Count: 7}.Audience():          "email 7 people",
		Reach{UpTo: true}.Audience():        "email 0 people",
		fieldWhere("timeline/abc"):          "the public timeline",
		fieldWhere("proximate_cause"):       "Proximate cause",
		string(statusClass("nobody knows")): "unknown",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTimesForPeople(t *testing.T) {
	t.Parallel()
	f := exampleFrame("")
	soon, late := f.Now.Add(6*time.Minute), f.Now.Add(-95*time.Minute)
	for got, want := range map[string]string{
		f.Due(&soon):                     "in 6 min",
		f.Due(&late):                     "1 h 35 min overdue",
		f.Due(nil):                       "",
		f.Clock(f.Now):                   "16:18",
		f.Clock(f.Now.AddDate(0, 0, -1)): "Wed 18 Nov, 16:18",
		f.Clock(f.Now.AddDate(-1, 0, 0)): "19 Nov 2025, 16:18",
		f.Ago(f.Now):                     "just now",
		span(49 * time.Hour):             "2 days",
		span(30 * time.Hour):             "1 day 6 h",
		span(time.Second):                "less than a minute",
		optionalSpan(nil):                "not known yet",
		Moment(&late, time.UTC):          "2026-11-19T14:43",
		Day(&late):                       "2026-11-19",
		Moment(nil, time.UTC) + Day(nil): "",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	if f.Zone = berlin; f.Clock(f.Now) != "17:18" || f.ZoneName() != "Europe/Berlin" {
		t.Errorf("in Berlin it is %s (%s)", f.Clock(f.Now), f.ZoneName())
	}
}

func TestFindsAreMarkedWhereTheyStand(t *testing.T) {
	t.Parallel()
	for _, e := range draftExamples() {
		p, ok := e.data.(DraftPage)
		if !ok {
			continue
		}
		got := p.Marked("summary", p.Form.Summary)
		if len(got) != 3 || got[1].Text != "web-prod-3" || got[0].Text+got[1].Text+got[2].Text != p.Form.Summary {
			t.Errorf("marked: %v", got)
		}
		if p.Marked("summary", "A shorter text.") != nil {
			t.Error("a text that moved on is still marked")
		}
	}
}

func TestPairsShowWhatDiffers(t *testing.T) {
	t.Parallel()
	list := Pairs(IncidentFactsForm{Heading: "Mine", Severity: "2"}, IncidentFactsForm{Heading: "Theirs", Severity: "2"})
	if list[0].Name != "title" || !list[0].Differs() || list[3].Name != "severity" || list[3].Differs() {
		t.Errorf("pairs: %v", list)
	}
}

func TestAMailThatWasTakenIsNoTrouble(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		code   int64
		detail string
		want   string
	}{
		{250, "", ""},
		{354, "go ahead", ""},
		{0, "read tcp 192.0.2.25:587: connection reset by peer", "The connection to the mail server broke."},
		{554, "no", "The mail server refused the mail."},
	} {
		got := saidPlainly(audience.Delivery{Channel: models.ByEmail, Code: c.code, Detail: c.detail})
		if got != c.want {
			t.Errorf("%d %s: %q, want %q", c.code, c.detail, got, c.want)
		}
	}
}

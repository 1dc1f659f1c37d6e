package console

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vitrine/models/review"
)

// TestGoldenStaffMail pins the text and the HTML of each mail to staff.
func TestGoldenStaffMail(t *testing.T) {
	t.Parallel()
	frame := MailFrame{SiteName: "Northpole Status", AdminURL: "https://console.northpole.example", Name: "Lee Tan"}
	update := flag.Lookup("update")
	today := exampleNow.Truncate(24 * time.Hour)
	for name, render := range map[string]func() (StaffMail, error){
		"reminder": ReminderMail{MailFrame: frame, Items: exampleItems()[:2], Today: today}.Render,
		"nag":      NagMail{MailFrame: frame, Dues: exampleAgenda().Dues}.Render,
		"ask": AskMail{MailFrame: frame, Mentions: []review.Mention{{Review: "rev1rev1rev1", Title: "Sign-in failed for 20 minutes", Place: review.AtFactors,
			Author: "Mina Sorel", Body: "@lee who knew <one> of the queues?"}}, Asked: []review.Asked{{Review: "rev2rev2rev2", Title: "Exports were empty", By: "Dana Whitfield"}}}.Render,
		"text": TextMail{MailFrame: frame, Text: review.Text{Kind: "review", Title: "Sign-in failed for 20 minutes", Path: "/reviews/rev1rev1rev1",
			Markdown: "# Sign-in failed for 20 minutes\n\n- State: Completed\n\n## Overview\n\nAn <one> process took all.\n"}}.Render,
		"agenda": AgendaMail{MailFrame: frame, Agenda: exampleAgenda()}.Render,
	} {
		m, err := render()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(m.HTML, "<one>") {
			t.Errorf("%s: what people write enters the HTML as markup", name)
		}
		for end, got := range map[string]string{".txt": "Subject: " + m.Subject + "\n\n" + m.Text, ".html": m.HTML} {
			path := filepath.Join("testdata", "mail", name+end)
			if update != nil && update.Value.String() == "true" {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || string(want) != got {
				t.Errorf("%s differs from its golden file (%v):\n%s", name+end, err, got)
			}
		}
	}
}

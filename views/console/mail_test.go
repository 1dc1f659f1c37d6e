package console

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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
		"agenda":   AgendaMail{MailFrame: frame, Agenda: exampleAgenda()}.Render,
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

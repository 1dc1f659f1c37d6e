package audience_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

const pageJSON = `[
 {"id":"1","mode":"email","email":"all@example.com","created_at":"2024-03-01T10:00:00.000Z","quarantined_at":null,"purge_at":null,"components":[],"skip_confirmation_notification":false},
 {"id":"2","mode":"email","email":"some@example.com","created_at":"2024-03-02T10:00:00.000Z","components":["%s"]},
 {"id":"3","mode":"sms","phone_number":"5550100","phone_country":"US","created_at":"2024-03-02T10:00:00.000Z"},
 {"id":"4","mode":"email","email":"bounced@example.com","quarantined_at":"2025-01-01T00:00:00Z"},
 {"id":"5","mode":"email","email":"gone@example.com","components":["nosuchthing1"]},
 {"id":"6","mode":"webhook","email":"ops@example.com","endpoint":"https://hooks.example.com/x"}
]`

const pageCSV = `Type,Email,Components,Created At,Quarantined At
email,all@example.com,,2024-03-01T10:00:00.000Z,
email,some@example.com,"Image Resizing, Storage",2024-03-02T10:00:00.000Z,
sms,,,2024-03-02T10:00:00.000Z,
email,bounced@example.com,,2024-03-01T10:00:00.000Z,2025-01-01T00:00:00Z
email,gone@example.com,No Such Thing,2024-03-01T10:00:00.000Z,
webhook,ops@example.com,,2024-03-01T10:00:00.000Z,
`

func TestStatuspagesListComesOverWithItsConsent(t *testing.T) {
	t.Parallel()
	for form, first := range map[string]int{"JSON": 0, "CSV": 1} {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			image := modelstest.Component(t, h.site, "Image Resizing")
			if _, err := h.site.CreateGroup(t.Context(), models.NewGroup{Name: "Storage"}); err != nil {
				t.Fatal(err)
			}
			file := pageCSV
			if form == "JSON" {
				file = fmt.Sprintf(pageJSON, image.PublicID)
			}
			for round := range 2 { // a second time changes nothing
				r, err := h.store.Import(t.Context(), strings.NewReader(file))
				if err != nil || r.Added != 2*(1-round) || r.Known != 2*round || len(r.Problems) != 4 {
					t.Fatalf("round %d: %+v, %v", round, r, err)
				}
				for i, want := range []string{"sms", "came back since 2025-01-01", "There is no service", "webhook"} {
					if p := r.Problems[i]; p.Line != 3+i+first || !strings.Contains(p.Reason, want) {
						t.Errorf("line %d: %s, want %q", p.Line, p.Reason, want)
					}
				}
			}
			h.cameOver(image)
		})
	}
}

// cameOver checks the two that a list brings.
func (h *hall) cameOver(image models.Component) {
	h.Helper()
	list, err := h.store.Subscribers(h.Context(), audience.SubscriberQuery{})
	if err != nil || len(list) != 2 {
		h.Fatalf("%d subscribers, %v", len(list), err)
	}
	some, all := list[0], list[1]
	if !all.AllComponents || all.State != audience.Active || !strings.Contains(all.Consent, "2024-03-01T10:00:00.000Z") ||
		all.ConfirmedAt == nil || !all.ConfirmedAt.Equal(time.Date(2024, 3, 1, 10, 0, 0, 0, time.UTC)) {
		h.Errorf("came over as %+v", all)
	}
	if some.AllComponents || len(some.ComponentIDs) != 1 || some.ComponentIDs[0] != image.PublicID {
		h.Errorf("came over as %+v", some)
	}
	if n, err := h.store.Tally(h.Context()); err != nil || n.SignupMails != 0 {
		h.Errorf("%d mails, %v", n.SignupMails, err)
	}
}

func TestEveryChoiceComesBackFromAnExport(t *testing.T) {
	t.Parallel()
	h := open(t)
	group, err := h.site.CreateGroup(t.Context(), models.NewGroup{Name: "Storage"})
	if err != nil {
		t.Fatal(err)
	}
	wish := audience.Choice{GroupIDs: []string{group.PublicID}, Incidents: true, LeastImpact: models.MajorImpact, Digest: models.Weekly,
		Quiet: models.Quiet{From: "22:00", Until: "07:00"}, Zone: "Asia/Tokyo", Language: "ja", List: true}
	s := h.add("sam@example.com", wish)
	var file bytes.Buffer
	if err := h.store.Export(t.Context(), &file); err != nil {
		t.Fatal(err)
	}
	h.run("DELETE FROM subscribers WHERE id = ?", s.ID)
	if r, err := h.store.Import(t.Context(), &file); err != nil || r.Added != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	list, err := h.store.Subscribers(t.Context(), audience.SubscriberQuery{})
	if err != nil || fmt.Sprint(list[0].Choice()) != fmt.Sprint(wish) {
		t.Errorf("came back as\n%+v\nwas\n%+v, %v", list[0].Choice(), wish, err)
	}
}

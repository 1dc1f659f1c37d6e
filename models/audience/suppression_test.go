package audience_test

import (
	"strings"
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

const (
	firstKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	newKey   = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
)

// rotate gives the audience a new key beside the one it had.
func (h *hall) rotate() models.Key {
	h.Helper()
	key, err := models.ParseKey(newKey + "," + firstKey)
	if err != nil {
		h.Fatal(err)
	}
	h.store = audience.NewStore(h.db, key, h.audit)
	h.store.Now = h.clock.Now
	return key
}

// bans returns the forms in which banned addresses are kept.
func (h *hall) bans() string {
	h.Helper()
	var macs []string
	if err := h.db.Read(h.Context()).Raw("SELECT email_mac FROM suppressions ORDER BY id").Scan(&macs).Error; err != nil {
		h.Fatal(err)
	}
	return strings.Join(macs, " ")
}

func TestWhoWasRemovedStaysSoUnderANewKey(t *testing.T) {
	t.Parallel()
	for name, meet := range map[string]func(*hall){
		"by hand": func(h *hall) {
			_, err := h.store.Add(t.Context(), audience.NewSubscriber{Email: "sam@example.com", Choice: everything, Consent: "x"})
			if models.KindOf(err) != models.Conflict {
				t.Errorf("added by hand: %v", err)
			}
		},
		"by import": func(h *hall) {
			r, err := h.store.Import(t.Context(), strings.NewReader("email\nsam@example.com\n"))
			if err != nil || r.Added != 0 || r.Suppressed != 1 {
				t.Errorf("imported: %+v, %v", r, err)
			}
			if got := h.bans(); got != h.rotate().AddressMAC("sam@example.com") {
				t.Errorf("kept as %s, want it under the new key", got)
			}
		},
	} {
		h := open(t)
		if err := h.store.Remove(t.Context(), h.add("sam@example.com", everything).PublicID); err != nil {
			t.Fatal(err)
		}
		h.rotate()
		meet(h)
		if err := h.store.Readmit(t.Context(), "sam@example.com"); err != nil || h.bans() != "" {
			t.Errorf("%s: readmitted: %v, left %q", name, err, h.bans())
		}
	}
}

func TestABanUnderAnOldKeyIsLifted(t *testing.T) {
	t.Parallel()
	h := open(t)
	if err := h.store.Remove(t.Context(), h.add("sam@example.com", everything).PublicID); err != nil {
		t.Fatal(err)
	}
	h.rotate()
	if err := h.store.Readmit(t.Context(), "sam@example.com"); err != nil || h.bans() != "" {
		t.Errorf("%v, left %q", err, h.bans())
	}
}

func TestNoMailGoesToWhoWasBannedUnderAnOldKey(t *testing.T) {
	t.Parallel()
	h := open(t)
	old, err := models.ParseKey(firstKey)
	if err != nil {
		t.Fatal(err)
	}
	h.rotate()
	h.add("sam@example.com", everything)
	id := h.fan(h.told(modelstest.Incident(t, h.site, "Errors")).ID)[0].First
	h.run("INSERT INTO suppressions (email_mac, reason, created_at) VALUES (?, 'removed', ?)", old.AddressMAC("sam@example.com"), h.store.Now())
	letter, err := h.store.Step(t.Context(), nil, id)
	if err != nil || letter != nil {
		t.Errorf("claimed: %+v, %v", letter, err)
	}
	if d, err := h.store.DeliveryByID(t.Context(), id); err != nil || d.State != audience.Suppressed {
		t.Errorf("%+v, %v", d, err)
	}
}

// told announces the first update of an incident now.
func (h *hall) told(i models.Incident) *audience.Notification {
	h.Helper()
	full, err := h.site.Incident(h.Context(), i.PublicID)
	if err != nil {
		h.Fatal(err)
	}
	return h.announce(models.UpdatePublished{UpdateID: full.Updates[len(full.Updates)-1].ID}, h.store.Now())
}

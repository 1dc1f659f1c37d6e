package audience_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
)

// endpoint adds a channel on somebody's word.
func (h *hall) endpoint(c models.Channel, address string) (audience.Subscriber, string) {
	h.Helper()
	s, secret, err := h.store.AddEndpoint(h.Context(), audience.NewEndpoint{Channel: c, Address: address, Choice: everything, Consent: "asked by phone", Contact: "ops@customer.example"})
	if err != nil {
		h.Fatal(err)
	}
	return s, secret
}

func TestAnAddressThatIsASecretIsReadByNobody(t *testing.T) {
	t.Parallel()
	h := open(t)
	s, secret := h.endpoint(models.ByWebhook, "https://Hooks.Customer.example/T0/very-secret?token=abc#part")
	if !strings.HasPrefix(secret, "whsec_") || len(secret) < 40 {
		t.Errorf("secret %q", secret)
	}
	if s.Channel != models.ByWebhook || s.State != audience.Active || !strings.HasPrefix(s.Email, "hooks.customer.example/… ") {
		t.Errorf("%+v", s)
	}
	for _, table := range []string{"subscribers", "endpoints", "audit_entries"} {
		var n int64
		for _, text := range []string{"very-secret", "token=abc", strings.TrimPrefix(secret, "whsec_")} {
			query := "SELECT count(*) FROM " + table + " t WHERE CAST(t AS TEXT) LIKE ?"
			if !h.db.Postgres() {
				query = map[string]string{"subscribers": "SELECT count(*) FROM subscribers WHERE email || consent || source LIKE ?",
					"endpoints":     "SELECT count(*) FROM endpoints WHERE address_sealed || secret_sealed || contact LIKE ?",
					"audit_entries": "SELECT count(*) FROM audit_entries WHERE before || after || subject LIKE ?"}[table]
			}
			if err := h.db.Read(t.Context()).Raw(query, "%"+text+"%").Scan(&n).Error; err != nil || n != 0 {
				t.Errorf("%q stands in %s %d times, %v", text, table, n, err)
			}
		}
	}
	p, err := h.store.ParcelFor(t.Context(), s.PublicID)
	if err != nil || p.Address != "https://hooks.customer.example/T0/very-secret?token=abc" || len(p.Secrets) != 1 || "whsec_"+p.Secrets[0] != secret {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestAChannelIsNoMailingList(t *testing.T) {
	t.Parallel()
	h := open(t)
	list := everything
	list.List = true
	s, _, err := h.store.AddEndpoint(t.Context(), audience.NewEndpoint{Channel: models.BySlack, Address: "https://hooks.slack.com/services/T0/B0/x", Choice: list, Consent: "asked"})
	if err != nil || s.IsList {
		t.Errorf("added as a list: %v, %v", s.IsList, err)
	}
	if s, err = h.store.Choose(t.Context(), s.PublicID, list); err != nil || s.IsList {
		t.Errorf("made a list: %v, %v", s.IsList, err)
	}
}

func TestAnAddressIsOnTheListOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	s, _ := h.endpoint(models.BySlack, "https://hooks.slack.com/services/T0/B0/x")
	_, _, err := h.store.AddEndpoint(t.Context(), audience.NewEndpoint{Channel: models.BySlack, Address: "https://hooks.slack.com/services/T0/B0/x", Choice: everything, Consent: "again"})
	if models.KindOf(err) != models.Conflict {
		t.Errorf("the same room again: %v", err)
	}
	h.endpoint(models.BySlack, "https://hooks.slack.com/services/T0/B0/y") // another room at the same host
	h.run("UPDATE subscribers SET state = 'left' WHERE public_id = ?", s.PublicID)
	h.endpoint(models.BySlack, "https://hooks.slack.com/services/T0/B0/x") // staff bring back what had left
	if list, err := h.store.Subscribers(t.Context(), audience.SubscriberQuery{Channel: models.BySlack}); err != nil || len(list) != 2 {
		t.Errorf("%d rooms, %v", len(list), err)
	}
	if list, err := h.store.Subscribers(t.Context(), audience.SubscriberQuery{Channel: models.ByWebhook}); err != nil || len(list) != 0 {
		t.Errorf("%d webhooks, %v", len(list), err)
	}
}

func TestARemovedChannelMayComeBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	s, _ := h.endpoint(models.ByWebhook, "https://hooks.customer.example/a")
	if err := h.store.Remove(t.Context(), s.PublicID); err != nil {
		t.Fatal(err)
	}
	if _, err := h.store.ParcelFor(t.Context(), s.PublicID); models.KindOf(err) != models.NotFound {
		t.Errorf("its address is still there: %v", err)
	}
	h.endpoint(models.ByWebhook, "https://hooks.customer.example/a")
}

func TestWhatIsNoAddressIsRefusedWithAWord(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.store.Reachable = func(address string) error {
		if strings.Contains(address, "10.0.0.1") {
			return errors.New("it is inside")
		}
		return nil
	}
	for name, n := range map[string]audience.NewEndpoint{
		"endpoint: no URL":         {Channel: models.ByWebhook, Address: "hooks.customer.example"},
		"endpoint: credentials":    {Channel: models.BySlack, Address: "https://me:pw@hooks.slack.com/x"},
		"endpoint: inside":         {Channel: models.ByWebhook, Address: "https://10.0.0.1/x"},
		"endpoint: no number":      {Channel: models.BySMS, Address: "0151 1234567"},
		"channel: unknown":         {Channel: "pigeon", Address: "https://hooks.customer.example"},
		"channel: mail":            {Channel: models.ByEmail, Address: "https://hooks.customer.example"},
		"shape: unknown":           {Channel: models.ByWebhook, Address: "https://hooks.customer.example", Shape: "cube"},
		"contact: no mail address": {Channel: models.ByWebhook, Address: "https://hooks.customer.example", Contact: "nobody"},
	} {
		n.Choice, n.Consent = everything, "asked"
		_, _, err := h.store.AddEndpoint(t.Context(), n)
		e, ok := errors.AsType[*models.Error](err)
		field, _, _ := strings.Cut(name, ":")
		if !ok || e.Kind != models.Invalid || e.Fields[field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheSecretBeforeSignsForADay(t *testing.T) {
	t.Parallel()
	h := open(t)
	s, first := h.endpoint(models.ByWebhook, "https://hooks.customer.example/a")
	_, second, err := h.store.RotateSecret(t.Context(), s.PublicID)
	if err != nil || second == first {
		t.Fatalf("%q, %v", second, err)
	}
	secrets := func() string {
		p, err := h.store.ParcelFor(t.Context(), s.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(p.Secrets, " ")
	}
	if got := secrets(); got != strings.TrimPrefix(second, "whsec_")+" "+strings.TrimPrefix(first, "whsec_") {
		t.Errorf("secrets %q", got)
	}
	if _, _, err := h.store.RotateSecret(t.Context(), s.PublicID); models.KindOf(err) != models.Conflict || !strings.HasSuffix(secrets(), strings.TrimPrefix(first, "whsec_")) {
		t.Errorf("a second click ended the secret that the receiver holds: %v", err)
	}
	h.clock.Advance(25 * time.Hour)
	if got := secrets(); got != strings.TrimPrefix(second, "whsec_") {
		t.Errorf("a day later %q", got)
	}
	if _, third, err := h.store.RotateSecret(t.Context(), s.PublicID); err != nil || third == second {
		t.Errorf("a day later it is not changed: %v", err)
	}
	room, none := h.endpoint(models.BySlack, "https://hooks.slack.com/services/T0/B0/x")
	if _, _, err := h.store.RotateSecret(t.Context(), room.PublicID); models.KindOf(err) != models.Conflict || none != "" {
		t.Errorf("a room has a secret %q, %v", none, err)
	}
}

func TestWhatFailsForFiveDaysIsSwitchedOff(t *testing.T) {
	t.Parallel()
	h := open(t)
	s, _ := h.endpoint(models.ByWebhook, "https://hooks.customer.example/a")
	state := func() audience.Endpoint {
		e, err := h.store.Endpoint(t.Context(), s.PublicID)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	note := func(trial audience.Trial) {
		t.Helper()
		if err := h.store.Note(t.Context(), state().SubscriberID, trial); err != nil {
			t.Fatal(err)
		}
	}
	note(audience.Trial{Status: 500, Detail: "It answered 500."})
	h.clock.Advance(4 * 24 * time.Hour)
	note(audience.Trial{Status: 200})
	if e := state(); e.FailingSince != nil || e.SucceededAt == nil || e.Failure != "" {
		t.Errorf("after it took something: %+v", e)
	}
	note(audience.Trial{Status: 500, Detail: "It answered 500."})
	h.clock.Advance(4 * 24 * time.Hour)
	note(audience.Trial{Status: 500, Detail: "It answered 500."})
	if e := state(); e.DisabledAt != nil || e.FailingSince == nil {
		t.Errorf("after four days: %+v", e)
	}
	h.clock.Advance(2 * 24 * time.Hour)
	note(audience.Trial{Detail: "It could not be called."})
	if e := state(); e.DisabledAt == nil || !strings.Contains(e.DisabledWhy, "five days") {
		t.Errorf("after six days: %+v", e)
	}
	if _, err := h.store.SwitchEndpoint(t.Context(), s.PublicID, true); err != nil {
		t.Fatal(err)
	}
	if e := state(); e.DisabledAt != nil || e.FailingSince != nil {
		t.Errorf("switched on again: %+v", e)
	}
	if _, err := h.store.SwitchEndpoint(t.Context(), s.PublicID, false); err != nil {
		t.Fatal(err)
	}
	if p, err := h.store.ParcelFor(t.Context(), s.PublicID); err != nil || !p.Disabled {
		t.Errorf("switched off: %+v, %v", p, err)
	}
}

// TestTheMailEngineSeesMailAlone keeps channels apart in the ledger.
func TestTheMailEngineSeesMailAlone(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.add("sam@customer.example", everything)
	h.endpoint(models.ByWebhook, "https://hooks.customer.example/a")
	i := modelstest.Incident(t, h.site, "Errors", modelstest.Component(t, h.site, "API"))
	full, err := h.site.Incident(t.Context(), i.PublicID)
	if err != nil {
		t.Fatal(err)
	}
	n := h.announce(models.UpdatePublished{UpdateID: full.Updates[0].ID}, h.store.Now())
	ranges := h.fan(n.ID)
	var mails int
	for _, r := range ranges {
		w, err := h.store.Work(t.Context(), n.ID, r)
		if err != nil {
			t.Fatal(err)
		}
		mails += len(w.Ready)
	}
	posts, err := h.store.PostsDue(t.Context(), 10)
	if err != nil || mails != 1 || len(posts) != 1 {
		t.Errorf("%d mails and %d posts are due, %v", mails, len(posts), err)
	}
	if waiting, _, err := h.store.Waiting(t.Context()); err != nil || waiting != 1 {
		t.Errorf("%d mails wait, %v", waiting, err)
	}
	var csv strings.Builder
	if err := h.store.Export(t.Context(), &csv); err != nil || strings.Contains(csv.String(), "hooks.") || !strings.Contains(csv.String(), "sam@") {
		t.Errorf("%q, %v", csv.String(), err)
	}
}

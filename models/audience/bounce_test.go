package audience_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/audience"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
)

// heard takes a report in and returns what it came to.
func (h *hall) heard(r audience.BounceReport) audience.BounceVerdict {
	h.Helper()
	verdict, err := h.store.TakeBounce(h.Context(), r)
	if err != nil {
		h.Fatal(err)
	}
	return verdict
}

// sent makes n deliveries to a subscriber and returns their ids.
func (h *hall) sent(n int) (ids []int64) {
	h.Helper()
	for i := range n {
		r := h.fan(h.told(modelstest.Incident(h.T, h.site, fmt.Sprintf("Errors %d", i))).ID)
		ids = append(ids, r[0].First)
	}
	return ids
}

func TestWhenAnAddressIsNotWrittenToAnyMore(t *testing.T) {
	t.Parallel()
	const sam = "sam@example.com"
	type report = audience.BounceReport
	hard := report{Kind: audience.HardBounce, Status: "5.1.1", Source: "return path"}
	soft := report{Kind: audience.SoftBounce, Status: "4.2.2", Source: "return path"}
	policy := report{Kind: audience.PolicyBounce, Status: "5.7.1", Source: "return path"}
	named := hard
	named.Recipient = "SAM@Example.com"
	other := hard
	other.Recipient = "elsewhere@example.net"
	complaint := report{Kind: audience.Complaint, Source: "ses", Recipient: sam, Believed: true, Key: "1"}
	days := func(n int) time.Duration { return time.Duration(n) * 24 * time.Hour }
	for name, c := range map[string]struct {
		reports []report // the nth is about the nth mail
		apart   time.Duration
		stops   bool
	}{
		"one hard bounce that names the address":  {[]report{named}, 0, true},
		"one hard bounce that names another":      {[]report{other}, 0, false},
		"two hard bounces in a week":              {[]report{hard, other}, days(6), true},
		"two hard bounces in two weeks":           {[]report{hard, hard}, days(8), false},
		"four soft bounces":                       {[]report{soft, soft, soft, soft}, days(1), false},
		"five soft bounces in two weeks":          {[]report{soft, soft, soft, soft, soft}, days(3), true},
		"five soft bounces in three weeks":        {[]report{soft, soft, soft, soft, soft}, days(4), false},
		"a complaint":                             {[]report{complaint}, 0, true},
		"a hundred refusals of what the mail was": {[]report{policy, policy, policy, policy, policy, policy}, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := open(t)
			s := h.add(sam, everything)
			for n, id := range h.sent(len(c.reports)) {
				r := c.reports[n]
				if !r.Believed {
					r.DeliveryID = id
				}
				verdict := h.heard(r)
				if last := n == len(c.reports)-1; (verdict == audience.BounceSuppressed) != (last && c.stops) {
					t.Errorf("report %d came to %s", n, verdict)
				}
				if again := h.heard(r); again != audience.BounceRepeated {
					t.Errorf("the same report again came to %s", again)
				}
				h.clock.Advance(c.apart)
			}
			got, err := h.store.Subscriber(t.Context(), s.PublicID)
			if err != nil || (got.State != audience.Active) != c.stops {
				t.Errorf("the person is %s, %v", got.State, err)
			}
			why, err := h.store.SuppressionOf(t.Context(), sam)
			if err != nil || (why != nil) != c.stops || why != nil && !why.Returns {
				t.Errorf("looked up: %+v, %v", why, err)
			}
		})
	}
}

// TestWhatAStrangerWritesInAReportIsTaken: whatever stands in the place of a status
// code or of an explanation, the report counts, and nothing of it is kept that is none.
func TestWhatAStrangerWritesInAReportIsTaken(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := h.add("sam@example.com", everything)
	ids := h.sent(4)
	for n, status := range []string{"5.1.\xff", "5.1.1\x00", "5.7.sam@example.com", strings.Repeat("5.", 100_000)} {
		r := audience.BounceReport{DeliveryID: ids[n], Kind: audience.Complaint, Status: status, Detail: "550 \x00\xff gone", Source: "return path"}
		if got := h.heard(r); n == 0 && got != audience.BounceSuppressed || got == audience.BounceUnknown {
			t.Errorf("%.20q came to %s", status, got)
		}
	}
	got, err := h.store.Subscriber(t.Context(), s.PublicID)
	if err != nil || got.State == audience.Active {
		t.Fatalf("the person is %s, %v", got.State, err)
	}
	why, err := h.store.SuppressionOf(t.Context(), "sam@example.com")
	if err != nil || why == nil || why.Status != "" {
		t.Errorf("kept: %+v, %v", why, err)
	}
}

func TestAReportAboutNobodyChangesNothing(t *testing.T) {
	t.Parallel()
	h := open(t)
	h.add("sam@example.com", everything)
	h.sent(1)
	before := len(h.audit.Deeds())
	for name, r := range map[string]audience.BounceReport{
		"a delivery that is not there": {DeliveryID: 99999, Kind: audience.HardBounce, Source: "return path"},
		"a sign-up that is not there":  {SignupMailID: 99999, Kind: audience.HardBounce, Source: "return path"},
		"an address nobody has":        {Recipient: "eve@example.com", Believed: true, Kind: audience.Complaint, Source: "ses"},
		"an address from a stranger":   {Recipient: "sam@example.com", Kind: audience.Complaint, Source: "return path"},
		"no address at all":            {Recipient: "\x00", Believed: true, Kind: audience.Complaint, Source: "ses"},
	} {
		if verdict := h.heard(r); verdict != audience.BounceUnknown {
			t.Errorf("%s came to %s", name, verdict)
		}
	}
	c, err := h.store.Suppressions(t.Context())
	if err != nil || c.Total() != 0 || len(h.audit.Deeds()) != before {
		t.Errorf("%+v, %v, %q", c, err, h.audit.Deeds()[before:])
	}
}

// TestOnlyTheConfirmedPersonComesBack: staff cannot lift what bounces decided; a
// new sign-up that is confirmed does, and then old reports do not count any more.
func TestOnlyTheConfirmedPersonComesBack(t *testing.T) {
	t.Parallel()
	h := open(t)
	const sam = "sam@example.com"
	s := h.add(sam, everything)
	id := h.sent(1)[0]
	report := audience.BounceReport{DeliveryID: id, Recipient: sam, Kind: audience.HardBounce, Status: "5.1.1", Source: "return path",
		Detail: "550 5.1.1 <sam@example.com>:\r\n Recipient address rejected"}
	if verdict := h.heard(report); verdict != audience.BounceSuppressed {
		t.Fatal(verdict)
	}
	if deeds := h.audit.Deeds(); deeds[len(deeds)-1] != "subscriber.suppressed" {
		t.Errorf("the trail says %q", deeds)
	}
	why, err := h.store.SuppressionOf(t.Context(), " Sam@Example.com ")
	if err != nil || why == nil || why.Reason != "hard" || why.Status != "5.1.1" || why.Detail != "550 5.1.1 <…>: Recipient address rejected" {
		t.Fatalf("%+v, %v", why, err)
	}
	if _, err := h.store.Add(t.Context(), audience.NewSubscriber{Email: sam, Choice: everything, Consent: "x"}); models.KindOf(err) != models.Conflict || !strings.Contains(err.Error(), "came back") {
		t.Errorf("staff added the person: %v", err)
	}
	if r, err := h.store.Import(t.Context(), strings.NewReader("email\nsam@example.com\n")); err != nil || r.Added != 0 {
		t.Errorf("imported: %+v, %v", r, err)
	}
	if err := h.store.Readmit(t.Context(), sam); models.KindOf(err) != models.NotFound {
		t.Errorf("staff lifted it: %v", err)
	}
	h.clock.Advance(time.Hour)
	h.signUpAgain(sam)
	if err := h.store.HearRefusals(t.Context()); err != nil {
		t.Fatal(err)
	}
	if why, err := h.store.SuppressionOf(t.Context(), sam); err != nil || why != nil {
		t.Errorf("after the confirmation: %+v, %v", why, err)
	}
	if c, err := h.store.Suppressions(t.Context()); err != nil || c.Total() != 0 {
		t.Errorf("%+v, %v", c, err)
	}
	if got, err := h.store.Subscriber(t.Context(), s.PublicID); err != nil || got.State != audience.Active {
		t.Errorf("%s, %v", got.State, err)
	}
}

// signUpAgain asks as a visitor and confirms. The door has the database's clock on
// PostgreSQL, so the confirmation is dated here.
func (h *hall) signUpAgain(email string) {
	h.Helper()
	key, err := models.ParseKey(firstKey)
	if err != nil {
		h.Fatal(err)
	}
	door := signup.NewDoor(h.db, key)
	if err := door.Ask(h.Context(), signup.Request{Email: email, Choice: everything, Consent: "Yes."}); err != nil {
		h.Fatal(err)
	}
	mail, err := h.store.ClaimSignupMail(h.Context())
	if err == nil && mail == nil { // its clock is another
		h.run("UPDATE signup_mails SET next_try_at = ?", h.store.Now())
		mail, err = h.store.ClaimSignupMail(h.Context())
	}
	if err != nil || mail == nil {
		h.Fatalf("no confirmation: %v", err)
	}
	token, err := key.Unseal("confirm", mail.SealedToken)
	if err == nil {
		err = door.Confirm(h.Context(), token, "203.0.113.9")
	}
	if err != nil {
		h.Fatal(err)
	}
	h.run("UPDATE subscribers SET confirmed_at = ? WHERE email = ?", h.store.Now(), email)
}

// TestWhatOurMailServerRefusesForGoodCounts: two refusals in a week, once there was
// time to take them back, are as good as two reports.
func TestWhatOurMailServerRefusesForGoodCounts(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := h.add("sam@example.com", everything)
	hear := func(want audience.State) {
		t.Helper()
		if err := h.store.HearRefusals(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, err := h.store.Subscriber(t.Context(), s.PublicID); err != nil || got.State != want {
			t.Errorf("the person is %s, %v; want %s", got.State, err, want)
		}
	}
	ids := h.sent(3)
	for n, detail := range []string{"550 5.7.26 unauthenticated", "550 5.1.1 no such user", "550 5.1.1 no such user"} {
		h.run("UPDATE deliveries SET state = 'failed', code = 550, detail = ?, done_at = ? WHERE id = ?", detail, h.store.Now(), ids[n])
		hear(audience.Active) // it may be taken back yet
		h.clock.Advance(11 * time.Minute)
		if n < 2 {
			hear(audience.Active)
			hear(audience.Active)
		}
	}
	hear(audience.Left)
	if c, err := h.store.Suppressions(t.Context()); err != nil || c.ByReason["hard"] != 1 || c.Policy != 1 {
		t.Errorf("%+v, %v", c, err)
	}
	// What was refused before the person came back is never counted again.
	h.clock.Advance(time.Hour)
	h.signUpAgain("sam@example.com")
	for range 3 {
		hear(audience.Active)
	}
}

// TestASuppressionOutlivesAnErasureAsAHash: no address stays anywhere.
func TestASuppressionOutlivesAnErasureAsAHash(t *testing.T) {
	t.Parallel()
	h := open(t)
	s := h.add("sam@example.com", everything)
	h.heard(audience.BounceReport{DeliveryID: h.sent(1)[0], Recipient: s.Email, Kind: audience.HardBounce, Status: "5.1.1", Source: "return path", Detail: "unknown user sam@example.com"})
	if err := h.store.Remove(t.Context(), s.PublicID); err != nil {
		t.Fatal(err)
	}
	var kept []string
	for _, query := range []string{"SELECT detail FROM bounce_reports", "SELECT detail FROM bounced_addresses", "SELECT report_key FROM bounce_reports"} {
		var list []string
		if err := h.db.Read(t.Context()).Raw(query).Scan(&list).Error; err != nil || len(list) != 1 {
			t.Fatalf("%s: %q, %v", query, list, err)
		}
		kept = append(kept, list...)
	}
	if strings.Contains(strings.Join(kept, " "), "sam@") {
		t.Errorf("kept: %q", kept)
	}
	if _, err := h.store.Add(t.Context(), audience.NewSubscriber{Email: s.Email, Choice: everything, Consent: "x"}); models.KindOf(err) != models.Conflict {
		t.Errorf("added again: %v", err)
	}
}

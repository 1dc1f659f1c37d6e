package signup_test

import (
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
)

// visit is a door with what stands behind it.
type visit struct {
	*testing.T
	db    *models.DB
	store *models.Store
	key   models.Key
	door  *signup.Door
}

func open(t *testing.T) *visit {
	t.Helper()
	key, err := models.ParseKey("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
	if err != nil {
		t.Fatal(err)
	}
	store, f := modelstest.Open(t)
	return &visit{T: t, db: f.DB, store: store, key: key, door: signup.NewDoor(f.DB, key)}
}

var everything = signup.Choice{AllComponents: true, Incidents: true, Maintenance: true, Postmortems: true}

func (v *visit) ask(email string, c signup.Choice) {
	v.Helper()
	err := v.door.Ask(v.Context(), signup.Request{Email: email, Choice: c, From: "203.0.113.77", Consent: "Send me status updates."})
	if err != nil {
		v.Fatalf("ask for %s: %v", email, err)
	}
}

// mails returns the tokens of the mails queued for an address, oldest first; a
// manage mail has none.
func (v *visit) mails(email string) (tokens []string) {
	v.Helper()
	var sealed []string
	err := v.db.Read(v.Context()).Raw("SELECT m.sealed_token FROM signup_mails m JOIN subscribers s ON s.id = m.subscriber_id WHERE s.email = ? ORDER BY m.id", email).
		Scan(&sealed).Error
	if err != nil {
		v.Fatal(err)
	}
	for _, s := range sealed {
		token := ""
		if s != "" {
			if token, err = v.key.Unseal("confirm", s); err != nil {
				v.Fatal(err)
			}
		}
		tokens = append(tokens, token)
	}
	return tokens
}

// column reads one column of a subscriber.
func (v *visit) column(email, name string) (value string) {
	v.Helper()
	err := v.db.Read(v.Context()).Raw("SELECT CAST("+name+" AS TEXT) FROM subscribers WHERE email = ?", email).Scan(&value).Error
	if err != nil {
		v.Fatal(err)
	}
	return value
}

// run changes the database behind the door's back.
func (v *visit) run(query string, args ...any) {
	v.Helper()
	err := v.db.Tx(v.Context(), func(tx *models.Tx) error { return tx.DB().Exec(query, args...).Error })
	if err != nil {
		v.Fatal(err)
	}
}

// later makes everything that happened older.
func (v *visit) later(d time.Duration) {
	v.Helper()
	at := models.Clock().Add(-d)
	v.run("UPDATE signup_mails SET created_at = ?", at)
	v.run("UPDATE subscribers SET confirm_expires_at = ? WHERE confirm_hash <> ''", at.Add(signup.ConfirmWithin))
}

// manage returns the manage token of an address.
func (v *visit) manage(email string) string {
	v.Helper()
	token, err := v.key.Unseal("manage", v.column(email, "manage_sealed"))
	if err != nil {
		v.Fatal(err)
	}
	return token
}

func (v *visit) leaveToken(email string) string {
	return v.key.Derive("leave", v.column(email, "public_id"))
}

func TestSignUpFromAskToLeave(t *testing.T) {
	t.Parallel()
	v := open(t)
	api := modelstest.Component(t, v.store, "API")
	v.ask("Sam@Example.com", signup.Choice{ComponentIDs: []string{api.PublicID}, Incidents: true})

	token := v.mails("sam@example.com")[0]
	s, err := v.door.Subscription(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	if s.Email != "sam@example.com" || s.State != signup.Pending || s.Purpose != signup.ToConfirm || s.Expired ||
		len(s.Choice.ComponentIDs) != 1 || s.Choice.ComponentIDs[0] != api.PublicID || s.Choice.Maintenance {
		t.Errorf("before confirming: %+v", s)
	}
	for range 2 { // a second click changes nothing
		if err := v.door.Confirm(t.Context(), token, "2001:db8:1:2::3"); err != nil {
			t.Fatal(err)
		}
	}
	if got := v.column("sam@example.com", "confirmed_from"); got != "2001:db8:1::/48" {
		t.Errorf("confirmed from %q", got)
	}
	if got := v.column("sam@example.com", "requested_from"); got != "203.0.113.0/24" {
		t.Errorf("requested from %q", got)
	}

	manage := v.manage("sam@example.com")
	if err := v.door.Change(t.Context(), manage, everything); err != nil {
		t.Fatal(err)
	}
	if s, _ = v.door.Subscription(t.Context(), manage); s.State != signup.Active || !s.Choice.AllComponents || len(s.Choice.ComponentIDs) != 0 || s.Purpose != signup.ToManage {
		t.Errorf("after changing: %+v", s)
	}

	leave := v.leaveToken("sam@example.com")
	if s, _ = v.door.Subscription(t.Context(), leave); s.Purpose != signup.ToLeave || s.Email != "s…@example.com" {
		t.Errorf("the leave token shows %+v", s)
	}
	if err := v.door.Change(t.Context(), leave, everything); models.KindOf(err) != models.NotFound {
		t.Errorf("a leave token changes the subscription: %v", err)
	}
	for range 2 {
		if _, err := v.door.Leave(t.Context(), leave); err != nil {
			t.Fatal(err)
		}
	}
	if s, _ = v.door.Subscription(t.Context(), manage); s.State != signup.Left {
		t.Errorf("after leaving: %+v", s)
	}
	if err := v.door.Confirm(t.Context(), token, ""); models.KindOf(err) != models.NotFound {
		t.Errorf("an old confirmation brings the person back: %v", err)
	}
}

func TestAskAnswersAlike(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.ask("known@example.com", everything)
	if err := v.door.Confirm(t.Context(), v.mails("known@example.com")[0], ""); err != nil {
		t.Fatal(err)
	}
	v.run("INSERT INTO suppressions (email_mac, reason, created_at) VALUES (?, 'erased', ?)", v.key.AddressMAC("erased@example.com"), models.Clock())
	v.later(2 * time.Hour)

	for _, email := range []string{"known@example.com", "erased@example.com", "new@example.com"} {
		v.ask(email, signup.Choice{AllComponents: true, Incidents: true})
	}
	if got := v.mails("known@example.com"); len(got) != 2 || got[1] != "" {
		t.Errorf("the known person gets no link to the subscription: %d mails", len(got))
	}
	if got := v.column("known@example.com", "wants_maintenance"); got == "0" || got == "false" {
		t.Error("a stranger changed what a confirmed person hears about")
	}
	if v.column("erased@example.com", "email") != "" {
		t.Error("an erased address was kept again")
	}
	if len(v.mails("new@example.com")) != 1 {
		t.Error("the new person gets no confirmation")
	}
}

func TestMailsToOneAddressAreLimited(t *testing.T) {
	t.Parallel()
	v := open(t)
	for range 5 {
		v.ask("sam@example.com", everything)
	}
	first := v.mails("sam@example.com")
	if len(first) != 1 {
		t.Fatalf("%d mails within the hour", len(first))
	}
	if err := v.door.Confirm(t.Context(), first[0], ""); err != nil {
		t.Errorf("asking again spoilt the link that was sent: %v", err)
	}
	for range 6 {
		v.run("UPDATE signup_mails SET created_at = ? WHERE created_at > ?", models.Clock().Add(-2*time.Hour), models.Clock().Add(-time.Hour))
		v.ask("sam@example.com", everything)
	}
	if got := len(v.mails("sam@example.com")); got != signup.PerDay {
		t.Errorf("%d mails in a day, want %d", got, signup.PerDay)
	}
}

func TestACrowdedDoorSaysSoToEverybody(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.ask("sam@example.com", everything)
	for range signup.PerMinute {
		v.run("INSERT INTO signup_mails (subscriber_id, kind, sealed_token, state, next_try_at, created_at) SELECT id, 'confirm', '', 'sent', ?, ? FROM subscribers",
			models.Clock(), models.Clock())
	}
	for _, email := range []string{"sam@example.com", "new@example.com"} {
		err := v.door.Ask(t.Context(), signup.Request{Email: email, Choice: everything})
		if models.KindOf(err) != models.TooMany {
			t.Errorf("%s: %v", email, err)
		}
	}
}

func TestConfirmationLinksExpire(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.ask("sam@example.com", everything)
	v.later(49 * time.Hour)
	token := v.mails("sam@example.com")[0]
	if s, err := v.door.Subscription(t.Context(), token); err != nil || !s.Expired {
		t.Errorf("the page of an old link: %+v, %v", s, err)
	}
	if err := v.door.Confirm(t.Context(), token, ""); models.KindOf(err) != models.Gone {
		t.Errorf("confirming by an old link: %v", err)
	}
}

func TestTokensThatOpenNothing(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.ask("sam@example.com", everything)
	for _, token := range []string{"", "x", models.NewToken(), "' OR 1=1 --", strings.Repeat("a", 10_000), "\x00"} {
		if _, err := v.door.Subscription(t.Context(), token); models.KindOf(err) != models.NotFound {
			t.Errorf("Subscription(%.20q): %v", token, err)
		}
		if err := v.door.Confirm(t.Context(), token, ""); models.KindOf(err) != models.NotFound {
			t.Errorf("Confirm(%.20q): %v", token, err)
		}
		if err := v.door.Change(t.Context(), token, everything); models.KindOf(err) != models.NotFound {
			t.Errorf("Change(%.20q): %v", token, err)
		}
		if _, err := v.door.Leave(t.Context(), token); err != nil {
			t.Errorf("Leave(%.20q) tells that the token is unknown: %v", token, err)
		}
	}
}

func TestAskRefuses(t *testing.T) {
	t.Parallel()
	v := open(t)
	for name, r := range map[string]signup.Request{
		"an address that is none":    {Email: "sam", Choice: everything},
		"a header in the address":    {Email: "sam@example.com\r\nBcc: x@example.com", Choice: everything},
		"a choice of nothing":        {Email: "sam@example.com", Choice: signup.Choice{AllComponents: true}},
		"no service":                 {Email: "sam@example.com", Choice: signup.Choice{Incidents: true}},
		"services that do not exist": {Email: "sam@example.com", Choice: signup.Choice{Incidents: true, ComponentIDs: []string{"nope"}}},
	} {
		if err := v.door.Ask(t.Context(), r); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAskTakesHostileWordsAsWords(t *testing.T) {
	t.Parallel()
	v := open(t)
	err := v.door.Ask(t.Context(), signup.Request{Email: "sam@example.com", Choice: everything,
		From: "not an address \x00\xff", Consent: "it's; DROP TABLE subscribers;\x00 \xff" + strings.Repeat("ü", 3000)})
	if err != nil {
		t.Fatal(err)
	}
	if got := len([]rune(v.column("sam@example.com", "consent"))); got != 2000 {
		t.Errorf("kept %d letters of consent", got)
	}
}

func TestWhoLeftMayComeBack(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.ask("sam@example.com", everything)
	if err := v.door.Confirm(t.Context(), v.mails("sam@example.com")[0], ""); err != nil {
		t.Fatal(err)
	}
	if _, err := v.door.Leave(t.Context(), v.manage("sam@example.com")); err != nil {
		t.Fatal(err)
	}
	v.later(2 * time.Hour)
	v.ask("sam@example.com", everything)
	mails := v.mails("sam@example.com")
	if err := v.door.Confirm(t.Context(), mails[len(mails)-1], ""); err != nil {
		t.Fatal(err)
	}
	if s, _ := v.door.Subscription(t.Context(), v.leaveToken("sam@example.com")); s.State != signup.Active {
		t.Errorf("after coming back: %+v", s)
	}
}

func TestWhoWasErasedStaysSoUnderANewKey(t *testing.T) {
	t.Parallel()
	v := open(t)
	old := v.key.AddressMAC("erased@example.com")
	v.run("INSERT INTO suppressions (email_mac, reason, created_at) VALUES (?, 'erased', ?)", old, models.Clock())
	key, err := models.ParseKey("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=,AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
	if err != nil {
		t.Fatal(err)
	}
	v.door = signup.NewDoor(v.db, key)
	v.ask("erased@example.com", everything)
	v.ask("erased@example.com", everything)
	if mails := v.mails("erased@example.com"); len(mails) != 0 {
		t.Errorf("%d mails to an erased address", len(mails))
	}
	var macs []string
	if err := v.db.Read(t.Context()).Raw("SELECT email_mac FROM suppressions").Scan(&macs).Error; err != nil {
		t.Fatal(err)
	}
	if len(macs) != 1 || macs[0] != key.AddressMAC("erased@example.com") {
		t.Errorf("kept as %v, want it under the new key alone", macs)
	}
}

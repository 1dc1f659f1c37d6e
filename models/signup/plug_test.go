package signup_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/signup"
)

// room is a chat room's address, told from others by its end.
func room(end string) signup.Plug {
	return signup.Plug{Channel: models.BySlack, Address: "https://hooks.slack.com/services/T0/B0/" + end, Choice: everything, From: "203.0.113.77", Consent: "Send it there."}
}

func (v *visit) plug(p signup.Plug) {
	v.Helper()
	if err := v.door.Plug(v.Context(), p); err != nil {
		v.Fatalf("sign up %s: %v", p.Channel, err)
	}
}

// called is what an address is called where it may be read.
func (v *visit) called(p signup.Plug) string { return v.key.Fingerprints(p.Channel, p.Address)[0] }

// sealed opens a column of the endpoint of an address.
func (v *visit) sealed(name, column, purpose string) string {
	v.Helper()
	var text string
	err := v.db.Read(v.Context()).Raw("SELECT e."+column+" FROM endpoints e JOIN subscribers s ON s.id = e.subscriber_id WHERE s.email = ?", name).Scan(&text).Error
	if err == nil && text != "" {
		text, err = v.key.Unseal(purpose, text)
	}
	if err != nil {
		v.Fatal(err)
	}
	return text
}

// shape is how the calls of an address are made.
func (v *visit) shape(name string) (shape models.Shape) {
	v.Helper()
	if err := v.db.Read(v.Context()).Raw("SELECT e.shape FROM endpoints e JOIN subscribers s ON s.id = e.subscriber_id WHERE s.email = ?", name).Scan(&shape).Error; err != nil {
		v.Fatal(err)
	}
	return shape
}

// TestWhatGaveUpIsAskedAnew: an address that answered 410 is confirmed again; one
// that staff switched off stays so.
func TestWhatGaveUpIsAskedAnew(t *testing.T) {
	t.Parallel()
	for gaveUp, want := range map[bool]string{true: "pending", false: "active"} {
		v := open(t)
		p := signup.Plug{Channel: models.ByWebhook, Address: "https://hooks.customer.example/a", Shape: models.OwnShape, Choice: everything}
		v.plug(p)
		name := v.called(p)
		if err := v.door.Confirm(t.Context(), v.mails(name)[0], ""); err != nil {
			t.Fatal(err)
		}
		err := v.db.Tx(t.Context(), func(tx *models.Tx) error {
			return tx.DB().Exec("UPDATE endpoints SET disabled_at = ?, disabled_why = 'x', gave_up = ?", models.Clock(), gaveUp).Error
		})
		if err != nil {
			t.Fatal(err)
		}
		v.later(2 * time.Hour)
		v.plug(p)
		var off int64
		if err := v.db.Read(t.Context()).Raw("SELECT count(*) FROM endpoints WHERE disabled_at IS NOT NULL").Scan(&off).Error; err != nil {
			t.Fatal(err)
		}
		if got := v.column(name, "state"); got != want || (off == 0) != gaveUp {
			t.Errorf("gave up %t: %s, switched off %d", gaveUp, got, off)
		}
	}
}

// posts counts the messages that wait to leave by a channel.
func (v *visit) posts(c models.Channel) (n int64) {
	v.Helper()
	if err := v.db.Read(v.Context()).Raw("SELECT count(*) FROM signup_mails WHERE channel = ?", c).Scan(&n).Error; err != nil {
		v.Fatal(err)
	}
	return n
}

func TestARoomIsSignedUpByWhoReadsIt(t *testing.T) {
	t.Parallel()
	v := open(t)
	p := room("very-secret")
	v.plug(p)
	name := v.called(p)
	if v.column(name, "state") != "pending" || v.column(name, "channel") != "slack" || v.posts(models.BySlack) != 1 || v.posts(models.ByEmail) != 0 {
		t.Errorf("%s by %s; %d messages", v.column(name, "state"), v.column(name, "channel"), v.posts(models.BySlack))
	}
	if got := v.sealed(name, "address_sealed", "endpoint"); got != p.Address {
		t.Errorf("the address is %q", got)
	}
	var text string
	if err := v.db.Read(t.Context()).Raw("SELECT s.email || s.consent || e.address_sealed FROM subscribers s JOIN endpoints e ON e.subscriber_id = s.id").Scan(&text).Error; err != nil || strings.Contains(text, "very-secret") {
		t.Errorf("the address can be read: %s, %v", text, err)
	}
	confirm := v.mails(name)[0]
	if s := v.look(confirm); s.State != signup.Pending || s.Channel != models.BySlack || s.Email != name {
		t.Errorf("the link shows %+v", s)
	}
	if err := v.door.Confirm(t.Context(), confirm, ""); err != nil {
		t.Fatal(err)
	}
	manage := v.manage(name)
	narrow := signup.Choice{AllComponents: true, Incidents: true, List: true}
	if err := v.door.Change(t.Context(), manage, narrow); err != nil {
		t.Fatal(err)
	}
	if s := v.look(manage); s.State != signup.Active || s.Choice.Maintenance || s.Choice.List {
		t.Errorf("after the change %+v", s)
	}
	v.plug(p)
	if v.column(name, "state") != "active" || v.posts(models.BySlack) != 1 {
		t.Errorf("asking again within the hour: %s, %d messages", v.column(name, "state"), v.posts(models.BySlack))
	}
	v.later(2 * time.Hour)
	v.plug(p)
	if v.posts(models.BySlack) != 2 || v.mails(name)[1] != "" {
		t.Errorf("a room that is known gets %d messages, the last with %q", v.posts(models.BySlack), v.mails(name)[1])
	}
	if asked, err := v.door.Leave(t.Context(), v.leaveToken(name)); err != nil || asked || v.column(name, "state") != "left" {
		t.Errorf("leaving: asked %t, %v, %s", asked, err, v.column(name, "state"))
	}
}

func TestAWebhookGetsASecretAndAShape(t *testing.T) {
	t.Parallel()
	v := open(t)
	p := signup.Plug{Channel: models.ByWebhook, Address: "https://Hooks.customer.example/a", Shape: models.StatuspageShape, Choice: everything}
	v.plug(p)
	p.Address = "https://hooks.customer.example/a"
	name := v.called(p)
	if len(v.sealed(name, "secret_sealed", "webhook")) < 40 || v.column(name, "channel") != "webhook" {
		t.Error("a webhook has no secret")
	}
	if got := v.shape(name); got != models.StatuspageShape {
		t.Errorf("its shape is %q", got)
	}
	p.Shape = models.OwnShape
	v.plug(p) // what is confirmed is the last wish
	if got := v.shape(name); got != models.OwnShape {
		t.Errorf("after another request its shape is %q", got)
	}
	for what, bad := range map[string]signup.Plug{
		"a telephone":         {Channel: models.BySMS, Address: "+49301234567", Choice: everything},
		"mail":                {Channel: models.ByEmail, Address: "sam@example.com", Choice: everything},
		"no channel":          {Address: "https://hooks.customer.example/a", Choice: everything},
		"no address":          {Channel: models.ByWebhook, Address: "nowhere", Choice: everything},
		"another chat's host": {Channel: models.BySlack, Address: "https://victim.example/services/T0", Choice: everything},
		"a password":          {Channel: models.ByWebhook, Address: "https://a:b@hooks.customer.example/a", Choice: everything},
		"nothing chosen":      {Channel: models.ByWebhook, Address: "https://hooks.customer.example/b"},
	} {
		if err := v.door.Plug(t.Context(), bad); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", what, err)
		}
	}
	if n := v.count("subscribers"); n != 1 {
		t.Errorf("%d subscribers", n)
	}
}

func TestNobodyMakesUsCallAHostOften(t *testing.T) {
	t.Parallel()
	v := open(t)
	for n := range signup.PerHost + 3 {
		v.plug(signup.Plug{Channel: models.ByWebhook, Address: fmt.Sprintf("https://victim.example/?%d", n), Choice: everything, From: fmt.Sprintf("198.51.%d.7", n)})
		v.plug(room(fmt.Sprint(n)))
	}
	if n := v.posts(models.ByWebhook); n != signup.PerHost {
		t.Errorf("%d messages to one host", n)
	}
	if n := v.posts(models.BySlack); n != signup.PerHost+3 {
		t.Errorf("%d messages to a chat whose rooms share a host", n)
	}
	v.plug(signup.Plug{Channel: models.ByMattermost, Address: "https://victim.example/hooks/a", Choice: everything})
	v.plug(signup.Plug{Channel: models.ByMattermost, Address: "https://chat.customer.example/hooks/a", Choice: everything})
	if n := v.posts(models.ByMattermost); n != 1 {
		t.Errorf("%d messages to two other rooms, of which one is at a host that had its share", n)
	}
}

func TestEveryRoomTakesTheSameWay(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.plug(room("known"))
	if err := v.door.Confirm(t.Context(), v.mails(v.called(room("known")))[0], ""); err != nil {
		t.Fatal(err)
	}
	v.plug(room("waiting"))
	v.run("INSERT INTO suppressions (email_mac, reason, created_at) VALUES (?, 'erased', ?)", v.key.AddressMAC(v.called(room("erased"))), models.Clock())
	steps := watch(t, v.db)
	ways := map[string]string{}
	for _, end := range []string{"new", "known", "waiting", "erased"} {
		*steps = nil
		v.plug(room(end))
		for _, s := range *steps {
			ways[end] += s.query + "\n"
		}
	}
	for end, way := range ways {
		if way == "" || way != ways["new"] {
			t.Errorf("%s takes another way than a new room:\n%s\ninstead of\n%s", end, way, ways["new"])
		}
	}
	if n := v.posts(models.BySlack); n != 3 {
		t.Errorf("%d messages, want one each to the new, the known and the waiting", n)
	}
}

func TestARoomIsKnownUnderItsOlderName(t *testing.T) {
	t.Parallel()
	v := open(t)
	v.plug(room("a"))
	before := v.column(v.called(room("a")), "public_id")
	key, err := models.ParseKey("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=,AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
	if err != nil {
		t.Fatal(err)
	}
	v.key, v.door = key, signup.NewDoor(v.db, key)
	v.plug(room("a"))
	if after := v.column(v.called(room("a")), "public_id"); after != before || v.count("subscribers") != 1 {
		t.Errorf("with a new key %s is %s, and there are %d", before, after, v.count("subscribers"))
	}
}

package signup_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/modelstest"
	"vitrine/models/signup"
)

// active signs an address up and confirms it.
func (v *visit) active(email string, c signup.Choice) (manage string) {
	v.Helper()
	v.ask(email, c)
	if err := v.door.Confirm(v.Context(), v.mails(email)[0], ""); err != nil {
		v.Fatal(err)
	}
	return v.manage(email)
}

func (v *visit) look(token string) signup.Subscription {
	v.Helper()
	s, err := v.door.Subscription(v.Context(), token)
	if err != nil {
		v.Fatal(err)
	}
	return s
}

func TestEveryChoiceIsKeptAsItWasMade(t *testing.T) {
	t.Parallel()
	v := open(t)
	api := modelstest.Component(t, v.store, "API")
	group, err := v.store.CreateGroup(t.Context(), models.NewGroup{Name: "Storage"})
	if err != nil {
		t.Fatal(err)
	}
	wish := signup.Choice{ComponentIDs: []string{api.PublicID}, GroupIDs: []string{group.PublicID}, Incidents: true, Countermeasures: true,
		LeastImpact: models.MajorImpact, Digest: models.Weekly, Quiet: models.Quiet{From: "22:00", Until: "06:30"}, Zone: "Asia/Tokyo", Language: "ja", List: true}
	manage := v.active("sam@example.com", wish)
	if got := v.look(manage).Choice; fmt.Sprint(got) != fmt.Sprint(wish) {
		t.Errorf("asked for\n%+v\nand got\n%+v", wish, got)
	}
	other := signup.Choice{AllComponents: true, Maintenance: true, LeastImpact: models.NoImpact, Zone: "Europe/Berlin", List: true}
	if err := v.door.Change(t.Context(), manage, other); err != nil {
		t.Fatal(err)
	}
	if got := v.look(manage).Choice; fmt.Sprint(got) != fmt.Sprint(other) {
		t.Errorf("changed to\n%+v\nand got\n%+v", other, got)
	}
	for field, c := range map[string]signup.Choice{"zone": {AllComponents: true, Incidents: true, Zone: "Mars/Base"}, "components": {Incidents: true, GroupIDs: []string{"nope"}}} {
		if err := v.door.Change(t.Context(), manage, c); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestOneIncidentAloneIsFollowed(t *testing.T) {
	t.Parallel()
	v := open(t)
	api := modelstest.Component(t, v.store, "API")
	i := modelstest.Incident(t, v.store, "The API fails", api)
	follow := signup.Request{Email: "sam@example.com", Follow: signup.Follow{IncidentID: i.PublicID, Postmortem: true}}
	if err := v.door.Ask(t.Context(), follow); err != nil {
		t.Fatal(err)
	}
	if err := v.door.Confirm(t.Context(), v.mails("sam@example.com")[0], ""); err != nil {
		t.Fatal(err)
	}
	manage := v.manage("sam@example.com")
	s := v.look(manage)
	if !s.Single() || len(s.Following) != 1 || s.Following[0] != (signup.Following{IncidentID: i.PublicID, Title: "The API fails", Open: true, Postmortem: true}) {
		t.Errorf("follows %+v", s)
	}
	if err := v.door.Follow(t.Context(), manage, signup.Follow{IncidentID: i.PublicID, Every: true}); err != nil {
		t.Fatal(err)
	}
	if s = v.look(manage); len(s.Following) != 1 || !s.Following[0].Every || s.Following[0].Postmortem {
		t.Errorf("after choosing again: %+v", s.Following)
	}
	if err := v.door.Unfollow(t.Context(), manage, i.PublicID); err != nil {
		t.Fatal(err)
	}
	if s = v.look(manage); len(s.Following) != 0 {
		t.Errorf("still follows %+v", s.Following)
	}
	for name, f := range map[string]signup.Follow{"an incident that is not there": {IncidentID: "nothingthere"}} {
		if err := v.door.Follow(t.Context(), manage, f); models.KindOf(err) != models.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFollowingChangesNothingForWhoIsSubscribed(t *testing.T) {
	t.Parallel()
	v := open(t)
	i := modelstest.Incident(t, v.store, "The API fails", modelstest.Component(t, v.store, "API"))
	manage := v.active("sam@example.com", everything)
	v.later(2 * time.Hour)
	if err := v.door.Ask(t.Context(), signup.Request{Email: "sam@example.com", Follow: signup.Follow{IncidentID: i.PublicID}}); err != nil {
		t.Fatal(err)
	}
	if s := v.look(manage); s.Single() || len(s.Following) != 0 {
		t.Errorf("a stranger changed a subscription: %+v", s)
	}
	var offered int64
	if err := v.db.Read(t.Context()).Raw("SELECT count(*) FROM signup_mails m JOIN incidents i ON i.id = m.incident_id WHERE m.kind = 'manage' AND i.public_id = ?", i.PublicID).Scan(&offered).Error; err != nil || offered != 1 {
		t.Errorf("%d mails offer to follow it, %v", offered, err)
	}
}

// TestWhatIsConfirmedIsTheLastWishAlone: what was asked for before and never
// confirmed may have been a stranger's.
func TestWhatIsConfirmedIsTheLastWishAlone(t *testing.T) {
	t.Parallel()
	v := open(t)
	api := modelstest.Component(t, v.store, "API")
	one, other := modelstest.Incident(t, v.store, "The API fails", api), modelstest.Incident(t, v.store, "The API is slow", api)
	list := everything
	list.List = true
	v.ask("sam@example.com", list)
	follow := signup.Request{Email: "sam@example.com", Choice: everything, Follow: signup.Follow{IncidentID: one.PublicID}, Consent: "This incident alone."}
	if err := v.door.Ask(t.Context(), follow); err != nil {
		t.Fatal(err)
	}
	token := v.mails("sam@example.com")[0]
	if s := v.look(token); !s.Single() || s.Choice.List || len(s.Following) != 1 || v.column("sam@example.com", "consent") != follow.Consent {
		t.Errorf("after a wish for one incident: %+v", s)
	}
	follow.Follow.IncidentID = other.PublicID
	if err := v.door.Ask(t.Context(), follow); err != nil {
		t.Fatal(err)
	}
	if s := v.look(token); len(s.Following) != 1 || s.Following[0].IncidentID != other.PublicID {
		t.Errorf("after a wish for another incident: %+v", s)
	}
	v.ask("sam@example.com", everything)
	if s := v.look(token); s.Single() || s.Choice.List || len(s.Following) != 0 {
		t.Errorf("after a wish for everything: %+v", s)
	}
}

// TestAChatRoomIsNoMailingList: every reader of a room has its links, and nobody
// there can be asked by mail.
func TestAChatRoomIsNoMailingList(t *testing.T) {
	t.Parallel()
	v := open(t)
	list := everything
	list.List = true
	manage := v.active("sam@example.com", everything)
	v.run("UPDATE subscribers SET channel = 'slack'")
	if err := v.door.Change(t.Context(), manage, list); err != nil {
		t.Fatal(err)
	}
	if s := v.look(manage); s.Choice.List || s.Channel != models.BySlack {
		t.Errorf("the room is %+v", s)
	}
	if asked, err := v.door.Leave(t.Context(), v.leaveToken("sam@example.com")); err != nil || asked || v.column("sam@example.com", "state") != "left" {
		t.Errorf("leaving: asked %v, %v, then %s", asked, err, v.column("sam@example.com", "state"))
	}
	if err := v.door.Erase(t.Context(), manage); err != nil || v.count("subscribers") != 0 || v.count("suppressions") != 0 {
		t.Errorf("erased: %v, %d left, %d banned", err, v.count("subscribers"), v.count("suppressions"))
	}
}

// TestNoStepOfTheDoorReadsAWholeTable asks SQLite how it would do each statement of
// a visitor's way: none may take longer because many others are on the list.
func TestNoStepOfTheDoorReadsAWholeTable(t *testing.T) {
	t.Parallel()
	v := open(t)
	if v.db.Postgres() {
		t.Skip("PostgreSQL does these steps inside functions and tells no plan of them")
	}
	i := modelstest.Incident(t, v.store, "The API fails", modelstest.Component(t, v.store, "API"))
	f := signup.Follow{IncidentID: i.PublicID}
	steps := watch(t, v.db)
	manage := v.active("sam@example.com", everything)
	if _, err := v.door.Kept(t.Context(), manage); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{"change": v.door.Change(t.Context(), manage, everything), "follow": v.door.Follow(t.Context(), manage, f),
		"unfollow": v.door.Unfollow(t.Context(), manage, i.PublicID)} {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	if _, err := v.door.Leave(t.Context(), manage); err != nil {
		t.Fatal(err)
	}
	if err := v.door.Erase(t.Context(), manage); err != nil {
		t.Fatal(err)
	}
	way := slices.Clone(*steps)
	if len(way) < 30 {
		t.Fatalf("only %d statements were seen", len(way))
	}
	for _, s := range way {
		var plan []struct{ Detail string }
		if err := v.db.Read(t.Context()).Raw("EXPLAIN QUERY PLAN "+s.query, s.args...).Scan(&plan).Error; err != nil {
			t.Fatalf("%s: %v", s.query, err)
		}
		for _, line := range plan {
			if strings.HasPrefix(line.Detail, "SCAN ") && line.Detail != "SCAN CONSTANT ROW" {
				t.Errorf("%s:\n%s", line.Detail, s.query)
			}
		}
	}
}

func TestNoSingleReaderEndsAList(t *testing.T) {
	t.Parallel()
	v := open(t)
	list := everything
	list.List = true
	manage := v.active("team@example.com", list)
	for name, token := range map[string]string{"one click": v.leaveToken("team@example.com"), "the page": manage} {
		if asked, err := v.door.Leave(t.Context(), token); err != nil || !asked {
			t.Errorf("%s: asked %v, %v", name, asked, err)
		}
	}
	if err := v.door.Erase(t.Context(), manage); models.KindOf(err) != models.NotFound {
		t.Errorf("one reader erases a list: %v", err)
	}
	unmarked := everything
	if err := v.door.Change(t.Context(), manage, unmarked); err != nil || !v.look(manage).Choice.List {
		t.Errorf("one reader makes a list an ordinary address: %v", err)
	}
	if got := v.column("team@example.com", "state"); got != "active" {
		t.Fatalf("the list is %s", got)
	}
	var sealed []string
	if err := v.db.Read(t.Context()).Raw("SELECT sealed_token FROM signup_mails WHERE kind = 'leave'").Scan(&sealed).Error; err != nil || len(sealed) != 1 {
		t.Fatalf("%d mails ask the list, %v", len(sealed), err)
	}
	end, err := v.key.Unseal("end", sealed[0])
	if err != nil {
		t.Fatal(err)
	}
	if s := v.look(end); s.Purpose != signup.ToEnd || s.Expired {
		t.Errorf("the mailed link shows %+v", s)
	}
	if _, err := v.door.Kept(t.Context(), end); models.KindOf(err) != models.NotFound {
		t.Errorf("the mailed link exports: %v", err)
	}
	if asked, err := v.door.Leave(t.Context(), end); err != nil || asked || v.column("team@example.com", "state") != "left" {
		t.Errorf("the mailed link: asked %v, %v, then %s", asked, err, v.column("team@example.com", "state"))
	}
}

func TestWhatIsKeptIsHandedOutAndErased(t *testing.T) {
	t.Parallel()
	v := open(t)
	manage := v.active("sam@example.com", everything)
	v.run(`INSERT INTO notifications (public_id, kind, thread, subject_id, title, send_at, created_at) VALUES ('n', 'incident', 'inc-x', 1, 'The API fails', ?, ?)`,
		models.Clock(), models.Clock())
	v.run(`INSERT INTO deliveries (notification_id, subscriber_id, state, message_id, detail) SELECT n.id, s.id, 'accepted', '<m@x>', 'ok' FROM notifications n, subscribers s`)
	kept, err := v.door.Kept(t.Context(), manage)
	if err != nil {
		t.Fatal(err)
	}
	file, err := json.Marshal(kept)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`"email":"sam@example.com"`, `"consent":"Send me status updates."`, `"requested_from":"203.0.113.0/24"`, `"incidents":true`,
		`"following":[]`, `"kind":"confirm"`, `"title":"The API fails"`, `"outcome":"accepted"`, `"message_id":"\u003cm@x\u003e"`} {
		if !strings.Contains(string(file), part) {
			t.Errorf("the export lacks %s: %s", part, file)
		}
	}
	if kept.ConfirmedAt == nil || kept.RequestedAt.IsZero() || kept.Mails[0].DueAt.IsZero() {
		t.Errorf("times are missing: %s", file)
	}
	if _, err := v.door.Kept(t.Context(), v.leaveToken("sam@example.com")); models.KindOf(err) != models.NotFound {
		t.Errorf("a leave token exports: %v", err)
	}
	if err := v.door.Erase(t.Context(), v.leaveToken("sam@example.com")); models.KindOf(err) != models.NotFound {
		t.Errorf("a leave token erases: %v", err)
	}
	if err := v.door.Erase(t.Context(), manage); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"subscribers", "deliveries", "signup_mails"} {
		var n int64
		if err := v.db.Read(t.Context()).Raw("SELECT count(*) FROM " + table).Scan(&n).Error; err != nil || n != 0 {
			t.Errorf("%d rows are left in %s, %v", n, table, err)
		}
	}
	var macs []string
	if err := v.db.Read(t.Context()).Raw("SELECT email_mac FROM suppressions").Scan(&macs).Error; err != nil || !slices.Equal(macs, []string{v.key.AddressMAC("sam@example.com")}) {
		t.Errorf("kept %v, %v", macs, err)
	}
	v.ask("sam@example.com", everything)
	if len(v.mails("sam@example.com")) != 0 {
		t.Error("an erased address is written to")
	}
}

package notify_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/signup"
)

// asked waits until the newest message about a subscription has left or was given
// up, and returns how it stands.
func (w *world) asked() (state, why string) {
	w.Helper()
	var row struct{ State, LastError string }
	w.until("the message has left or was given up", func() bool {
		if err := w.db.Read(w.Context()).Raw("SELECT state, last_error FROM signup_mails ORDER BY id DESC LIMIT 1").Scan(&row).Error; err != nil {
			w.Fatal(err)
		}
		return row.State == "sent" || row.State == "failed" || row.State == "dropped"
	})
	return row.State, row.LastError
}

// TestAWebhookIsAskedBeforeItIsTold takes one from the public form to its first
// news: the only thing it hears before somebody confirms is the question, signed
// with the secret that the question holds.
func TestAWebhookIsAskedBeforeItIsTold(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := receive(t, nil)
	if err := w.door.Plug(t.Context(), signup.Plug{Channel: models.ByWebhook, Address: r.URL + "/hook", Shape: models.StatuspageShape, Choice: everything}); err != nil {
		t.Fatal(err)
	}
	w.start(w.posting())
	if state, why := w.asked(); state != "sent" {
		t.Fatalf("%s: %s", state, why)
	}
	w.open("Before anybody confirmed")
	w.finished(w.notification().PublicID)
	calls := r.all()
	if len(calls) != 1 || calls[0].path != "/hook" {
		t.Fatalf("it heard %+v", calls)
	}
	var question struct {
		Type   string `json:"type"`
		Links  struct{ Confirm, Manage, Unsubscribe string }
		Secret string `json:"signing_secret"`
	}
	if err := json.Unmarshal([]byte(calls[0].body), &question); err != nil || question.Type != "subscription.confirm" || question.Links.Manage != "" {
		t.Fatalf("the question is %s, %v", calls[0].body, err)
	}
	proven(t, calls[0], question.Secret)
	token := strings.TrimPrefix(question.Links.Confirm, "https://status.acme.example/subscriptions/")
	if err := w.door.Confirm(t.Context(), token, ""); err != nil {
		t.Fatal(err)
	}
	w.open("Sign-in fails")
	n := w.finished(w.notification().PublicID)
	calls = r.all()
	last := calls[len(calls)-1]
	if n.Recipients != 1 || len(calls) != 2 || !strings.Contains(last.body, "Sign-in fails") || strings.Contains(last.body, question.Secret) {
		t.Errorf("%d recipients; it heard %+v", n.Recipients, calls)
	}
	proven(t, last, question.Secret)
}

// TestEachChatTakesTheQuestion sends the question, and to who is known the link,
// to the stand-ins of the chats.
func TestEachChatTakesTheQuestion(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	rooms := map[models.Channel]*receiver{}
	ask := func(c models.Channel) {
		// The form takes an address of Slack at Slack alone; that of Mattermost may be here.
		if err := w.door.Plug(t.Context(), signup.Plug{Channel: models.ByMattermost, Address: rooms[c].URL + "/room?key=k%261", Choice: everything}); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range standIns {
		rooms[s.channel] = receive(t, func(_ int, _ call, out http.ResponseWriter) { s.answer(out) })
		ask(s.channel)
		w.run("UPDATE subscribers SET channel = ? WHERE channel = 'mattermost'", s.channel)
	}
	w.start(w.posting())
	for n, want := range []string{"Confirm status updates from Acme Status", "Status updates come here already"} {
		for _, s := range standIns {
			w.until("each is asked", func() bool { return len(rooms[s.channel].all()) > n })
			c := rooms[s.channel].all()[n]
			var body thing
			if err := json.Unmarshal([]byte(c.body), &body); err != nil {
				t.Fatal(err)
			}
			if wrong, shown := s.check(body, c); len(wrong) > 0 || !strings.Contains(shown+c.body, want) || !strings.Contains(c.body, "https://status.acme.example/subscriptions/") {
				t.Errorf("%s: %v\n%s", s.channel, wrong, c.body)
			}
		}
		w.run("UPDATE subscribers SET state = 'active'")
		w.run("UPDATE signup_mails SET created_at = ?", time.Now().Add(-2*time.Hour))
		for _, s := range standIns {
			ask(s.channel)
		}
	}
}

// TestAnAddressInsideTheHouseIsNotAsked: what the form cannot know yet, where a
// name leads, the workers find out and do not try again.
func TestAnAddressInsideTheHouseIsNotAsked(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := receive(t, nil)
	if err := w.door.Plug(t.Context(), signup.Plug{Channel: models.ByWebhook, Address: r.URL, Choice: everything}); err != nil {
		t.Fatal(err)
	}
	c := w.posting()
	c.Outward = nil // to public addresses alone
	w.start(c)
	if state, why := w.asked(); state != "failed" || !strings.Contains(why, "https:// and use port 443") && !strings.Contains(why, "public internet") {
		t.Errorf("%s: %s", state, why)
	}
	if len(r.all()) != 0 {
		t.Error("it was called")
	}
}

func TestAQuestionIsGivenUpSoon(t *testing.T) {
	t.Parallel()
	w := create(t, 0)
	r := receive(t, func(_ int, _ call, out http.ResponseWriter) { out.WriteHeader(http.StatusInternalServerError) })
	if err := w.door.Plug(t.Context(), signup.Plug{Channel: models.ByWebhook, Address: r.URL, Choice: everything}); err != nil {
		t.Fatal(err)
	}
	w.start(w.posting())
	if state, why := w.asked(); state != "failed" || why != "It answered 500 Internal Server Error." || len(r.all()) != 3 {
		t.Errorf("%s: %s, after %d calls", state, why, len(r.all()))
	}
}

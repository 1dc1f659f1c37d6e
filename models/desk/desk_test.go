package desk_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"vitrine/models"
	"vitrine/models/desk"
	"vitrine/models/modelstest"
)

// open returns a desk with its trail and a clock that can be set.
func open(t *testing.T) (*desk.Store, *modelstest.Audit, *modelstest.Clock) {
	t.Helper()
	trail, clock := &modelstest.Audit{}, &modelstest.Clock{}
	store := desk.NewStore(modelstest.OpenDB(t), trail)
	store.Now = clock.Now
	return store, trail, clock
}

// kind reports the kind of err, empty for none.
func kind(err error) models.Kind {
	if err == nil {
		return ""
	}
	return models.KindOf(err)
}

func fields(err error) map[string]string {
	if e, ok := errors.AsType[*models.Error](err); ok {
		return e.Fields
	}
	return nil
}

func to[T any](v T) *T { return &v }

func TestTemplates(t *testing.T) {
	t.Parallel()
	store, trail, _ := open(t)
	ctx := t.Context()
	saved, err := store.SaveTemplate(ctx, desk.Template{Name: "Slow pages", Title: "[service] is slow", State: "investigating", Impact: "minor", Body: "We see slow pages.", Position: 2})
	if err != nil || saved.Kind != "incident" || saved.Version != 1 || len(saved.PublicID) != 12 {
		t.Fatalf("saved = %+v, %v", saved, err)
	}
	if _, err := store.SaveTemplate(ctx, desk.Template{Name: "Upgrade", Kind: "maintenance", Position: 1}); err != nil {
		t.Fatal(err)
	}
	old := saved
	saved.Body = "Pages load slowly."
	if saved, err = store.SaveTemplate(ctx, saved); err != nil || saved.Version != 2 {
		t.Errorf("changed = %+v, %v", saved, err)
	}
	if _, err := store.SaveTemplate(ctx, old); kind(err) != models.Stale {
		t.Errorf("an old version: %v, want stale", err)
	}
	if _, err := store.SaveTemplate(ctx, desk.Template{Name: "Upgrade"}); fields(err)["name"] == "" {
		t.Errorf("a name in use: %v", err)
	}
	_, err = store.SaveTemplate(ctx, desk.Template{Kind: "poem", State: "fine", Impact: "huge", Title: strings.Repeat("x", 300)})
	for _, field := range []string{"name", "kind", "state", "impact", "title"} {
		if fields(err)[field] == "" {
			t.Errorf("%s passed: %v", field, err)
		}
	}
	if ts, err := store.Templates(ctx); err != nil || len(ts) != 2 || ts[0].Name != "Upgrade" || ts[1].Body != "Pages load slowly." {
		t.Errorf("templates = %+v, %v", ts, err)
	}
	if err := store.DeleteTemplate(ctx, saved.PublicID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Template(ctx, saved.PublicID); kind(err) != models.NotFound {
		t.Errorf("the deleted one: %v, want not found", err)
	}
	if got := strings.Join(trail.Deeds(), " "); got != "template.added template.added template.edited template.deleted" {
		t.Errorf("deeds = %s", got)
	}
}

func TestSettings(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	ctx := t.Context()
	first, err := store.Settings(ctx)
	if err != nil || !first.SecondPerson {
		t.Fatalf("at first = %+v, %v; want a second person", first, err)
	}
	if _, err := store.EditSettings(ctx, desk.SettingsEdit{MailFrom: to("status@example.org"), MailFromName: to("Northpole Status"), SecondPerson: to(false), Version: first.Version}); err != nil {
		t.Fatal(err)
	}
	got, err := store.Settings(ctx)
	if err != nil || got.MailFrom != "status@example.org" || got.SecondPerson || got.Version != first.Version+1 {
		t.Errorf("settings = %+v, %v", got, err)
	}
	if _, err := store.EditSettings(ctx, desk.SettingsEdit{ReplyTo: to("help@example.org"), Version: first.Version}); kind(err) != models.Stale {
		t.Errorf("an old version: %v, want stale", err)
	}
	_, err = store.EditSettings(ctx, desk.SettingsEdit{MailFrom: to("Status <status@example.org>"), ReplyTo: to("nobody"), MailFromName: to("a\nb")})
	if f := fields(err); f["mail_from"] == "" || f["reply_to"] == "" || f["mail_from_name"] == "" {
		t.Errorf("complaints = %v", err)
	}
}

func TestTwoWhoChangeTheSettingsAtOnce(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	errs := make([]error, 4)
	var wg sync.WaitGroup
	for n := range errs {
		wg.Go(func() {
			_, errs[n] = store.EditSettings(t.Context(), desk.SettingsEdit{ReplyTo: to(string(rune('a'+n)) + "@example.org"), Version: 1})
		})
	}
	wg.Wait()
	saved := 0
	for _, err := range errs {
		if err == nil {
			saved++
		} else if kind(err) != models.Stale {
			t.Error(err)
		}
	}
	if got, err := store.Settings(t.Context()); err != nil || saved != 1 || got.Version != 2 {
		t.Errorf("%d saved, settings = %+v, %v; want one", saved, got, err)
	}
}

func TestARepeatedRequestGetsItsReply(t *testing.T) {
	t.Parallel()
	store, _, clock := open(t)
	ctx := t.Context()
	clock.Set(modelstest.At(time.May, 4, 12, 0))
	const route = "POST /api/v1/incidents"
	want, stop := desk.Reply{Status: 201, ContentType: "application/json", Location: "/x", Body: []byte("{}")}, errors.New("stop")
	once := func(actor int64, key, digest string, fails error) (desk.Reply, bool, error) {
		t.Helper()
		return store.Once(ctx, desk.Request{ActorID: actor, Route: route, Key: key, Digest: digest}, func(context.Context) (desk.Reply, error) { return want, fails })
	}
	if _, again, err := once(1, "k", "d", nil); again || err != nil {
		t.Errorf("the first time: again %v, %v", again, err)
	}
	if reply, again, err := once(1, "k", "d", stop); err != nil || !again || reply.Status != 201 || string(reply.Body) != "{}" || reply.Location != "/x" {
		t.Errorf("repeated: %+v, again %v, %v", reply, again, err)
	}
	if _, _, err := once(1, "k", "other", nil); !errors.Is(err, desk.ErrReused) || kind(err) != models.Conflict {
		t.Errorf("the key for something else: %v, want a conflict", err)
	}
	if _, again, err := once(2, "k", "d", stop); again || !errors.Is(err, stop) {
		t.Errorf("somebody else's key: again %v, %v", again, err)
	}
	if _, again, err := once(2, "k", "e", nil); again || err != nil {
		t.Errorf("after a failure: again %v, %v; want another try", again, err)
	}
	clock.Advance(25 * time.Hour)
	if _, again, err := once(1, "k", "new", nil); again || err != nil {
		t.Errorf("a day later: again %v, %v; want a new request", again, err)
	}
	if _, _, err := once(1, strings.Repeat("k", 300), "d", nil); kind(err) != models.Invalid {
		t.Errorf("a long key: %v, want invalid", err)
	}
}

func TestWhatIsDoneOnceCommitsWithItsReply(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	r := desk.Request{ActorID: 1, Route: "POST /x", Key: "k", Digest: "d"}
	edit := func(ctx context.Context, to string) error {
		_, err := store.EditSettings(ctx, desk.SettingsEdit{MailFromName: &to})
		return err
	}
	name := func(ctx context.Context) string {
		t.Helper()
		got, err := store.Settings(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return got.MailFromName
	}
	stop := errors.New("stop")
	_, _, err := store.Once(t.Context(), r, func(ctx context.Context) (desk.Reply, error) {
		if err := edit(ctx, "Dana"); err != nil || name(ctx) != "Dana" {
			t.Errorf("within: %q, %v", name(ctx), err)
		}
		return desk.Reply{}, stop
	})
	if !errors.Is(err, stop) || name(t.Context()) != "" {
		t.Errorf("a request that failed left %q, %v", name(t.Context()), err)
	}
	_, again, err := store.Once(t.Context(), r, func(ctx context.Context) (desk.Reply, error) {
		if err := edit(ctx, "a\nb"); kind(err) != models.Invalid {
			t.Errorf("a deed that fails within: %v", err)
		}
		return desk.Reply{Status: 201, ETag: `"2"`}, edit(ctx, "Kim")
	})
	if err != nil || again || name(t.Context()) != "Kim" {
		t.Errorf("the second try: %v, again %v, %q", err, again, name(t.Context()))
	}
	reply, again, err := store.Once(t.Context(), r, nil)
	if err != nil || !again || reply.Status != 201 || reply.ETag != `"2"` {
		t.Errorf("repeated: %+v, again %v, %v", reply, again, err)
	}
}

func TestTheNameThatMailsComeFromPassesTheGate(t *testing.T) {
	t.Parallel()
	store, _, _ := open(t)
	gate := &modelstest.Gate{Stop: func(text models.Text) error {
		if strings.Contains(text.Body, "Dana") {
			return models.Fail(models.Invalid, "One find stops this text.")
		}
		return nil
	}}
	store.Gate = gate
	edit := func(e desk.SettingsEdit) models.Kind {
		_, err := store.EditSettings(t.Context(), e)
		return kind(err)
	}
	if k := edit(desk.SettingsEdit{MailFromName: to("Dana of Northpole")}); k != models.Invalid {
		t.Errorf("a name that is stopped: %q, want invalid", k)
	}
	if k := edit(desk.SettingsEdit{MailFromName: to("Northpole Status")}); k != "" {
		t.Errorf("another name: %q", k)
	}
	before := len(gate.Texts())
	if k := edit(desk.SettingsEdit{MailFromName: to("Northpole Status"), ReplyTo: to("help@example.org")}); k != "" || len(gate.Texts()) != before {
		t.Errorf("the same name once more: %q, asked about %v", k, gate.Texts())
	}
	if last := gate.Texts()[before-1]; last != (models.Text{Field: "mail_from_name", Body: "Northpole Status"}) {
		t.Errorf("the gate was asked about %+v", last)
	}
}

package audience_test

import (
	"testing"

	"vitrine/models"
	"vitrine/models/audience"
)

func TestTheKeyForPushServicesIsMadeOnce(t *testing.T) {
	t.Parallel()
	h := open(t)
	if there, err := h.store.CheckPushKey(t.Context()); there || err != nil {
		t.Errorf("before the first start: %t, %v", there, err)
	}
	first, err := h.store.PushKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if again, err := h.store.PushKey(t.Context()); err != nil || !first.Equal(again) {
		t.Errorf("the second time it is another: %v", err)
	}
	other, err := models.ParseKey("ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=")
	if err != nil {
		t.Fatal(err)
	}
	stranger := audience.NewStore(h.db, other, h.audit)
	if there, err := stranger.CheckPushKey(t.Context()); !there || err == nil {
		t.Errorf("with another secret key: %t, %v", there, err)
	}
	if key, err := stranger.PushKey(t.Context()); err == nil {
		t.Errorf("a second key was made: %v", key.PublicKey)
	}
	if _, _, err := h.store.AddEndpoint(t.Context(), audience.NewEndpoint{Channel: models.ByPush, Address: "https://push.example/a", Choice: everything, Consent: "x"}); models.KindOf(err) != models.Invalid {
		t.Errorf("staff add a browser: %v", err)
	}
}
